"""What a site has set, all together: read anew by every action, so that a change counts from the next one on."""

from __future__ import annotations

from typing import Annotated

import msgspec

from seatlight.model.access import Mode
from seatlight.model.governance import Hold, Money
from seatlight.model.limits import Limits, told
from seatlight.model.tiers import TierTable


class Privacy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far members see, and the least number of people that a figure is about where they see groups only."""

    mode: Annotated[Mode, told("Mode", "How far members see; a project may only narrow it.")] = Mode.MEMBERS
    group_of: Annotated[
        Annotated[int, msgspec.Meta(ge=2, le=1000)],
        told("Least group", "The least number of people that a figure is about, in the mode groups."),
    ] = 5


class SiteRules(msgspec.Struct, frozen=True):
    """Thresholds, prices, model tiers, holds and privacy of one site."""

    tiers: TierTable
    limits: Limits = Limits()
    money: Money = Money()
    holds: tuple[Hold, ...] = ()
    privacy: Privacy = Privacy()
