"""What people decided about seats: holds, prices, and how many seats are paid."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

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

    seats_paid: Annotated[int, msgspec.Meta(ge=0)] | None = None
    seat_price_cents: Annotated[float, msgspec.Meta(ge=0)] | None = None
    """Price of one seat for one month."""
    currency: str = "USD"
