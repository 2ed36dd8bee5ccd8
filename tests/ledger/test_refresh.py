"""What a refresh asks for and what it brings, day by day, while the past of the sandbox changes."""

from datetime import timedelta
from pathlib import Path
from threading import Event as Happened
from threading import Thread

import pytest

from seatlight.errors import SeatlightError, Stopped
from seatlight.model.window import day_number
from seatlight.ports import Step
from seatlight.sandbox.facts import Event, Tokens
from seatlight.sandbox.limits import EVENTS_PATH
from seatlight.sandbox.setup import at, epoch_ms
from tests.ledger.living import BEGUN, Watching, interrupting, living
from tests.reading import facts_of

TODAY = BEGUN.date()
NOTHING: dict[str, int] = {}
EACH = {"members": 1, "daily-usage-data": 1, "audit-logs": 1, "spend": 1}
"""What is asked for once in an hour besides events."""
BROKEN = f"error-500@{EVENTS_PATH}:always"


def event(days_ago: int, email: str = "chen.wei@example.org") -> Event:
    """An event that nobody was told of yet, on a day so long before the first; its developer had stopped long ago."""
    instant = epoch_ms(at(TODAY - timedelta(days=days_ago), 6))
    return Event(email, instant, "composer-2.5", "Usage-based", Tokens(120, 340, 5_600, 780, 2.22), 2.5)


def test_within_the_hour_nothing_is_asked_for_and_nothing_changes() -> None:
    """However often somebody asks, for this window or a shorter one; the document is equal to the last word."""
    with living() as product:
        product.refresh()
        first, known = product.look(), product.known()
        product.asked()
        product.pass_time(minutes=59)
        for days in (90, 30, 7, 90):
            product.refresh(days)
        assert product.asked().by_path == NOTHING
        assert product.look() == first
        assert product.known() is known


def test_an_hour_later_only_the_provisional_days_are_read() -> None:
    """Today and the two days before, roster, spend and seat dates, with one request each."""
    with living() as product:
        product.refresh()
        product.asked()
        product.pass_time(hours=1)
        product.refresh()
        assert product.asked().by_path == {**EACH, "filtered-usage-events": 1}
        product.pass_time(hours=1)
        product.refresh()
        assert [listing.days for listing in product.asked().listings] == [product.days_ago(2, 0)]
        assert product.wrong() == []


def test_a_person_who_wants_it_anew_gets_it_within_the_hour() -> None:
    """The provisional days are read once more, whatever hour it is, and the settled ones are not."""
    with living() as product:
        product.refresh()
        product.box.arrive([event(1), event(2), event(30)])
        product.asked()
        product.refresh(anew=True)
        assert product.asked().by_path == {**EACH, "filtered-usage-events": 1}
        told = product.look()["team"]["events"]
        product.refresh()
        assert (product.look()["team"]["events"], product.asked().by_path) == (told, NOTHING)
        product.pass_time(hours=24)
        product.refresh()
        assert product.wrong() == []


@pytest.mark.parametrize("hours", [1, 5, 11, 23, 24, 47, 72, 100, 24 * 7 + 1, 24 * 30])
def test_whenever_the_next_refresh_is_the_truth_comes_out(hours: int) -> None:
    """Days that began since are read, and those that were provisional then."""
    with living() as product:
        product.refresh()
        product.pass_time(hours=hours)
        product.refresh()
        assert product.wrong() == []
        assert product.wrong(30) == []


def test_late_events_of_provisional_days_come_out_an_hour_later() -> None:
    """Of today so far and of the two days before."""
    with living() as product:
        product.refresh()
        product.box.arrive([event(0), event(1), event(2)])
        assert len(product.wrong()) > 0
        product.pass_time(hours=1)
        product.refresh()
        assert product.wrong() == []
        states = {row["email"]: row["state"] for row in product.look()["developers"]}
        assert states["chen.wei@example.org"] == "active"


def test_a_daily_recount_costs_one_request_for_thirty_days() -> None:
    """Three for the 87 settled days; then not again before the next day."""
    with living() as product:
        product.refresh()
        product.pass_time(hours=23)
        product.refresh()
        product.asked()
        product.pass_time(hours=1)
        product.refresh()
        assert product.asked().by_path == {**EACH, "filtered-usage-events": 1 + 3}
        product.pass_time(hours=1)
        product.refresh()
        assert product.asked().by_path == {**EACH, "filtered-usage-events": 1}


def test_late_events_of_settled_days_come_out_with_the_next_recount() -> None:
    """Until then the days are believed; the count tells that something is missing."""
    with living() as product:
        product.refresh()
        product.box.arrive([event(5), event(29), event(61, "hana.sato@example.org")])
        product.pass_time(hours=23)
        product.refresh()
        assert len(product.wrong()) > 0
        product.pass_time(hours=1)
        product.refresh()
        assert product.wrong() == []


