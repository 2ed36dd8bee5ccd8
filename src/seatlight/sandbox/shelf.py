"""What was made and may be asked for again, kept while there is room: events by day, encoded answers."""

from collections import OrderedDict
from datetime import date

from seatlight.sandbox.facts import Event

MOST_EVENTS_KEPT = 250_000


class DayShelf:
    """Events by day, the least recently used thrown away first; how many there were is remembered."""

    def __init__(self) -> None:
        self._kept: OrderedDict[date, list[Event]] = OrderedDict()
        self._counts: dict[date, int] = {}

    def find(self, day: date) -> list[Event] | None:
        """The events of a day, None if they are not kept."""
        if day not in self._kept:
            return None
        self._kept.move_to_end(day)
        return self._kept[day]

    def count(self, day: date) -> int | None:
        """How many events a day has, None if it was never kept."""
        return self._counts.get(day)

    def put(self, day: date, events: list[Event]) -> None:
        """Keep a day."""
        self._kept[day] = events
        self._counts[day] = len(events)
        room = MOST_EVENTS_KEPT - sum(len(kept) for kept in self._kept.values())
        while room < 0 and len(self._kept) > 1:
            room += len(self._kept.popitem(last=False)[1])


class PageShelf:
    """Encoded answers, the least recently used thrown away first when they are too large together."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._held = 0
        self._pages: OrderedDict[tuple[object, ...], bytes] = OrderedDict()

    def find(self, key: tuple[object, ...]) -> bytes | None:
        """The page kept under a key, or None."""
        if key not in self._pages:
            return None
        self._pages.move_to_end(key)
        return self._pages[key]

    def put(self, key: tuple[object, ...], body: bytes) -> None:
        """Keep a page."""
        self._held += len(body) - len(self._pages.pop(key, b""))
        self._pages[key] = body
        while self._held > self._most:
            self._held -= len(self._pages.popitem(last=False)[1])
