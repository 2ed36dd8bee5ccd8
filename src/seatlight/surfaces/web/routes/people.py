"""Who is who: what is open, and what is decided about it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from seatlight.actions import match_people
from seatlight.actions.asked import Asked
from seatlight.actions.match_people import Whom, list_people
from seatlight.actions.read_audit import erase_person
from seatlight.actions.window import Ask
from seatlight.errors import NotYetRead
from seatlight.model.access import Permission
from seatlight.model.report import Report
from seatlight.reports.listings import MATCHED, OPEN, people_list
from seatlight.surfaces.web.bodies import LONGEST_IMPORT
from seatlight.surfaces.web.documents import NothingYet, document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.queries import Name
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.showing import nothing_yet
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.texts import AccountId, Address, File, Reason
from seatlight.surfaces.web.viewing import Viewing
from seatlight.wiring import read_user_export

PeopleList = document("PeopleList", "Open matches or matched addresses: whichever was asked for.",
                      {"open": row("OpenMatchRow", OPEN), "matched": row("MatchRow", MATCHED)})  # fmt: skip
NOT_YET = given(NothingYet, "The roster was not read yet; ask again in a few seconds.")
DONE = {204: given(None, "It is done.")}
IMPORTED_AS = Path("import.csv")
"""What a list that was sent is called where a line of it cannot be read."""
Shown = Literal["open", "matched"]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body in which every field counts."""


class Confirmed(Strict, frozen=True):
    """An address and the Jira account that it belongs to; null: it is nobody's, such as a shared one."""

    email: Address
    account_id: AccountId | None
    reason: Reason = ""


class Rejected(Strict, frozen=True):
    """An address and a Jira account that it does not belong to."""

    email: Address
    account_id: AccountId
    reason: Reason = ""


class OneAddress(Strict, frozen=True):
    """An address."""

    email: Address


class ImportedList(Strict, frozen=True):
    """The text of a CSV: Atlassian's export of users, or one of email, account_id, seat_since."""

    csv: File


class LookedUp(Strict, frozen=True):
    """Whether the people of Jira are read again as well, though it is less than a day ago."""

    anew: bool = False


class Erased(Strict, frozen=True):
    """Whom to erase: a Jira account, addresses, or both."""

    account_id: AccountId | None = None
    emails: Annotated[tuple[Address, ...], msgspec.Meta(max_length=50)] = ()


class Counted(msgspec.Struct, frozen=True):
    """How many lines or rows it was."""

    rows: int


class MatchedTo(msgspec.Struct, frozen=True):
    """Whose an address is now; the name where Jira says it."""

    email: str
    account_id: str | None
    name: str | None


@read("/people", name="listPeople", summary="Who is who", answers={200: given(PeopleList), 202: NOT_YET})
def show(
    viewing: NamedDependency[Viewing],
    part: NamedDependency[Page],
    table: FromQuery[Shown] = "open",
    connection: Name = None,
) -> Response[bytes]:
    """Open matches with proposals, or everybody who is matched. Tells no usage."""
    return _listed(viewing, part, table, connection, LookedUp(), search=False)


@write("POST", "/people/lookup", name="lookUpPeople", summary="Ask Jira about open addresses", status_code=200,
       answers={200: given(PeopleList), 202: NOT_YET})  # fmt: skip
def look_up(
    viewing: NamedDependency[Viewing], part: NamedDependency[Page], data: JSONBody[LookedUp], connection: Name = None
) -> Response[bytes]:
    """The open matches, with whom Jira's own search finds for each: also people who hide their address."""
    return _listed(viewing, part, "open", connection, data, search=True)


def _listed(
    viewing: Viewing, part: Page, table: Shown, connection: str | None, wanted: LookedUp, *, search: bool
) -> Response[bytes]:
    world = viewing.world_for(Asked(Permission.ADMIN), connection)
    try:
        found = list_people(viewing.actor, world.deps, None, search=search, anew=wanted.anew)
    except NotYetRead as error:
        world.reading.want(viewing.actor, Ask(), through=world.deps)
        return nothing_yet(world.reading.progress(), error.says)
    return listed(_report(found), part, table)


def _report(found: Whom) -> Report:
    people = found.people
    everyone = people.everyone if people else found.matching.people
    complete = people is not None and people.complete and not people.notes
    return people_list(found.open, found.matching.matches, everyone, found.notes, complete=complete)


@write("POST", "/people/confirm", name="confirmMatch", summary="Say whose an address is", status_code=200)
def confirm(viewing: NamedDependency[Viewing], data: JSONBody[Confirmed]) -> MatchedTo:
    """The address is this account's, whatever else is known; or nobody's."""
    office = viewing.office()
    person = match_people.confirm_match(viewing.actor, office, data.email, data.account_id, data.reason)
    return MatchedTo(data.email, data.account_id, person.name if person else None)


@write("POST", "/people/reject", name="rejectMatch", summary="Say whose an address is not", status_code=204,
       answers=DONE)  # fmt: skip
def reject(viewing: NamedDependency[Viewing], data: JSONBody[Rejected]) -> None:
    """The address is not this account's: never match or propose it again."""
    match_people.reject_match(viewing.actor, viewing.office(), data.email, data.account_id, data.reason)


@write("POST", "/people/unmatch", name="forgetMatch", summary="Forget what was decided", status_code=204,
       answers=DONE)  # fmt: skip
def unmatch(viewing: NamedDependency[Viewing], data: JSONBody[OneAddress]) -> None:
    """Nothing is decided about the address any more; it is matched anew by what is known."""
    match_people.unmatch(viewing.actor, viewing.office(), data.email)


@write("POST", "/people/import", name="importPeople", summary="Import a list", status_code=200,
       request_max_body_size=LONGEST_IMPORT)  # fmt: skip
def bring_in(viewing: NamedDependency[Viewing], data: JSONBody[ImportedList]) -> Counted:
    """A list in place of the last imported one; tells how many lines it has."""
    office = viewing.office()
    match_people.decisions_of(viewing.actor, office)  # Whoever may not is refused before anything is read.
    return Counted(match_people.import_people(viewing.actor, office, read_user_export(IMPORTED_AS, data.csv)))


@write("POST", "/people/erase", name="erasePerson", summary="Erase one person", status_code=200)
def erase(viewing: NamedDependency[Viewing], data: JSONBody[Erased]) -> dict[str, int]:
    """Erase one person from every table of the database: the operator's alone, and it cannot be undone."""
    return dict(erase_person(viewing.actor, viewing.office(), data.account_id, data.emails))


ROUTES = Router(
    path="/",
    route_handlers=[show, look_up, confirm, reject, unmatch, bring_in, erase],
    tags=["People"],
)
