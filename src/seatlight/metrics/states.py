"""The state of a seat: exactly one per developer, the first that matches.

Each state is one function over a developer's row (`metrics.rows`) that tells when it holds, since when, why, and on
which days without use it rests. The order of the functions is the order of the test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import cleandoc

import msgspec
import polars as pl

from seatlight.metrics.coverage import told
from seatlight.metrics.spans import Spans


class Verdict(msgspec.Struct, frozen=True):
    """What a state's function says: whether it `holds` over the row, and `since` which day.

    `rests_on` is the first day whose lack of use decides it (None: it rests on use that was seen).
    """

    holds: pl.Expr
    since: pl.Expr | None = None
    rests_on: pl.Expr | None = None


class State(msgspec.Struct, frozen=True):
    """A state: its key, title, the next action for a person, and its explanation.

    `because` is its reason, a sentence with fields of the row (`reports.wording` fills them in).
    """

    key: str
    title: str
    next_action: str
    because: str
    explanation: str
    verdict: Callable[[Spans], Verdict]


STATES: dict[str, State] = {}
"""Every state by its key, in the order of the test."""


def state(
    title: str, next_action: str, because: str
) -> Callable[[Callable[[Spans], Verdict]], Callable[[Spans], Verdict]]:
    """Put the function at the end of the list of states under its own name."""

    def register(verdict: Callable[[Spans], Verdict]) -> Callable[[Spans], Verdict]:
        key = verdict.__name__
        STATES[key] = State(key, title, next_action, because, cleandoc(verdict.__doc__ or ""), verdict)
        return verdict

    return register


_PAID = pl.col("seat") == "active"


def _false(condition: pl.Expr) -> pl.Expr:
    """An unknown condition does not hold."""
    return condition.fill_null(value=False)


@state("Left", "remove the seat now", "the account of {name} is deactivated, but {remains}")
def left(spans: Spans) -> Verdict:
    """The person's account is deactivated or gone, and the seat or its use remains."""
    remains = _PAID | pl.col("in_window")
    return Verdict(pl.col("deactivated") & remains)


@state("No seat", "none", "{no_seat_kind}, no paid seat")
def no_seat(spans: Spans) -> Verdict:
    """A person or account without a paid seat: a free owner, a service account."""
    free = (pl.col("seat") == "none") & pl.col("listed")
    return Verdict(free | pl.col("service"))


@state("Removed", "check whether the seat is still billed", "{removed_kind}, but used in the window")
def removed(spans: Spans) -> Verdict:
    """Marked removed, or on no roster, but with use or spend in the window."""
    return Verdict(~_PAID, since=pl.col("removed_on"))


@state(
    "Active",
    "none; healthy",
    "last active on {last_active_on}, {recent_active_days} in the last {recent_days} days",
)
def active(spans: Spans) -> Verdict:
    """An active day in the last 30 days. Since the first active day after the last break of 30 days or more."""
    first, _ = spans.last_days(spans.limits.recent_days)
    recent = _false(pl.col("last_active") >= first)
    since = pl.coalesce(pl.col("active_since"), pl.col("first_active"))
    return Verdict(recent, since=since)


@state("On hold", "wait until the hold ends", "exempted until {hold_until} ({hold_reason})")
def on_hold(spans: Spans) -> Verdict:
    """An admin exempted the seat until a date, with a neutral reason."""
    return Verdict(~pl.col("hold_from").is_null(), since=pl.col("hold_from"))


@state("Unknown", "wait until the data are complete", "{unknown_why}")
def unknown(spans: Spans) -> Verdict:
    """The data that would tell are not complete, or the whole team was away for too long to tell.

    Data are not complete either while the age of the seat may still be read: it may be in its grace period.
    """
    first, _ = spans.last_days(spans.limits.recent_days)
    since = pl.col("seat_since").fill_null(first)
    decides = pl.when(since > first).then(since).otherwise(pl.lit(first))
    undated = pl.col("seat_since").is_null() & pl.lit(value=not spans.dated)
    return Verdict(~told(decides) | undated | pl.col("email").is_null())


@state("New", "none; in its grace period", "seat since {seat_since_on}, in its first {grace_days} days")
def new(spans: Spans) -> Verdict:
    """Seat since less than 14 days, not used yet: in its grace period, never accused."""
    unused = pl.col("last_active").is_null() | (pl.col("last_active") < pl.col("seat_since"))
    young = pl.col("age") < spans.limits.grace_days
    return Verdict(_false(young & unused), since=pl.col("seat_since"))


@state(
    "Stopped",
    "ask what got in the way",
    "last active on {last_active_on}, no use in the last {recent_days} days",
)
def stopped(spans: Spans) -> Verdict:
    """Used before, not used in the last 30 days. Since the day after the last active day."""
    first, _ = spans.last_days(spans.limits.recent_days)
    return Verdict(
        ~pl.col("last_active").is_null(),
        since=pl.col("last_active") + 1,
        rests_on=pl.lit(first),
    )


@state("Never started", "onboarding conversation", "seat since {seat_since_on}, never used")
def never_started(spans: Spans) -> Verdict:
    """Seat since 14 days or more, our data cover its whole life, and there is no use in it."""
    known = pl.lit(value=False) if spans.known_since is None else pl.col("seat_since") >= spans.known_since
    old = pl.col("age") >= spans.limits.grace_days
    return Verdict(_false(old & known), since=pl.col("seat_since"), rests_on=pl.col("seat_since"))


@state("No use seen", "conversation, then reclaim", "no use since {known_since_on}; what was before is not known")
def no_use_seen(spans: Spans) -> Verdict:
    """No use in what we cover, but the seat is older than that or of unknown age: earlier use cannot be known."""
    first = pl.lit(spans.known_since, pl.Int32)
    return Verdict(pl.lit(value=True), since=first, rests_on=first)


def certainty(rests_on: pl.Expr | None) -> pl.Expr:
    """`likely` when it rests on days whose events were not read, else `certain`."""
    if rests_on is None:
        return pl.lit("certain")
    unread = (rests_on < pl.col("events_from")).fill_null(value=False)
    return pl.when(unread).then(pl.lit("likely")).otherwise(pl.lit("certain"))


def with_state(rows: pl.LazyFrame, spans: Spans) -> pl.LazyFrame:
    """The rows with `state`, `state_since` (a day) and `state_certainty`."""
    verdicts = {key: found.verdict(spans) for key, found in STATES.items()}
    chosen = pl.lit("no_use_seen")
    for key, verdict in reversed(verdicts.items()):
        chosen = pl.when(verdict.holds).then(pl.lit(key)).otherwise(chosen)
    since = {key: verdict.since for key, verdict in verdicts.items() if verdict.since is not None}
    sure = {key: certainty(verdict.rests_on) for key, verdict in verdicts.items() if verdict.rests_on is not None}
    return rows.with_columns(state=chosen).with_columns(
        state_since=_of_state(since, pl.lit(None, pl.Int32)),
        state_certainty=_of_state(sure, pl.lit("certain")),
    )


def _of_state(parts: Mapping[str, pl.Expr], otherwise: pl.Expr) -> pl.Expr:
    """The part that belongs to each row's own state."""
    chosen = otherwise
    for key, part in parts.items():
        chosen = pl.when(pl.col("state") == key).then(part).otherwise(chosen)
    return chosen
