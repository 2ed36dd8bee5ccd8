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

    def rules() -> SiteRules:
        if kept is None:
            return written
        found = applied(written, kept.store.settings(kept.site.site_id))
        return _with_holds(found, kept)

    return rules


def _with_holds(rules: SiteRules, kept: Kept) -> SiteRules:
    return replace(rules, holds=(*rules.holds, *kept.store.holds(kept.site.site_id)))
