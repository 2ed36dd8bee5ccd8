"""How a reading gets on, told on stderr, and only to a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from seatlight.actions.tally import STARTING, Numbers, Tally, told
from seatlight.ports import Step, Ticker

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

WORTH_TELLING_SECONDS = 30


class Silent(Tally):
    """Counts, and tells nobody."""

    def __init__(self) -> None:
        super().__init__({})


class Bar(Tally):
    """One bar: requests answered of those planned, what is being read, and the time left."""

    def __init__(self, progress: Progress, per_minute: Mapping[str, int]) -> None:
        super().__init__(per_minute)
        self._progress = progress
        self._task = progress.add_task(STARTING, total=None, left="")
        self._told = False

    def planned(self, steps: Sequence[Step]) -> None:
        """What is to come is known better; once all is, the price is told."""
        super().planned(steps)
        self._tell_price()
        self._show()

    def ticker(self, step: Step) -> Ticker:
        """A ticker that moves the bar and names the step."""
        count = super().ticker(step)

        def tick(requests: int = 0, rows: int = 0) -> None:
            count(requests, rows)
            self._show()

        return tick

    def finished(self, step: Step) -> None:
        """A step ended."""
        super().finished(step)
        self._tell_price()
        self._show()

    def waiting(self, reason: str, seconds: float) -> None:
        """Say why nothing moves, if it takes long enough to wonder."""
        super().waiting(reason, seconds)
        self._show()

    def _tell_price(self) -> None:
        if self._told or not self.priced or self.seconds_left < WORTH_TELLING_SECONDS:
            return
        self._told = True
        price = f"{self.requests + self.requests_left} requests, about {told(self.seconds_left)} at Cursor's limit"
        self._progress.console.print(f"{price}; Ctrl-C shows what is known by then", highlight=False)

    def _show(self) -> None:
        _draw(self._progress, self._task, self)


@contextmanager
def watching(per_minute: Mapping[str, int]) -> Iterator[Tally]:
    """Somebody who is told how the reading gets on, while it lasts: a bar on a terminal, else nobody."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    with _bar() as progress:
        yield Bar(progress, per_minute)


@contextmanager
def telling() -> Iterator[Callable[[Numbers], None]]:
    """What is told numbers that come from elsewhere, while that lasts: a bar on a terminal, else nobody."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with _bar() as progress:
        task = progress.add_task(STARTING, total=None, left="")
        yield partial(_draw, progress, task)


def _draw(progress: Progress, task: TaskID, numbers: Numbers) -> None:
    done, left, seconds = numbers.requests, numbers.requests_left, numbers.seconds_left
    rows = f" · {numbers.rows:,} rows" if numbers.rows else ""
    progress.update(
        task,
        total=done + left,
        completed=done,
        description=f"{numbers.title}{rows}",
        left=f"about {told(seconds)} left" if seconds else "",
    )


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield progress
