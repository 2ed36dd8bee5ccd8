"""Figures about groups of people: fixed ranges, none of fewer than k, and nothing that tells one of them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10
from typing import Any, NamedTuple

from seatlight.model.report import Column, ColumnKind, Row, Table

RANGES = (0, 1, 5, 10, 20)
"""Where each range of active days begins; they never change, so that no two reports can be set off against another."""
DIGITS = 2
"""Sums keep this many digits: what one person adds does not show."""

COLUMNS = (
    Column("active_days", ColumnKind.TEXT, "Active days", "Days with use in the window; ranges never hold too few."),
    Column("developers", ColumnKind.COUNT, "Developers", "How many there are."),
    Column("total_tokens", ColumnKind.TOKENS, "Tokens", "Input plus output tokens of all of them, to two digits."),
)


class Group(NamedTuple):
    """A range of active days, both ends included (None: without end), with how many are in it and their tokens."""

    first: int
    last: int | None
    developers: int
    tokens: int


def groups_table(rows: Iterable[Row], least: int) -> Table:
    """The developers by ranges of active days, in groups of at least `least`; no row where there are fewer in all."""
    groups = merged(ranged(rows), least)
    return Table("groups", "Groups", COLUMNS, [_row(group) for group in groups])


def ranged(rows: Iterable[Row]) -> list[Group]:
    """How many developers are in each range, empty ranges included."""
    counts, tokens = [0] * len(RANGES), [0] * len(RANGES)
    for row in rows:
        place = sum(row["active_days"] >= first for first in RANGES) - 1
        counts[place] += 1
        tokens[place] += row["total_tokens"]
    lasts = [first - 1 for first in RANGES[1:]]
    return [Group(*group) for group in zip(RANGES, [*lasts, None], counts, tokens, strict=True)]


def merged(groups: Sequence[Group], least: int) -> list[Group]:
    """Neighbours joined until every group is large enough; what is left over at the end joins the group before."""
    large: list[Group] = []
    for group in groups:
        too_few = bool(large) and large[-1].developers < least
        large.append(_joined(large.pop(), group) if too_few else group)
    if len(large) > 1 and large[-1].developers < least:
        last = large.pop()
        large.append(_joined(large.pop(), last))
    return [group for group in large if group.developers >= least]


def _joined(before: Group, after: Group) -> Group:
    return Group(before.first, after.last, before.developers + after.developers, before.tokens + after.tokens)


def _row(group: Group) -> dict[str, Any]:
    if group.last is None:
        days = f"{group.first} and more"
    else:
        days = str(group.first) if group.first == group.last else f"{group.first} to {group.last}"
    return {"active_days": days, "developers": group.developers, "total_tokens": coarse(group.tokens)}


def coarse(number: int) -> int:
    """The number to two digits: 1,234 is 1,200."""
    return number if number == 0 else int(round(number, DIGITS - 1 - floor(log10(abs(number)))))
