"""Sums over every row there is, in memory and kept: the only code that touches them all.

Written against narwhals, so that kept rows are added up by whatever engine holds them: polars, DuckDB, Spark. What
comes back is small, and polars' from there on.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import narwhals as nw
import polars as pl

from seatlight.errors import KeptUnreadable
from seatlight.tables.codes import Codes
from seatlight.tables.days import in_order
from seatlight.tables.schema import DAY, EVENT_AMOUNTS, EVENT_COUNTS, FAILED, KINDS, SUGGESTION_COUNTS
from seatlight.tables.snapshot import Snapshot

Rows = nw.LazyFrame[Any]
"""Rows of whatever engine holds them."""

TIERS = ("premium", "fast")
Tiers = Mapping[str, Sequence[int]]
"""Codes of the models of each tier."""

TIER_COUNTS = ("premium_events", "fast_events")
COUNTS = (*SUGGESTION_COUNTS, *EVENT_COUNTS, "unclear_events", *TIER_COUNTS)
SUMS = (*COUNTS, *EVENT_AMOUNTS)
"""Everything that adds up; `unclear_events` went through but carry no token data, tiers count by the given table."""

MOST_REMEMBERED = 16
"""So many results are remembered with a snapshot; the oldest goes first."""


class Part(NamedTuple):
    """Rows that are held in one place: the columns of SUMS they have, and how they spell members and models."""

    rows: Rows
    has: Collection[str]
    spells: Mapping[str, str]


def added_up(
    snapshot: Snapshot, by: Sequence[str], sums: Sequence[str], cuts: Sequence[int], tiers: Tiers | None = None
) -> pl.DataFrame:
    """The `sums` of all rows from the first to before the last of `cuts`, by member, model or day and by `segment`.

    `cuts` are days: segment 0 begins with the first of them, the last one ends before the last of them. Members and
    models come as codes. One row for each combination that has any row; in no order.
    """
    known = snapshot.sums
    key = (*by, *sums, *cuts, *((tier, *codes) for tier, codes in (tiers or {}).items()))
    if key not in known:
        while len(known) >= MOST_REMEMBERED:
            known.pop(next(iter(known)), None)
        known[key] = _worked_out(snapshot, by, sums, cuts, tiers or {})
    return known[key]


def _worked_out(
    snapshot: Snapshot, by: Sequence[str], sums: Sequence[str], cuts: Sequence[int], tiers: Tiers
) -> pl.DataFrame:
    keys = [*by, "segment"]
    found = [_added(part, by, part_sums, cuts, snapshot) for part, part_sums in _parts(snapshot, sums, tiers)]
    kinds = {name: pl.Int64 if name in sums else pl.Int32 for name in (*keys, *sums)}
    frames = [frame.select(pl.col(name).cast(kinds[name]) for name in frame.columns) for frame in found]
    together = pl.concat([pl.DataFrame(schema=kinds), *frames], how="diagonal")
    return together.group_by(keys).agg(pl.col(sums).sum())


def _parts(snapshot: Snapshot, sums: Sequence[str], tiers: Tiers) -> Iterator[tuple[Part, list[str]]]:
    """The places that hold rows with any of these sums, each with those it has."""
    for part in _places(snapshot, sums, tiers):
        wanted = [name for name in sums if name in part.has]
        if wanted:
            yield part, wanted


def _places(snapshot: Snapshot, sums: Sequence[str], tiers: Tiers) -> Iterator[Part]:
    codes = {"member": "member", "model": "model"}
    events = (*EVENT_COUNTS, "unclear_events", *TIER_COUNTS, *EVENT_AMOUNTS)
    yield Part(nw.from_native(snapshot.seat_days.lazy()), SUGGESTION_COUNTS, codes)
    usage = nw.from_native(snapshot.usage_days.lazy())
    yield Part(_counted(usage, sums, FAILED, {tier: list(tiers.get(tier, ())) for tier in TIERS}), events, codes)
    if snapshot.kept is not None:
        named = {tier: _names(tiers.get(tier, ()), snapshot.models) for tier in TIERS}
        kept = _counted(snapshot.kept, sums, KINDS[FAILED], named)
        rows = kept if set(sums) & set(SUGGESTION_COUNTS) else kept.filter(nw.col("kind") != DAY)
        yield _with_codes(Part(rows, SUMS, {"member": "email", "model": "model"}), snapshot)


def _with_codes(part: Part, snapshot: Snapshot) -> Part:
    """The part with members' codes in its rows, where polars holds them: it groups far faster by numbers than names."""
    native = part.rows.to_native()
    if not isinstance(native, pl.LazyFrame):
        return part
    addresses = pl.Enum([address for address in snapshot.addresses[1:] if address is not None])
    code = pl.col("email").cast(addresses).to_physical().cast(pl.Int32) + 1
    rows = nw.from_native(native.with_columns(member=code.fill_null(0)))
    return part._replace(rows=rows, spells={**part.spells, "member": "member"})


def _names(codes: Iterable[int], names: Sequence[str | None]) -> list[str]:
    return [name for name in (names[code] for code in codes) if name is not None]


