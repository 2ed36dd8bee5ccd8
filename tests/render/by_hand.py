"""A report made by hand: a cast whose states and signals are known, without anything being measured."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from seatlight.metrics.signals import SIGNALS
from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.reports.columns import DEVELOPER_COLUMNS

TODAY = date(2026, 11, 22)
STRIP_FIRST_ON = TODAY - timedelta(days=29)
DAYS = [STRIP_FIRST_ON + timedelta(days=number) for number in range(30)]
OFF = [day for day in DAYS if day.weekday() >= 5]
COLUMNS = (
    *DEVELOPER_COLUMNS,
    Column("strip", ColumnKind.STRIP, "Last 30 days", "How much was used on each of the last 30 days."),
)


def ago(days: int) -> date:
    """The day so many days before today."""
    return TODAY - timedelta(days=days)


def found(key: str, because: str, certainty: str = "certain") -> dict[str, str]:
    """A signal that fired."""
    return {
        "key": key,
        "because": because,
        "certainty": certainty,
        "next_action": SIGNALS[key].next_action,
    }


def developer(name: str | None, state: str, /, **other: Any) -> Row:
    """A row with every column, unknown where it is not given."""
    email = f"{name.split()[0].lower()}@example.org" if name else None
    given = {
        "name": name,
        "email": email,
        "emails": [email] if email else [],
        "state": state,
        "seat": "active",
    }
    sure = {
        "state_certainty": "certain",
        "signals": [],
        "known_since": ago(89),
        "usage_known_since": ago(60),
        "state_because": "because of that",
    }
    return {**{column.key: None for column in COLUMNS}, **given, **sure, **other}


HANA = developer(
    "Hana Sato", "active", total_tokens=81_234_567, active_days=21, acceptance_share=0.41,
    suggestions_shown=900, trend="rising", trend_change=0.34, last_active_on=TODAY,
    seat_since=date(2026, 9, 1), spend_cents=123_456.0,
    premium_share=0.82, state_since=ago(80), strip=[0 if day in OFF else 1 + day.day % 4 for day in DAYS],
    state_because="last active on 2026-11-22, 21 active days in the last 30 days",
    signals=[
        found("active", "21 active days in the last 30 days"),
        found("efficient_heavy_user", "81.2 M tokens, 369 of 900 suggestions accepted (41%)"),
        found("growing", "tokens 60 M → 81 M, active days 15 → 21, 30 days against the 30 before"),
    ],
)  # fmt: skip
CHEN = developer(
    "Chen Wei", "stopped", total_tokens=0, active_days=0, suggestions_shown=0, trend="stopped",
    spend_cents=0.0,
    last_active_on=ago(40), state_since=ago(39), state_certainty="likely", strip=[None] * 3 + [0] * 27,
    state_because="last active on 2026-10-13, not since: no use in the last 30 days",
    signals=[
        found("inactive_seat", "no tokens and no active day in the last 30 days", "likely"),
        found("churned", "used steadily until 2026-10-13, last active on 2026-10-13, 39 days quiet since"),
    ],
)  # fmt: skip
INES = developer(
    "Ines Duarte", "never_started", total_tokens=0, active_days=0, trend="none", spend_cents=0.0,
    seat_since=ago(41), state_since=ago(41), strip=[0] * 30,
    state_because="seat since 2026-10-12, never used",
    signals=[
        found("never_started", "seat since 2026-10-12, never used"),
        found("inactive_seat", "no tokens and no active day in the last 30 days"),
    ],
)  # fmt: skip
NAMELESS = developer(None, "unknown", state_because="the data that would tell are not complete")
CAST = (HANA, CHEN, INES, NAMELESS)

TEAM = {
    "seats": 4, "seats_used": 1, "utilisation_share": 0.25, "seats_paid": 5, "seats_paid_is": "entered",
    "total_tokens": 81_234_567, "input_tokens": 80_000_000, "output_tokens": 1_234_567,
    "cache_read_tokens": 9, "cache_write_tokens": 8, "events": 1200, "events_without_tokens": 3,
    "events_without_cost": 0,
    "unattributed_tokens": 5, "unattributed_events": 1, "spend_cents": 123_456.0,
    "spend_recent_cents": 123_456.0, "spend_cycle_cents": None, "active_developers": 1,
    "spend_per_active_developer_cents": 123_456.0,
    "seats_idle": 2, "saving_possible_cents_per_month": None, "currency": "EUR",
}  # fmt: skip


def head(*notes: str, complete: bool = True) -> dict[str, Any]:
    """A report's head: 30 days until today."""
    return {
        "schema": "seatlight.report/1",
        "window": {
            "first_on": ago(29), "last_on": TODAY, "days": 30,
            "previous": {"first_on": ago(59), "last_on": ago(30)},
        },
        "freshness": {
            "as_of": datetime(2026, 11, 22, 9, tzinfo=UTC), "complete": complete, "provisional_from": ago(2),
            "notes": list(notes),
        },
        "team": TEAM,
        "strip": {"first_on": STRIP_FIRST_ON, "off": OFF},
    }  # fmt: skip


