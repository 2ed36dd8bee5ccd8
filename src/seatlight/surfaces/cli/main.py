"""The command line: the same actions as every other way in, as commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from seatlight import __version__
from seatlight.errors import OutputFailed, Refused, SeatlightError, Stopped

COMMANDS: Mapping[str, str] = {
    "demo": "Show everything on an invented team; no account, no key.",
    "report": "One row per developer: tokens, active days, acceptance, state, signals.",
    "seats": "Seats by state, each with the reason and the next action.",
    "team": "The team as a whole: by day, by model, acceptance, money.",
    "connect": "Connect Cursor or Jira for good: checked first, kept encrypted.",
    "connections": "What is connected, and letting go of it.",
    "people": "Which Jira person each address is: what is open, and your decisions.",
    "grants": "Which Jira projects show a report, and to whom; none unless allowed.",
    "tokens": "API tokens for programs that ask a running service.",
    "sites": "The sites of the database, and which Forge installations may call.",
    "hold": "Seats that no finding touches for a while.",
    "settings": "Thresholds, prices, privacy of a site; its secret key.",
    "audit": "Who changed what, and who looked at whom.",
    "serve": "The same over HTTP, for many who look at once.",
    "doctor": "Check key, plan, settings and files; says what to fix.",
    "sandbox": "Serve the simulated Cursor and Jira APIs on this machine, or print their facts.",
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = get_close_matches(args[0].lower(), COMMANDS, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise click.UsageError(f"There is no command {args[0]!r}.{meant}", ctx)

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


ALLOCATOR = "dirty_decay_ms:0,muzzy_decay_ms:0"
"""For the allocator inside polars: give freed memory back at once; by default it keeps a sixth of our peak."""


def main() -> None:
    """Run a command and end with its exit code: 0 done, 1 failed, 2 wrong usage, 3 done but incomplete."""
    os.environ.setdefault("_RJEM_MALLOC_CONF", ALLOCATOR)  # noqa: TID251  polars reads it when it is loaded
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:]))


SHOWING = (["report"], ["seats"], ["team"], ["demo"])
STOPPED_REPORT = "Stopped. The report was not complete, so nothing was written."
STOPPED = "Stopped before it was done."


def run(arguments: list[str]) -> int:
    """Run a command; every failure becomes one sentence on stderr and its exit code."""
    try:
        code = commands.main(args=arguments, prog_name="seatlight", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        return _explain(error, arguments)
    except SeatlightError as error:
        # Whoever sits here holds the key, and is told why; from any other side a refusal is not explained.
        why = f" {error.reason}" if isinstance(error, Refused) and error.reason else ""
        return _say(f"{error.says}{why}", error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return _say(STOPPED_REPORT if arguments[:1] in SHOWING else STOPPED, Stopped.exit_code)
    except (BrokenPipeError, SystemExit):
        # Whoever read our output has enough of it; click and rich turn that into an exit of their own.
        _drop_output()
        return 0
    except OSError as error:
        from seatlight.files import told

        _drop_output()
        return _say(f"Cannot write the output: {told(error)}.", OutputFailed.exit_code)


def _open_closed_streams() -> None:
    """Give streams that were closed before we began (`>&-`) a place that takes everything and keeps nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  it stays open to the end


def _explain(error: click.ClickException, arguments: list[str]) -> int:
    """Say what was typed wrong, and where it is explained; who typed no command gets the help itself."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    says = error.format_message().strip()
    command = " ".join(["seatlight", *(word for word in arguments[:1] if word in COMMANDS)])
    return _say(f"{says if says.endswith(('.', '?')) else f'{says}.'} See {command} --help.", error.exit_code)


def _drop_output() -> None:
    # Python would complain once more while closing stdout.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _say(sentence: str, code: int) -> int:
    click.echo(f"seatlight: {sentence}", err=True)
    return code
