"""The per-developer report: the document that every surface draws."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import polars as pl

from seatlight.metrics.acceptance import acceptance_tells
from seatlight.metrics.registry import METRICS
from seatlight.metrics.rows import measured
from seatlight.metrics.spans import Spans
from seatlight.metrics.sums import summed
from seatlight.model.governance import Hold, Money
from seatlight.model.report import Report, Table
from seatlight.model.window import Window
from seatlight.reports.columns import DEVELOPER_COLUMNS, METRIC_ORDER
from seatlight.reports.findings import judged
from seatlight.reports.freshness import freshness
from seatlight.reports.rows import WORDED, DeveloperRows
from seatlight.reports.team import team_totals
from seatlight.tables.join import Joined

SCHEMA = "seatlight.report/1"


class Team(NamedTuple):
    """The whole connection measured over a window: what every report of it is taken from.

    `rows` has one wide row per developer that a report shows, `totals` the sums of everybody, usage without an address
    included. Nothing of it may leave without a Scope.
    """

    joined: Joined
    spans: Spans
    totals: pl.DataFrame
    rows: pl.DataFrame


def measured_team(joined: Joined, spans: Spans, holds: Iterable[Hold] = ()) -> Team:
    """Everyone with a seat and everyone with usage in the window, sorted by tokens, then address."""
    totals = summed(joined, spans)
    wide = shown(judged(measured(joined, totals, spans, holds), spans), spans)
    # One small frame and two hundred expressions: looking for a better plan takes longer than the plan.
    return Team(joined, spans, totals, wide.collect(optimizations=pl.QueryOptFlags.none()))


def developers_report(
    team: Team,
    money: Money | None = None,
    *,
    only: frozenset[str] | None = None,
    accounts: frozenset[str] | None = None,
) -> Report:
    """The report of a measured team.

    With `accounts` it is about the developers of these Jira accounts, and so are its team's sums; what compares a
    developer with others still rests on the whole connection. With `only` those rows alone are shown that have one of
    these addresses; what is said of the team stays the team's, and is unknown where its usage was not read for them.
    """
    joined, spans = team.joined, team.spans
    about = team if accounts is None else _of(team, accounts)
    complete = only is None or _all_read(spans)
    head = {
        "schema": SCHEMA,
        "window": window_head(spans.window, joined.snapshot.reach),
        "freshness": freshness(joined.snapshot, spans, only),
        "team": team_totals(about.joined, about.totals, about.rows, spans, money or Money(), complete=complete),
    }
    rows = about.rows
    if only is not None:
        rows = rows.join(_having(joined, only), on="developer", how="semi", maintain_order="left")
    table = Table("developers", "Developers", DEVELOPER_COLUMNS, DeveloperRows(rows, spans))
    return Report(head, (table,), about=accounts, people=_people(rows))


def _of(team: Team, accounts: frozenset[str]) -> Team:
    """The developers of these accounts alone, as the whole connection made them."""
    joined = team.joined.of(accounts)
    codes = joined.developers.select("developer")
    rows, totals = (
        frame.join(codes, on="developer", how="semi", maintain_order="left") for frame in (team.rows, team.totals)
    )
    return Team(joined, team.spans, totals, rows)


def _people(rows: pl.DataFrame) -> frozenset[str]:
    """By what each developer is known: the Jira account, else the address; a seat without either is nobody's."""
    return frozenset(rows.select(pl.coalesce("account_id", "email").drop_nulls()).to_series())


def _all_read(spans: Spans) -> bool:
    """Whether everybody's events that a report of the window needs were read."""
    return spans.events_from is not None and spans.events_from <= spans.events_planned_from


def _having(joined: Joined, emails: frozenset[str]) -> pl.DataFrame:
    """The developers who have one of these addresses."""
    named = joined.developers.filter(pl.col("email").is_in(list(emails))).select("developer")
    return pl.concat([named, joined.members.filter(pl.col("email").is_in(list(emails))).select("developer")])


def _seat_since_is() -> pl.Expr:
    """Whether the day is the one the seat was given, or one by which it was held already; null where there is none."""
    at_least = pl.when(pl.col("held_since").is_not_null()).then(pl.lit("at_least"))
    return pl.when(pl.col("seat_since").is_not_null()).then(pl.lit("known")).otherwise(at_least)


def window_head(window: Window, reach: Window) -> dict[str, Any]:
    """The window as it stands in documents; `previous` is null when the vendor does not answer so far back."""
    previous = window.previous if window.previous.first_on >= reach.first_on else None
    return {
        "first_on": window.first_on,
        "last_on": window.last_on,
        "days": window.days,
        "previous": None if previous is None else {"first_on": previous.first_on, "last_on": previous.last_on},
    }


def shown(rows: pl.LazyFrame, spans: Spans) -> pl.LazyFrame:
    """The rows with `shown_<key>` for every column of the document, sorted by tokens (most first), then address."""
    values = {
        **{column.key: pl.col(column.key) for column in DEVELOPER_COLUMNS if column.key not in METRICS},
        **{key: METRICS[key].expression() for key in METRIC_ORDER},
        "jira_account_id": pl.col("account_id"),
        "seat_since": pl.coalesce("seat_since", "held_since"),
        "seat_since_is": _seat_since_is(),
        "known_since": pl.lit(spans.known_since, pl.Int32),
        "usage_known_since": pl.col("events_from"),
        "acceptance_tells": acceptance_tells(spans.limits),
    }
    named = {f"shown_{key}": value for key, value in values.items() if key not in WORDED}
    order = ["shown_total_tokens", "email", "developer"]
    return rows.with_columns(**named).sort(order, descending=[True, False, False], nulls_last=True)
