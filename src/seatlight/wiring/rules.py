"""What a site has set: the file's sections, and over them what an admin set in the database."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from seatlight.actions.deps import Kept
from seatlight.config import Settings
from seatlight.model.rules import SiteRules
from seatlight.model.site_settings import applied


def rules_of(settings: Settings, kept: Kept | None) -> Callable[[], SiteRules]:
    """Tells the rules as they stand whenever it is asked."""
    written = SiteRules(settings.tiers, settings.limits, settings.money, settings.holds, settings.privacy)

    last: tuple[object, object, SiteRules] | None = None

    def rules() -> SiteRules:
        nonlocal last
        if kept is None:
            return written
        found, holds = kept.store.settings(kept.site.site_id), kept.store.holds(kept.site.site_id)
        known = last
        if known and known[0] is found and known[1] is holds:
            return known[2]
        fresh = applied(written, found)
        fresh = replace(fresh, holds=(*fresh.holds, *holds))
        last = (found, holds, fresh)
        return fresh

    return rules
