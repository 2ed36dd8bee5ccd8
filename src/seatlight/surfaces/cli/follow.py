"""`report --follow`: the table while it is being read, drawn again as facts arrive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Event, Thread

from rich.console import Console
from rich.live import Live

from seatlight.actions.deps import Deps
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.tally import Numbers, Tally, told
from seatlight.actions.window import Ask
from seatlight.config import Settings
from seatlight.errors import NotYetRead, Stopped
from seatlight.model.access import Actor
from seatlight.model.report import Report
from seatlight.surfaces.cli.asker import Asker
from seatlight.surfaces.cli.drawing.developers import developer_lines
from seatlight.surfaces.cli.drawing.ink import Line, Page, Piece, flowed
from seatlight.surfaces.cli.run import Show, check_window, quotas, stopped
from seatlight.wiring import wired

TURN_SECONDS = 0.25
TURNS_A_TABLE = 4
"""The line of progress moves with every turn, the table with every fourth."""
MOST_TITLES = 3


class Reading:
    """A refresh in a thread of its own, and how it ended."""

    def __init__(self, actor: Actor, deps: Deps, ask: Ask, tally: Tally) -> None:
        self.ended = Event()
        self.failure: BaseException | None = None
        self._actor, self._deps, self._ask, self._tally = actor, deps, ask, tally
        self._thread = Thread(target=self._run, name="reading", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def _run(self) -> None:
        try:
            refresh_usage(self._actor, self._deps, self._ask, self._tally)
        except BaseException as failure:
            self.failure = failure
        finally:
            self.ended.set()


def follow(action: Show, settings: Settings, ask: Ask, asker: Asker) -> Report:
    """Read, and draw what is known by then on the terminal, until all is; Ctrl-C ends it with what is known."""
    check_window(settings, ask)
    tally = Tally(quotas(settings))
    with wired(settings, tally.waiting, which=asker.which) as deps:
        actor = asker.actor(deps)
        reading = Reading(actor, deps, ask, tally)
        reading.start()
        try:
            draw_until(reading.ended, lambda: _known(action, actor, deps, ask), lambda: tally)
        except KeyboardInterrupt:
            deps.usage.stop()
            reading.join()
            return stopped(action, actor, deps, ask)
        if reading.failure is not None:
            raise reading.failure
        return action(actor, deps, ask)


def draw_until(ended: Event, known: Callable[[], Report | None], numbers: Callable[[], Numbers]) -> None:
    """Draw what is known, and how the reading gets on, on a screen of its own, given back at the end."""
    table: list[Line] = []
    report: Report | None = None
    turn = 0
    with Live(console=Console(), screen=True, auto_refresh=False) as live:
        while not ended.wait(TURN_SECONDS):
            width, height = live.console.size
            if turn % TURNS_A_TABLE == 0:
                report = known() or report
                table = developer_lines(report, width) if report else []
            turn += 1
            lines = [*status(report, numbers(), width), *table]
            live.update(Page(lines if len(lines) < height else [*lines[: height - 2], _more(len(lines) - height + 2)]))
            live.refresh()


def _known(action: Show, actor: Actor, deps: Deps, ask: Ask) -> Report | None:
    try:
        return action(actor, deps, ask)
    except (NotYetRead, Stopped):
        return None


def _more(lines: int) -> Line:
    return [Piece(f"… {lines} more lines when it is done, or with Ctrl-C", "dim")]


def status(report: Report | None, tally: Numbers, width: int) -> list[Line]:
    """How the reading gets on, what is certain, what is so far, and what is still missing."""
    left = f"about {told(tally.seconds_left)} left" if tally.priced and tally.seconds_left else "as fast as it goes"
    asked = tally.requests + tally.requests_left
    reading: list[Line] = [
        [Piece("Reading", "bold"), Piece(f" {tally.title}")],
        [Piece(f"{tally.requests} of {asked} requests, {tally.rows:,} rows")],
        [Piece(left, "bold")],
        [Piece("Ctrl-C shows what is known by then", "dim")],
    ]
    titles = tally.open_titles
    more = f" and {len(titles) - MOST_TITLES} more" if len(titles) > MOST_TITLES else ""
    missing: list[Line] = (
        [[Piece("Missing", "bold"), Piece(f" {', '.join(titles[:MOST_TITLES])}{more}")]] if titles else []
    )
    return [*flowed(reading, width), *flowed([*_knowledge(report), *missing], width)]


def _knowledge(report: Report | None) -> list[Line]:
    """How many developers' states are certain, likely or not known yet."""
    if report is None:
        return [[Piece("Nothing is known yet")]]
    rows = report.tables[0].rows
    sure = Counter("open" if row["state"] == "unknown" else row["state_certainty"] for row in rows)
    return [
        [Piece("Certain", "bold"), Piece(f" {sure['certain']:,} of {len(rows):,} states")],
        *([[Piece(f"{sure['likely']:,} likely")]] if sure["likely"] else []),
        *([[Piece(f"{sure['open']:,} not known yet")]] if sure["open"] else []),
        [Piece("≥ so far")],
    ]
