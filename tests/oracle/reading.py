"""What is read from the API for a report: which days, and up to when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .days import DAY, HOUR_MS, dates, day_of_ms, day_of_text, ms_of_text

Row = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """One reading: its window and days, the events and daily rows it holds, each with its `on` day."""

    first_on: date
    last_on: date
    today: date
    previous: tuple[date, date] | None
    as_of_ms: int
    known_since: date
    events_from: date
    event_days: frozenset[date]
    unread_event_days: frozenset[date]
    unread_daily_days: frozenset[date]
    events: list[Row]
    daily_rows: list[Row]

    def has_events_of(self, first_on: date, last_on: date) -> bool:
        """Whether the events of every day of this span were read."""
        return all(day in self.event_days for day in dates(first_on, last_on))

    def events_lost(self, first_on: date, last_on: date) -> bool:
        """Whether events of a day of this span should have been read and could not be."""
        return any(first_on <= day <= last_on for day in self.unread_event_days)

    def daily_lost(self, first_on: date, last_on: date) -> bool:
        """Whether daily rows of a day of this span could not be read."""
        return any(first_on <= day <= last_on for day in self.unread_daily_days)


def read(
    facts: Row, first_on: date, last_on: date, today: date, missing: Row | None, events_since: date | None = None
) -> Reading:
    """Everything that a report of this window reads (ruling 12), as of the last full hour (ruling 11).

    `missing` names the days whose `events` or `days` (daily rows) could not be read, `events_since` is the first day
    whose events were read for another report.
    """
    reach_first_on = today - timedelta(days=facts["reach_days"] - 1)
    if not reach_first_on <= first_on <= last_on <= today:
        raise ValueError(f"Ask for a window between {reach_first_on} and {today}.")
    previous = previous_window(first_on, last_on, reach_first_on)
    planned_from = min(first_on, previous[0] if previous else first_on, last_on - timedelta(days=60))
    planned_from = min(planned_from, events_since or planned_from)
    planned = dates(max(planned_from, reach_first_on), last_on)
    lost_events = {day_of_text(day) for day in (missing or {}).get("events", [])}
    lost_daily = {day_of_text(day) for day in (missing or {}).get("days", [])}
    event_days = frozenset(planned) - lost_events
    daily_days = frozenset(dates(reach_first_on, today)) - lost_daily
    as_of_ms = ms_of_text(facts["now"]) // HOUR_MS * HOUR_MS
    return Reading(
        first_on=first_on,
        last_on=last_on,
        today=today,
        previous=previous,
        as_of_ms=as_of_ms,
        known_since=start_of_run(daily_days, last_on),
        events_from=start_of_run(event_days, last_on),
        event_days=event_days,
        unread_event_days=frozenset(planned) & lost_events,
        unread_daily_days=frozenset(dates(reach_first_on, last_on)) & lost_daily,
        events=events_read(facts, event_days, as_of_ms),
        daily_rows=daily_rows_read(facts, daily_days),
    )


def previous_window(first_on: date, last_on: date, reach_first_on: date) -> tuple[date, date] | None:
    """The window of equal length just before; None when it begins before the reach."""
    length = last_on - first_on + DAY
    return (first_on - length, first_on - DAY) if first_on - length >= reach_first_on else None


def start_of_run(days: Collection[date], last_on: date) -> date:
    """The first day of the unbroken run of days up to the last; the day after it when that one is not in."""
    day = last_on + DAY
    while day - DAY in days:
        day -= DAY
    return day


def events_read(facts: Row, days: Collection[date], as_of_ms: int) -> list[Row]:
    """The events of these days that lie before the last full hour."""
    found = []
    for event in facts["events"]:
        on = day_of_ms(event["at_ms"])
        if on in days and event["at_ms"] < as_of_ms:
            found.append({**event, "on": on})
    return found


def daily_rows_read(facts: Row, days: Collection[date]) -> list[Row]:
    """The daily rows of these days, taken as they are."""
    found = []
    for row in facts["days"]:
        on = day_of_text(row["day"])
        if on in days:
            found.append({**row, "on": on})
    return found
