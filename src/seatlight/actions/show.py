"""Show what is known: the report of developers, the seats, the team."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from seatlight.access import cut
from seatlight.actions.deps import Deps
from seatlight.actions.guard import action
from seatlight.actions.need import check_form, need_of
from seatlight.actions.who import Who, who_is_who
from seatlight.actions.window import Ask
from seatlight.errors import NotYetRead
from seatlight.metrics.spans import Spans
from seatlight.metrics.window import spans_of
from seatlight.model.access import Form, Scope
from seatlight.model.report import Report
from seatlight.model.rules import SiteRules
from seatlight.reports.developers import developers_report
from seatlight.reports.freshness import unheard_of
from seatlight.reports.seats import seats_report
from seatlight.reports.strip import with_strips
from seatlight.reports.team_tables import team_report
from seatlight.tables.codes import address_of
from seatlight.tables.join import Joined, join
from seatlight.tables.seat_dates import SeatDates, seat_dates


class Known(NamedTuple):
    """What is known of the window asked for: joined with people, the days it is about, of whom alone (None: all)."""

    joined: Joined
    spans: Spans
    who: Who
    rules: SiteRules
    only: frozenset[str] | None
    asked: frozenset[str]

    def report(self, scope: Scope) -> Report:
        """The report of every developer who is asked for and may be seen, with a note on addresses nobody has."""
        rules = self.rules
        report = developers_report(
            self.joined, self.spans, rules.holds, rules.money, only=self.only, accounts=scope.accounts
        )
        report.notes.extend(self._unheard_of(scope))
        return cut(self._marked(report), scope)

    def _unheard_of(self, scope: Scope) -> list[str]:
        """A sentence for each address that nobody has who may be seen: of the others nothing is told, not even that."""
        if scope.accounts is None:
            return unheard_of(self.joined, self.asked)
        return unheard_of(self.joined.of(scope.accounts), self.asked, "Nobody here")

    def _marked(self, report: Report) -> Report:
        """Incomplete where people could not be read, with the sentence that says why."""
        if not self.who.notes:
            return report
        freshness = report.head["freshness"]
        notes = [*self.who.notes, *freshness["notes"]]
        return replace(report, head={**report.head, "freshness": {**freshness, "complete": False, "notes": notes}})


def _known(scope: Scope, deps: Deps, ask: Ask) -> Known:
    """What is known of the window, joined with people; NotYetRead before it is known who has a seat."""
    check_form(scope, ask)
    rules = deps.rules()
    window, need = need_of(deps, ask)
    snapshot = deps.usage.known(scope, need)
    if snapshot is None:
        raise NotYetRead("Nothing has been read yet, not even who has a seat; try again in a moment.")
    who = who_is_who(deps, snapshot)
    joined = join(
        snapshot,
        who.people,
        rules.tiers.by_tier(snapshot.models),
        rules.limits.churn_active_days,
        dates=_seat_dates(deps),
        all_people=who.complete,
    )
    asked = frozenset(address for email in ask.emails if (address := address_of(email)))
    return Known(joined, spans_of(joined, window, rules.limits), who, rules, need.only, asked)


def _tells_of_each(scope: Scope) -> bool:
    """Whether there are rows of developers; figures about groups are a report of their own, whatever was asked for."""
    return scope.form is not Form.GROUPS


def _seat_dates(deps: Deps) -> SeatDates:
    if deps.kept is None:
        return SeatDates()
    store, connection = deps.kept.store, deps.kept.connection
    seen = store.roster_seen(connection.site_id, connection.connection_id) if connection else {}
    return seat_dates(deps.kept.decisions.imported, seen)


@action(shows="developers")
def show_report(scope: Scope, deps: Deps, ask: Ask, *, strips: bool = False) -> Report:
    """The report of every developer with a seat or with usage in the window; with activity strips on request."""
    known = _known(scope, deps, ask)
    report = known.report(scope)
    return with_strips(report, known.joined, known.spans) if strips and _tells_of_each(scope) else report


@action(shows="seats")
def show_seats(scope: Scope, deps: Deps, ask: Ask) -> Report:
    """The same report with its developers as seats: by state, with reason and next action."""
    report = _known(scope, deps, ask).report(scope)
    return seats_report(report) if _tells_of_each(scope) else report


@action(shows="team")
def show_team(scope: Scope, deps: Deps, ask: Ask) -> Report:
    """The team as a whole: by day, by model, how acceptance is spread."""
    known = _known(scope, deps, ask)
    report = known.report(scope)
    if not _tells_of_each(scope):
        return report
    tier_of = known.rules.tiers.codes(known.joined.snapshot.models)
    return team_report(report, known.joined, known.spans, tier_of, known.rules.limits.enough_shown)
