"""`seatlight demo`: the product on the sandbox's team, in one command."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import click

from seatlight.surfaces.cli.as_typed import as_typed
from seatlight.surfaces.cli.options import PROJECT, WINDOW, giving, with_options

NEXT = """
This team is invented, and so are its Cursor API and its Jira: they run inside this command. To go on:

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
    return NEXT.format(seatlight=as_typed())


@click.command("demo")
@click.option("--people", type=int, default=25, show_default=True, help="Size of the invented team, 0 to 10,000.")
@click.option(
    "--serve", is_flag=True, help="Then serve the same as a page and over HTTP on this machine, until Ctrl-C."
)
@click.option("--open", "browser", is_flag=True, help="With --serve: open the page in a browser, where there is one.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where --serve answers.")
@with_options(*WINDOW, PROJECT, *giving("developers"))
def command(people: int, port: int, *, serve: bool, browser: bool, **options: Any) -> int:
    """Show the report of an invented team: the whole product against a simulated Cursor API and Jira, no account."""
    from seatlight.actions.show import show_report
    from seatlight.surfaces.cli.deliver import deliver
    from seatlight.surfaces.cli.options import ask_of, delivery_of
    from seatlight.surfaces.cli.run import read
    from seatlight.surfaces.cli.team_box import settings_of, team_box

    delivery = delivery_of(options["form"], options["output"], options["table"], to_terminal=sys.stdout.isatty())
    with team_box(people) as box:
        ask = ask_of(options)
        report = read(partial(show_report, strips=delivery.form in {"table", "md"}), settings_of(box), ask)
        code = deliver(report, delivery, "developers")
        if delivery.form == "table" or sys.stderr.isatty():
            click.echo(how_to_go_on(), err=delivery.form != "table")
        if serve:
            from seatlight.surfaces.cli.demo_site import serve_demo

            return serve_demo(box, port, browser=browser)
    return code
