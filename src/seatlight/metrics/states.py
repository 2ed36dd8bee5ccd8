"""The state of a seat: exactly one per developer, the first that matches.

Each state is one function over a developer's row (`metrics.rows`) that tells when it holds, since when, why, and on
which days without use it rests. The order of the functions is the order of the test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import cleandoc

import msgspec
import narwhals as nw
import polars as pl

from seatlight.metrics.spans import Spans


class Verdict(msgspec.Struct, frozen=True):
    """What a state's function says: `holds` and `since` over the row, `because` a sentence with fields of the row.

    `rests_on` is the first day whose lack of use decides it (None: it rests on use that was seen).
    """

    holds: nw.Expr
    because: str
    since: nw.Expr | None = None
    rests_on: nw.Expr | None = None


class State(msgspec.Struct, frozen=True):
    """A state: its key, title, explanation, and the next action for a person."""

    key: str
    title: str
    next_action: str
    explanation: str
    verdict: Callable[[Spans], Verdict]


STATES: dict[str, State] = {}
"""Every state by its key, in the order of the test."""


def state(title: str, next_action: str) -> Callable[[Callable[[Spans], Verdict]], Callable[[Spans], Verdict]]:
    """Put the function at the end of the list of states under its own name."""

    def register(verdict: Callable[[Spans], Verdict]) -> Callable[[Spans], Verdict]:
        key = verdict.__name__
        STATES[key] = State(key, title, next_action, cleandoc(verdict.__doc__ or ""), verdict)
        return verdict

    return register


_PAID = nw.col("seat") == "active"


def _false(condition: nw.Expr) -> nw.Expr:
    """An unknown condition does not hold."""
    return condition.fill_null(value=False)


@state("Left", "remove the seat now")
def left(spans: Spans) -> Verdict:
    """The person's account is deactivated or gone, and the seat or its use remains."""
    remains = _PAID | nw.col("in_window")
    return Verdict(nw.col("deactivated") & remains, "the account of {name} is deactivated, but {remains}")


@state("No seat", "none")
def no_seat(spans: Spans) -> Verdict:
    """A person or account without a paid seat: a free owner, a service account."""
    free = (nw.col("seat") == "none") & nw.col("listed")
    return Verdict(free | nw.col("service"), "{no_seat_kind}, no paid seat")


@state("Removed", "check whether the seat is still billed")
def removed(spans: Spans) -> Verdict:
    """Marked removed, or on no roster, but with use or spend in the window."""
    return Verdict(~_PAID, "{removed_kind}, but used in the window", since=nw.col("removed_on"))


@state("Active", "none; healthy")
def active(spans: Spans) -> Verdict:
    """An active day in the last 30 days. Since the first active day after the last break of 30 days or more."""
    first, _ = spans.last_days(spans.limits.recent_days)
    recent = _false(nw.col("last_active") >= first)
    since = nw.coalesce(nw.col("active_since"), nw.col("first_active"))
    return Verdict(
        recent,
        "last active on {last_active_on}, {recent_active_days} in the last {recent_days} days",
        since=since,
    )


@state("On hold", "wait until the hold ends")
def on_hold(spans: Spans) -> Verdict:
    """An admin exempted the seat until a date, with a neutral reason."""
    return Verdict(
        ~nw.col("hold_from").is_null(),
        "exempted until {hold_until} ({hold_reason})",
        since=nw.col("hold_from"),
    )


@state("Unknown", "wait until the data are complete")
def unknown(spans: Spans) -> Verdict:
    """The data that would tell are not complete, or the whole team was away for too long to tell."""
    first, _ = spans.last_days(spans.limits.recent_days)
    since = nw.col("seat_since").fill_null(first)
    decides = nw.when(since > first).then(since).otherwise(nw.lit(first))
    if spans.decided_from is None:
        return Verdict(nw.lit(value=True), "{unknown_why}")
    return Verdict((decides < spans.decided_from) | nw.col("email").is_null(), "{unknown_why}")


@state("New", "none; in its grace period")
def new(spans: Spans) -> Verdict:
    """Seat since less than 14 days, not used yet: in its grace period, never accused."""
    unused = nw.col("last_active").is_null() | (nw.col("last_active") < nw.col("seat_since"))
    young = nw.col("age") < spans.limits.grace_days
    return Verdict(
        _false(young & unused),
        "seat since {seat_since_on}, in its first {grace_days} days",
        since=nw.col("seat_since"),
    )


@state("Stopped", "ask what got in the way")
def stopped(spans: Spans) -> Verdict:
    """Used before, not used in the last 30 days. Since the day after the last active day."""
    first, _ = spans.last_days(spans.limits.recent_days)
    return Verdict(
        ~nw.col("last_active").is_null(),
        "last active on {last_active_on}, not since: no use in the last {recent_days} days",
        since=nw.col("last_active") + 1,
        rests_on=nw.lit(first),
    )


@state("Never started", "onboarding conversation")
def never_started(spans: Spans) -> Verdict:
    """Seat since 14 days or more, our data cover its whole life, and there is no use in it."""
    known = nw.lit(value=False) if spans.known_since is None else nw.col("seat_since") >= spans.known_since
    old = nw.col("age") >= spans.limits.grace_days
    return Verdict(
        _false(old & known),
        "seat since {seat_since_on}, never used",
        since=nw.col("seat_since"),
        rests_on=nw.col("seat_since"),
    )


@state("No use seen", "conversation, then reclaim")
def no_use_seen(spans: Spans) -> Verdict:
    """No use in what we cover, but the seat is older than that or of unknown age: earlier use cannot be known."""
    first = nw.lit(spans.known_since, nw.Int32)
    return Verdict(
        nw.lit(value=True),
        "no use since {known_since_on}; what was before is not known",
        since=first,
        rests_on=first,
    )


def certainty(rests_on: nw.Expr | None, spans: Spans) -> nw.Expr:
    """`likely` when it rests on days whose events were not read, else `certain`."""
    if rests_on is None or spans.events_from is None:
        return nw.lit("certain")
    unread = (rests_on < spans.events_from).fill_null(value=False)
    return nw.when(unread).then(nw.lit("likely")).otherwise(nw.lit("certain"))


def with_state(rows: nw.DataFrame[pl.DataFrame], spans: Spans) -> nw.DataFrame[pl.DataFrame]:
    """The rows with `state`, `state_since` (a day) and `state_certainty`."""
    verdicts = {key: found.verdict(spans) for key, found in STATES.items()}
    chosen = nw.lit("no_use_seen")
    for key, verdict in reversed(verdicts.items()):
        chosen = nw.when(verdict.holds).then(nw.lit(key)).otherwise(chosen)
    since = {key: verdict.since for key, verdict in verdicts.items() if verdict.since is not None}
    sure = {
        key: certainty(verdict.rests_on, spans)
        for key, verdict in verdicts.items()
        if verdict.rests_on is not None
    }
    return rows.with_columns(state=chosen).with_columns(
        state_since=_of_state(since, nw.lit(None, nw.Int32)),
        state_certainty=_of_state(sure, nw.lit("certain")),
    )


def _of_state(parts: Mapping[str, nw.Expr], otherwise: nw.Expr) -> nw.Expr:
    """The part that belongs to each row's own state."""
    chosen = otherwise
    for key, part in parts.items():
        chosen = nw.when(nw.col("state") == key).then(part).otherwise(chosen)
    return chosen