def test_a_difference_makes_only_the_half_that_differs_read_again() -> None:
    """Halves are counted as long as that is cheaper than reading; the other days are not touched."""
    with living(25, pace=16) as product:
        product.refresh()
        product.box.arrive([event(5)])
        product.pass_time(hours=23)
        product.refresh()
        product.asked()
        product.pass_time(hours=1)
        product.refresh()
        listings = product.asked().listings
        assert product.wrong() == []
        counted = sorted((len(listing.days) for listing in listings if listing.page_size == 1), reverse=True)
        read = {listing.days for listing in listings if listing.page_size > 1}
        assert counted == [30, 30, 26, 15, 15, 8, 7]
        assert read == {product.days_ago(2, 0), product.days_ago(11, 4)}


def test_events_that_vanish_come_out_with_the_next_recount() -> None:
    """The vendor took some back, never all of a day."""
    with living(25) as product:
        product.refresh()
        assert product.box.withdraw(product.ago(40), product.ago(10), 40) > 0
        product.pass_time(hours=24)
        product.refresh()
        assert product.wrong() == []


def test_a_day_that_the_vendor_forgot_stays_as_it_was() -> None:
    """A note says so, and it is not counted again and again."""
    with living() as product:
        product.refresh()
        product.pass_time(hours=24)
        before = facts_of(product.box)
        assert product.box.withdraw(product.ago(13), product.ago(13), 1) > 0
        product.refresh()
        assert product.wrong(facts=before) == []
        said = f"The vendor tells nothing any more of {product.ago(13)}; what was read before stays."
        assert said in product.look()["freshness"]["notes"]
        product.asked()
        product.pass_time(hours=24)
        product.refresh()
        assert day_number(product.ago(14)) not in product.asked().days


def test_corrected_costs_of_provisional_days_come_out_an_hour_later() -> None:
    """Such days are read anew whatever their count is."""
    with living() as product:
        product.refresh()
        assert product.box.correct(product.ago(2), product.today, 1.5) > 0
        product.pass_time(hours=1)
        product.refresh()
        assert product.wrong() == []


def test_corrected_costs_of_settled_days_come_out_after_a_week() -> None:
    """No count tells of them: everything is wholly read again every week, whether anything differs or not."""
    with living() as product:
        product.refresh()
        assert product.box.correct(product.ago(80), product.ago(20), 1.5) > 0
        for _ in range(6):
            product.pass_time(hours=24)
            product.refresh()
        assert any("spend_cents" in line for line in product.wrong())
        product.asked()
        product.pass_time(hours=24)
        product.refresh()
        asked = product.asked()
        assert product.wrong() == []
        assert asked.days == set(product.days_ago(89, 0))
        assert min(asked.by_path[path] for path in ("daily-usage-data", "audit-logs")) >= 3


@pytest.mark.parametrize("after_requests", [1, 4, 6, 8])
def test_events_that_arrive_while_somebody_pages_are_not_lost(after_requests: int) -> None:
    """A listing that moved is read once more; what came too late for that comes with the next refresh."""
    with living(25, "page-clamped") as product:
        product.box.arrive_during([event(0), event(1), event(8), event(8)], after_requests)
        product.refresh()
        assert product.look()["freshness"]["complete"]
        product.pass_time(hours=24)
        product.refresh()
        assert product.wrong() == []


@pytest.mark.parametrize("after_steps", [1, 2, 3])
def test_an_interrupted_pass_goes_on_where_it_stopped(after_steps: int) -> None:
    """What was read before the trouble is not asked for again, and what was missing is."""
    with living(25, pace=12) as product:
        product.refresh(watcher=interrupting(product.ago(89), after_steps, lambda: product.break_down(BROKEN)))
        first = product.look()
        snapshot = product.known()
        assert snapshot is not None
        assert not first["freshness"]["complete"]
        assert any("has a fault of its own" in note for note in first["freshness"]["notes"])
        product.break_down()
        product.asked()
        product.refresh()
        asked = product.asked()
        assert asked.by_path.keys() == {"filtered-usage-events"}
        assert asked.days == set(product.days_ago(89, 0)) - snapshot.usage_days_read
        assert product.wrong() == []


def test_days_that_were_never_wholly_read_are_let_go_with_time() -> None:
    """Of a day that the vendor no longer answers for nothing can be missing that is still to be had."""
    with living() as product:
        product.break_down("error-500@/teams/daily-usage-data:always")
        product.refresh()
        product.break_down()
        product.pass_time(hours=24)
        product.refresh()
        assert product.look()["freshness"]["complete"]
        assert product.wrong() == []


