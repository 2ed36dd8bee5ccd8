"""Sites and the installations of the Forge app that may call for them: listed, allowed, let go, erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from seatlight.actions.deps import Deps
from seatlight.actions.office import office
from seatlight.errors import NotFound, WrongUsage
from seatlight.model.access import OPERATOR, Actor
from seatlight.model.installations import Installation, bare_id
from seatlight.model.site import Site


class SiteSeen(NamedTuple):
    """A site, with the installations that may call for it."""

    site: Site
    installations: tuple[Installation, ...]


class WantedInstallation(msgspec.Struct, frozen=True):
    """The ids of an installation, bare or as Forge writes them; the operator reads them off `forge install list`."""

    installation_id: str
    cloud_id: str
    environment_id: str
    app_id: str


def list_sites(actor: Actor, deps: Deps) -> tuple[SiteSeen, ...]:
    """Every site of the database, by name: the operator's alone."""
    kept, _ = office(actor, deps)
    _see_operator(actor)
    return tuple(SiteSeen(site, kept.store.installations(site.site_id)) for site in kept.store.sites())


def allow_installation(actor: Actor, deps: Deps, wanted: WantedInstallation) -> Installation:
    """Let an installation call for this site: the operator's alone. Conflict where it, or its cloud, is another's."""
    kept, deed = office(actor, deps)
    _see_operator(actor)
    ids = {name: bare_id(getattr(wanted, name)) for name in wanted.__struct_fields__}
    missing = next((name for name, value in ids.items() if not value), None)
    if missing is not None:
        raise WrongUsage(f"An installation is known by four ids, and its {missing} is empty.")
    allowed = Installation(
        ids["installation_id"], ids["cloud_id"], ids["environment_id"], ids["app_id"], installed_at=deed.at
    )
    kept.store.allow_installation(kept.site.site_id, allowed, deed)
    return allowed


def remove_installation(actor: Actor, deps: Deps, installation_id: str) -> Installation:
    """Let an installation in no more, from the next call on: the operator's alone. NotFound where nobody allowed it."""
    kept, deed = office(actor, deps)
    _see_operator(actor)
    known = kept.store.installations(kept.site.site_id)
    found = next((one for one in known if one.installation_id == bare_id(installation_id)), None)
    if found is None:
        raise NotFound(f"There is no installation {installation_id} here; seatlight sites list names them.")
    kept.store.installation_gone(kept.site.site_id, found.installation_id, deed, refused=True)
    return found


def erase_site(actor: Actor, deps: Deps) -> Mapping[str, int]:
    """Erase the site with all that is kept of it, its audit log too; gives how many rows of which table.

    The operator's alone: it cannot be undone. Daily totals that are kept as files are not touched by it.
    """
    kept, deed = office(actor, deps)
    _see_operator(actor)
    return kept.store.erase_site(kept.site.site_id, deed)


def _see_operator(asking: Actor) -> None:
    if asking != OPERATOR:
        raise WrongUsage("Only the operator decides which sites there are: seatlight sites.")
