"""A running service that is asked for a report: the document that it answers with, as a report again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from threading import Event
from typing import Any, NamedTuple

import msgspec

from seatlight import errors
from seatlight.actions.reading import Progress
from seatlight.actions.window import Ask
from seatlight.errors import SeatlightError
from seatlight.http import HINTS, STATUSES, Http, Words
from seatlight.model.report import Column, ColumnKind, Report, Row, Table

API = "/api/v1"
LANE = "server"
PAGE_ROWS = 1000
PATIENCE_SECONDS = 30
LOOKS_SECONDS = 1.0
"""So often the service is asked while it reads."""
MOST_STARTS = 5
"""So often a report of several pages is begun again because it changed in between."""


class NotThere(errors.Refused):
    """The service knows no such thing, or does not show it to whose token it is."""


class _Problem(msgspec.Struct, frozen=True):
    detail: str


def _detail(body: bytes) -> str | None:
    """The sentence of a problem document; None where it is none."""
    with suppress(msgspec.DecodeError, UnicodeDecodeError):
        return _one_line(msgspec.json.decode(body, type=_Problem).detail)
    return None


def _one_line(text: str) -> str:
    """Without what would move the cursor of a terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).strip()


MAKE_ONE = "Make one with seatlight tokens create where the service runs, and put it into SEATLIGHT_TOKEN"
SERVICE = Words(
    statuses={
        **STATUSES,
        400: (errors.WrongUsage, "{host} calls our request wrong ({status})"),
        401: (errors.KeyRefused, "{host} does not accept the API token ({status})"),
        403: (NotThere, "{host} does not show {path} ({status})"),
        404: (NotThere, "{host} has no {path} ({status})"),
        422: (errors.WrongUsage, "{host} cannot do that ({status})"),
    },
    hints={
        **HINTS,
        errors.WrongUsage: "Check the options.",
        errors.KeyRefused: f"{MAKE_ONE}.",
        errors.RateLimited: "Try again in a minute.",
        NotThere: "Check the address of the service and the rights of the token.",
    },
    told=_detail,
)
"""The service's answers in its own words, which are ours."""


class Asked(NamedTuple):
    """What is asked for: which report, about what, of which connection, and whether with activity strips.

    Its rows come so many at a time.
    """

    report: str
    ask: Ask
    connection: str | None = None
    strips: bool = False
    page_rows: int = PAGE_ROWS

    def params(self, page: int = 1) -> dict[str, Any]:
        """Behind the question mark."""
        ask = self.ask
        said: dict[str, Any] = {
            "days": ask.days,
            "since": ask.since and ask.since.isoformat(),
            "until": ask.until and ask.until.isoformat(),
            "email": list(ask.emails) or None,
            "project": ask.project,
            "mine": "true" if ask.own else None,
            "connection": self.connection,
            "strips": "true" if self.strips else None,
        }
        pages = {} if self.report == "team" else {"size": self.page_rows, "page": page}
        return {name: value for name, value in {**said, **pages}.items() if value is not None}


class Heard(NamedTuple):
    """How the service's reading gets on, and what it knows by now: None while that is nothing."""

    progress: Progress
    report: Report | None


class Server:
    """A service at an address, asked with an API token; without one only where it lets everybody in."""

    def __init__(self, url: str, token: str | None, retry_for_seconds: float) -> None:
        self._ended = Event()
        self._http = Http(
            url,
            authorization=f"Bearer {token}" if token else None,
            limits={LANE: 0},
            retry_for_seconds=min(retry_for_seconds, PATIENCE_SECONDS),
            words=SERVICE,
        )

    def close(self) -> None:
        """Ask no more."""
        self._ended.set()
        self._http.stop()
        self._http.close()

    def heard(self, asked: Asked) -> Iterator[Heard]:
        """What the service knows, again and again while it reads; the last one is whole.

        Raises what the service refuses, and NotYetRead where it has nothing and reads nothing.
        """
        page = self._page(asked)
        while page.progress.reading:
            yield Heard(page.progress, page.report())
            if self._ended.wait(LOOKS_SECONDS):
                raise errors.Stopped("Stopped before it was done.")
            page = self._page(asked)
        if not page.tables:
            says = "The service has read nothing yet; try again in a moment."
            raise errors.NotYetRead(_one_line(page.progress.failure or says))
        yield Heard(page.progress, self._whole(asked, page))

    def _whole(self, asked: Asked, first: _Page) -> Report:
        """All pages of one and the same report."""
        for _ in range(MOST_STARTS):
            pages, rows = [first], list(first.rows)
            while len(rows) < first.fitting and pages[-1].rows:
                pages.append(self._page(asked, len(pages) + 1))
                rows += pages[-1].rows
            if all(page.head == first.head for page in pages):
                return Report(first.head, (replace(first.tables[0], rows=rows), *first.tables[1:]))
            first = self._page(asked)
        raise errors.TimedOut("The report changed again and again while it was read. Try again in a minute.")

    def _page(self, asked: Asked, number: int = 1) -> _Page:
        path = f"{API}/{asked.report}"
        return self._http.call("GET", path, lane=LANE, decode=_page, params=asked.params(number))


class _Page(NamedTuple):
    """One page of an answer; without tables nothing is known yet. `fitting` rows the first table has in all."""

    progress: Progress
    head: dict[str, Any]
    tables: tuple[Table, ...]
    fitting: int

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of the first table."""
        return self.tables[0].rows if self.tables else ()

    def report(self) -> Report | None:
        """What this page shows, as a report; None while that is nothing."""
        return Report(self.head, self.tables) if self.tables else None


def _page(body: bytes) -> _Page:
    """A page of a document; ValueError where it lacks what is taken from it."""
    document: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
    try:
        progress = msgspec.convert(document.pop("progress"), Progress)
        columns = msgspec.convert(document.pop("columns", {}), dict[str, tuple[Column, ...]])
        titles, part = document.pop("titles", {}), document.pop("page", None)
        tables = [
            Table(name, titles[name], of_it, _typed(document.pop(name), of_it)) for name, of_it in columns.items()
        ]
        fitting = part["fitting"] if part else len(tables[0].rows) if tables else 0
        return _Page(progress, document, tuple(tables), fitting)
    except (KeyError, TypeError, AttributeError):
        raise ValueError from None


def _typed(rows: list[Row], columns: tuple[Column, ...]) -> list[Row]:
    """The rows with days as days, which JSON has as texts."""
    days = [column.key for column in columns if column.kind is ColumnKind.DATE]
    return [{**row, **{key: date.fromisoformat(row[key]) for key in days if row.get(key)}} for row in rows]


class Listening:
    """The service heard in a thread of its own: what it said last, with the numbers that are drawn."""

    def __init__(self, server: Server, asked: Asked) -> None:
        self.ended = Event()
        self.failure: BaseException | None = None
        self.last = Heard(Progress(reading=True, title="Asking the service"), None)
        self._heard = server.heard(asked)

    def run(self) -> None:
        """Listen until the service has read everything, or fails."""
        try:
            for heard in self._heard:
                self.last = heard
        except SeatlightError as failure:
            self.failure = failure
        finally:
            self.ended.set()
