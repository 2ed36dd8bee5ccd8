"""Acceptance: which part of what was suggested was taken."""

from __future__ import annotations

import narwhals as nw

from seatlight.metrics.registry import metric
from seatlight.model.limits import Limits
from seatlight.model.report import ColumnKind

Z_95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


def _share(accepted: nw.Expr, shown: nw.Expr) -> nw.Expr:
    return nw.when(shown > 0).then(accepted / shown)


def _shown() -> nw.Expr:
    return nw.col("agent_shown") + nw.col("tabs_shown")


def _accepted() -> nw.Expr:
    return nw.col("agent_accepted") + nw.col("tabs_accepted")


def wilson(accepted: nw.Expr, shown: nw.Expr, side: int) -> nw.Expr:
    """One bound of the Wilson 95 % interval of a share: `side` -1 the lower, 1 the upper; null when shown is 0.

    Accepted beyond shown counts as all of them, for an interval of a share ends at 1.
    """
    share = nw.when(accepted > shown).then(1.0).otherwise(accepted / shown)
    spread = Z_95 * (share * (1 - share) / shown + Z_95**2 / (4 * shown * shown)) ** 0.5
    bound = (share + Z_95**2 / (2 * shown) + side * spread) / (1 + Z_95**2 / shown)
    return nw.when(shown > 0).then(bound)


@metric("Suggestions shown", ColumnKind.COUNT)
def suggestions_shown() -> nw.Expr:
    """Agent changes offered plus Tab completions shown in the window; 0 when there were none.

    Per daily row the larger of applied and decided agent changes, and of shown and accepted completions.
    """
    return _shown()


@metric("Suggestions accepted", ColumnKind.COUNT)
def suggestions_accepted() -> nw.Expr:
    """Agent changes and Tab completions accepted in the window; 0 when there were none."""
    return _accepted()


@metric("Acceptance", ColumnKind.SHARE)
def acceptance_share() -> nw.Expr:
    """Accepted suggestions over shown ones, 0 to 1; null when none was shown."""
    return _share(_accepted(), _shown())


@metric("Agent acceptance", ColumnKind.SHARE)
def agent_acceptance_share() -> nw.Expr:
    """Accepted agent changes over offered ones, 0 to 1; null when none was offered."""
    return _share(nw.col("agent_accepted"), nw.col("agent_shown"))


@metric("Agent acceptance, at least", ColumnKind.SHARE)
def agent_acceptance_low() -> nw.Expr:
    """Lower end of the Wilson 95 % interval of the agent acceptance; null when none was offered."""
    return wilson(nw.col("agent_accepted"), nw.col("agent_shown"), -1)


@metric("Agent acceptance, at most", ColumnKind.SHARE)
def agent_acceptance_high() -> nw.Expr:
    """Upper end of the Wilson 95 % interval of the agent acceptance; null when none was offered."""
    return wilson(nw.col("agent_accepted"), nw.col("agent_shown"), 1)


@metric("Tab acceptance", ColumnKind.SHARE)
def tab_acceptance_share() -> nw.Expr:
    """Accepted Tab completions over shown ones, 0 to 1; null when none was shown."""
    return _share(nw.col("tabs_accepted"), nw.col("tabs_shown"))


@metric("Tab acceptance, at least", ColumnKind.SHARE)
def tab_acceptance_low() -> nw.Expr:
    """Lower end of the Wilson 95 % interval of the Tab acceptance; null when none was shown."""
    return wilson(nw.col("tabs_accepted"), nw.col("tabs_shown"), -1)


@metric("Tab acceptance, at most", ColumnKind.SHARE)
def tab_acceptance_high() -> nw.Expr:
    """Upper end of the Wilson 95 % interval of the Tab acceptance; null when none was shown."""
    return wilson(nw.col("tabs_accepted"), nw.col("tabs_shown"), 1)


@metric("Decided", ColumnKind.SHARE)
def decision_share() -> nw.Expr:
    """Accepts and rejects over requests, 0 to 1 and at most 1: how often a request led to a decision at all.

    Null without requests. Where it is low the tool writes without asking, and acceptance says nothing.
    """
    requests, decisions = nw.col("requests"), nw.col("decisions")
    share = nw.when(decisions > requests).then(1.0).otherwise(decisions / requests)
    return nw.when(requests > 0).then(share)


def never_asked(limits: Limits) -> nw.Expr:
    """Whether the person is never asked: many requests, few decisions, hardly a Tab completion shown."""
    few = decision_share() < limits.asked_share
    asked_much = (nw.col("requests") > 0) & (nw.col("requests") >= limits.asking_requests)
    return (asked_much & few & (nw.col("tabs_shown") < limits.enough_shown)).fill_null(value=False)


def enough_to_tell(limits: Limits) -> nw.Expr:
    """Whether enough was shown, and the person is asked at all, to say anything of acceptance."""
    return (_shown() >= limits.enough_shown) & ~never_asked(limits)


def acceptance_tells(limits: Limits) -> nw.Expr:
    """What acceptance can tell: `enough`, `too_few` shown, `never_asked`, or `nothing` when nothing was shown."""
    few = nw.when(_shown() >= limits.enough_shown).then(nw.lit("enough")).otherwise(nw.lit("too_few"))
    some = nw.when(_shown() > 0).then(few).otherwise(nw.lit("nothing"))
    return nw.when(never_asked(limits)).then(nw.lit("never_asked")).otherwise(some)
