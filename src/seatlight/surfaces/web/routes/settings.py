"""What a site has set: thresholds, prices, privacy, model tiers."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from seatlight.actions.asked import Asked
from seatlight.actions.preview_rules import preview_rules
from seatlight.actions.set_rules import list_settings, set_setting, unset_setting
from seatlight.actions.window import Ask
from seatlight.errors import NotYetRead
from seatlight.model.access import Permission
from seatlight.model.setting_meanings import SettingMeaning, setting_meanings
from seatlight.model.site_settings import SiteSetting
from seatlight.reports.affected import AFFECTED
from seatlight.reports.listings import SETTINGS, as_text, setting_list
from seatlight.surfaces.web.documents import NothingYet, document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.queries import Name
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.showing import nothing_yet
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.texts import Value as Text
from seatlight.surfaces.web.viewing import Viewing

SettingList = document("SettingList", "Every setting.", {"settings": row("SettingRow", SETTINGS)})
Affected = document("Affected", "Whom other thresholds would affect; `counts` are by `state:key` and `signal:key`.",
                    {"affected": row("AffectedRow", AFFECTED)},
                    {"shown_as": str, "developers_seen": int, "affected_in_all": int,
                     "counts_before": dict[str, int], "counts_after": dict[str, int]})  # fmt: skip
MOST_TRIED = 60


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The value of a setting, as text or as what it is; a list of patterns has commas between them."""

    value: Text | int | float | bool


class Tried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Thresholds as they might be, by key; the others stay as they are."""

    values: Annotated[dict[str, Text | int | float | bool], msgspec.Meta(min_length=1, max_length=MOST_TRIED)]


class SettingNow(msgspec.Struct, frozen=True):
    """A setting with the value that counts, and whether it was set for the site."""

    key: str
    value: Any
    is_set: bool


@read("/settings", name="listSettings", summary="Every setting", answers={200: given(SettingList)})
def show(viewing: NamedDependency[Viewing], part: NamedDependency[Page]) -> Response[bytes]:
    """Every setting with the value that counts."""
    return listed(setting_list(list_settings(viewing.actor, viewing.office())), part)


@read("/settings/meanings", name="listSettingMeanings", summary="What settings mean")
def meanings(viewing: NamedDependency[Viewing]) -> list[SettingMeaning]:  # noqa: ARG001
    """Title, explanation, kind and bounds of every setting."""
    return list(setting_meanings())


@write("POST", "/settings/preview", name="previewSettings", summary="Whom other thresholds would affect",
       status_code=200, answers={200: given(Affected), 202: given(NothingYet, "Nothing is known yet.")})  # fmt: skip
def preview(
    viewing: NamedDependency[Viewing], part: NamedDependency[Page], data: JSONBody[Tried], connection: Name = None
) -> Response[bytes]:
    """The developers whose state or signals would change, by what is known now; nothing is saved."""
    world = viewing.world_for(Asked(Permission.ADMIN), connection)
    values = {key: as_text(value) or "" for key, value in data.values.items()}
    try:
        return listed(preview_rules(viewing.actor, world.deps, values), part)
    except NotYetRead as error:
        world.reading.want(viewing.actor, Ask(), through=world.deps)
        return nothing_yet(world.reading.progress(), error.says)


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


ROUTES = Router(path="/", route_handlers=[show, meanings, preview, put, unset], tags=["Settings"])
