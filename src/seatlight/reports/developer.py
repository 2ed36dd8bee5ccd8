"""One developer: the row of the report, day by day, by model, and what people decided about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

import polars as pl

from seatlight.errors import Refused
from seatlight.metrics.spans import Spans
from seatlight.model.governance import SINCE_EVER, Hold
from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.model.window import day_of
from seatlight.reports.developers import Team
from seatlight.reports.rows import DeveloperRows
from seatlight.reports.team_tables import BY_DAY, BY_MODEL, by_model
from seatlight.tables.join import Joined
from seatlight.tables.schema import EVENT_AMOUNTS, MICROCENTS, SUGGESTION_COUNTS

NOBODY = "There is no such developer, or it is not for you to see."
OF_TEAM = frozenset({"active_developers", "total_tokens"})
DAYS = (
    Column("day", ColumnKind.DATE, "Day", "A UTC day."),
    Column("active", ColumnKind.FLAG, "Active", "Whether it was an active day; empty for a day that was not read."),
    Column("total_tokens", ColumnKind.TOKENS, "Tokens", "Input plus output tokens; empty for a day that was not read."),
    *(column for column in BY_DAY[1:] if column.key not in {*OF_TEAM, "off", "provisional"}),
    Column("suggestions_shown", ColumnKind.COUNT, "Suggestions shown", "Agent changes and Tab completions."),
    Column("suggestions_accepted", ColumnKind.COUNT, "Suggestions accepted", "Of those that were shown."),
    Column("spend_cents", ColumnKind.CENTS, "Spend", "What the events of the day cost."),
    *(column for column in BY_DAY if column.key in {"off", "provisional"}),
)
DECIDED = (
    Column("decision", ColumnKind.TEXT, "Decision", "hold, match_confirmed, or nobody_confirmed."),
    Column("email", ColumnKind.TEXT, "Address", "The address at the vendor that it is about."),
    Column("reason", ColumnKind.TEXT, "Reason", "Of a hold, from the short list."),
    Column("starts_on", ColumnKind.DATE, "From", "The first day of a hold; empty: since ever."),
    Column("until", ColumnKind.DATE, "Until", "The last day of a hold."),
)
MODELS = tuple(column for column in BY_MODEL if column.key != "developers")
FROM_EVENTS = (
    "total_tokens", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "events", "spend_cents",
)  # fmt: skip
FROM_DAILY_ROWS = ("active", "suggestions_shown", "suggestions_accepted")


class Decided(NamedTuple):
    """What people decided about seats and addresses at a site."""

    holds: tuple[Hold, ...] = ()
    confirmed: Mapping[str, str | None] = MappingProxyType({})


def developer_report(
    report: Report, developer_id: str, team: Team, tier_of: Mapping[int, str], decided: Decided
) -> Report:
    """The part of a report about one developer, with the tables `by_day` and `by_model` of the window and `decided`.

    Takes a report that was cut to its Scope; Refused for a developer who is not in it.
    """
    table = report.tables[0]
    if not isinstance(table.rows, DeveloperRows):
        raise Refused(NOBODY)
    rows = table.rows.of_developer(developer_id)
    if not len(rows):
        raise Refused(NOBODY)
    theirs = team.joined.of_one(rows.codes[0])
    shown = rows[0]
    head = {key: value for key, value in report.head.items() if key != "team"}
    return replace(
        report,
        head=head,
        people=frozenset(theirs.developers.select(pl.coalesce("account_id", "email").drop_nulls()).to_series()),
        tables=(
            replace(table, rows=rows),
            Table("by_day", "By day", DAYS, days(theirs, team.spans, shown)),
            Table("by_model", "By model", MODELS, models(theirs, team.spans, tier_of)),
            Table("decided", "Decided", DECIDED, decisions(shown.get("emails") or (), decided)),
        ),
    )


def days(joined: Joined, spans: Spans, row: Row) -> list[Row]:
    """One row per day of the window; what rests on data that were not read is null."""
    first, last = spans.window.first, spans.last
    sums = (*EVENT_AMOUNTS, "events", *SUGGESTION_COUNTS)
    added = {one["day"]: one for one in joined.added_up(["day"], sums, [first, last + 1]).iter_rows(named=True)}
    active = set(joined.active_days["day"])
    known_since = row["usage_known_since"]
    provisional = joined.snapshot.provisional_from
    made = []
    for day in range(first, last + 1):
        on = day_of(day)
        found = _figures(added.get(day, dict.fromkeys(sums, 0)), active=day in active)
        unread = () if known_since is not None and on >= known_since else FROM_EVENTS
        untold = () if day in joined.snapshot.seat_days_read else FROM_DAILY_ROWS
        found.update(dict.fromkeys((*unread, *untold)))
        made.append({"day": on, **found, "off": day in spans.off, "provisional": provisional is not None
                     and on >= provisional})  # fmt: skip
    return made


def models(joined: Joined, spans: Spans, tier_of: Mapping[int, str]) -> list[Row]:
    """One row per model that the developer used in the window, most tokens first."""
    found = by_model(joined, spans, tier_of)
    return [{key: value for key, value in row.items() if key != "developers"} for row in found]


def decisions(emails: Sequence[str], decided: Decided) -> list[Row]:
    """One row per decision about these addresses, holds last to first; none about addresses that are not shown."""
    addresses = {email.lower() for email in emails}
    holds = sorted((hold for hold in decided.holds if hold.email.lower() in addresses), key=lambda hold: hold.until)
    matches = {email: decided.confirmed[email] for email in sorted(addresses & decided.confirmed.keys())}
    return [
        *(
            {
                "decision": "hold",
                "email": hold.email,
                "reason": hold.reason,
                "starts_on": None if hold.starts_on == SINCE_EVER else hold.starts_on,
                "until": hold.until,
            }
            for hold in reversed(holds)
        ),
        *(
            {"decision": "match_confirmed" if account else "nobody_confirmed", "email": email}
            | dict.fromkeys(("reason", "starts_on", "until"))
            for email, account in matches.items()
        ),
    ]


def _figures(sums: Mapping[str, Any], *, active: bool) -> Row:
    return {
        "active": active,
        "total_tokens": sums["input_tokens"] + sums["output_tokens"],
        **{key: sums[key] for key in ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")},
        "events": sums["events"],
        "suggestions_shown": sums["agent_shown"] + sums["tabs_shown"],
        "suggestions_accepted": sums["agent_accepted"] + sums["tabs_accepted"],
        "spend_cents": sums["spend_microcents"] / MICROCENTS,
    }
