"""The command line: the same actions as every other way in, as commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module

import click

from seatlight import __version__
from seatlight.errors import SeatlightError, Stopped

COMMANDS: Mapping[str, str] = {
    "demo": "Show everything on an invented team; no account, no key.",
    "report": "One row per developer: tokens, active days, acceptance, state, signals.",
    "seats": "Seats by state, each with the reason and the next action.",
    "team": "The team as a whole: by day, by model, acceptance, money.",
    "doctor": "Check key, plan, settings and files; says what to fix.",
    "sandbox": "Serve the simulated Cursor API on this machine, or print its facts.",
}
"""Every command and its one line of help; what carries it out is imported only when it is called."""


class Commands(click.Group):
    """The commands, each in a module of its own name that is imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"seatlight.surfaces.cli.commands.{cmd_name}").command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="seatlight %(version)s")
def commands() -> None:
    """Who uses the AI coding seats you pay for, who stopped, who never began, and what to do about it.

    Start with `seatlight demo`. For a real team put its Cursor Admin API key into SEATLIGHT_CURSOR_API_KEY and run
    `seatlight report`.
    """


def main() -> None:
    """Run a command and end with its exit code: 0 done, 1 failed, 2 wrong usage, 3 done but incomplete."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command; every failure becomes one sentence on stderr and its exit code."""
    try:
        code = commands.main(args=arguments, prog_name="seatlight", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return 2
    except SeatlightError as error:
        return _say(error.says, error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return _say(Stopped("Stopped. The report was not complete, so nothing was written.").says, Stopped.exit_code)
    except BrokenPipeError:
        # Whoever read our output has enough of it; Python would complain once more while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _say(sentence: str, code: int) -> int:
    click.echo(f"seatlight: {sentence}", err=True)
    return code
