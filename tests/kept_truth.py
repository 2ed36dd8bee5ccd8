"""What a folder of kept totals has to hold, from facts in plain loops: nothing false, nothing half-written."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from seatlight.archive.day_file import day_named
from seatlight.files import PART
from seatlight.tables.schema import DAY, EVENT_AMOUNTS, EVENT_COUNTS, KEPT, KINDS, SERVICE, SUGGESTION_COUNTS
from tests.builders import DAY_MS, kind_of

Facts = dict[str, Any]
Row = dict[str, Any]

EPOCH = date(1970, 1, 1)
PROVISIONAL = timedelta(days=2)
USES = ("composer_requests", "chat_requests", "agent_requests", "cmdk_usages", "applies", "accepts", "rejects")
ZEROS = dict.fromkeys((*SUGGESTION_COUNTS, *EVENT_COUNTS, *EVENT_AMOUNTS), 0)


def false_days(folder: Path, facts: Facts) -> list[str]:
    """Everything in a folder of kept totals that is not so, a line each."""
    found = []
    for path in sorted(folder.glob("*/*")):
        if day_named(path.name) is not None:
            found += _false_day(path, facts)
        elif path.suffix == ".json":
            json.loads(path.read_bytes())
        elif not PART.fullmatch(path.name):
            found.append(f"{path.name} is left there")
    return found


def days_kept(folder: Path) -> list[date]:
    """The days that have a file."""
    return sorted(date.fromisoformat(path.stem) for path in folder.glob("*/*.parquet"))


def _false_day(path: Path, facts: Facts) -> list[str]:
    on = date.fromisoformat(path.stem)
    if on >= date.fromisoformat(facts["today"]) - PROVISIONAL:
        return [f"{on} is kept and may still change"]
    kept = [tuple(row[name] for name in KEPT) for row in pl.read_parquet(path).to_dicts()]
    true = [tuple(row[name] for name in KEPT) for row in true_rows(facts, on)]
    same = sorted(kept, key=str) == sorted(true, key=str)
    return [] if same else [f"{on} has {len(kept)} rows that are not the {len(true)} true ones"]


def true_rows(facts: Facts, on: date) -> list[Row]:
    """KEPT of one day: of each address a row of the whole day, and one of each model and kind of its events."""
    days: dict[str | None, Row] = {}
    models: dict[tuple[Any, ...], Row] = {}
    for row in facts["days"]:
        if row["day"] == on.isoformat() and (uses(row) or row["tabs_shown"]):
            _add_row(_day_of(days, row["email"], on), row)
    for event in facts["events"]:
        if event["at_ms"] // DAY_MS == (on - EPOCH).days:
            _add_use(_day_of(days, event["email"], on), kind_of(event))
            key = (event["email"], event["model"], kind_of(event))
            _add_event(models.setdefault(key, _of_model(on, *key)), event)
    return [*days.values(), *models.values()]


def uses(row: Facts) -> bool:
    """Whether a daily row tells of use."""
    return bool(row["is_active"] or row["tabs_accepted"] or any(row[name] for name in USES))


def _day_of(days: dict[str | None, Row], email: str | None, on: date) -> Row:
    blank = {"day": on, "email": email, "kind": DAY, "model": None, "active": 0, "service": None, **ZEROS}
    return days.setdefault(email, blank)


def _of_model(on: date, email: str | None, model: str | None, kind: int) -> Row:
    return {"day": on, "email": email, "kind": KINDS[kind], "model": model, "active": None, "service": None, **ZEROS}


def _add_row(day: Row, row: Facts) -> None:
    decisions = row["accepts"] + row["rejects"]
    day["agent_shown"] += max(row["applies"], decisions)
    day["agent_accepted"] += row["accepts"]
    day["tabs_shown"] += max(row["tabs_shown"], row["tabs_accepted"])
    day["tabs_accepted"] += row["tabs_accepted"]
    day["decisions"] += decisions
    day["requests"] += row["agent_requests"] + row["composer_requests"] + row["cmdk_usages"]
    if uses(row):
        day["service"] = 0
        day["active"] = int(day["email"] is not None)


def _add_use(day: Row, kind: int) -> None:
    by_service = int(kind == SERVICE)
    day["service"] = by_service if day["service"] is None else min(day["service"], by_service)
    if KINDS[kind] == "activity" and day["email"] is not None:
        day["active"] = 1


def _add_event(row: Row, event: Facts) -> None:
    tokens, cents = event["tokens"], event["charged_cents"]
    if cents is None and tokens is not None:
        cents = tokens["total_cents"]
    row["events"] += 1
    row["events_without_tokens"] += tokens is None
    row["events_without_cost"] += cents is None
    row["spend_microcents"] += 0 if cents is None else int(cents * 1_000_000 + 0.5)
    for name in ("input", "output", "cache_read", "cache_write"):
        row[f"{name}_tokens"] += 0 if tokens is None else tokens[name]
