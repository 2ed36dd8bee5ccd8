"""What people decided about seats: holds, prices, and how many seats are paid."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from seatlight.model.limits import told

HoldReason = Literal["leave", "other_project", "onboarding_later", "notice_period", "other"]
"""The short list of neutral reasons a hold may have; nothing about anybody's health or conduct."""

SINCE_EVER = date(1970, 1, 1)
"""The first day of a hold of which nobody said when it begins."""


class Hold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A seat exempted from every finding from `starts_on` to `until`, both included."""

    email: str
    until: date
    starts_on: date = SINCE_EVER
    reason: HoldReason = "other"


class Money(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the company pays, as far as somebody entered it; None means that nobody did."""

    seats_paid: Annotated[
        Annotated[int, msgspec.Meta(ge=0)] | None,
        told("Seats paid", "How many seats are paid for; without it the seats on the roster are counted."),
    ] = None
    seat_price_cents: Annotated[
        Annotated[float, msgspec.Meta(ge=0)] | None,
        told("Price of a seat", "Of one seat for one month; without it savings are told in seats."),
    ] = None
    currency: Annotated[str, told("Currency", "Of the price and of what is spent, such as USD.")] = "USD"
