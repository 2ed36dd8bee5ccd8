"""What a site has set: thresholds, prices, privacy, model tiers."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from seatlight.actions.set_rules import list_settings, set_setting, unset_setting
from seatlight.model.site_settings import SiteSetting
from seatlight.reports.listings import SETTINGS, as_text, setting_list
from seatlight.surfaces.web.documents import document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.texts import Value as Text
from seatlight.surfaces.web.viewing import Viewing

SettingList = document("SettingList", "Every setting.", {"settings": row("SettingRow", SETTINGS)})


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The value of a setting, as text or as what it is; a list of patterns has commas between them."""

    value: Text | int | float | bool


class SettingNow(msgspec.Struct, frozen=True):
    """A setting with the value that counts, and whether it was set for the site."""

    key: str
    value: Any
    is_set: bool


@read("/settings", name="listSettings", summary="Every setting", answers={200: given(SettingList)})
def show(viewing: NamedDependency[Viewing], part: NamedDependency[Page]) -> Response[bytes]:
    """Every setting with the value that counts."""
    return listed(setting_list(list_settings(viewing.actor, viewing.office())), part)


@write("PUT", "/settings/{key:str}", name="setSetting", summary="Set one")
def put(viewing: NamedDependency[Viewing], key: FromPath[str], data: JSONBody[Value]) -> SettingNow:
    """Set one, such as limits.grace_days to 21; it counts from the next report on."""
    return _told(set_setting(viewing.actor, viewing.office(), key, as_text(data.value) or ""))


@write("DELETE", "/settings/{key:str}", name="unsetSetting", summary="Take one back", status_code=200)
def unset(viewing: NamedDependency[Viewing], key: FromPath[str]) -> SettingNow:
    """Take one back to what it is without."""
    return _told(unset_setting(viewing.actor, viewing.office(), key))


def _told(found: SiteSetting) -> SettingNow:
    return SettingNow(found.key, found.value, found.is_set)


ROUTES = Router(path="/", route_handlers=[show, put, unset], tags=["Settings"])
