"""One pass: the steps of a plan, run lane by lane side by side, their results kept."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import groupby

import polars as pl

from seatlight.errors import Stopped, Unreachable, VendorError
from seatlight.ledger.days import DayTable
from seatlight.ports import Arrival, Need, Step, UsageSource, Watcher
from seatlight.tables import schema
from seatlight.tables.codes import CodeBook
from seatlight.tables.snapshot import Snapshot
from seatlight.tables.types import polars_schema

WITHOUT_DAYS = {
    "roster": schema.ROSTER,
    "seat_changes": schema.SEAT_CHANGES,
    "cycle_spend": schema.CYCLE_SPEND,
}
BY_DAY = {"seat_days": schema.SEAT_DAYS, "usage_days": schema.USAGE_DAYS}
TURN_SECONDS = 0.2
LANES = 4
"""More lanes than any vendor has."""


class Ledger:
    """The usage of one connection, as far as this process has read it. Nothing is written anywhere."""

    def __init__(self, source: UsageSource, codes: CodeBook) -> None:
        self._source = source
        self._codes = codes
        self._days = {name: DayTable(polars_schema(columns)) for name, columns in BY_DAY.items()}
        self._arrived: dict[str, list[Arrival]] = {}

    def read(self, need: Need, watcher: Watcher) -> Snapshot:
        """Read what is needed and give out what is known then.

        Without the roster there is no report, so its failure is raised; any other failure leaves its days missing,
        with a note in the snapshot that says why.
        """
        self._arrived = {}
        roster, *steps = self._source.plan(need, watcher.ticker(None))
        watcher.planned([roster, *steps])
        self._keep(roster, roster.run(watcher.ticker(roster)))
        watcher.finished(roster)
        with ThreadPoolExecutor(max_workers=LANES, thread_name_prefix="lane") as lanes:
            self._await([lanes.submit(self._run_lane, lane, watcher) for lane in _lanes(steps)])
        return self._snapshot(need)

    def _await(self, running: Iterable[Future[None]]) -> None:
        """Wait for the lanes; whatever ends the waiting (Ctrl-C too) ends the reading."""
        try:
            pending = set(running)
            # In turns: polars takes SIGINT over in a way that no longer breaks into a single long wait.
            while pending:
                done, pending = wait(pending, timeout=TURN_SECONDS, return_when=FIRST_COMPLETED)
                for lane in done:
                    lane.result()
        except BaseException:
            self._source.stop()
            raise

    def _run_lane(self, steps: list[Step], watcher: Watcher) -> None:
        for step in steps:
            self._keep(step, _attempt(step, watcher))
            watcher.finished(step)

    def _keep(self, step: Step, arrival: Arrival) -> None:
        self._arrived.setdefault(step.table, []).append(arrival)
        if step.covers is not None and step.table in self._days:
            self._days[step.table].put(step.covers, arrival)

    def _snapshot(self, need: Need) -> Snapshot:
        """What is known now."""
        days = {name: table.frame() for name, table in self._days.items()}
        notes = (note for arrivals in self._arrived.values() for arrival in arrivals for note in arrival.notes)
        return Snapshot(
            as_of=need.as_of,
            reach=need.reach,
            addresses=tuple(self._codes.members.names),
            models=tuple(self._codes.models.names),
            roster=self._listed("roster"),
            seat_changes=self._listed("seat_changes"),
            cycle_spend=self._listed("cycle_spend"),
            seat_days=days["seat_days"],
            usage_days=days["usage_days"],
            seat_days_read=self._days["seat_days"].read,
            usage_days_read=self._days["usage_days"].read,
            seat_changes_complete=self._complete("seat_changes"),
            cycle_spend_complete=self._complete("cycle_spend"),
            cycle_spend_known=self._complete("cycle_spend") and not self._noted("cycle_spend"),
            notes=tuple(dict.fromkeys(notes)),
        )

    def _listed(self, name: str) -> pl.DataFrame:
        frames = [frame for arrival in self._arrived.get(name, []) for frame in arrival.frames]
        return pl.concat([polars_schema(WITHOUT_DAYS[name]).to_frame(), *frames])

    def _complete(self, name: str) -> bool:
        return all(arrival.complete for arrival in self._arrived.get(name, []))

    def _noted(self, name: str) -> bool:
        return any(arrival.notes for arrival in self._arrived.get(name, []))


def _attempt(step: Step, watcher: Watcher) -> Arrival:
    """What the step brings; if the vendor fails it, nothing, with the reason."""
    try:
        return step.run(watcher.ticker(step))
    except Stopped:
        raise
    except (VendorError, Unreachable) as error:
        return Arrival((), complete=False, notes=(f"{step.title}: {error.says}",))


def _lanes(steps: Iterable[Step]) -> list[list[Step]]:
    """The steps by lane, each lane in the plan's order."""
    ordered = sorted(steps, key=lambda step: step.lane)
    return [list(lane) for _, lane in groupby(ordered, key=lambda step: step.lane)]
