"""The settings of a site: thresholds, prices, privacy, model tiers."""

from __future__ import annotations

from seatlight.actions.deps import Deps
from seatlight.actions.office import office
from seatlight.errors import BadSetting
from seatlight.model.access import Actor
from seatlight.model.site_settings import SiteSetting, keys, listed, read_value


def list_settings(actor: Actor, deps: Deps) -> tuple[SiteSetting, ...]:
    """Every setting with the value that counts now, and whether it was set for the site."""
    kept, _ = office(actor, deps)
    return listed(deps.rules(), kept.store.settings(kept.site.site_id))


def set_setting(actor: Actor, deps: Deps, key: str, text: str) -> SiteSetting:
    """Set one from a text; BadSetting with what it takes."""
    kept, deed = office(actor, deps)
    value = read_value(key, text)
    kept.store.set_setting(kept.site.site_id, key, value, deed)
    return SiteSetting(key, value, is_set=True)


def unset_setting(actor: Actor, deps: Deps, key: str) -> SiteSetting:
    """Take one back to what it is without; BadSetting where there is no such setting."""
    kept, deed = office(actor, deps)
    if key not in keys():
        raise BadSetting(f"There is no setting {key}; seatlight settings list names them.")
    kept.store.set_setting(kept.site.site_id, key, None, deed)
    return next(found for found in list_settings(actor, deps) if found.key == key)


def reseal(actor: Actor, deps: Deps) -> int:
    """Seal every secret with the newest secret key; gives how many there are."""
    kept, deed = office(actor, deps)
    return kept.store.reseal(deed)
