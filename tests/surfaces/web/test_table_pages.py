"""Order, filter and search of developers are done on columns: they come out as plain loops over rows would have it."""

import unicodedata
from typing import Any

import pytest

from seatlight.reports.columns import DEVELOPER_COLUMNS
from tests.surfaces.web.living import Here

Row = dict[str, Any]
ALL = "/report?size=1000"


def plain(value: Any) -> Any:
    """What a value is ordered by: texts without case and accents, lists by how much is in them."""
    if isinstance(value, str):
        folded = unicodedata.normalize("NFKD", value)
        return "".join(letter for letter in folded if not unicodedata.combining(letter)).lower()
    return len(value) if isinstance(value, list) else value


def ordered(rows: list[Row], key: str, *, descending: bool) -> list[Row]:
    """Those with a value in its order, then the others; equals stay as they were."""
    known = [row for row in rows if row[key] is not None]
    known.sort(key=lambda row: plain(row[key]), reverse=descending)
    return [*known, *(row for row in rows if row[key] is None)]


@pytest.mark.parametrize("descending", [False, True])
def test_every_column_can_be_ordered_by_and_keeps_equals_in_place(descending: bool, here: Here) -> None:
    """Those without a value stand last either way."""
    rows = here.document(ALL)["developers"]
    for column in DEVELOPER_COLUMNS:
        found = here.document(f"{ALL}&sort={column.key}&descending={str(descending).lower()}")["developers"]
        assert found == ordered(rows, column.key, descending=descending), column.key


def test_counts_are_those_of_all_rows_whatever_is_filtered(here: Here) -> None:
    """By state and by signal, without zeros."""
    rows = here.document(ALL)["developers"]
    page = here.document(f"{ALL}&state=active&search=a")["page"]
    states = [row["state"] for row in rows]
    signals = [signal["key"] for row in rows for signal in row["signals"]]
    assert page["states"] == {key: states.count(key) for key in set(states)}
    assert page["signals"] == {key: signals.count(key) for key in set(signals)}


@pytest.mark.parametrize("states", [["active"], ["stopped", "left"], ["no_such_state"]])
@pytest.mark.parametrize("signals", [[], ["declining"], ["heavy_user", "churned"], ["no_such_signal"]])
def test_states_and_signals_narrow_to_those_who_have_one(states: list[str], signals: list[str], here: Here) -> None:
    """One of the states, and one of the signals."""
    rows = here.document(ALL)["developers"]
    asked = "".join([*(f"&state={key}" for key in states), *(f"&signal={key}" for key in signals)])
    wanted = [
        row["developer_id"]
        for row in rows
        if row["state"] in states and (not signals or {one["key"] for one in row["signals"]} & set(signals))
    ]
    assert [row["developer_id"] for row in here.document(f"{ALL}{asked}")["developers"]] == wanted


@pytest.mark.parametrize("search", ["HANA", "hána", "  tan", "@example", ".*", "%", "nobody at all"])
def test_a_search_looks_for_the_letters_and_not_for_their_dress(search: str, here: Here) -> None:
    """In names and addresses; signs mean themselves."""
    rows = here.document(ALL)["developers"]
    sought = plain(search.strip())
    wanted = [row["name"] for row in rows if sought in plain(row["name"] or "") or sought in plain(row["email"] or "")]
    found = here.document(ALL, params={"size": 1000, "search": search})["developers"]
    assert [row["name"] for row in found] == wanted


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "md", "json"])
def test_a_packed_file_is_the_file_itself(form: str, here: Here) -> None:
    """Name and type beside it; xlsx files carry the time they were made, so of them only the kind is compared."""
    import base64

    asked = "state=active&sort=name"
    packed = here.document(f"/packed?form={form}&{asked}")
    file = here.get(f"/report.{form}?{asked}")
    content = base64.b64decode(packed["content"])
    assert (packed["name"], packed["media_type"]) == (f"report.{form}", file.headers["content-type"].partition(";")[0])
    assert content == file.content if form != "xlsx" else content[:2] == file.content[:2] == b"PK"
