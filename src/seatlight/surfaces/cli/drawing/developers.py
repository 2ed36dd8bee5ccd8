"""The per-developer report in a terminal: head, team, one line per developer, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from rich.console import Console

from seatlight.model.report import Report, Row
from seatlight.render.plain import iso
from seatlight.render.titles import signal_title
from seatlight.reports.wording import amount, share
from seatlight.surfaces.cli.drawing import marks
from seatlight.surfaces.cli.drawing.grid import Field, grid
from seatlight.surfaces.cli.drawing.head import head, nobody, states_present, team_lines
from seatlight.surfaces.cli.drawing.ink import Line, Piece, flowed, put
from seatlight.surfaces.cli.drawing.next_steps import next_steps

WIDE, ROOMY = 100, 140
STRIP_DAYS = 30


class Look(NamedTuple):
    """What the drawing of a row needs besides the row: `since` and `until` are the window's days.

    `renamed` is true where names are pseudonyms.
    """

    since: date
    until: date
    first_on: date
    off: frozenset[date]
    currency: str
    renamed: bool = False


def draw(report: Report, console: Console) -> None:
    """Print the report; the wider the console, the more columns."""
    put(developer_lines(report, console.width), console)


def developer_lines(report: Report, width: int) -> list[Line]:
    """The whole drawing as lines of at most this width, as far as the narrowest columns fit in it."""
    rows, look = report.tables[0].rows, look_of(report)
    top = [*head(report, "AI adoption by developer", width), *team_lines(report, width)]
    if not rows:
        return [*top, [], nobody(report)]
    drawn_strip = any(row.get("strip") for row in rows)
    table = grid(fields(look, width, strip=drawn_strip), rows, width, gap=1 if width < ROOMY else 2)
    below = flowed(_explained(drawn_strip, look.until), width)
    return [*top, *flowed(states_present(rows), width), [], *table, [], *below, *next_steps(rows, width)]


def look_of(report: Report) -> Look:
    """What the head of the report says about days and money; no day is off where it says nothing of it."""
    until = date.fromisoformat(iso(report.head["window"]["last_on"]))
    about = report.head.get("strip") or {}
    first_on = about.get("first_on", until - timedelta(days=STRIP_DAYS - 1))
    return Look(
        date.fromisoformat(iso(report.head["window"]["first_on"])),
        until,
        date.fromisoformat(iso(first_on)),
        marks.days_of(about, "off"),
        report.head["team"].get("currency", "USD"),
        report.head.get("shown_as") == "pseudonyms",
    )


def fields(look: Look, width: int, *, strip: bool) -> list[Field]:
    """The columns in their order on the line, with longer titles and names where there is room."""
    roomy, money = width >= ROOMY, f"Spend\n{look.currency}"
    all_fields = [
        Field(
            "Name",
            partial(_name, short=look.renamed and width < WIDE),
            0,
            least=14 if width >= WIDE else 12,
            most=28,
            grows=True,
        ),
        Field("State", lambda row: [marks.state(row["state"])], 1),
        Field("Tokens", partial(_tokens, look), 2, right=True),
        Field("Active\ndays" if roomy else "Days", partial(_count, look, "active_days"), 3, right=True),
        Field("Accep-\ntance" if roomy else "Acc.", _acceptance, 5, right=True),
        Field("Trend", lambda row: [marks.trend(row)], 6, right=True, least=5),
        Field("Last 30 days", partial(_strip, look), 4 if strip else 99),
        Field("Last\nactive", partial(_day, look, "last_active_on"), 7, right=True),
        Field(money, partial(_spend, look), 9, right=True),
        Field("Seat\nsince", partial(_seat_since, look), 10, right=True),
        Field("Pre-\nmium", lambda row: [_share(row.get("premium_share"))], 11, right=True),
        Field("Signals", _signals, 8, least=14, most=60, grows=True),
    ]
    return [field for field in all_fields if field.rank < 99]


def _name(row: Row, *, short: bool) -> Line:
    """The name; of a pseudonym in `short` only what tells it from the others, which the column has room for."""
    name = marks.name_of(row)
    return [Piece(name.rpartition(" ")[2] if short else name)]


def _final(look: Look, row: Row) -> bool:
    """Whether the row's usage is known over the whole window; true where the report does not say."""
    since = row.get("usage_known_since", look.since)
    return since is not None and date.fromisoformat(iso(since)) <= look.since


def _tokens(look: Look, row: Row) -> Line:
    """Unknown also where every token there may have been is in events without token data."""
    tokens = row.get("total_tokens")
    if tokens is None or (tokens == 0 and row.get("events_without_tokens")):
        return [marks.DASH]
    return [marks.so_far(Piece(amount(tokens), "" if tokens else "dim"), final=_final(look, row))]


def _count(look: Look, key: str, row: Row) -> Line:
    number = row.get(key)
    if number is None:
        return [marks.DASH]
    return [marks.so_far(Piece(f"{number:,}", "" if number else "dim"), final=_final(look, row))]


def _spend(look: Look, row: Row) -> Line:
    return [marks.so_far(marks.money(row.get("spend_cents")), final=_final(look, row))]


def _share(value: float | None) -> Piece:
    return marks.DASH if value is None else Piece(share(value))


ACCEPTANCE_WORDS = {"too_few": "few", "never_asked": "auto"}
"""What stands in place of a share that tells nothing."""


def _acceptance(row: Row) -> Line:
    """The share, or the word for why there is none to trust."""
    word = ACCEPTANCE_WORDS.get(row.get("acceptance_tells") or "")
    return [Piece(word, "dim") if word else _share(row.get("acceptance_share"))]


def _day(look: Look, key: str, row: Row) -> Line:
    return [marks.day(row.get(key), look.until)]


def _seat_since(look: Look, row: Row) -> Line:
    """With ≤ where the seat may be older: it was there already when the roster was first seen."""
    found = marks.day(row.get("seat_since"), look.until)
    return [found._replace(text=f"≤{found.text}") if row.get("seat_since_is") == "at_least" else found]


def _strip(look: Look, row: Row) -> Line:
    return marks.strip(row.get("strip") or [None] * STRIP_DAYS, look.first_on, look.off)


def _signals(row: Row) -> Line:
    """Titles of the signals that say more than the state does."""
    told = [signal["key"] for signal in row.get("signals") or () if signal["key"] != row["state"]]
    return [Piece(", ".join(map(signal_title, told)), "")]


def _explained(strip: bool, until: date) -> Iterable[Line]:
    yield [Piece("Days: active days", "dim")]
    yield [Piece("Acc.: suggestions accepted (few: too few to tell; auto: never asked)", "dim")]
    yield [Piece("Trend: against the window before", "dim")]
    if strip:
        yield [Piece(f"Last 30 days: up to {until}, {marks.LEVELS} none to much", "dim")]
        yield [Piece("blank: unused day off", "dim")]
        yield [Piece("?: not read", "dim")]
    yield [Piece("≥: so far", "dim")]
    yield [Piece("≤: that day or before", "dim")]
    yield [Piece("–: unknown", "dim")]
