"""How a reading gets on, told on stderr, and only to a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from seatlight.ports import Step, Ticker

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

WORTH_TELLING_MINUTES = 0.5


class Silent:
    """Nobody is listening."""

    def planned(self, steps: Sequence[Step]) -> None:
        """Nothing is told."""

    def ticker(self, _step: Step | None) -> Ticker:
        """A ticker that tells nobody."""
        return _unheard

    def finished(self, step: Step) -> None:
        """Nothing is told."""

    def waiting(self, reason: str, seconds: float) -> None:
        """Nothing is told."""


def _unheard(requests: int = 0, rows: int = 0) -> None:
    """Nobody hears it."""


class Bar:
    """One bar: requests answered of those planned, what is being read, and the time left."""

    def __init__(self, progress: Progress, per_minute: Mapping[str, int]) -> None:
        self._progress = progress
        self._per_minute = per_minute
        self._task: TaskID = progress.add_task("Asking what there is to read", total=None)
        self._rows = 0

    def planned(self, steps: Sequence[Step]) -> None:
        """The price is known: how many requests, and how long they take at the vendor's limit."""
        cost = sum(step.cost for step in steps)
        self._progress.update(self._task, total=max(1, cost), completed=0)
        minutes = self.minutes(steps)
        if minutes >= WORTH_TELLING_MINUTES:
            self._progress.console.print(f"{cost} requests, about {minutes:.0f} min at Cursor's limit")

    def minutes(self, steps: Sequence[Step]) -> float:
        """How long the slowest lane takes if every request waits for its quota."""
        lanes = {step.lane for step in steps}
        paced = [lane for lane in lanes if self._per_minute.get(lane)]
        return max(
            (sum(s.cost for s in steps if s.lane == lane) / self._per_minute[lane] - 1 for lane in paced),
            default=0,
        )

    def ticker(self, step: Step | None) -> Ticker:
        """A ticker that moves the bar and names the step."""
        title = "Asking what there is to read" if step is None else step.title

        def tick(requests: int = 0, rows: int = 0) -> None:
            self._rows += rows
            told = f"{title} · {self._rows:,} rows" if self._rows else title
            self._progress.update(self._task, advance=requests if step else 0, description=told)

        return tick

    def finished(self, step: Step) -> None:
        """A step ended; the bar moves by requests, so nothing changes."""

    def waiting(self, reason: str, seconds: float) -> None:
        """Say why nothing moves, if it takes long enough to wonder."""
        if seconds >= 1:
            self._progress.update(self._task, description=f"{reason}; waiting {seconds:.0f} s")


@contextmanager
def watching(per_minute: Mapping[str, int]) -> Iterator[Silent | Bar]:
    """Somebody who is told how the reading gets on, while it lasts: a bar on a terminal, else nobody."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress, per_minute)
