"""What commands that change a site have in common: the world they act in, and how lists are given out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from seatlight.config import Settings, load
from seatlight.config.parse import Secret, secret
from seatlight.errors import Stopped, WrongUsage
from seatlight.model.report import Report
from seatlight.surfaces.cli.options import CONFIG, FORMAT, OUTPUT, SITE, delivery_of, with_options

if TYPE_CHECKING:
    from seatlight.actions.deps import Deps

HERE = (SITE, CONFIG)
LIST = (FORMAT, OUTPUT, *HERE)
"""The options of a command that lists something."""


@contextmanager
def office(options: Mapping[str, Any], *, create: bool = False, any_site: bool = False) -> Iterator[Deps]:
    """The world of a command that changes a site; with `create` its database is made where it is missing.

    With `any_site` it does not matter which of several sites is meant.
    """
    from seatlight.wiring import Which, office_of

    settings = load(file=options["config"])
    which = Which(options["site"], options.get("connection"))
    with office_of(settings, which=which, create=create, any_site=any_site) as deps:
        yield deps


def give(report: Report, options: Mapping[str, Any], drawing: str = "listing") -> int:
    """Give a list out as the options say, in a terminal by the drawing of that name; returns the exit code."""
    from seatlight.surfaces.cli.deliver import deliver

    delivery = delivery_of(options["form"], options["output"], options.get("table"), to_terminal=sys.stdout.isatty())
    return deliver(report, delivery, drawing)


def listing(make: Callable[[Deps], Report], options: Mapping[str, Any], *, any_site: bool = False) -> int:
    """A command that lists what is kept of a site, or with `any_site` of all of them."""
    with office(options, any_site=any_site) as deps:
        report = make(deps)
    return give(report, options)


def secret_of(known: Secret | None, file: Path | None, asks_for: str) -> str:
    """A secret from a file (`-` for stdin), else from the settings, else typed unseen; never from the command line."""
    if file is not None:
        text = sys.stdin.read() if str(file) == "-" else _read(file)
    elif known is not None:
        text = known.reveal()
    elif sys.stdin.isatty():
        text = _typed(asks_for)
    else:
        raise WrongUsage(f"There is no {asks_for}: name a file that holds it, - for stdin.")
    try:
        return secret(text).reveal()
    except ValueError as wanted:
        raise WrongUsage(f"The {asks_for} cannot be used; it takes {wanted}.") from None


def _typed(asks_for: str) -> str:
    """What somebody types unseen; Stopped where they would rather not."""
    try:
        return str(click.prompt(asks_for, hide_input=True))
    except click.Abort:
        raise Stopped("Stopped; nothing was saved.") from None


def agreed(question: str, otherwise: str) -> None:
    """Ask on the terminal; Stopped with what was not done for every answer but yes."""
    try:
        yes = click.confirm(question, err=True)
    except click.Abort:
        click.echo(err=True)
        yes = False
    if not yes:
        raise Stopped(f"Stopped; {otherwise}.")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise WrongUsage(f"{file} cannot be read; check the name.") from None


def loaded(options: Mapping[str, Any]) -> Settings:
    """The settings that a command counts with."""
    return load(file=options["config"])


def done(sentence: str) -> int:
    """Tell what was done; exit code 0."""
    click.echo(sentence)
    return 0


__all__ = ["HERE", "LIST", "agreed", "done", "give", "listing", "loaded", "office", "secret_of", "with_options"]
