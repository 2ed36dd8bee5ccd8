"""Whether a call comes from an installation that somebody set this service up for."""

from __future__ import annotations

from collections.abc import Iterable

from seatlight.model.installations import Installation, bare_id
from seatlight.model.invocation import Invocation

UNKNOWN_SITE = "the site is not one of ours"
UNKNOWN_INSTALLATION = "the site is ours, but the app was installed there anew"
REFUSED = "the operator has removed the installation"
UNKNOWN_ENVIRONMENT = "the installation is ours, but the app runs in another environment"


def allowed(invocation: Invocation, installations: Iterable[Installation]) -> Installation | str:
    """The installation that a call comes from, or the reason why it comes from none of these.

    Site, installation and environment must all be those of one installation: the right app alone proves nothing,
    because anybody may install an app and point it at our address. One that only went silent may come back.
    """
    of_site = [one for one in installations if one.cloud_id == bare_id(invocation.cloud_id)]
    if not of_site:
        return UNKNOWN_SITE
    of_installation = [one for one in of_site if one.installation_id == bare_id(invocation.installation_id)]
    if not of_installation:
        return UNKNOWN_INSTALLATION
    found = [one for one in of_installation if one.environment_id == bare_id(invocation.environment_id)]
    if not found:
        return UNKNOWN_ENVIRONMENT
    return found[0] if found[0].refused_at is None else REFUSED
