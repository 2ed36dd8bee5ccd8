"""Signals: each a yes or no about a developer, with its reason, its certainty and what to do next.

A signal is one function over a developer's row (`metrics.rows`). None fires on incomplete data, none on a state that
accuses nobody; the decorator says on which states it may fire.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc

import msgspec
import polars as pl

from seatlight.metrics.acceptance import acceptance_share, enough_to_tell
from seatlight.metrics.coverage import known, told
from seatlight.metrics.premium import premium_share
from seatlight.metrics.spans import Spans
from seatlight.metrics.volume import total_tokens

IN_USE = frozenset({"active"})
COMPARED = frozenset({"active", "stopped"})
ANSWERABLE = frozenset({"left", "active", "stopped", "never_started", "no_use_seen"})
ANY = ANSWERABLE | {"no_seat", "removed", "on_hold", "unknown", "new"}


class Finding(msgspec.Struct, frozen=True):
    """What a signal's function says: whether it `holds` over the row.

    `rests_on` is the first day whose lack of use decides it (None: it rests on use that was seen).
    """

    holds: pl.Expr
    rests_on: pl.Expr | None = None


class Signal(msgspec.Struct, frozen=True):
    """A signal: its key, title, next action, explanation, the states it may fire on.

    `because` is its reason, a sentence with fields of the row (`reports.wording` fills them in).
    """

    key: str
    title: str
    next_action: str
    because: str
    states: frozenset[str]
    explanation: str
    finding: Callable[[Spans], Finding]


SIGNALS: dict[str, Signal] = {}
"""Every signal by its key, in the order in which reports show them."""

Rule = Callable[[Spans], Finding]


def signal(
    key: str, title: str, next_action: str, because: str, states: frozenset[str] = ANSWERABLE
) -> Callable[[Rule], Rule]:
    """Put the function into the list of signals."""

    def register(finding: Rule) -> Rule:
        SIGNALS[key] = Signal(key, title, next_action, because, states, cleandoc(finding.__doc__ or ""), finding)
        return finding

    return register


_PAID = pl.col("seat") == "active"


def _idle(name: str) -> pl.Expr:
    """Neither tokens nor an active day over the sums called `name`."""
    return (pl.col(f"tokens_{name}") == 0) & (pl.col(f"active_{name}") == 0)


def _held_since(first: int) -> pl.Expr:
    """The seat was held from `first` on, as far as its age is known."""
    return pl.col("seat_since").is_null() | (pl.col("seat_since") <= first)


def _gone(spans: Spans) -> pl.Expr:
    """Steady use once, and none for long enough."""
    quiet = (pl.col("last_active") <= spans.last_full) & (pl.col("quiet_days") >= spans.limits.churn_gap_days)
    return ~pl.col("steady_until").is_null() & quiet


@signal(
    "active",
    "Active",
    "none; healthy",
    "{recent_active_days} in the last {recent_days} days",
    IN_USE,
)
def healthy(spans: Spans) -> Finding:
    """Tokens (or events without token data) and at least 2 active days in the last 30, and not churned."""
    used = (pl.col("tokens_recent") > 0) | (pl.col("events_without_tokens_recent") > 0)
    often = pl.col("active_recent") >= spans.limits.healthy_active_days
    recent = told(max(spans.reach_first, spans.last_days(spans.limits.recent_days)[0]))
    return Finding(recent & used & often & ~_gone(spans).fill_null(value=False))


@signal(
    "never_started",
    "Never started",
    "onboarding conversation",
    "seat since {seat_since_on}, never used",
)
def never_started(spans: Spans) -> Finding:
    """The seat is held for 14 days or more and was never used, and our data cover its whole life."""
    return Finding(pl.col("state") == "never_started", pl.col("seat_since"))


def _idle_over(spans: Spans, days: int, name: str) -> Finding:
    first, _ = spans.last_days(days)
    return Finding(told(first) & _PAID & _held_since(first) & _idle(name), pl.lit(first))


@signal(
    "inactive_seat",
    "Inactive seat",
    "conversation, then reclaim",
    "no tokens and no active day in the last {recent_days} days",
)
def inactive_seat(spans: Spans) -> Finding:
    """The seat was held throughout (or its age is unknown) with neither tokens nor an active day in the last 30."""
    return _idle_over(spans, spans.limits.recent_days, "recent")


@signal(
    "reclaim_candidate",
    "Reclaim candidate",
    "reclaim, asking first",
    "no tokens and no active day in the last {reclaim_days} days",
)
def reclaim_candidate(spans: Spans) -> Finding:
    """The same over the last 60 days: neither tokens nor an active day."""
    return _idle_over(spans, spans.limits.reclaim_days, "long")


@signal(
    "churned",
    "Churned",
    "ask what got in the way",
    "used steadily until {steady_until_on}, last active on {last_active_on}, {quiet_days_text} without use since",
)
def churned(spans: Spans) -> Finding:
    """At least 5 active days in some span of 14, then none for 14 days or more."""
    quiet_from = spans.working_back(spans.last_full + 1, spans.limits.churn_gap_days)
    return Finding(told(quiet_from) & _gone(spans), pl.lit(quiet_from))


@signal(
    "returned",
    "Returned",
    "withdraw what was asked",
    "back since {returned_on_text} after no use since {returned_from_text}",
)
def returned(spans: Spans) -> Finding:
    """Active in the last 14 days after 30 or more without use that followed earlier use."""
    days = range(spans.last_days(spans.limits.returned_days)[0], spans.last + 1)
    break_began = {day: spans.working_back(day, spans.limits.break_days) for day in days}
    rests_on = pl.col("returned_on").replace_strict(break_began, default=None, return_dtype=pl.Int32)
    return Finding(~pl.col("returned_on").is_null() & told(rests_on), rests_on)


def _compared(spans: Spans) -> pl.Expr:
    """Whether both blocks are fully known."""
    return known(spans.block_before[0])


def _both(spans: Spans, test: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> pl.Expr:
    """The test holds for tokens and for active days of the two blocks, or for days alone where tokens are unknown."""
    now, before = pl.col("active_block"), pl.col("active_before")
    unclear = (pl.col("unclear_events_block") + pl.col("unclear_events_before")) > 0
    tokens = test(pl.col("tokens_block"), pl.col("tokens_before"))
    enough = (now >= spans.limits.change_active_days) | (before >= spans.limits.change_active_days)
    return _compared(spans) & enough & test(now, before) & (unclear | tokens)


def _growing(spans: Spans) -> pl.Expr:
    grown = 1 + spans.limits.change_share
    return _both(spans, lambda now, before: (now >= grown * before) & (now > before))


def _declining(spans: Spans) -> pl.Expr:
    shrunk = 1 - spans.limits.change_share
    return _both(spans, lambda now, before: (now <= shrunk * before) & (now < before))


_BLOCKS = (
    "tokens {tokens_before_text} → {tokens_block_text}, active days {active_before} → {active_block}, "
    "{recent_days} days against the {recent_days} before"
)


@signal(
    "growing",
    "Growing",
    "share what works",
    _BLOCKS,
    COMPARED,
)
def growing(spans: Spans) -> Finding:
    """Tokens and active days both up by 20 % or more, the last 30 full days against the 30 before."""
    return Finding(_growing(spans))


@signal(
    "declining",
    "Declining",
    "check-in",
    _BLOCKS,
    COMPARED,
)
def declining(spans: Spans) -> Finding:
    """Tokens and active days both down by 20 % or more, the last 30 full days against the 30 before."""
    return Finding(_declining(spans))


@signal(
    "plateaued",
    "Plateaued",
    "suggest training",
    "{recent_active_days} in the last {recent_days} days, the team's median is {median_recent_text}",
    IN_USE,
)
def plateaued(spans: Spans) -> Finding:
    """Neither growing nor declining, and active days of the last 30 below half of the team's median."""
    low = pl.col("active_recent") < spans.limits.plateau_share * pl.col("median_recent")
    steady = pl.lit(spans.known(spans.block_before[0])) & ~_growing(spans) & ~_declining(spans)
    return Finding(steady & low)


