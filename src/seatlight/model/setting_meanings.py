"""What each setting of a site is called, what it does and what it takes: for whoever sets one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec
from msgspec import inspect

from seatlight.model.site_settings import SECTIONS, keys

Kind = Literal["days", "count", "share", "cents", "flag", "choice", "list", "text"]
WITHIN_A_TYPE = (inspect.Metadata, inspect.UnionType)


class SettingMeaning(msgspec.Struct, frozen=True):
    """A setting: its title, what it does, the kind of its value, what it is unless set, between what it lies.

    `choices` are the values of a choice; `at_least` and `at_most` are null where nothing bounds it.
    """

    key: str
    title: str
    explanation: str
    kind: Kind
    default: float | bool | str | list[str] | None
    at_least: float | None = None
    at_most: float | None = None
    choices: tuple[str, ...] = ()


def setting_meanings() -> tuple[SettingMeaning, ...]:
    """Every setting, in the order of the lists."""
    return tuple(_meaning(key) for key in keys())


def _meaning(key: str) -> SettingMeaning:
    """The meaning of one, from the type that its value is read with."""
    section, _, name = key.partition(".")
    struct = SECTIONS[section]
    field = next(one for one in msgspec.structs.fields(struct) if one.name == name)
    parts = list(_parts(inspect.type_info(field.type)))
    said = next((told for part in parts if "title" in (told := _told(part))), {})
    bounds = [(_bound(part, "ge"), _bound(part, "le")) for part in parts]
    return SettingMeaning(
        key,
        said.get("title", name),
        said.get("description", ""),
        _kind(name, parts),
        msgspec.to_builtins(getattr(struct(), name)),
        next((low for low, _ in bounds if low is not None), None),
        next((high for _, high in bounds if high is not None), None),
        tuple(choice.value for part in parts if isinstance(part, inspect.EnumType) for choice in part.cls),
    )


def _parts(kind: inspect.Type) -> Iterator[inspect.Type]:
    """A type and what is inside it, without the None that stands for 'not entered'."""
    yield kind
    inner: Iterable[inspect.Type] = ()
    if isinstance(kind, inspect.Metadata):
        inner = (kind.type,)
    elif isinstance(kind, inspect.UnionType):
        inner = (part for part in kind.types if not isinstance(part, inspect.NoneType))
    for part in inner:
        yield from _parts(part)


def _told(part: inspect.Type) -> Mapping[str, Any]:
    """What `limits.told` says of it."""
    return (part.extra_json_schema or {}) if isinstance(part, inspect.Metadata) else {}


def _bound(part: inspect.Type, name: str) -> float | None:
    """What a number has to be at least or at most; None for what is no number."""
    found: float | None = getattr(part, name, None)
    return found


def _kind(name: str, parts: Iterable[inspect.Type]) -> Kind:
    value = next(part for part in parts if not isinstance(part, WITHIN_A_TYPE))
    if isinstance(value, inspect.BoolType):
        return "flag"
    if isinstance(value, inspect.EnumType):
        return "choice"
    if isinstance(value, inspect.FloatType):
        return "cents" if name.endswith("_cents") else "share"
    if isinstance(value, inspect.IntType):
        return "days" if name.endswith("_days") else "count"
    return "list" if isinstance(value, inspect.VarTupleType) else "text"
