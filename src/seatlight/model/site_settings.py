"""What an admin may set for a site: every key, how its text is read, and what comes of all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

import msgspec

from seatlight.errors import BadSetting
from seatlight.model.access import Mode
from seatlight.model.governance import Money
from seatlight.model.limits import Limits
from seatlight.model.rules import Privacy, SiteRules
from seatlight.model.tiers import SiteTiers
from seatlight.model.wrong_values import plain_words

SECTIONS: Mapping[str, type[msgspec.Struct]] = {
    "limits": Limits,
    "money": Money,
    "privacy": Privacy,
    "tiers": SiteTiers,
}
Struct = TypeVar("Struct", bound=msgspec.Struct)
LISTS = ("tiers.auto", "tiers.fast", "tiers.premium")
"""The keys that take several patterns, with commas between."""


class SiteSetting(NamedTuple):
    """One key with its value at a site, and whether somebody set it there."""

    key: str
    value: Any
    is_set: bool


def keys() -> tuple[str, ...]:
    """Every key that can be set."""
    named = (f"{section}.{field}" for section, kind in SECTIONS.items() for field in kind.__struct_fields__)
    return tuple(key for key in named if key != "tiers.exact")


def read_value(key: str, text: str) -> Any:
    """The value that a text means for a key, ready to be stored; BadSetting with what it takes."""
    if key not in keys():
        raise BadSetting(f"There is no setting {key}; seatlight settings list names them.")
    section, _, field = key.partition(".")
    value: Any = [part.strip() for part in text.split(",") if part.strip()] if key in LISTS else text.strip()
    try:
        read = msgspec.convert({field: value}, SECTIONS[section], strict=False)
    except msgspec.ValidationError as error:
        says = plain_words(str(error).partition(" - at ")[0])
        words = f" ({', '.join(Mode)})" if key == "privacy.mode" else ""
        raise BadSetting(f"{key} cannot be {text!r}: {says}{words}.") from None
    return msgspec.to_builtins(getattr(read, field))


def applied(rules: SiteRules, values: Mapping[str, Any]) -> SiteRules:
    """The rules with a site's settings over them; what cannot be used any more stays as it was."""
    found = {section: _section(values, section) for section in SECTIONS}
    return msgspec.structs.replace(
        rules,
        limits=_over(rules.limits, found["limits"]),
        money=_over(rules.money, found["money"]),
        privacy=_over(rules.privacy, found["privacy"]),
        tiers=rules.tiers.after(_over(SiteTiers(), found["tiers"])),
    )


def _section(values: Mapping[str, Any], section: str) -> dict[str, Any]:
    """The values of one section, by field."""
    named = ((key.partition("."), value) for key, value in values.items())
    return {field: value for (head, _, field), value in named if head == section}


def _over(struct: Struct, changes: Mapping[str, Any]) -> Struct:
    """The struct with these fields changed, one by one: a value from another version does not spoil the others."""
    for field, value in changes.items():
        with suppress(msgspec.ValidationError):
            read = msgspec.convert({field: value}, type(struct))
            struct = msgspec.structs.replace(struct, **{field: getattr(read, field)})
    return struct


def listed(rules: SiteRules, values: Mapping[str, Any]) -> tuple[SiteSetting, ...]:
    """Every key with the value that counts at a site."""
    sections = {"limits": rules.limits, "money": rules.money, "privacy": rules.privacy, "tiers": SiteTiers()}
    found = []
    for key in keys():
        section, _, field = key.partition(".")
        value = values[key] if key in values else msgspec.to_builtins(getattr(sections[section], field))
        found.append(SiteSetting(key, value, key in values))
    return tuple(found)
