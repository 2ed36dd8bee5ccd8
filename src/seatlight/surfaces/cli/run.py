"""One command from settings to exit code: wire, read with progress, give out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple, Protocol

import msgspec

from seatlight.actions.deps import Deps
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.window import Ask, window_of
from seatlight.config import Settings, load
from seatlight.errors import NotYetRead, Stopped, WrongUsage
from seatlight.model.access import Actor
from seatlight.model.report import Report
from seatlight.model.window import last_days
from seatlight.render.write import check_output
from seatlight.surfaces.cli.asker import Asker, asker_of
from seatlight.surfaces.cli.deliver import deliver
from seatlight.surfaces.cli.options import Delivery, ask_of, delivery_of
from seatlight.surfaces.cli.progress import watching
from seatlight.wiring import now, wired

STOPPED = "Stopped by hand before everything was read."


class Show(Protocol):
    """An action that shows what is known of a window."""

    def __call__(self, actor: Actor, deps: Deps, ask: Ask, /) -> Report:
        """The report, cut to what the actor may see."""


def show(action: Show, drawing: str, options: dict[str, Any]) -> int:
    """Carry a showing command out with its options and the drawing of that name; returns the exit code."""
    delivery = delivery_of(options["form"], options["output"], options["table"], to_terminal=sys.stdout.isatty())
    if delivery.output is not None:
        check_output(delivery.output)
    place = place_of(action, drawing, options)
    if options.get("follow"):
        check_followed(delivery, to_terminal=sys.stdout.isatty())
        report = place.follow()
    else:
        report = place.read(may_stop=delivery.output is None)
    return deliver(report, delivery, drawing)


class Place(Protocol):
    """Where a report is made: here, or by a running service."""

    def read(self, *, may_stop: bool) -> Report:
        """The report once everything is read; with `may_stop` Ctrl-C gives what is known by then."""

    def follow(self) -> Report:
        """The same, drawn on the terminal while it grows."""


class Here(NamedTuple):
    """This process, with a key of its own."""

    action: Show
    settings: Settings
    ask: Ask
    asker: Asker

    def read(self, *, may_stop: bool) -> Report:
        """`read` with these parts."""
        return read(self.action, self.settings, self.ask, self.asker, may_stop=may_stop)

    def follow(self) -> Report:
        """`follow` with these parts."""
        from seatlight.surfaces.cli.follow import follow

        return follow(self.action, self.settings, self.ask, self.asker)


def place_of(action: Show, drawing: str, options: Mapping[str, Any]) -> Place:
    """The service that the settings name, else this process."""
    ask, settings = ask_of(options), load(file=options["config"])
    url = options["server"] or settings.server_url
    if url is not None:
        from seatlight.surfaces.cli.there import there

        return there(url, settings, ask, drawing, options)
    if options.get("engine"):
        settings = msgspec.structs.replace(settings, engine=options["engine"])
    return Here(action, settings, ask, asker_of(options))


def check_followed(delivery: Delivery, *, to_terminal: bool) -> None:
    """Raise WrongUsage where there is no table on a terminal to draw again."""
    if delivery.form != "table" or delivery.output is not None or not to_terminal:
        raise WrongUsage("--follow draws a table on a terminal: leave it out for a file, a pipe or another format.")


def read(action: Show, settings: Settings, ask: Ask, asker: Asker | None = None, *, may_stop: bool = False) -> Report:
    """Run the action against the settings' world, with progress on a terminal.

    A window that cannot be answered is told before a missing key is. With `may_stop` Ctrl-C ends the reading and
    gives what is known by then, marked incomplete.
    """
    check_window(settings, ask)
    asker = asker or Asker()
    with watching(quotas(settings)) as watcher, wired(settings, watcher.waiting, which=asker.which) as deps:
        actor = asker.actor(deps)
        try:
            refresh_usage(actor, deps, ask, watcher)
        except (KeyboardInterrupt, Stopped):
            if not may_stop:
                raise
            return stopped(action, actor, deps, ask)
        return action(actor, deps, ask)


def stopped(action: Show, actor: Actor, deps: Deps, ask: Ask) -> Report:
    """What is known when somebody has stopped the reading; Stopped where that is nothing."""
    deps.usage.stop()
    try:
        report = action(actor, deps, ask)
    except NotYetRead:
        raise Stopped("Stopped before anything was read.") from None
    return marked_stopped(report)


def marked_stopped(report: Report) -> Report:
    """The report, marked as one that was stopped before everything was read."""
    freshness = report.head["freshness"]
    told = {**freshness, "complete": False, "notes": [STOPPED, *freshness["notes"]]}
    return replace(report, head={**report.head, "freshness": told})


def check_window(settings: Settings, ask: Ask) -> None:
    """Raise BadWindow for days that cannot be answered, where that is clear before anything is opened."""
    if settings.archive is None:
        window_of(ask, last_days(settings.cursor_reach_days, now().date()), settings.cursor_reach_days)


def quotas(settings: Settings) -> Mapping[str, int]:
    """The requests a minute of each lane."""
    return {"admin": settings.cursor_admin_per_minute, "events": settings.cursor_events_per_minute}
