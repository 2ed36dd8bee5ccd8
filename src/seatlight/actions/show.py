"""Show what is known: the report of developers, the seats, the team."""

from __future__ import annotations

from typing import NamedTuple

from seatlight.actions.deps import Deps
from seatlight.actions.guard import action
from seatlight.actions.need import need_of
from seatlight.actions.window import Ask
from seatlight.errors import NotYetRead
from seatlight.metrics.spans import Spans
from seatlight.metrics.window import spans_of
from seatlight.model.access import Scope
from seatlight.model.report import Report
from seatlight.reports.developers import developers_report
from seatlight.reports.freshness import unheard_of
from seatlight.reports.seats import seats_report
from seatlight.reports.strip import with_strips
from seatlight.reports.team_tables import team_report
from seatlight.tables.codes import address_of
from seatlight.tables.join import Joined, join


class Known(NamedTuple):
    """What is known of the window asked for: joined with people, the days it is about, of whom alone (None: all)."""

    joined: Joined
    spans: Spans
    only: frozenset[str] | None
    asked: frozenset[str]

    def report(self, deps: Deps) -> Report:
        """The report of every developer who is asked for, with a note on addresses that nobody has."""
        report = developers_report(self.joined, self.spans, deps.holds, deps.money, only=self.only)
        report.notes.extend(unheard_of(self.joined, self.asked))
        return report


def _known(deps: Deps, ask: Ask) -> Known:
    """What is known of the window, joined with people; NotYetRead before it is known who has a seat."""
    window, need = need_of(deps, ask)
    people = deps.people()
    snapshot = deps.usage.known(need)
    if snapshot is None:
        raise NotYetRead("Nothing has been read yet, not even who has a seat; try again in a moment.")
    joined = join(snapshot, people, deps.tiers.by_tier(snapshot.models), deps.limits.churn_active_days)
    asked = frozenset(address for email in ask.emails if (address := address_of(email)))
    return Known(joined, spans_of(joined, window, deps.limits), need.only, asked)


@action
def show_report(_scope: Scope, deps: Deps, ask: Ask, *, strips: bool = False) -> Report:
    """The report of every developer with a seat or with usage in the window; with activity strips on request."""
    known = _known(deps, ask)
    report = known.report(deps)
    return with_strips(report, known.joined, known.spans) if strips else report


@action
def show_seats(_scope: Scope, deps: Deps, ask: Ask) -> Report:
    """The same report with its developers as seats: by state, with reason and next action."""
    return seats_report(_known(deps, ask).report(deps))


@action
def show_team(_scope: Scope, deps: Deps, ask: Ask) -> Report:
    """The team as a whole: by day, by model, how acceptance is spread."""
    known = _known(deps, ask)
    tier_of = deps.tiers.codes(known.joined.snapshot.models)
    return team_report(known.report(deps), known.joined, known.spans, tier_of, deps.limits.enough_shown)
