"""Where somebody is at the stand-in, as its addresses say: who looks, how it looks, and at which page of the app."""

import re

import msgspec

from seatlight.sandbox.forge.claims import MODULES

PLACE = re.compile(r"/host/([a-z]+)/(light|dark)/(?:projects/([A-Z0-9]+)|settings)/([a-z-]+)((?:/.*)?)")
OF_PROJECTS = ("project-page", "project-settings")


class Place(msgspec.Struct, frozen=True):
    """A place: `project` is its key at pages of projects; what follows in the address is the app's own."""

    viewer: str
    theme: str
    project: str | None
    module: str


def place_of(path: str) -> Place | None:
    """The place of an address; None where there is none."""
    found = PLACE.fullmatch(path)
    if not found:
        return None
    viewer, theme, project, module, _ = found.groups()
    return Place(viewer, theme, project, module) if fits(module, project) else None


def fits(module: str, project: str | None) -> bool:
    """Whether a page is one of the app, and stands in a project if it is one of projects."""
    return module in MODULES and (module in OF_PROJECTS) == (project is not None)
