"""Work that goes on beside other work, with its failure told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

ONE_WAIT_SECONDS = 60.0
"""Any bound at all: since polars was loaded, a signal does not wake who waits without one: Ctrl-C would wait too."""


class Beside:
    """A piece of work in a thread of its own; a process that ends does not wait for it."""

    def __init__(self, work: Callable[[], object]) -> None:
        """Begins at once."""
        self._work = work
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._run, name="beside", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until it is done; raises what it ended with."""
        while self._thread.is_alive():
            self._thread.join(ONE_WAIT_SECONDS)
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            self._work()
        except BaseException as failure:
            self._failure = failure
