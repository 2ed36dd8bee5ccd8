"""What a service over the sandbox needs for the sandbox to show its page as Jira would."""

from __future__ import annotations

import webbrowser

import msgspec

from seatlight.actions.admit_sites import WantedInstallation, allow_installation
from seatlight.actions.deps import Deps
from seatlight.config import Settings
from seatlight.model.access import OPERATOR
from seatlight.sandbox import Box


def address_of(box: Box) -> str:
    """Where a browser finds the sandbox's stand-in for Jira's page."""
    return f"{box.url}/host/"


def with_forge(settings: Settings, box: Box) -> Settings:
    """The same settings; a service by them answers calls of the sandbox's Forge."""
    app, jwks_url = box.forge.app, box.forge.jwks_url
    return msgspec.structs.replace(settings, forge_app_id=app.app_id, forge_jwks_url=jwks_url, forge_api_base=box.url)


def admit_app(box: Box, deps: Deps) -> None:
    """Allow the sandbox's installation of the app to call for a site."""
    app = box.forge.app
    wanted = WantedInstallation(app.installation_id, app.cloud_id, app.environment_id, app.app_id)
    allow_installation(OPERATOR, deps, wanted)


def open_in_browser(address: str) -> None:
    """Open an address where there is a browser with windows; one that would take the terminal is left alone."""
    try:
        if type(webbrowser.get()) is not webbrowser.GenericBrowser:
            webbrowser.open(address)
    except webbrowser.Error:
        return
