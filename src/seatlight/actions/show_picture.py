"""Show a picture: of a report that its own action has cut, and noted the look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from seatlight.actions.deps import Deps
from seatlight.actions.memory import Same
from seatlight.actions.show import show_report, show_team
from seatlight.actions.window import Ask
from seatlight.charts.pictures import PICTURES, drawn
from seatlight.errors import NotFound
from seatlight.model.access import Actor
from seatlight.model.report import Report

OF: Mapping[str, Callable[[Actor, Deps, Ask], Report]] = {"team": show_team, "developers": show_report}
"""Where the rows of a picture come from: a picture so shows nothing that its report does not."""


def show_picture(actor: Actor, deps: Deps, ask: Ask, *, name: str) -> Report:
    """The picture of that name, as a report with one table `rows`; NotFound where there is none.

    The same object while its report is the same.
    """
    picture = PICTURES.get(name)
    report = OF[picture.of if picture else "team"](actor, deps, ask)  # first of all: whether there is anything at all
    if picture is None:
        raise NotFound(f"There is no picture {name!r}: choose one of {', '.join(PICTURES)}.")
    return cast(Report, deps.shown.get((f"picture {name}", Same(report)), lambda: drawn(report, picture)))
