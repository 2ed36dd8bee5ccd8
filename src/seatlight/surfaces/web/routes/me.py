"""Who asks, which projects are open to them, and who looked at them."""

from __future__ import annotations

from litestar import Response, Router
from litestar.di import NamedDependency

from seatlight.actions.look_around import Me, ProjectToSee, connections_to_see, projects_to_see, who_am_i
from seatlight.actions.read_audit import looks_at_me
from seatlight.actions.tell_privacy import Privacy, tell_privacy
from seatlight.actions.who import names_by_account
from seatlight.metrics.signals import SIGNALS
from seatlight.metrics.states import STATES
from seatlight.reports.columns import DEVELOPER_COLUMNS
from seatlight.reports.listings import LOOKS, look_list
from seatlight.reports.team_tables import ACCEPTANCE, BY_DAY, BY_MODEL
from seatlight.surfaces.web.documents import ColumnPart, Meanings, SignalMeaning, StateMeaning, document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.routing import given, read
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.viewing import Viewing
from seatlight.wiring import surroundings_of

Looks = document("Looks", "Who looked at one person, newest first.", {"looks": row("Look", LOOKS)})
CATALOGUE = {"developers": DEVELOPER_COLUMNS, "by_day": BY_DAY, "by_model": BY_MODEL, "acceptance": ACCEPTANCE}


@read("/me", name="getMe", summary="Who am I, and what may I")
def me(viewing: NamedDependency[Viewing]) -> Me:
    """Who asks at which site, and what they may there."""
    return who_am_i(viewing.actor, viewing.office())


@read("/me/looks", name="listLooksAtMe", summary="Who looked at me", answers={200: given(Looks)})
def looks(viewing: NamedDependency[Viewing], part: NamedDependency[Page]) -> Response[bytes]:
    """Everybody may know who looked at them, whatever is open."""
    deps = viewing.office()
    return listed(look_list(looks_at_me(viewing.actor, deps), names_by_account(deps)), part)


@read("/projects", name="listProjects", summary="The projects whose report I may see")
def projects(viewing: NamedDependency[Viewing]) -> list[ProjectToSee]:
    """The open projects that whoever asks is let into; of others nothing is told."""
    return list(projects_to_see(viewing.actor, viewing.office()))


@read("/me/connections", name="listMyConnections", summary="The connections whose figures I may see")
def connections(viewing: NamedDependency[Viewing]) -> list[str]:
    """By name, for whoever may see a report of anything; a report names one of them where there are several."""
    return list(connections_to_see(viewing.actor, viewing.office()))


@read("/columns", name="listColumns", summary="The catalogue of columns")
def columns(viewing: NamedDependency[Viewing]) -> dict[str, list[ColumnPart]]:  # noqa: ARG001
    """Key, kind, title and meaning of every column of every table of the reports."""
    return {
        table: [ColumnPart(one.key, one.kind, one.title, one.explanation) for one in found]
        for table, found in CATALOGUE.items()
    }


@read("/meanings", name="listMeanings", summary="What states and signals mean")
def meanings(viewing: NamedDependency[Viewing]) -> Meanings:  # noqa: ARG001
    """Title, explanation and usual next action of every state and every signal."""
    return Meanings(
        [StateMeaning(one.key, one.title, one.explanation, one.next_action) for one in STATES.values()],
        [
            SignalMeaning(one.key, one.title, one.explanation, one.next_action, sorted(one.states))
            for one in SIGNALS.values()
        ],
    )


@read("/privacy", name="getPrivacy", summary="What is read and shown of developers")
def privacy(viewing: NamedDependency[Viewing]) -> Privacy:
    """Every field that is read, whom the service asks, and how far the site lets its members see: for everybody."""
    deps = viewing.office()
    connections = deps.kept.store.connections(viewing.site_id) if deps.kept else ()
    return tell_privacy(viewing.actor, deps, surroundings_of(viewing.worlds.settings, connections))


ROUTES = Router(path="/", route_handlers=[me, looks, connections, projects, columns, meanings, privacy], tags=["Me"])
