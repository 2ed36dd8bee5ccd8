"""One command from settings to exit code: wire, read with progress, give out."""

from __future__ import annotations

import sys
from typing import Any, Protocol

from seatlight.actions.deps import Deps
from seatlight.actions.window import Ask, window_of
from seatlight.config import Settings, load
from seatlight.model.access import OPERATOR, Actor
from seatlight.model.report import Report
from seatlight.ports import Watcher
from seatlight.render.write import check_output
from seatlight.surfaces.cli.deliver import deliver
from seatlight.surfaces.cli.options import ask_of, delivery_of
from seatlight.surfaces.cli.progress import watching
from seatlight.wiring import now, wired


class Show(Protocol):
    """An action that shows the report of a window."""

    def __call__(self, actor: Actor, deps: Deps, /, ask: Ask, watcher: Watcher) -> Report:
        """The report, cut to what the actor may see."""


def show(action: Show, drawing: str, options: dict[str, Any]) -> int:
    """Carry a showing command out with its options and the drawing of that name; returns the exit code."""
    delivery = delivery_of(options["form"], options["output"], options["table"], to_terminal=sys.stdout.isatty())
    if delivery.output is not None:
        check_output(delivery.output)
    ask = ask_of(options["days"], options["since"], options["until"])
    report = read(action, load(file=options["config"]), ask)
    return deliver(report, delivery, drawing)


def read(action: Show, settings: Settings, ask: Ask) -> Report:
    """Run the action against the settings' world, with progress on a terminal.

    A window that cannot be answered is told before a missing key is.
    """
    window_of(ask, now().date(), settings.cursor_reach_days)
    per_minute = {"admin": settings.cursor_admin_per_minute, "events": settings.cursor_events_per_minute}
    with watching(per_minute) as watcher, wired(settings, watcher.waiting) as deps:
        return action(OPERATOR, deps, ask=ask, watcher=watcher)
