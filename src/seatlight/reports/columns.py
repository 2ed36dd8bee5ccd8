"""The catalogue of columns: what stands in a developer's row, in order, with titles and explanations."""

from __future__ import annotations

from seatlight.metrics import acceptance, activity, premium, trend, volume
from seatlight.metrics.registry import METRICS
from seatlight.model.report import Column, ColumnKind

MEASURED_IN = (volume, activity, acceptance, trend, premium)
"""The modules whose metrics a developer's row has; importing them fills the list of metrics."""

WHO = (
    Column("developer_id", ColumnKind.TEXT, "Id", "Stays the same from report to report."),
    Column(
        "email", ColumnKind.TEXT, "Address", "The address at the vendor; empty for a seat whose roster entry has none."
    ),
    Column("emails", ColumnKind.TEXTS, "Addresses", "Every address whose usage is in this row."),
    Column("name", ColumnKind.TEXT, "Name", "From the list of people, else from the roster, else the address."),
    Column("jira_account_id", ColumnKind.TEXT, "Jira account", "The person's Jira account, where one is known."),
    Column("seat", ColumnKind.TEXT, "Seat", "active: a paid seat; removed: marked removed; none: no paid seat."),
    Column(
        "seats",
        ColumnKind.COUNT,
        "Seats held",
        "Paid seats of this developer; more than 1 where several addresses have one.",
    ),
    Column(
        "seat_since",
        ColumnKind.DATE,
        "Seat since",
        "When the seat was given, by the audit log, an imported list or the roster; empty when none of them tells.",
    ),
    Column(
        "seat_since_is",
        ColumnKind.TEXT,
        "How far that is known",
        "known, or at_least where the roster had the seat already when it was first seen.",
    ),
)
WHAT_IT_MEANS = (
    Column("state", ColumnKind.STATE, "State", "Exactly one of the ten states of a seat."),
    Column("state_since", ColumnKind.DATE, "In it since", "The day the state began, as far as is known."),
    Column("state_because", ColumnKind.TEXT, "Why", "The reason for the state in one sentence."),
    Column(
        "state_certainty",
        ColumnKind.TEXT,
        "How certain",
        "certain, or likely where it rests on days whose events were not read.",
    ),
    Column(
        "known_since", ColumnKind.DATE, "Known since", "The first day from which daily rows are known without a gap."
    ),
    Column(
        "usage_known_since",
        ColumnKind.DATE,
        "Usage known since",
        "The first day from which the usage events are known without a gap; empty while the window's last day is not.",
    ),
    Column(
        "next_action", ColumnKind.TEXT, "Next action", "The most pressing thing to do; empty when there is nothing."
    ),
    Column("next_because", ColumnKind.TEXT, "Because", "Why that is the thing to do; empty when there is nothing."),
    Column(
        "acceptance_tells",
        ColumnKind.TEXT,
        "Acceptance tells",
        "enough; too_few: too little shown to tell; never_asked: it writes without asking; nothing.",
    ),
    Column(
        "signals", ColumnKind.SIGNALS, "Signals", "What stands out, each with its reason, certainty and next action."
    ),
)
METRIC_ORDER = (
    "total_tokens", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "all_tokens",
    "events", "events_without_tokens", "events_without_cost", "active_days", "last_active_on",
    "tokens_per_active_day", "times_team_mean", "suggestions_shown", "suggestions_accepted", "acceptance_share",
    "agent_acceptance_share", "agent_acceptance_low", "agent_acceptance_high", "tab_acceptance_share",
    "tab_acceptance_low", "tab_acceptance_high", "decision_share", "previous_total_tokens", "trend",
    "trend_change", "premium_share", "premium_events", "fast_events", "spend_cents",
)  # fmt: skip


def metric_columns() -> tuple[Column, ...]:
    """The metrics as columns, in the order of a developer's row."""
    return tuple(
        Column(found.key, found.kind, found.title, found.explanation)
        for found in (METRICS[key] for key in METRIC_ORDER)
    )


DEVELOPER_COLUMNS = (*WHO, *metric_columns(), *WHAT_IT_MEANS)
"""Every column of a developer's row."""
