"""The ledger of a connection: one pass at a time reads what is missing, everybody sees what is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from threading import Event, Lock

from seatlight.errors import KeyRefused, PlanRefused, Stopped, Unreachable, VendorError
from seatlight.ledger.asking import cheaper_alone, decided_soon, idle_seats, is_older, priced
from seatlight.ledger.audience import Audience
from seatlight.ledger.book import Book, within
from seatlight.ledger.keeping import Keeping
from seatlight.ledger.lanes import SideBySide, Work, side_by_side
from seatlight.ledger.schedule import Schedule
from seatlight.model.window import Window, day_of
from seatlight.ports import Arrival, KeptTotals, Need, Step, UsageSource, Wanted, Watcher
from seatlight.tables.codes import CodeBook
from seatlight.tables.snapshot import Snapshot
from seatlight.timer import RealTimer, Timer

TIMELESS = "The vendor does not tell the time, so it is not sure which days are over: no totals are kept."
IDLE_SECONDS = 0.2
"""How long a thread without work waits before it looks again."""


class Ledger:
    """The usage of one connection, as far as it is known. Safe to use from several threads."""

    def __init__(
        self,
        source: UsageSource,
        codes: CodeBook,
        archive: KeptTotals,
        timer: Timer | None = None,
        threads: SideBySide = side_by_side,
    ) -> None:
        """`timer` and `threads` suit a clock of one's own."""
        self._source = source
        self._book = Book(codes, Keeping(archive))
        self._timer = timer or RealTimer()
        self._threads = threads
        self._audience = Audience()
        self._one_pass = Lock()
        self._clock_notes: tuple[str, ...] = ()
        self._wanted_events: Window | None = None

    def covered(self) -> tuple[int, int]:
        """Of the days whose events were last wanted, how many are read, and how many there are."""
        window = self._wanted_events
        return (0, 0) if window is None else (self._book.usage_read(window), window.last - window.first + 1)

    def reach(self, answers: Window) -> Window:
        """The days that can be known: those the vendor answers for, and those just before them that are."""
        self._book.open_kept()
        first, read = answers.first, self._book.whole_days
        while first - 1 in read:
            first -= 1
        return Window(day_of(first), answers.last_on)

    def known(self, need: Need) -> Snapshot | None:
        """What is known now, asking nobody; None before anything is."""
        self._book.open_kept()
        return self._book.snapshot(need, self._clock_notes) if self._book.has_roster else None

    def refresh(self, need: Need, watcher: Watcher, *, anew: bool = False) -> None:
        """Read what is missing of a need, or may have changed since; with `anew` within the hour as well.

        Whoever comes while somebody reads is told how that gets on, waits, and then reads what is still missing: mostly
        nothing. Without the roster there is no report, so its failure is raised, and so is a plan that lets nothing
        be read; any other failure leaves its days missing, with a note in the snapshot that says why.
        """
        self._book.open_kept()
        with self._audience.joined(watcher), self._one_pass:
            as_of, _ = self._source.as_of(need.as_of)
            wanted = self._book.wanted(need, as_of, anew=anew)
            self._wanted_events = within(need.events, need.answers)
            if wanted:
                self._read(need, wanted, anew=anew)

    def stop(self) -> None:
        """End whatever is being read, for good."""
        self._source.stop()

    def _read(self, need: Need, wanted: Wanted, *, anew: bool) -> None:
        self._book.begin(wanted)
        if "roster" in wanted.listed:
            self._read_roster(wanted.as_of)
            as_of, self._clock_notes = self._source.as_of(need.as_of)
            if not self._source.tells_time():
                self._book.keep_nothing(TIMELESS)
            if as_of != wanted.as_of:
                wanted = self._book.wanted(need, as_of, anew=anew)
        Pass(self._source, self._book, need, wanted, watcher=self._audience, timer=self._timer).run(self._threads)

    def _read_roster(self, as_of: datetime) -> None:
        """A roster that cannot be read is no obstacle where an earlier one is known."""
        step = self._source.roster()
        self._audience.planned([step])
        try:
            self._book.put(step, step.run(self._audience.ticker(step)), as_of)
        except (VendorError, Unreachable) as failure:
            if isinstance(failure, KeyRefused) or not self._book.has_roster:
                raise
            self._book.fail(step, f"{step.title}: {failure.says}")
        finally:
            self._audience.finished(step)


