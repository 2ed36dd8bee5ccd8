"""The reasons in sentences: templates of states and signals filled from a developer's row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from seatlight.metrics.spans import Spans
from seatlight.model.window import day_of

Row = Mapping[str, Any]

HOLD_WORDS = {
    "leave": "on leave",
    "other_project": "on another project",
    "onboarding_later": "starts later",
    "notice_period": "notice period",
    "other": "other reason",
}


def amount(number: float | None) -> str:
    """A number as people read it: 12, 3,400, 81.5 k, 1.25 M, 3.4 B; a dash when it is unknown."""
    if number is None:
        return "–"
    for least, size, unit in ((999.5e6, 1e9, " B"), (999.5e3, 1e6, " M"), (1e4, 1e3, " k")):
        if abs(number) >= least:
            return f"{number / size:.3g}{unit}"
    return f"{number:,.0f}"


def share(value: float | None) -> str:
    """A share as percent, with a decimal below 10 %; a dash when it is unknown."""
    if value is None:
        return "–"
    return f"{value:.1%}" if 0 < value < 0.1 else f"{value:.0%}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 active day, 2 active days."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _accepted(row: Row) -> str:
    shown = row["agent_shown"] + row["tabs_shown"]
    accepted = row["agent_accepted"] + row["tabs_accepted"]
    return f"{accepted:,} of {shown:,} suggestions accepted ({share(accepted / shown)})"


def _no_seat_kind(row: Row) -> str:
    return "a service account" if row["service"] else "a free owner"


def _removed_kind(row: Row) -> str:
    return "removed from the team" if row["seat"] == "removed" else "on no roster"


def _remains(row: Row) -> str:
    return "the seat remains" if row["seat"] == "active" else "the use goes on"


def _unknown_why(row: Row, spans: Spans) -> str:
    if row["email"] is None:
        return "the roster gives no address, so no usage can be joined"
    if spans.decided_from is not None and spans.shutdowns and spans.events_from == spans.events_planned_from:
        return "the team was away for so long that the days before it are out of reach"
    return "the data that would tell are not complete"


WORDED_FROM = (
    "state", "name", "email", "emails", "seat", "seat_since", "age", "service", "last_active", "steady_until",
    "returned_on", "returned_from", "quiet_days", "hold_until", "hold_reason", "active_recent", "median_recent",
    "input_tokens", "output_tokens", "tokens_block", "tokens_before", "active_block", "active_before", "tokens_heavy",
    "tokens_high", "premium_events", "fast_events", "team_premium_share", "agent_shown", "tabs_shown", "agent_accepted",
    "tabs_accepted",
)  # fmt: skip
"""The columns of a developer's row that sentences are made from."""

FIELDS: dict[str, Callable[[Row], object]] = {
    "last_active_on": lambda row: _day(row["last_active"]),
    "seat_since_on": lambda row: _day(row["seat_since"]),
    "steady_until_on": lambda row: _day(row["steady_until"]),
    "returned_on_text": lambda row: _day(row["returned_on"]),
    "returned_from_text": lambda row: _day(row["returned_from"]),
    "quiet_days_text": lambda row: counted(row["quiet_days"], "day"),
    "recent_active_days": lambda row: counted(row["active_recent"], "active day"),
    "median_recent_text": lambda row: f"{row['median_recent']:g}",
    "hold_reason": lambda row: HOLD_WORDS[row["hold_reason"]],
    "tokens_text": lambda row: amount(row["input_tokens"] + row["output_tokens"]),
    "tokens_block_text": lambda row: amount(row["tokens_block"]),
    "tokens_before_text": lambda row: amount(row["tokens_before"]),
    "tokens_heavy_text": lambda row: amount(row["tokens_heavy"]),
    "tokens_high_text": lambda row: amount(row["tokens_high"]),
    "team_premium_text": lambda row: share(row["team_premium_share"]),
    "premium_text": lambda row: share(row["premium_events"] / (row["premium_events"] + row["fast_events"])),
    "accepted_text": _accepted,
    "emails_text": lambda row: " or ".join(row["emails"]) or "this seat",
    "no_seat_kind": _no_seat_kind,
    "removed_kind": _removed_kind,
    "remains": _remains,
}
"""What a template may name besides the columns of the row, and how it reads."""


def _day(number: int | None) -> str:
    return "an unknown day" if number is None else day_of(number).isoformat()


class Words(dict[str, object]):
    """The fields of one row, worked out when a template names them."""

    def __init__(self, row: Row, spans: Spans) -> None:
        super().__init__()
        self.row, self.spans = row, spans

    def __missing__(self, field: str) -> object:
        if field in FIELDS:
            return FIELDS[field](self.row)
        if field == "unknown_why":
            return _unknown_why(self.row, self.spans)
        if field == "known_since_on":
            return _day(self.spans.known_since)
        if field in self.row:
            value = self.row[field]
            return value.isoformat() if isinstance(value, date) else value
        return getattr(self.spans.limits, field)


def sentence(template: str, row: Row, spans: Spans) -> str:
    """The template filled from the row, the days it is about and the limits."""
    return template.format_map(Words(row, spans))
