"""Recorded answers in, expected tables out: one file per quirk."""

import csv
from pathlib import Path

import msgspec
import polars as pl
import pytest

from seatlight.model.window import Window, day_of
from seatlight.sources.cursor import payloads, to_tables
from seatlight.sources.cursor.events import span_of
from seatlight.sources.cursor.fold import Fold
from seatlight.tables import schema
from seatlight.tables.codes import CodeBook, Codes
from seatlight.tables.types import polars_schema
from tests.sources.cursor.reading import JUNE_LEFT_OUT

HERE = Path(__file__).parent
SCHEMAS = {
    "members": schema.ROSTER,
    "audit": schema.SEAT_CHANGES,
    "daily": schema.SEAT_DAYS,
    "spend": schema.CYCLE_SPEND,
    "events": schema.USAGE_DAYS,
}
ANSWERS = {
    "members": payloads.Members,
    "audit": payloads.AuditLog,
    "daily": payloads.DailyUsage,
    "spend": payloads.Spend,
    "events": payloads.UsageEvents,
}


def to_table(what: str, recorded: bytes, codes: CodeBook, window: Window) -> pl.DataFrame:
    """The table that an answer of that endpoint comes to."""
    answer = msgspec.json.Decoder(ANSWERS[what], strict=False).decode(recorded)
    match answer:
        case payloads.Members():
            return to_tables.roster(answer.team_members, codes.members)
        case payloads.AuditLog():
            return to_tables.seat_changes(answer.events, window, window.last_on, codes.members).frame
        case payloads.DailyUsage():
            return to_tables.seat_days(answer.data, window, codes.members)[0]
        case payloads.Spend():
            return to_tables.cycle_spend(answer.team_member_spend, codes.members)
        case payloads.UsageEvents():
            fold = Fold(*span_of(window), codes)
            fold.add(answer.events)
            return fold.frames()[0]
    raise AssertionError(what)


def readable(table: pl.DataFrame, codes: CodeBook) -> list[dict[str, str]]:
    """The rows with names for codes and dates for days, sorted."""
    rows = []
    for row in table.to_dicts():
        if row["member"] is not None:
            row["member"] = codes.members.names[row["member"]] or "(nobody)"
        if "day" in row:
            row["day"] = day_of(row["day"])
        if "model" in row:
            row["model"] = codes.models.names[row["model"]]
            row["kind"] = schema.KINDS[row["kind"]]
        rows.append({name: "" if value is None else str(value) for name, value in row.items()})
    return sorted(rows, key=lambda row: tuple(row.values()))


@pytest.mark.parametrize("recorded", sorted(HERE.glob("*.json")), ids=lambda path: path.stem)
def test_a_recorded_answer_becomes_its_table(recorded: Path) -> None:
    """Names, days, kinds and every count are as written down beside the answer."""
    what = recorded.stem.partition("-")[0]
    codes = CodeBook(Codes(), Codes())
    table = to_table(what, recorded.read_bytes(), codes, JUNE_LEFT_OUT)
    assert table.schema == polars_schema(SCHEMAS[what])
    with recorded.with_suffix(".csv").open(newline="") as expected:
        assert readable(table, codes) == list(csv.DictReader(expected))
