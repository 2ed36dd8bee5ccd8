"""Pictures in words: a sentence or two with the numbers, for whoever does not see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Any

from seatlight.model.report import Row, RowFrame, Table
from seatlight.reports.team_tables import TIERS
from seatlight.reports.wording import amount, counted, share

NOTHING = "Nothing was used in this window."
NOBODY = "Nobody in this window has both tokens and enough suggestions to tell."


def column(table: Table, key: str) -> list[Any]:
    """One column of a table; rows that are still columns are not put into words for it."""
    return table.rows.column(key) if isinstance(table.rows, RowFrame) else [row[key] for row in table.rows]


def tokens_by_day(rows: Sequence[Row]) -> str:
    """How many tokens in all, how many of them premium, how many went through caches, and on which day most."""
    total = sum(row["total_tokens"] for row in rows)
    if not total:
        return NOTHING
    by_tier = {tier: sum(row[f"{tier}_tokens"] for row in rows) for tier in TIERS}
    tiers = ", ".join(
        f"{share(tokens / total)} {'of no known tier' if tier == TIERS[-1] else tier}"
        for tier, tokens in by_tier.items()
        if tokens
    )
    cached = sum(row["cache_read_tokens"] + row["cache_write_tokens"] for row in rows)
    most = max(rows, key=lambda row: row["total_tokens"])
    return (
        f"{amount(total)} tokens in {counted(len(rows), 'day')}: {tiers}. "
        f"Most on {day(most['day'])} ({amount(most['total_tokens'])}); {amount(cached)} more went through caches."
    )


def active_by_day(rows: Sequence[Row]) -> str:
    """The usual day, the fullest one, and how many days were off."""
    if not any(row["active_developers"] for row in rows):
        return NOTHING
    worked = [row["active_developers"] for row in rows if not row["off"] and row["active_developers"]]
    most = max(rows, key=lambda row: row["active_developers"])
    off = sum(row["off"] for row in rows)
    days_off = f" {counted(off, 'day')} of {len(rows)} {'was' if off == 1 else 'were'} off." if off else ""
    return (
        f"On the median day with use {counted(round(median(worked)), 'developer')} "
        f"{'was' if round(median(worked)) == 1 else 'were'} active, at most {most['active_developers']:,} "
        f"({day(most['day'])}).{days_off}"
    )


def tokens_acceptance(rows: Sequence[Row]) -> str:
    """How many are shown, their medians, and how many of them are in each quadrant of much use."""
    if not rows:
        return NOBODY
    tokens = median(row["total_tokens"] for row in rows)
    accepted = median(row["acceptance_share"] for row in rows)
    much = [row["acceptance_share"] >= accepted for row in rows if row["total_tokens"] > tokens]
    return (
        f"{counted(len(rows), 'developer')} with enough suggestions to tell; the median is {amount(tokens)} tokens and "
        f"{share(accepted)} accepted. Above that in tokens are {len(much)}: {sum(much)} with at least the median "
        f"share accepted, {len(much) - sum(much)} with less."
    )


def acceptance(rows: Sequence[Row]) -> str:
    """How many can be told of, where most of them are, and of how many too little is known."""
    told = [row for row in rows if row["first"] is not None]
    few = sum(row["developers"] for row in rows if row["first"] is None)
    of_few = f" Of {few} more too little is known to tell." if few else ""
    number = sum(row["developers"] for row in told)
    if not number:
        return f"Of nobody enough is known to tell.{of_few.replace(' more', '')}"
    most = max(told, key=lambda row: row["developers"])
    low = sum(row["developers"] for row in told if row["last"] <= 0.1)
    return (
        f"Of {counted(number, 'developer')} with enough suggestions to tell most accept {most['bucket']} "
        f"({most['developers']}); {low} {'accepts' if low == 1 else 'accept'} less than "
        f"10 %.{of_few}"
    )


def groups(rows: Sequence[Row]) -> str:
    """Each group with its size."""
    if not rows:
        return "There are too few people here to tell anything about a group."
    told = [f"{row['developers']:,} with {row['active_days']} active days" for row in rows]
    return f"{counted(sum(row['developers'] for row in rows), 'developer')}: {', '.join(told)}."


def day(on: date | str) -> str:
    """A day in words: 3 Nov; a service tells days as text."""
    known = date.fromisoformat(on) if isinstance(on, str) else on
    return f"{known.day} {known:%b}"
