"""`seatlight audit`: who changed what, and who looked at whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from seatlight.model.access import OPERATOR
from seatlight.surfaces.cli.admin import LIST, listing, with_options
from seatlight.surfaces.cli.options import DAY


@click.group("audit")
def command() -> None:
    """The audit log: every change of settings, every look at people's data. It can only grow."""


@command.command("list")
@click.option("--since", type=DAY, metavar="YYYY-MM-DD", help="The first day; the beginning unless said.")
@click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="The last day; today unless said.")
@with_options(*LIST)
def show(since: datetime | None, until: datetime | None, **options: Any) -> int:
    """The log, oldest first; --format csv or json exports it."""
    from seatlight.actions.read_audit import audit_log
    from seatlight.reports.listings import audit_list

    first, last = (day.date() if day else None for day in (since, until))
    return listing(lambda deps: audit_list(audit_log(OPERATOR, deps, first, last)), options)


@command.command("looks")
@click.argument("person")
@with_options(*LIST)
def looks(person: str, **options: Any) -> int:
    """Who looked at PERSON, a Jira account or an address of somebody without one."""
    from seatlight.actions.read_audit import looks_at
    from seatlight.reports.listings import look_list

    return listing(lambda deps: look_list(looks_at(OPERATOR, deps, person)), options)