class Pass:
    """One reading of what is wanted: lanes side by side, each taking its next step until there is none."""

    def __init__(
        self, source: UsageSource, book: Book, need: Need, wanted: Wanted, *, watcher: Watcher, timer: Timer
    ) -> None:
        self._source, self._book, self._need, self._wanted = source, book, need, wanted
        self._watcher, self._timer = watcher, timer
        self._schedule = Schedule(across_lanes=book.knows_kept_days)
        self._alone: list[Step] | None = [] if need.only is not None else None
        """Steps that wait until it is clear whether asking for single addresses is cheaper; None once it is."""
        self._asked = need.only is not None
        self._restoring: list[Step] = []
        self._refusals: dict[str, PlanRefused] = {}
        self._lock = Lock()

    def run(self, threads: SideBySide) -> None:
        """Read; PlanRefused where the plan lets nothing at all be read."""
        self._add(self._source.plan(self._wanted))
        works: list[Work] = [
            partial(self._work, lane) for lane, width in self._source.lanes.items() for _ in range(width)
        ]
        threads(works, self._stop)
        self._book.end()
        if self._refusals.keys() >= {"usage_days", "seat_days"} and not self._book.knows_days:
            raise self._refusals["usage_days"]

    def _stop(self) -> None:
        """End every step, and begin no other."""
        self._schedule.close()
        self._source.stop()

    def _add(self, steps: list[Step]) -> None:
        if steps:
            self._watcher.planned(steps)
            self._schedule.add(steps)

    def _work(self, lane: str) -> None:
        """What a thread of a lane does."""
        while (step := self._schedule.take(lane, self._may_go)) is not None:
            if isinstance(step, Event):
                self._timer.wait(step, IDLE_SECONDS)
                continue
            try:
                self._carry_out(step)
            finally:
                self._schedule.done(step)
                self._watcher.finished(step)

    def _may_go(self, step: Step, others: Sequence[Step]) -> bool:
        """Older days wait while it is about to be known whether single seats are asked for before them."""
        return self._asked or not is_older(step, self._need.decides) or not decided_soon(others, self._need.decides)

    def _carry_out(self, step: Step) -> None:
        """Run a step and take in what it brings; a vendor that fails it leaves a note."""
        try:
            arrival = step.run(self._watcher.ticker(step))
        except Stopped:
            raise
        except PlanRefused as refusal:
            self._refused(step, refusal)
        except (VendorError, Unreachable) as failure:
            self._book.fail(step, f"{step.title}: {failure.says}")
            with self._lock:
                self._lead_on(step, [])
        else:
            self._take_in(step, arrival)

    def _refused(self, step: Step, refusal: PlanRefused) -> None:
        """What the plan refuses once it refuses always: the other steps of that table are not tried."""
        if step.table in self._refusals:
            return
        self._refusals[step.table] = refusal
        self._watcher.dropped(self._schedule.drop(lambda other: other.table == step.table))
        self._book.fail(step, f"{step.title}: {refusal.says}")

    def _take_in(self, step: Step, arrival: Arrival) -> None:
        self._book.put(step, arrival, self._wanted.as_of)
        with self._lock:
            self._lead_on(step, list(arrival.leads_to))
            self._ask_for_idle(step)
        self._restore(step, arrival)

    def _lead_on(self, step: Step, steps: list[Step]) -> None:
        """Add what a step led to; where few are needed, once the price of reading everybody is known."""
        if self._alone is None:
            self._add(steps)
            return
        self._alone += steps
        days = [day for window in self._wanted.usage_days for day in range(window.first, window.last + 1)]
        others = [other for other in self._schedule.open() if other is not step]
        if not priced(others, days):
            return
        asking_for = partial(self._source.asking_for, as_of=self._wanted.as_of)
        members = self._book.members(self._need.only or ())
        chosen = cheaper_alone(members, days, [*others, *self._alone], asking_for)
        if chosen is not None:
            self._watcher.dropped(self._schedule.drop(lambda other: other.table == "usage_days"))
        self._add(self._alone if chosen is None else chosen)
        self._alone = None

    def _ask_for_idle(self, step: Step) -> None:
        """Once it is known who looks idle and what all events cost: ask for those seats, where that is cheaper."""
        decides = within(self._need.decides, self._need.answers)
        if self._asked or decides is None or step.table not in {"usage_days", "seat_days"}:
            return
        members, unread = self._book.idle(decides)
        others = [other for other in self._schedule.open() if other is not step]
        if not unread or not priced(others, unread):
            self._asked = not unread
            return
        if not members:
            return
        chosen = idle_seats(members, unread, others, partial(self._source.asking_for, as_of=self._wanted.as_of))
        if chosen is not None:
            self._asked = True
            self._add(chosen)

    def _restore(self, step: Step, arrival: Arrival) -> None:
        """Days whose kept totals were replaced in one table are read in the other as well: kept days are kept whole.

        Once only: where that brings nothing the day is known from what is kept again when the pass ends.
        """
        if not arrival.replaces or step.covers is None or step.table not in {"usage_days", "seat_days"}:
            return
        with self._lock:
            coming = [other for other in self._schedule.open() if other is not step and other.members is None]
            lost = self._book.half_kept(step.covers, [*coming, *self._restoring])
            if any(lost.values()):
                seat_days, usage_days = lost["seat_days"], lost["usage_days"]
                steps = self._source.plan(Wanted(self._wanted.as_of, seat_days=seat_days, usage_days=usage_days))
                self._restoring += steps
                self._add(steps)