def _counted(rows: Rows, sums: Sequence[str], failed: object, tiers: Mapping[str, list[Any]]) -> Rows:
    """The rows with those of the counts that depend on kind or model."""
    events, model = nw.col("events"), nw.col("model")
    counts = {f"{tier}_events": nw.when(model.is_in(of)).then(events).otherwise(0) for tier, of in tiers.items()}
    unclear = nw.when(nw.col("kind") != failed).then(nw.col("events_without_tokens")).otherwise(0)
    counts["unclear_events"] = unclear
    wanted = {name: count for name, count in counts.items() if name in sums}
    return rows.with_columns(**wanted) if wanted else rows


def _added(part: Part, by: Sequence[str], sums: Sequence[str], cuts: Sequence[int], snapshot: Snapshot) -> pl.DataFrame:
    """One part's sums, with members and models as codes."""
    day, spelled = nw.col("day"), [part.spells.get(key, key) for key in by]
    rows = part.rows.filter((day >= cuts[0]) & (day < cuts[-1]))
    if by == ["member"] and part.spells["member"] == "member":
        return _packed(rows, sums, cuts)
    cut = rows.select(*spelled, _segment(cuts).alias("segment"), *sums)
    return _coded(fetched(_summed(cut, [*spelled, "segment"], sums)), part, snapshot)


def _packed(rows: Rows, sums: Sequence[str], cuts: Sequence[int]) -> pl.DataFrame:
    """The same by member alone, with member and segment in one number: polars groups by one key four times as fast."""
    segments = len(cuts) - 1
    place = (nw.col("member") * segments + _segment(cuts)).alias("place")
    added = fetched(_summed(rows.select(place, *sums), ["place"], sums))
    return added.with_columns(member=pl.col("place") // segments, segment=pl.col("place") % segments).drop("place")


def _summed(rows: Rows, keys: Sequence[str], sums: Sequence[str]) -> Rows:
    return rows.group_by(*keys).agg(*[nw.col(name).sum() for name in sums])


def _segment(cuts: Sequence[int]) -> nw.Expr:
    """Which segment a day lies in."""
    begun = [nw.when(nw.col("day") >= first).then(1).otherwise(0) for first in cuts[1:-1]]
    return nw.sum_horizontal(*begun) if begun else nw.col("day") * 0


def _coded(added: pl.DataFrame, part: Part, snapshot: Snapshot) -> pl.DataFrame:
    """The sums with codes in place of names."""
    for key, names in (("member", snapshot.addresses), ("model", snapshot.models)):
        spelled = part.spells[key]
        if spelled in added.columns and added[spelled].dtype == pl.String:
            added = added.with_columns(coded(added[spelled], names).alias(spelled)).rename({spelled: key})
    return added


def coded(names: pl.Series, known: Sequence[str | None]) -> pl.Series:
    """The codes of names; null gives 0, as the first of `known` is null. KeptUnreadable for a name that is new."""
    codes = pl.DataFrame({"name": list(known), "code": range(len(known))}, schema={"name": pl.String, "code": pl.Int32})
    found = names.to_frame("name").join(codes, on="name", how="left", maintain_order="left", nulls_equal=True)["code"]
    if found.null_count():
        raise _unreadable("a name that was not there before")
    return found


def gathered(rows: Rows) -> pl.DataFrame:
    """What a query comes to, fetched from whatever engine it runs on."""
    native = rows.to_native()
    if isinstance(native, pl.LazyFrame):
        # In pieces: a window of the whole reach would otherwise be copied whole before it is summed.
        return native.collect(engine="streaming")
    answer: pl.DataFrame = rows.collect("polars").to_native()
    return answer


def fetched(rows: Rows) -> pl.DataFrame:
    """The same; KeptUnreadable where files of kept rows changed or vanished while they were read."""
    of_polars = (pl.exceptions.ComputeError, pl.exceptions.InvalidOperationError)
    expected: tuple[type[Exception], ...] = (OSError, *of_polars, *_foreign())
    try:
        return gathered(rows)
    except expected as failure:
        raise _unreadable(type(failure).__name__) from failure


def _unreadable(why: str) -> KeptUnreadable:
    return KeptUnreadable(
        f"Kept totals could not be read ({why}): somebody may just have replaced or removed them, so try again; if it "
        "stays, look into the folder that SEATLIGHT_ARCHIVE names."
    )


def _foreign() -> tuple[type[Exception], ...]:
    """What other engines that are loaded raise."""
    loaded = ((sys.modules.get("duckdb"), "Error"), (sys.modules.get("pyspark.errors"), "PySparkException"))
    return tuple(getattr(module, name) for module, name in loaded if module is not None)


def kept_member_days(kept: Rows, members: Codes) -> pl.DataFrame:
    """MEMBER_DAYS of kept rows, sorted by member and day; addresses that were not met before get their codes."""
    rows = kept.filter(nw.col("kind") == DAY).select("email", "day", "active", "service")
    found = fetched(rows)
    for email in found["email"].unique():
        members.code(email)
    return in_order(found.with_columns(member=coded(found["email"], members.names)))
