"""Seats that no finding touches for a while."""

from __future__ import annotations

from datetime import date

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import JSONBody

from seatlight.actions.hold_seat import add_hold, end_hold, list_holds
from seatlight.model.governance import SINCE_EVER, Hold, HoldReason
from seatlight.reports.listings import HOLDS, hold_list
from seatlight.surfaces.web.documents import document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.texts import Address
from seatlight.surfaces.web.viewing import Viewing

Holds = document("Holds", "The seats that are or were exempted.", {"holds": row("HoldRow", HOLDS)})


class WantedHold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A seat's address, and from when (since ever unless said) to when it is exempted, both days included."""

    email: Address
    until: date
    starts_on: date | None = None
    reason: HoldReason = "other"


class EndedHold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The address whose hold ends."""

    email: Address


@read("/holds", name="listHolds", summary="The holds", answers={200: given(Holds)})
def show(viewing: NamedDependency[Viewing], part: NamedDependency[Page]) -> Response[bytes]:
    """Every hold, those of the settings file and those that are over included."""
    return listed(hold_list(list_holds(viewing.actor, viewing.office())), part)


@write("POST", "/holds", name="addHold", summary="Exempt a seat", status_code=201)
def add(viewing: NamedDependency[Viewing], data: JSONBody[WantedHold]) -> Hold:
    """Exempt a seat from every finding, in place of a hold on the same address that overlaps."""
    hold = Hold(data.email, data.until, data.starts_on or SINCE_EVER, data.reason)
    return add_hold(viewing.actor, viewing.office(), hold)


@write("POST", "/holds/end", name="endHold", summary="End a hold", status_code=204,
       answers={204: given(None, "It has ended.")})  # fmt: skip
def end(viewing: NamedDependency[Viewing], data: JSONBody[EndedHold]) -> None:
    """The hold that is in force today ends with yesterday."""
    end_hold(viewing.actor, viewing.office(), data.email)


ROUTES = Router(path="/", route_handlers=[show, add, end], tags=["Holds"])