def _whole_window(spans: Spans) -> pl.Expr:
    """Whether the whole team's window is known."""
    return pl.lit(spans.known(spans.window.first))


def _heavy(spans: Spans) -> pl.Expr:
    enough = pl.col("developers_with_tokens") >= spans.limits.heavy_developers
    measured = _PAID & (total_tokens() > 0)
    return _whole_window(spans) & enough & measured & (total_tokens() >= pl.col("tokens_heavy"))


def _tells(spans: Spans) -> pl.Expr:
    return pl.lit(spans.limits.acceptance_signals) & enough_to_tell(spans.limits) & known(spans.window.first)


@signal(
    "heavy_user",
    "Heavy user",
    "showcase, or coach if acceptance is low",
    "{tokens_text} tokens; the top tenth of the team begins at {tokens_heavy_text}",
    IN_USE,
)
def heavy_user(spans: Spans) -> Finding:
    """In the top decile of tokens in the window, where at least 5 developers have tokens."""
    return Finding(_heavy(spans))


@signal(
    "efficient_heavy_user",
    "Efficient heavy user",
    "showcase",
    "{tokens_text} tokens, {accepted_text}",
    IN_USE,
)
def efficient_heavy_user(spans: Spans) -> Finding:
    """A heavy user who accepts 30 % or more of what is suggested; an opinion, and only with enough to tell."""
    good = acceptance_share() >= spans.limits.efficient_acceptance
    return Finding(_heavy(spans) & _tells(spans) & good)


