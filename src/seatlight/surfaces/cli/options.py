"""Options that several commands share, and what they are read into."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from seatlight.actions.window import Ask
from seatlight.charts.names import NAMES, THEMES
from seatlight.errors import WrongUsage

FORMATS = ("table", "json", "csv", "xlsx", "parquet", "md")
BINARY = frozenset({"xlsx", "parquet"})


class Delivery(msgspec.Struct, frozen=True):
    """How a report is to be given out: the form, the file (None: stdout), and one table of it (None: as usual)."""

    form: str
    output: Path | None
    table: str | None


def _day(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def _origin(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    from seatlight.config.parse import origin

    try:
        return origin(value) if value is not None else None
    except ValueError as wanted:
        raise WrongUsage(f"--server takes {wanted}.") from None


DAY = click.DateTime(formats=["%Y-%m-%d"])

WINDOW = (
    click.option("--days", type=int, metavar="N", help="The last N days, today included (30 unless said)."),
    click.option("--since", type=DAY, callback=_day, metavar="YYYY-MM-DD", help="The first day, instead of --days."),
    click.option("--until", type=DAY, callback=_day, metavar="YYYY-MM-DD", help="The last day; today unless said."),
)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to show it: table unless said, or the output's ending.",
)
OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file instead of the terminal."
)
EMAIL = click.option(
    "--email", "emails", multiple=True, metavar="ADDRESS", help="Only this developer; may be given again."
)
FOLLOW = click.option("--follow", is_flag=True, help="Draw the table again and again as facts arrive.")
ENGINE = click.option(
    "--engine", type=click.Choice(("polars", "duckdb", "spark")), help="What adds kept totals up; polars unless set."
)
PROJECT = click.option("--project", metavar="KEY", help="Only the members of this Jira project.")
AS = click.option(
    "--as", "viewer", metavar="ACCOUNT", help="Show it as this Jira account would see it, by its id or address."
)
MINE = click.option("--mine", is_flag=True, help="Only the own use of the one who looks (with --as).")
SITE = click.option("--site", metavar="NAME", help="Which site, where the database has several.")
CONNECTION = click.option("--connection", metavar="NAME", help="Which connection, where the site has several.")
SERVER = click.option(
    "--server", callback=_origin, metavar="URL", help="Ask this running service, with the API token in SEATLIGHT_TOKEN."
)
WHOSE = (PROJECT, AS, MINE, SITE, CONNECTION, SERVER)
"""Whose report it is to be, who looks at it, and where it is made."""
PICTURE = (
    click.option("--picture", type=click.Choice(NAMES), help="Draw this picture into --output, a .png or .svg file."),
    click.option("--theme", type=click.Choice(THEMES), default="light", show_default=True, help="Its colours."),
)
CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings file; seatlight.toml here unless said.",
)


def giving(*tables: str) -> tuple[Callable[[Any], Any], ...]:
    """The options on how to give out a report of these tables."""
    return FORMAT, OUTPUT, click.option("--table", type=click.Choice(tables), help="Only this table of the report.")


def with_options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Put several options on a command, in the order given."""

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def ask_of(options: Mapping[str, Any]) -> Ask:
    """The options on days and people as what is asked for."""
    days, since, until = (options[name] for name in ("days", "since", "until"))
    return Ask(
        days=days,
        since=since,
        until=until,
        emails=tuple(options.get("emails", ())),
        project=options.get("project"),
        own=bool(options.get("mine")),
    )


def delivery_of(form: str | None, output: Path | None, table: str | None, *, to_terminal: bool) -> Delivery:
    """How to give the report out; raises WrongUsage where the form does not fit the place."""
    ending = output.suffix.removeprefix(".").lower() if output else ""
    chosen = form or (ending if ending in FORMATS else "table")
    if form is None and output is not None and ending not in FORMATS:
        endings = ", ".join(f".{form}" for form in FORMATS[1:])
        raise WrongUsage(
            f"What form shall {output} have? Name it with --format, or end the name with one of {endings}."
        )
    if chosen in BINARY and output is None and to_terminal:
        raise WrongUsage(
            f"A terminal cannot show {chosen}: name a file with --output, such as --output report.{chosen}."
        )
    return Delivery(chosen, output, table)
