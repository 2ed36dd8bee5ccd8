"""Which tier a model is of: a dated table of name patterns, never a guess."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Literal

import msgspec

from seatlight.model.limits import told

Tier = Literal["premium", "fast", "auto"]


class SiteTiers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a site says of model tiers; its patterns are asked before the built-in ones."""

    auto: Annotated[tuple[str, ...], told("Auto models", "Names of models that the vendor chose by itself.")] = ()
    fast: Annotated[tuple[str, ...], told("Fast models", "Names of models that count as fast.")] = ()
    premium: Annotated[tuple[str, ...], told("Premium models", "Names of models that count as premium.")] = ()
    exact: dict[str, Tier] = {}


class TierTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Name patterns (`*` and `?` as in file names, any case) by tier, as known on a day.

    The tiers are asked in the order auto, fast, premium and the first pattern that fits decides; `exact` names go
    before all patterns, and those of a site (`first`) before all others.
    """

    as_of: date
    auto: tuple[str, ...] = ()
    fast: tuple[str, ...] = ()
    premium: tuple[str, ...] = ()
    exact: dict[str, Tier] = {}
    first: tuple[tuple[Tier, tuple[str, ...]], ...] = ()

    def after(self, site: SiteTiers) -> TierTable:
        """This table with what a site says asked first."""
        exact = {**self.exact, **{name.lower(): tier for name, tier in site.exact.items()}}
        first = (*_by_tier(site), *self.first)
        return msgspec.structs.replace(self, exact=exact, first=first)

    def tier(self, model: str | None) -> Tier | None:
        """The tier of a model's name; None for a name that nothing fits and for no name."""
        if model is None:
            return None
        name = model.strip().lower()
        if name in self.exact:
            return self.exact[name]
        tables = (*self.first, *_by_tier(self))
        return next((tier for tier, patterns in tables if any(fnmatchcase(name, p.lower()) for p in patterns)), None)

    def by_tier(self, models: tuple[str | None, ...]) -> dict[str, list[int]]:
        """The codes of a snapshot's models of each tier."""
        codes = self.codes(models)
        return {name: [code for code, tier in codes.items() if tier == name] for name in ("premium", "fast", "auto")}

    def codes(self, models: tuple[str | None, ...]) -> dict[int, Tier]:
        """The tier of each known model of a snapshot, by the model's code; unknown ones are absent."""
        tiers = {code: self.tier(name) for code, name in enumerate(models)}
        return {code: tier for code, tier in tiers.items() if tier is not None}


def _by_tier(table: SiteTiers | TierTable) -> tuple[tuple[Tier, tuple[str, ...]], ...]:
    """The patterns in the order in which their tiers are asked; tiers without any are left out."""
    tiers: tuple[tuple[Tier, tuple[str, ...]], ...] = (
        ("auto", table.auto),
        ("fast", table.fast),
        ("premium", table.premium),
    )
    return tuple(named for named in tiers if named[1])
