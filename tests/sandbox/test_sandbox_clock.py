"""What answers tell of the time, how long they take, and whose clock turns the minutes."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

import httpx2
import pytest

from seatlight.sandbox import Setup, start
from tests.sandbox.reading import ask, client_of
from tests.sandbox.test_sandbox_facts import NOW

MEMBERS, SPEND, EVENTS = "/teams/members", "/teams/spend", "/teams/filtered-usage-events"
TOLD = NOW.replace(microsecond=0)


class Hand:
    """A clock that goes on only when it is pushed."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds

    def push(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.seconds += seconds


def setup_of(
    *quirks: str, quotas: Literal["off", "real", "x60"] = "off", faults: tuple[str, ...] = (), **more: float
) -> Setup:
    """A small team at the usual instant."""
    latency, skew = more.get("latency", 0.0), int(more.get("skew", 0))
    return Setup(
        people=3,
        now=NOW,
        reach_days=5,
        quirks=frozenset(quirks),
        quotas=quotas,
        faults=faults,
        latency_seconds=latency,
        skew_seconds=skew,
    )


def date_in(answer: httpx2.Response, name: str = "Date") -> datetime:
    """The instant in a header of an answer."""
    return parsedate_to_datetime(answer.headers[name])


def test_every_answer_tells_the_simulated_present() -> None:
    """Good ones, refusals and faults; it moves as the present does and not by itself."""
    with start(setup_of(faults=(f"error-500@{SPEND}",))) as box:
        answers = [ask(box, "GET", MEMBERS), ask(box, "POST", SPEND), ask(box, "GET", "/nowhere")]
        assert [(answer.status_code, date_in(answer)) for answer in answers] == [
            (status, TOLD) for status in (200, 500, 404)
        ]
        box.at(NOW + timedelta(days=2))
        assert date_in(ask(box, "GET", MEMBERS)) == TOLD + timedelta(days=2)


def test_a_skewed_clock_shifts_what_answers_tell() -> None:
    """And not the world behind them."""
    with start(setup_of(skew=-700)) as box:
        assert date_in(ask(box, "GET", MEMBERS)) == TOLD - timedelta(seconds=700)
        assert box.facts().now == "2026-11-18T13:45:10.123Z"


def test_answers_keep_the_time_back_where_asked_for() -> None:
    """With the quirk there is no Date header at all."""
    with start(setup_of("no-date")) as box:
        assert "Date" not in ask(box, "GET", MEMBERS).headers


def test_without_a_chosen_instant_the_real_time_is_told() -> None:
    """It lies between the instants before and after the request."""
    with start(Setup(people=1, reach_days=2)) as box:
        before = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251
        told = date_in(ask(box, "GET", MEMBERS))
        assert before <= told <= datetime.now(UTC)  # noqa: TID251


def test_a_minute_of_the_quotas_turns_by_the_given_clock() -> None:
    """Nothing passes until it is pushed over the minute."""
    hand = Hand(1_000_000.0)
    with start(setup_of(quotas="real"), hand) as box, client_of(box) as client:
        assert [client.post(SPEND).status_code for _ in range(21)] == [200] * 20 + [429]
        hand.push(19)
        assert client.post(SPEND).status_code == 429
        hand.push(1)
        assert client.post(SPEND).status_code == 200


@pytest.mark.parametrize("skew", [0, 17])
def test_a_full_quota_tells_where_its_minute_stands(skew: int) -> None:
    """By the Date header, and by the date to come back at, whatever the simulated second or the skew is."""
    hand = Hand(1_000_000.0 + 12)
    with start(setup_of("retry-after-date", quotas="real", skew=skew), hand) as box, client_of(box) as client:
        refused = [client.post(SPEND) for _ in range(21)][-1]
        assert date_in(refused) == TOLD.replace(second=52)
        assert date_in(refused, "Retry-After") - date_in(refused) == timedelta(seconds=8 + 1)
        hand.push(8)
        assert client.post(SPEND).status_code == 200


def test_a_sped_up_quota_turns_by_the_given_clock() -> None:
    """Its minute is over with each second."""
    hand = Hand(500.25)
    with start(setup_of("retry-after-seconds", quotas="x60"), hand) as box, client_of(box) as client:
        refused = [client.post(SPEND) for _ in range(21)][-1]
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
        hand.push(0.75)
        assert client.post(SPEND).status_code == 200


@pytest.mark.parametrize("quirks", [("hungry-consumer",), ("hungry-consumer", "other-consumer")])
def test_a_hungry_consumer_leaves_a_tenth_of_each_limit(quirks: tuple[str, ...]) -> None:
    """Two and six requests a minute pass."""
    with start(setup_of(*quirks, quotas="real"), Hand(30)) as box, client_of(box) as client:
        assert [sum(client.post(path).is_success for _ in range(9)) for path in (SPEND, EVENTS)] == [2, 6]


def test_every_answer_takes_the_time_asked_for() -> None:
    """It is waited by whatever is given; a slow answer takes longer by its own seconds."""
    hand = Hand(0)
    with start(setup_of(latency=0.25, faults=(f"slow:3@{SPEND}",)), hand, hand.push) as box:
        for path, seconds in ((MEMBERS, 0.25), (SPEND, 3.5), ("/nowhere", 3.75)):
            ask(box, "POST" if path == SPEND else "GET", path)
            assert hand.seconds == seconds


def test_without_latency_nothing_is_waited() -> None:
    """Whatever waits is not even asked."""
    hand = Hand(0)
    with start(setup_of(), hand, hand.push) as box:
        ask(box, "GET", MEMBERS)
    assert hand.seconds == 0


def test_a_long_wait_ends_when_the_sandbox_stops() -> None:
    """Somebody who is kept waiting gets no answer, and the sandbox does not wait for it."""
    with start(setup_of(latency=600)) as box, client_of(box) as client, pytest.raises(httpx2.ReadTimeout):
        client.get(MEMBERS, timeout=0.1)
    assert [asked.status for asked in box.requests] in ([], [0])


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
def test_a_latency_that_cannot_be_waited_is_refused(seconds: float) -> None:
    """One sentence says what can be chosen."""
    with pytest.raises(ValueError, match=r"^The sandbox's latency is a number of seconds from 0 on\.$"):
        Setup(latency_seconds=seconds)
