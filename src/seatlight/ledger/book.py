"""What is known of a connection's usage: the tables, how each of their days was read, and what is wanted of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from threading import RLock

import polars as pl

from seatlight.ledger.days import DayTable, runs
from seatlight.ledger.keeping import Keeping
from seatlight.model.window import Window, day_number, day_of
from seatlight.ports import Arrival, Need, Recount, Step, Wanted
from seatlight.tables import schema
from seatlight.tables.codes import CodeBook
from seatlight.tables.snapshot import Snapshot
from seatlight.tables.types import polars_schema

LISTED = {"roster": schema.ROSTER, "cycle_spend": schema.CYCLE_SPEND}
BY_DAY = {"seat_days": schema.SEAT_DAYS, "seat_changes": schema.SEAT_CHANGES, "usage_days": schema.USAGE_DAYS}
SILENT_DAYS = 30
"""From so many days without a word on, at the beginning of the reach, the vendor is not believed to remember them."""
EVER = datetime.min.replace(tzinfo=UTC)
COUNT_DAYS = 30
"""As many days as one count may be asked for."""

MOST_SNAPSHOTS = 4
"""So many windows are looked at in turn without being put together anew."""

Key = tuple[str, Window | None, frozenset[int] | None]


class Book:
    """Everything that was read, replaced day by day. Safe to use from several threads."""

    def __init__(self, codes: CodeBook, keeping: Keeping) -> None:
        self.codes = codes
        self._keeping = keeping
        self._days = {name: DayTable(polars_schema(columns)) for name, columns in BY_DAY.items()}
        self._listed: dict[str, Arrival] = {}
        self._listed_as_of: dict[str, datetime] = {}
        self._notes: dict[Key, tuple[str, ...]] = {}
        self._forgotten: set[int] = set()
        self._lock = RLock()
        self._known: dict[tuple[object, ...], Snapshot] = {}

    @property
    def usage(self) -> DayTable:
        """The table of usage events."""
        return self._days["usage_days"]

    @property
    def seats(self) -> DayTable:
        """The table of daily rows."""
        return self._days["seat_days"]

    @property
    def has_roster(self) -> bool:
        """Whether it is known who has a seat."""
        return "roster" in self._listed

    @property
    def knows_days(self) -> bool:
        """Whether anything by day was read in full."""
        return bool(self.usage.read or self.seats.read)

    @property
    def knows_kept_days(self) -> bool:
        """Whether any day is known from what is kept."""
        return bool(self._keeping.reads)

    @property
    def whole_days(self) -> frozenset[int]:
        """The days of which both daily rows and events were read in full."""
        with self._lock:
            return self.usage.read & self.seats.read

    def usage_read(self, window: Window) -> int:
        """How many days of a window have their events read in full."""
        with self._lock:
            return sum(day in self.usage.read for day in range(window.first, window.last + 1))

    def open_kept(self) -> None:
        """Take over what is kept, once."""
        with self._lock:
            days = self._keeping.open(self.codes)
            for table in (self.usage, self.seats):
                table.keep({day: read for day, read in days.items() if day not in table.reads})

    def wanted(self, need: Need, as_of: datetime, *, anew: bool = False) -> Wanted:
        """What has to be read for a need at this hour; `anew` reads again what may still change within the hour."""
        with self._lock:
            answers = begun(need.answers, as_of)
            events = within(need.events, answers)
            days = self._stale_usage(need, events, as_of, anew=anew)
            listed = [name for name in LISTED if anew or self._listed_as_of.get(name, EVER) < as_of]
            return Wanted(
                as_of=as_of,
                seat_days=runs(self.seats.stale(answers, as_of, anew=anew)),
                seat_changes=runs(self._days["seat_changes"].stale(answers, as_of, anew=anew)),
                usage_days=runs(days),
                recounts=() if events is None else self._recounts(events, as_of, without=days),
                listed=frozenset(listed),
                for_few=need.only is not None,
            )

    def _stale_usage(self, need: Need, events: Window | None, as_of: datetime, *, anew: bool) -> list[int]:
        if events is None:
            return []
        if need.only is None:
            return self.usage.stale(events, as_of, anew=anew)
        members = self.members(need.only)
        return sorted({day for member in members for day in self.usage.stale_of(member, events, as_of)})

    def members(self, addresses: Iterable[str]) -> list[int]:
        """The codes of addresses."""
        return [self.codes.members.code(address) for address in addresses]

    def _recounts(self, events: Window, as_of: datetime, without: Collection[int]) -> tuple[Recount, ...]:
        days = [day for day in self.usage.to_count(events, as_of) if day not in without and day not in self._forgotten]
        if not days:
            return ()
        rows = self.usage.of_days(days).group_by("day").agg(pl.col("events").sum())
        counts = dict.fromkeys(days, 0) | dict(zip(rows["day"], rows["events"], strict=True))
        counts |= {day: self._keeping.events(day) for day in days if self.usage.reads[day].kept}
        return tuple(
            Recount(window, {day: counts[day] for day in range(window.first, window.last + 1)})
            for run in runs(days)
            for window in run.chunks(COUNT_DAYS)
        )

    def keep_nothing(self, why: str) -> None:
        """Keep no more days from now on, and say why."""
        self._keeping.stop(why)

    def begin(self, wanted: Wanted) -> None:
        """A pass begins: what notes said of what it reads may no longer be so."""
        windows = {
            "seat_days": wanted.seat_days,
            "seat_changes": wanted.seat_changes,
            "usage_days": (*wanted.usage_days, *(recount.covers for recount in wanted.recounts)),
        }
        with self._lock:
            self._notes = {key: notes for key, notes in self._notes.items() if not _again(key, windows, wanted)}

    def put(self, step: Step, arrival: Arrival, as_of: datetime) -> None:
        """Take in what a step brought."""
        with self._lock:
            self._known = {}
            self._notes[step.table, step.covers, step.members] = arrival.notes
            if step.covers is None:
                self._listed[step.table] = arrival
                self._listed_as_of[step.table] = as_of
                return
            table = self._days[step.table]
            if arrival.counted:
                table.counted(range(step.covers.first, step.covers.last + 1), as_of)
                self._keeping.counted(step.covers, as_of)
            if arrival.replaces:
                forgotten = table.put(step.covers, arrival, as_of, step.members, had=self._kept_with_rows(step.table))
                if forgotten:
                    self._forgotten |= set(forgotten)
                    days = ", ".join(map(str, runs(forgotten)))
                    note = f"The vendor tells nothing any more of {days}; what was read before stays."
                    self._notes[step.table, step.covers, step.members] = (*arrival.notes, note)
            due = self._keeping.due(step.covers, self.usage, self.seats) if arrival.replaces else None
        if due is not None:
            self._keeping.save(due, self.codes)

    def _kept_with_rows(self, table: str) -> frozenset[int]:
        """The kept days on which a table had rows.

        What is kept does not tell daily rows from use seen in events alone: once a day's events were replaced the
        vendor still knows that day, and is believed when it has no daily rows.
        """
        if table == "usage_days":
            return self._keeping.days_with_events
        if table == "seat_days":
            return frozenset(day for day in self._keeping.days_with_rows if _kept(self.usage, day))
        return frozenset()

    def half_kept(self, window: Window, coming: Iterable[Step]) -> dict[str, tuple[Window, ...]]:
        """By table the days that were replaced in the other one alone, and that no coming step reads.

        A day is known wholly from what is kept or not at all.
        """
        days, steps = range(window.first, window.last + 1), list(coming)
        with self._lock:
            half = [day for day in days if _kept(self.seats, day) != _kept(self.usage, day)]
            tables = {"seat_days": self.seats, "usage_days": self.usage}
            return {
                name: runs(day for day in half if _kept(table, day) and not _comes(name, day, steps))
                for name, table in tables.items()
            }

    def end(self) -> None:
        """A pass has ended: a kept day that was replaced in part only is known from what is kept once more."""
        with self._lock:
            half = {
                day: read
                for day, read in self._keeping.reads.items()
                if not (_whole(self.seats, day) and _whole(self.usage, day))
                or _kept(self.seats, day) != _kept(self.usage, day)
            }
            for table in (self.seats, self.usage):
                table.keep(half)
            self._known = {} if half else self._known

    def fail(self, step: Step, says: str) -> None:
        """Remember why a step brought nothing."""
        with self._lock:
            self._known = {}
            self._notes[step.table, step.covers, step.members] = (says,)

    def idle(self, window: Window) -> tuple[list[int], list[int]]:
        """The members whose paid seats look idle on these days, and those of the days whose events are not known.

        No member where daily rows are not known for all of these days.
        """
        with self._lock:
            days = range(window.first, window.last + 1)
            unread = [day for day in days if day not in self.usage.read]
            if not self.has_roster or not self.seats.read.issuperset(days):
                return [], unread
            inside = pl.col("day").is_between(window.first, window.last)
            used = self.seats.frame().filter(inside & (pl.col("used") > 0))["member"]
            caused = self.usage.frame().filter(inside & (pl.col("kind") == schema.ACTIVITY))["member"]
            roster = pl.concat(self._listed["roster"].frames)
            seated = roster.filter((pl.col("seat") == "active") & (pl.col("member") > schema.UNATTRIBUTED))
            idle = seated.filter(~pl.col("member").is_in(pl.concat([used, caused]).unique().implode()))
            known = self._keeping.active_members(window)
            asked = {member for member, days in self.usage.read_of.items() if days.issuperset(unread)}
            return sorted(set(idle["member"]) - known - asked), unread

    def snapshot(self, need: Need, notes: Iterable[str] = ()) -> Snapshot:
        """What is known now, for this need."""
        with self._lock:
            key = (need.reach, need.events, need.answers, need.as_of, *notes)
            if key not in self._known:
                while len(self._known) >= MOST_SNAPSHOTS:
                    del self._known[next(iter(self._known))]
                self._known[key] = self._look(need, notes)
            return self._known[key]

    def _look(self, need: Need, notes: Iterable[str]) -> Snapshot:
        changes, spend = self._days["seat_changes"], self._listed.get("cycle_spend")
        kept, kept_days = self._keeping.rows(self.usage, self.seats)
        spent = spend is not None and spend.complete
        told = (note for notes in self._notes.values() for note in notes)
        told_from = self._told_from(need, kept_days)
        return Snapshot(
            as_of=self._as_of(need),
            reach=need.reach,
            addresses=tuple(self.codes.members.names),
            models=tuple(self.codes.models.names),
            roster=self._frame("roster"),
            seat_changes=changes.frame(),
            cycle_spend=self._frame("cycle_spend"),
            seat_days=self.seats.frame(),
            usage_days=self.usage.frame(),
            seat_days_read=self.seats.read,
            usage_days_read=self.usage.read,
            usage_days_read_of=self.usage.read_of,
            kept=kept,
            kept_days=kept_days,
            told_from=told_from,
            seat_changes_complete=changes.read.issuperset(range(need.answers.first, need.answers.last + 1)),
            cycle_spend_complete=spent,
            cycle_spend_known=spent and spend is not None and not spend.notes,
            notes=tuple(dict.fromkeys((*notes, *self._keeping.notes, *_forgetful(told_from), *told))),
        )

    def _told_from(self, need: Need, kept_days: pl.DataFrame | None) -> int | None:
        """The first day of which anything is told, where nothing is told of a month before it; else None."""
        first = need.reach.first
        days = [table.first_day for table in (self.seats, self.usage)]
        days.append(None if kept_days is None else int(kept_days["day"].min()))  # type: ignore[arg-type]
        told = min((day for day in days if day is not None), default=None)
        if told is None or told - first < SILENT_DAYS or not self.seats.read.issuperset(range(first, told)):
            return None
        return told

    def _as_of(self, need: Need) -> datetime:
        """The hour up to which the days that may still change were read, their daily rows as well as their events."""
        days = range(need.events.first, need.events.last + 1)
        reads = [(day, read) for table in (self.usage, self.seats) for day in days if (read := table.reads.get(day))]
        # Where our clock was put back, even the last day may have been read at an hour that is yet to come.
        last = max((read.as_of for day, read in reads if day == need.events.last), default=need.as_of)
        return min((read.as_of for day, read in reads if not read.settled(day)), default=max(need.as_of, last))

    def _frame(self, name: str) -> pl.DataFrame:
        arrival = self._listed.get(name)
        return pl.concat([polars_schema(LISTED[name]).to_frame(), *(arrival.frames if arrival else ())])


def _forgetful(told_from: int | None) -> tuple[str, ...]:
    """A sentence where the vendor may have forgotten."""
    if told_from is None:
        return ()
    return (
        f"Nothing at all is told of the days before {day_of(told_from)}: whether nobody worked or the vendor does not "
        "answer so far back cannot be known, so they count as unknown.",
    )


def _kept(table: DayTable, day: int) -> bool:
    return day in table.reads and table.reads[day].kept


def _whole(table: DayTable, day: int) -> bool:
    return day in table.reads and table.reads[day].whole


def _comes(table: str, day: int, steps: Iterable[Step]) -> bool:
    """Whether any of the steps reads this day of a table."""
    return any(
        step.table == table and step.covers is not None and step.covers.first <= day <= step.covers.last
        for step in steps
    )


def within(window: Window, bounds: Window) -> Window | None:
    """The days of a window that lie within bounds; None when there are none."""
    first, last = max(window.first, bounds.first), min(window.last, bounds.last)
    return Window(day_of(first), day_of(last)) if first <= last else None


def begun(window: Window, as_of: datetime) -> Window:
    """The days of a window that have begun at the vendor's, whose hour it is; one more, for clocks differ a little.

    What is yet to come is missing, and not a day without use.
    """
    last = day_number(as_of.date()) + 1
    return Window(min(window.first_on, day_of(last)), day_of(min(window.last, last)))


def _again(key: Key, windows: dict[str, tuple[Window, ...]], wanted: Wanted) -> bool:
    """Whether what a note speaks of is about to be read again."""
    table, covers, _ = key
    if covers is None:
        return table in wanted.listed
    return any(within(covers, window) is not None for window in windows[table])
