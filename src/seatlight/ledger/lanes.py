"""Running work side by side, so that whatever ends the waiting ends the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

Work = Callable[[], None]
SideBySide = Callable[[Sequence[Work], Callable[[], None]], None]
"""Runs every work at once and comes back when all have ended; calls the second when anything ends it before."""

TURN_SECONDS = 0.2


def side_by_side(works: Sequence[Work], stop: Callable[[], None]) -> None:
    """Each work in a thread of its own; the first failure, and Ctrl-C, stop all and are raised."""
    with ThreadPoolExecutor(max_workers=max(1, len(works)), thread_name_prefix="lane") as threads:
        pending = {threads.submit(work) for work in works}
        try:
            # In turns: polars takes SIGINT over in a way that no longer breaks into a single long wait.
            while pending:
                done, pending = wait(pending, timeout=TURN_SECONDS, return_when=FIRST_COMPLETED)
                for thread in done:
                    thread.result()
        except BaseException:
            stop()
            raise