def report(*rows: Row, notes: tuple[str, ...] = (), complete: bool = True) -> Report:
    """The report of the given developers, else of the whole cast."""
    table = Table("developers", "Developers", COLUMNS, list(rows) or list(CAST))
    return Report(head(*notes, complete=complete), (table,))


def nobody() -> Report:
    """The report of a team without anybody in it."""
    empty = head()
    return Report(
        {**empty, "team": {**empty["team"], "seats": 0, "seats_used": 0}},
        (Table("developers", "Developers", COLUMNS, []),),
    )


def columns(**kinds: ColumnKind) -> tuple[Column, ...]:
    """Columns by key and kind."""
    return tuple(Column(key, kind, key.replace("_", " ").capitalize()) for key, kind in kinds.items())


def team_report() -> Report:
    """The report of the team: by day, by model, and how acceptance is distributed."""
    count, tokens, text = ColumnKind.COUNT, ColumnKind.TOKENS, ColumnKind.TEXT
    by_day = [
        {
            "day": day, "active_developers": 0 if day in OFF else 1 + day.day % 7, "events": 10,
            "off": day in OFF, "total_tokens": 0 if day in OFF else day.day * 1_234_567,
            "input_tokens": 1, "output_tokens": 1,
            "cache_read_tokens": 1, "cache_write_tokens": 1, "provisional": day >= ago(2),
        }
        for day in DAYS
    ]  # fmt: skip
    models = [("claude-4.5-sonnet", "premium", 900), ("auto", "auto", 200), ("odd-model", None, 100)]
    by_model = [
        {
            "model": name, "tier": tier, "events": events, "events_without_tokens": 1, "developers": 2,
            "total_tokens": events * 70_001, "spend_cents": events * 12.5,
        }
        for name, tier, events in models
    ]  # fmt: skip
    buckets = [
        ("under 10 %", 0.0, 0.1, 1),
        ("10 to 30 %", 0.1, 0.3, 0),
        ("too little to tell", None, None, 3),
    ]
    acceptance = [dict(zip(("bucket", "first", "last", "developers"), bucket, strict=True)) for bucket in buckets]
    return Report(
        head(),
        (
            Table("by_day", "By day", columns(
                day=ColumnKind.DATE, active_developers=count, total_tokens=tokens, input_tokens=tokens,
                output_tokens=tokens, cache_read_tokens=tokens, cache_write_tokens=tokens, events=count,
                off=ColumnKind.FLAG, provisional=ColumnKind.FLAG), by_day),
            Table("by_model", "By model", columns(
                model=text, tier=text, events=count, events_without_tokens=count, total_tokens=tokens,
                spend_cents=ColumnKind.CENTS, developers=count), by_model),
            Table("acceptance", "Acceptance", columns(
                bucket=text, first=ColumnKind.SHARE, last=ColumnKind.SHARE, developers=count), acceptance),
        ),
    )  # fmt: skip
