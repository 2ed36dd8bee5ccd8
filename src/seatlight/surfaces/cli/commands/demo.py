"""`seatlight demo`: the product on the sandbox's team, in one command."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from seatlight.surfaces.cli.options import PROJECT, WINDOW, giving, with_options

NEXT = """
This team is invented, and so are its Cursor API and its Jira: they ran inside this command. To go on:

  {seatlight} demo --output demo.xlsx    the same report as a spreadsheet
  {seatlight} demo --project APP         the members of one Jira project only
  {seatlight} sandbox                    keep the invented APIs running, and point any command at them

With your own team, you need its Cursor Admin API key and nothing else:

  export SEATLIGHT_CURSOR_API_KEY=…      Cursor dashboard, API Keys, made by a team admin
  {seatlight} doctor                     says whether key and plan will do
  {seatlight} report                     the report you have just seen, of your team
  {seatlight} seats                      by state, each with the next action
  {seatlight} connect jira               names, leavers and projects; nothing is shown to others unless you allow it
"""


def how_to_go_on() -> str:
    """The next steps, with the command as this person can type it."""
    typed = Path(sys.argv[0]).absolute()
    if shutil.which("seatlight") is None and typed.name == "seatlight" and typed.is_relative_to(Path.cwd()):
        return NEXT.format(seatlight=typed.relative_to(Path.cwd()))
    return NEXT.format(seatlight="seatlight")


@click.command("demo")
@click.option("--people", type=int, default=25, show_default=True, help="Size of the invented team, 0 to 10,000.")
@with_options(*WINDOW, PROJECT, *giving("developers"))
def command(people: int, **options: Any) -> int:
    """Show the report of an invented team: the whole product against a simulated Cursor API and Jira, no account."""
    from seatlight.actions.show import show_report
    from seatlight.surfaces.cli.deliver import deliver
    from seatlight.surfaces.cli.options import ask_of, delivery_of
    from seatlight.surfaces.cli.run import read
    from seatlight.surfaces.cli.team_box import sandbox_settings

    delivery = delivery_of(options["form"], options["output"], options["table"], to_terminal=sys.stdout.isatty())
    with sandbox_settings(people) as settings:
        ask = ask_of(options)
        report = read(partial(show_report, strips=delivery.form in {"table", "md"}), settings, ask)
    code = deliver(report, delivery, "developers")
    if delivery.form == "table" or sys.stderr.isatty():
        click.echo(how_to_go_on(), err=delivery.form != "table")
    return code
