"""Show what is known: the report of developers, the seats, the team, the seat map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple, cast

from seatlight.access import cut
from seatlight.actions.deps import Deps
from seatlight.actions.guard import action
from seatlight.actions.memory import Same
from seatlight.actions.need import check_form, known_whole
from seatlight.actions.who import KnownPeople, Who, known_people, who_is_who
from seatlight.actions.window import Ask
from seatlight.errors import NotYetRead
from seatlight.metrics.window import spans_of
from seatlight.model.access import Form, Scope
from seatlight.model.report import Report
from seatlight.model.rules import SiteRules
from seatlight.model.window import Window
from seatlight.reports.developer import Decided, developer_report
from seatlight.reports.developers import Team, developers_report, measured_team
from seatlight.reports.freshness import unheard_of
from seatlight.reports.seat_map import seat_map_report
from seatlight.reports.seats import seats_report
from seatlight.reports.strip import with_strips
from seatlight.reports.team_tables import team_report
from seatlight.tables.codes import address_of
from seatlight.tables.join import join
from seatlight.tables.seat_dates import SeatDates, seat_dates
from seatlight.tables.snapshot import Snapshot


class Known(NamedTuple):
    """What is known of the window asked for: the team measured, who its people are, of whom alone (None: all)."""

    team: Team
    who: Who
    rules: SiteRules
    only: frozenset[str] | None
    asked: frozenset[str]

    def report(self, scope: Scope) -> Report:
        """The report of every developer who is asked for and may be seen, with a note on addresses nobody has."""
        report = developers_report(self.team, self.rules.money, only=self.only, accounts=scope.accounts)
        report.notes.extend(self._unheard_of(scope))
        return cut(self._marked(report), scope)

    def _unheard_of(self, scope: Scope) -> list[str]:
        """A sentence for each address that nobody has who may be seen: of the others nothing is told, not even that."""
        if scope.accounts is None:
            return unheard_of(self.team.joined, self.asked)
        return unheard_of(self.team.joined.of(scope.accounts), self.asked, "Nobody here")

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
    window, need, snapshot = known_whole(scope, deps, ask)
    if snapshot is None:
        raise NotYetRead("Nothing has been read yet, not even who has a seat; try again in a moment.")
    known = known_people(deps)
    who, team = deps.memory.get(
        (snapshot, window, rules, known), lambda: _measured(deps, snapshot, window, rules, known)
    )
    asked = frozenset(address for email in ask.emails if (address := address_of(email)))
    return Known(team, who, rules, need.only, asked)


def known_report(scope: Scope, deps: Deps, ask: Ask) -> Report:
    """The report of what is known now, cut to the scope; NotYetRead before anything is."""
    return _known(scope, deps, ask).report(scope)


def _measured(deps: Deps, snapshot: Snapshot, window: Window, rules: SiteRules, known: KnownPeople) -> tuple[Who, Team]:
    """The snapshot joined with people, and measured."""
    who = who_is_who(snapshot, known)
    joined = join(
        snapshot,
        who.people,
        rules.tiers.by_tier(snapshot.models),
        rules.limits.churn_active_days,
        dates=_seat_dates(deps),
        all_people=who.complete,
    )
    return who, measured_team(joined, spans_of(joined, window, rules.limits), rules.holds)


def _tells_of_each(scope: Scope) -> bool:
    """Whether there are rows of developers; figures about groups are a report of their own, whatever was asked for."""
    return scope.form is not Form.GROUPS


def _seat_dates(deps: Deps) -> SeatDates:
    if deps.kept is None:
        return SeatDates()
    store, connection = deps.kept.store, deps.kept.connection
    seen = store.roster_seen(connection.site_id, connection.connection_id) if connection else {}
    return seat_dates(deps.kept.decisions.imported, seen)


def _shown(name: str, scope: Scope, deps: Deps, ask: Ask, make: Callable[[Known], Report]) -> Report:
    """What is shown of what is known; the same object while neither that nor the Scope has changed."""
    known = _known(scope, deps, ask)
    parts = (name, Same(known.team), scope, known.only, known.asked, known.rules, known.who)
    return cast(Report, deps.shown.get(parts, lambda: make(known)))


@action(shows="developers", remembered=True)
def show_report(scope: Scope, deps: Deps, ask: Ask, *, strips: bool = False) -> Report:
    """The report of every developer with a seat or with usage in the window; with activity strips on request."""

    def make(known: Known) -> Report:
        report = known.report(scope)
        return with_strips(report, known.team.joined, known.team.spans) if strips and _tells_of_each(scope) else report

    return _shown(f"developers {strips}", scope, deps, ask, make)


@action(shows="seats", remembered=True)
def show_seats(scope: Scope, deps: Deps, ask: Ask) -> Report:
    """The same report with its developers as seats: by state, with reason and next action."""

    def make(known: Known) -> Report:
        report = known.report(scope)
        return seats_report(report) if _tells_of_each(scope) else report

    return _shown("seats", scope, deps, ask, make)


@action(shows="team", remembered=True)
def show_team(scope: Scope, deps: Deps, ask: Ask) -> Report:
    """The team as a whole: by day, by model, how acceptance is spread."""

    def make(known: Known) -> Report:
        report = known.report(scope)
        if not _tells_of_each(scope):
            return report
        joined, rules = known.team.joined, known.rules
        tier_of = rules.tiers.codes(joined.snapshot.models)
        return team_report(report, joined, known.team.spans, tier_of, rules.limits.enough_shown)

    return _shown("team", scope, deps, ask, make)


@action(shows="seat map", remembered=True)
def show_seat_map(scope: Scope, deps: Deps, ask: Ask) -> Report:
    """A line per developer with a sign for each day of the window; whoever drifted away stands below who did not."""

    def make(known: Known) -> Report:
        report = known.report(scope)
        return seat_map_report(report, known.team.joined, known.team.spans) if _tells_of_each(scope) else report

    return _shown("seat map", scope, deps, ask, make)


@action(shows="a developer")
def show_developer(scope: Scope, deps: Deps, ask: Ask, developer_id: str) -> Report:
    """One developer of the report, day by day, by model and what was decided; Refused for whoever is not in it."""
    known = _known(scope, deps, ask)
    tier_of = known.rules.tiers.codes(known.team.joined.snapshot.models)
    decided = Decided(known.rules.holds, deps.kept.decisions.confirmed if deps.kept else {})
    return developer_report(known.report(scope), developer_id, known.team, tier_of, decided)