@pytest.mark.parametrize("path", ["/teams/daily-usage-data", EVENTS_PATH])
def test_a_refresh_that_brings_only_half_is_as_of_the_older_half(path: str) -> None:
    """Whoever is not known to have been active up to now is not called idle up to now."""
    with living() as product:
        product.refresh()
        product.pass_time(hours=1)
        product.break_down(f"error-500@{path}:always")
        product.refresh()
        assert product.look()["freshness"]["as_of"] == "2026-11-18T13:00:00Z"
        product.break_down()
        product.refresh()
        assert product.look()["freshness"]["as_of"] == "2026-11-18T14:00:00Z"
        assert product.wrong() == []


def test_a_roster_that_cannot_be_read_again_is_the_one_known_before() -> None:
    """A note says why; the rest is read, and the roster with the next refresh."""
    with living() as product:
        product.refresh()
        product.pass_time(hours=1)
        product.break_down("error-500@/teams/members")
        product.refresh()
        assert product.wrong() == []
        assert any(note.startswith("Roster: ") for note in product.look()["freshness"]["notes"])
        product.asked()
        product.refresh()
        assert product.asked().by_path == {"members": 1}
        assert product.look()["freshness"]["notes"] == []


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_another_run_goes_on_from_what_was_kept_when_one_was_killed(tmp_path: Path, engine: str) -> None:
    """Days that were kept are not asked for again, and what it read itself is kept for the next."""
    with living(25, pace=12, archive=tmp_path, engine=engine) as product:
        with pytest.raises(Stopped):
            product.refresh(watcher=interrupting(product.ago(89), 3, product.deps.usage.stop))
        product.begin_again()
        assert product.known() is None
        product.asked()
        product.refresh()
        assert product.asked().days == {*product.days_ago(2, 0), *product.days_ago(89, 60)}
        assert product.wrong() == []
        product.begin_again()
        product.pass_time(hours=1)
        product.refresh()
        assert product.asked().days == set(product.days_ago(2, 0))
        assert product.wrong() == []


def test_two_who_ask_at_once_share_one_pass() -> None:
    """Whoever comes second is told what is still open, waits for it, and asks for nothing."""
    with living() as alone, living() as shared:
        alone.refresh()
        joined = Happened()
        second = Watching(on_tick=lambda _step: None)
        late = Thread(target=lambda: shared.refresh(watcher=second))

        def wait_for_the_second(step: Step) -> None:
            if step.table == "roster":
                late.start()
                while not second.told:
                    joined.wait(0.01)

        first = Watching(on_tick=wait_for_the_second)
        shared.refresh(watcher=first)
        late.join()
        assert shared.asked().by_path == alone.asked().by_path
        assert second.told == first.told
        assert (second.requests, second.requests_left) == (first.requests - 1, 0)
        assert shared.wrong() == []


def test_a_connection_that_hangs_keeps_no_other_from_being_read() -> None:
    """Each is known as far as it was read."""
    with living() as hanging, living(9) as well:
        hanging.break_down(f"hang@{EVENTS_PATH}:always")
        ended: list[SeatlightError] = []
        reading = Happened()

        def read() -> None:
            try:
                hanging.refresh(watcher=Watching(on_tick=lambda _step: reading.set()))
            except SeatlightError as error:
                ended.append(error)

        other = Thread(target=read)
        other.start()
        reading.wait()
        well.refresh()
        assert well.wrong() == []
        assert other.is_alive()
        assert not hanging.look()["freshness"]["complete"]
        hanging.deps.usage.stop()
        other.join()
        assert [type(error) for error in ended] == [Stopped]


def test_a_kept_day_without_daily_rows_is_read_again_and_kept_anew(tmp_path: Path) -> None:
    """Only events tell of it; that the vendor has no daily rows of it does not mean that it was forgotten."""
    with living(1, archive=tmp_path) as product:
        used = {row["day"] for row in facts_of(product.box)["days"]}
        ago = next(ago for ago in range(10, 30) if f"{product.ago(ago)}" not in used)
        product.box.arrive([event(ago), event(ago)])
        product.refresh()
        product.begin_again()
        product.box.arrive([event(ago)])
        product.pass_time(hours=24)
        product.refresh()
        assert product.wrong() == []
        product.box.correct(product.ago(ago + 1), product.ago(ago + 1), 2)
        for _ in range(2):
            product.begin_again()
            product.pass_time(days=7)
            product.refresh()
            assert product.wrong() == []


def test_a_kept_day_whose_events_alone_are_gone_stays_as_it_was_kept(tmp_path: Path) -> None:
    """Its daily rows are still told, and half of a kept day is nothing."""
    with living(archive=tmp_path) as product:
        product.refresh()
        product.begin_again()
        before = facts_of(product.box)
        assert product.box.withdraw(product.ago(13), product.ago(13), 1) > 0
        product.pass_time(days=8)
        product.refresh()
        told = product.look()["developers"], product.truth(90, before)["developers"]
        active = [{row["email"]: row["active_days"] for row in rows if row["state"] == "stopped"} for rows in told]
        assert active[0] == active[1]
        assert product.look()["freshness"]["complete"]