def _low(spans: Spans) -> pl.Expr:
    return _tells(spans) & (acceptance_share() < spans.limits.low_acceptance)


@signal(
    "low_acceptance",
    "Low acceptance",
    "coaching",
    "{accepted_text}",
    IN_USE,
)
def low_acceptance(spans: Spans) -> Finding:
    """Less than 10 % of what is suggested is accepted; an opinion, and only with enough to tell."""
    return Finding(_low(spans))


@signal(
    "high_consumption_low_acceptance",
    "High consumption, low acceptance",
    "30-minute workflow review",
    "{tokens_text} tokens (top quarter from {tokens_high_text}), {accepted_text}",
    IN_USE,
)
def high_consumption_low_acceptance(spans: Spans) -> Finding:
    """Tokens in the window's top quarter, but less than 10 % of what is suggested is accepted."""
    much = _PAID & (total_tokens() > 0) & (total_tokens() >= pl.col("tokens_high"))
    return Finding(_low(spans) & much)


@signal(
    "premium_overuse",
    "Premium overuse",
    "show the fast model",
    "{premium_text} of events on premium models, the team's share is {team_premium_text}",
    IN_USE,
)
def premium_overuse(spans: Spans) -> Finding:
    """80 % or more on premium models, at least 20 points above the team, with 50 or more events of known tier."""
    limits = spans.limits
    known = (pl.col("premium_events") + pl.col("fast_events")) >= limits.premium_events
    above = premium_share() >= pl.col("team_premium_share") + limits.premium_above_team
    return Finding(_whole_window(spans) & known & (premium_share() >= limits.premium_share) & above)


@signal(
    "offboarded_seated",
    "Offboarded, still seated",
    "remove the seat now",
    "the account of {name} is deactivated, but {remains}",
)
def offboarded_seated(_spans: Spans) -> Finding:
    """The person's account is deactivated or gone, and the seat or its use remains."""
    return Finding(pl.col("state") == "left")


@signal(
    "onboarding_stalled",
    "Onboarding stalled",
    "onboarding follow-up",
    "seat since {seat_since_on}, {age} days, no active day yet",
)
def onboarding_stalled(spans: Spans) -> Finding:
    """Seat since 14 to 44 days without an active day in it."""
    age, since, limits = pl.col("age"), pl.col("seat_since"), spans.limits
    unused = pl.col("last_active").is_null() | (pl.col("last_active") < since)
    young = age.is_between(limits.grace_days, limits.onboarding_days)
    return Finding(told(since) & _PAID & unused & young, since)


@signal(
    "unmatched_seat",
    "Unmatched seat",
    "match it",
    "nobody among the people has {emails_text}",
    ANY,
)
def unmatched_seat(_spans: Spans) -> Finding:
    """No person was found for the seat, where people are connected."""
    return Finding(pl.col("people_known") & _PAID & ~pl.col("matched"))
