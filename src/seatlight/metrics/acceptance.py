"""Acceptance: which part of what was suggested was taken."""

from __future__ import annotations

import polars as pl

from seatlight.metrics.registry import metric
from seatlight.model.limits import Limits
from seatlight.model.report import ColumnKind

Z_95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


def _share(accepted: pl.Expr, shown: pl.Expr) -> pl.Expr:
    return pl.when(shown > 0).then(accepted / shown)


def _shown() -> pl.Expr:
    return pl.col("agent_shown") + pl.col("tabs_shown")


def _accepted() -> pl.Expr:
    return pl.col("agent_accepted") + pl.col("tabs_accepted")


def wilson(accepted: pl.Expr, shown: pl.Expr, side: int) -> pl.Expr:
    """One bound of the Wilson 95 % interval of a share: `side` -1 the lower, 1 the upper; null when shown is 0.

    Accepted beyond shown counts as all of them, for an interval of a share ends at 1.
    """
    share = pl.when(accepted > shown).then(1.0).otherwise(accepted / shown)
    spread = Z_95 * (share * (1 - share) / shown + Z_95**2 / (4 * shown * shown)) ** 0.5
    bound = (share + Z_95**2 / (2 * shown) + side * spread) / (1 + Z_95**2 / shown)
    return pl.when(shown > 0).then(bound)


@metric("Suggestions shown", ColumnKind.COUNT)
def suggestions_shown() -> pl.Expr:
    """Agent changes offered plus Tab completions shown in the window; 0 when there were none.

    Per daily row the larger of applied and decided agent changes, and of shown and accepted completions.
    """
    return _shown()


@metric("Suggestions accepted", ColumnKind.COUNT)
def suggestions_accepted() -> pl.Expr:
    """Agent changes and Tab completions accepted in the window; 0 when there were none."""
    return _accepted()


@metric("Acceptance", ColumnKind.SHARE)
def acceptance_share() -> pl.Expr:
    """Accepted suggestions over shown ones, 0 to 1; null when none was shown."""
    return _share(_accepted(), _shown())


@metric("Agent acceptance", ColumnKind.SHARE)
def agent_acceptance_share() -> pl.Expr:
    """Accepted agent changes over offered ones, 0 to 1; null when none was offered."""
    return _share(pl.col("agent_accepted"), pl.col("agent_shown"))


@metric("Agent acceptance, at least", ColumnKind.SHARE)
def agent_acceptance_low() -> pl.Expr:
    """Lower end of the Wilson 95 % interval of the agent acceptance; null when none was offered."""
    return wilson(pl.col("agent_accepted"), pl.col("agent_shown"), -1)


@metric("Agent acceptance, at most", ColumnKind.SHARE)
def agent_acceptance_high() -> pl.Expr:
    """Upper end of the Wilson 95 % interval of the agent acceptance; null when none was offered."""
    return wilson(pl.col("agent_accepted"), pl.col("agent_shown"), 1)


@metric("Tab acceptance", ColumnKind.SHARE)
def tab_acceptance_share() -> pl.Expr:
    """Accepted Tab completions over shown ones, 0 to 1; null when none was shown."""
    return _share(pl.col("tabs_accepted"), pl.col("tabs_shown"))


@metric("Tab acceptance, at least", ColumnKind.SHARE)
def tab_acceptance_low() -> pl.Expr:
    """Lower end of the Wilson 95 % interval of the Tab acceptance; null when none was shown."""
    return wilson(pl.col("tabs_accepted"), pl.col("tabs_shown"), -1)


@metric("Tab acceptance, at most", ColumnKind.SHARE)
def tab_acceptance_high() -> pl.Expr:
    """Upper end of the Wilson 95 % interval of the Tab acceptance; null when none was shown."""
    return wilson(pl.col("tabs_accepted"), pl.col("tabs_shown"), 1)


@metric("Decided", ColumnKind.SHARE)
def decision_share() -> pl.Expr:
    """Accepts and rejects over requests, 0 to 1 and at most 1: how often a request led to a decision at all.

    Null without requests. Where it is low the tool writes without asking, and acceptance says nothing.
    """
    requests, decisions = pl.col("requests"), pl.col("decisions")
    share = pl.when(decisions > requests).then(1.0).otherwise(decisions / requests)
    return pl.when(requests > 0).then(share)


def never_asked(limits: Limits) -> pl.Expr:
    """Whether the person is never asked: many requests, few decisions, hardly a Tab completion shown."""
    few = decision_share() < limits.asked_share
    asked_much = (pl.col("requests") > 0) & (pl.col("requests") >= limits.asking_requests)
    return (asked_much & few & (pl.col("tabs_shown") < limits.enough_shown)).fill_null(value=False)


def enough_to_tell(limits: Limits) -> pl.Expr:
    """Whether enough was shown, and the person is asked at all, to say anything of acceptance."""
    return (_shown() >= limits.enough_shown) & ~never_asked(limits)


def acceptance_tells(limits: Limits) -> pl.Expr:
    """What acceptance can tell: `enough`, `too_few` shown, `never_asked`, or `nothing` when nothing was shown."""
    few = pl.when(_shown() >= limits.enough_shown).then(pl.lit("enough")).otherwise(pl.lit("too_few"))
    some = pl.when(_shown() > 0).then(few).otherwise(pl.lit("nothing"))
    return pl.when(never_asked(limits)).then(pl.lit("never_asked")).otherwise(some)
