"""Help: every command and every subcommand explains itself, in no time and without what only its work needs."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from seatlight.surfaces.cli.main import COMMANDS, commands
from tests.surfaces.commands import SOURCE, call

Captured = pytest.CaptureFixture[bytes]
HEAVY = ("sqlalchemy", "alembic", "polars", "narwhals", "httpx2", "cryptography", "rich", "xlsxwriter")


def every_command() -> Iterator[tuple[list[str], click.Command]]:
    """Every command with the words that lead to it, groups and what is in them."""
    context = click.Context(commands)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command is not None
        yield [name], command
        if isinstance(command, click.Group):
            for below, inner in command.commands.items():
                yield [name, below], inner


ALL = {" ".join(words): command for words, command in every_command()}


@pytest.mark.parametrize("words", ALL)
def test_every_command_and_subcommand_explains_itself(words: str, capsysbinary: Captured) -> None:
    """On stdout, exit code 0, with its own name, a sentence, and each of its options in words."""
    done = call(capsysbinary, *words.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.text.startswith(f"Usage: seatlight {words}")
    named = [option for option in ALL[words].params if isinstance(option, click.Option)]
    assert [option.name for option in named if option.opts[0] not in done.text] == []
    assert [option.name for option in named if not option.help] == []
    assert ALL[words].help or ALL[words].callback


def test_the_list_of_commands_is_whole(capsysbinary: Captured) -> None:
    """Every command stands in it with its line, and those of the admin are among them."""
    text = " ".join(call(capsysbinary, "--help").text.split())
    assert [name for name, says in COMMANDS.items() if f"{name} {says}" not in text] == []
    assert {"connect", "connections", "people", "grants", "hold", "settings", "audit", "doctor"} <= COMMANDS.keys()


@pytest.mark.parametrize("words", ["", *COMMANDS])
def test_help_loads_nothing_heavy(words: str) -> None:
    """No database, no tables, no network library: help is there at once."""
    asked = [*words.split(), "--help"]
    program = (
        "import sys\n"
        "from seatlight.surfaces.cli.main import run\n"
        f"run({asked!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(SOURCE)},
        text=True,
    )
    assert done.stdout.startswith("Usage: ")
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("group", [words for words, command in ALL.items() if isinstance(command, click.Group)])
def test_an_unknown_subcommand_is_a_sentence(group: str, capsysbinary: Captured) -> None:
    """Exit code 2, with where it is explained."""
    done = call(capsysbinary, group, "everything")
    assert done.code == 2
    assert f"See seatlight {group} --help." in done.sentence
