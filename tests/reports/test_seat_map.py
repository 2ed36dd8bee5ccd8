"""The seat map: a sign per day as the facts have it, who drifted away below, and nobody the viewer may not see."""

import json
from datetime import date, timedelta

from seatlight.access import cut
from seatlight.model.access import Form, Scope
from seatlight.model.report import Report, Row
from seatlight.render import render
from seatlight.reports.seat_map import SEAT_MAP, seat_map_report, summary
from seatlight.tables.schema import UNATTRIBUTED
from tests.access.reports import accounts, everybody, joined, report, team, traces

SITE = "site-1"


def of(scope: Scope) -> Report:
    """The seat map that the scope allows, made as the action makes it."""
    return cut(seat_map_report(cut(report(scope.accounts), scope), joined(), team().spans), scope)


def rows(scope: Scope | None = None) -> list[Row]:
    """Its rows."""
    return list(of(scope or Scope("ana")).table("seat_map").rows)


def test_every_developer_has_a_line_with_a_sign_per_day() -> None:
    """As many as the window has days, and the columns of the catalogue."""
    found = rows()
    assert len(found) == len(report().table("developers").rows)
    assert {len(row["days"]) for row in found} == {30}
    assert {frozenset(row) for row in found} == {frozenset(column.key for column in SEAT_MAP)}


def test_a_sign_says_whether_the_day_was_active() -> None:
    """By a plain loop over the active days."""
    first = team().spans.window.first
    active = {
        (code, day) for code, day in joined().active_days.select("developer", "day").iter_rows() if code != UNATTRIBUTED
    }
    code_of = dict(joined().developers.select("developer_id", "developer").iter_rows())
    for row in rows():
        days = {first + place for place, sign in enumerate(row["days"]) if sign in "1234"}
        code = code_of[row["developer_id"]]
        assert days == {day for day in range(first, first + 30) if (code, day) in active}
        assert len(days) == row["active_days"]


def test_the_own_busiest_day_has_the_highest_sign() -> None:
    """Nobody is drawn against anybody else: whoever has tokens reaches 4."""
    heavy = {row["developer_id"] for row in report().table("developers").rows if row["total_tokens"]}
    used = [row for row in rows() if row["active_days"] and row["developer_id"] in heavy]
    assert used
    assert all("4" in row["days"] or set(row["days"]) <= {"0", "1"} for row in used)


def test_who_was_active_last_stands_above_who_drifted_away() -> None:
    """And below stand those of whom no use is known."""
    last = [row["last_active_on"] for row in rows()]
    seen = [on for on in last if on is not None]
    assert seen == sorted(seen, reverse=True)
    assert last == [*seen, *[None] * (len(last) - len(seen))]
    assert None in last


def test_the_head_says_which_days_these_are() -> None:
    """The first of them, how many, which were off, and from when on they may change."""
    head = of(Scope("ana")).head["map"]
    window = team().spans.window
    assert (head["first_on"], head["days"], head["levels"]) == (window.first_on, 30, 4)
    assert head["provisional_from"] == window.last_on - timedelta(days=2)
    assert all(window.first_on <= on <= window.last_on for on in head["off"])


def test_days_that_were_not_read_are_question_marks() -> None:
    """Not zeros: of a day that nobody read nothing is known."""
    from dataclasses import replace

    read = team().spans.window.first + 10
    snapshot = replace(joined().snapshot, seat_days_read=frozenset(range(read, read + 20)))
    partly = replace(joined(), snapshot=snapshot)
    made = seat_map_report(cut(report(), Scope("ana")), partly, team().spans)
    idle = [row for row in made.table("seat_map").rows if row["active_days"] == 0]
    assert {row["days"] for row in idle} == {"?" * 10 + "0" * 20}


def test_a_few_see_a_map_of_themselves() -> None:
    """Nothing tells of anybody else."""
    few = frozenset(accounts()[:3])
    found = of(Scope("ana", accounts=few))
    assert len(found.table("seat_map").rows) == 3
    text = json.dumps(json.loads(render(found, "json")))
    assert {trace for trace in traces(everybody() - few) if trace in text} == set()
    assert found.people == few


def test_pseudonyms_hide_names_in_the_map_and_in_its_order() -> None:
    """Equals stand in the order of their pseudonyms."""
    scope = Scope("ana", site_id=SITE, accounts=everybody(), form=Form.PSEUDONYMS)
    found = of(scope)
    text = json.dumps(json.loads(render(found, "json")))
    assert {trace for trace in traces(everybody()) if trace in text} == set()
    idle = [row["name"] for row in found.table("seat_map").rows if row["last_active_on"] is None]
    assert len(idle) > 3
    assert idle == sorted(idle, key=str.casefold)


def test_groups_have_no_seat_map() -> None:
    """There are no rows to make it of."""
    scope = Scope("ana", accounts=everybody(), form=Form.GROUPS, group_of=5)
    grouped = cut(report(everybody()), scope)
    assert [table.name for table in grouped.tables] == ["groups"]


def test_the_summary_counts_who_is_here_who_left_and_who_never_came() -> None:
    """By the window's last day."""
    last_on = team().spans.window.last_on
    idle: list[int | None] = [0, 6, 7, 13, 14, 60, None]
    found = [{"last_active_on": None if days is None else last_on - timedelta(days=days)} for days in idle]
    assert summary(found, team().spans) == (
        "Of 7 developers 2 were active in the last 7 days; 2 used it before and have not for 14 days or more; "
        "of 1 no use is known."
    )
    assert summary([], team().spans) == "There is nobody to show."
    assert isinstance(last_on, date)
