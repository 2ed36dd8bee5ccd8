"""What docs/kept-totals.md says of the files is so."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from seatlight.tables.schema import KEPT
from tests.archive.kept import DAY, ROOT, child, in_order, kept_days, rows_of

PAGE = (ROOT / "docs" / "kept-totals.md").read_text(encoding="utf-8")
DAYS = range(DAY, DAY + 3)
TOLD = [
    ("hana@example.org", 3, 42 * 10**12, 21 * 10**12),
    ("chen@example.org", 3, 84 * 10**12, 42 * 10**12),
    (None, 0, 126 * 10**12, 63 * 10**12),
]
"""What the examples are to answer: address, active days, total tokens, micro-cents."""


def example(language: str, marked: str) -> str:
    """The one example in this language that holds this word."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (found,) = (block for block in blocks if marked in block)
    return str(found)


def answered(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(key) for key in ("email", "active", "total_tokens", "spend_microcents"))


def test_the_page_lists_every_column_with_its_type() -> None:
    """In the order of the files; the page is written by hand, so it could go stale."""
    listed = re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE, re.MULTILINE)
    assert listed == [(name, kind.__name__.lower()) for name, kind in KEPT.items()]


def test_the_page_lists_the_metadata_of_a_file(tmp_path: Path) -> None:
    """Every key, and no other."""
    (path,) = kept_days(tmp_path, DAY)
    written = [key for key in pl.read_parquet_metadata(path) if key.startswith("seatlight.")]
    text = next(line for line in PAGE.splitlines() if line.startswith("The metadata"))
    assert set(re.findall(r"`(seatlight\.[a-z_]+)`", text)) == set(written)


def test_the_example_for_duckdb_answers_right(tmp_path: Path) -> None:
    """As any SQL engine would."""
    kept_days(tmp_path, *DAYS)
    script = f"import duckdb, json; print(json.dumps(duckdb.sql({example('sql', 'SELECT')!r}).fetchall()))"
    done = child(script, cwd=tmp_path)
    rows = json.loads(done.stdout)
    assert rows == [[email, active, tokens, spend / 1e8] for email, active, tokens, spend in reversed(TOLD)]


def test_the_example_for_pandas_answers_right(tmp_path: Path) -> None:
    """It reads with pyarrow."""
    kept_days(tmp_path, *DAYS)
    columns = json.loads(child(example("python", "pandas"), cwd=tmp_path).stdout)
    emails = list(columns["total_tokens"])
    rows = [(email, *(column[email] for column in columns.values())) for email in emails]
    assert sorted(row[1:] for row in rows) == sorted(row[1:] for row in TOLD)


def test_the_example_for_polars_answers_right(tmp_path: Path) -> None:
    """It knows nothing of Seatlight."""
    kept_days(tmp_path, *DAYS)
    rows = json.loads(child(example("python", "polars"), cwd=tmp_path).stdout)
    assert {answered(row) for row in rows} == set(TOLD)


@pytest.mark.soak
def test_the_example_for_spark_answers_right(tmp_path: Path) -> None:
    """It leaves the address out where there is none, as Spark does with nulls."""
    kept_days(tmp_path, *DAYS)
    done = child(example("python", "pyspark"), cwd=tmp_path)
    assert {answered(json.loads(line)) for line in done.stdout.splitlines()} == set(TOLD)


def test_other_readers_see_the_types_that_the_page_lists(tmp_path: Path) -> None:
    """pyarrow, pandas and DuckDB give back what was kept."""
    (path,) = kept_days(tmp_path, DAY)
    fields = {field.name: str(field.type) for field in pq.read_table(path).schema}
    assert {name: kind.removeprefix("large_").removesuffix("_view") for name, kind in fields.items()} == {
        name: {"date": "date32[day]"}.get(kind, kind)
        for name, kind in re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE, re.MULTILINE)
    }
    assert pd.read_parquet(path)["day"].unique().tolist() == [date(2026, 11, 1)]
    assert in_order(duckdb.read_parquet(str(path)).pl()).equals(in_order(rows_of(DAY)))
    assert in_order(pl.read_parquet(path)).equals(in_order(rows_of(DAY)))
