"""Excel and Parquet: types, explanations, and text that stays text."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from typing import Any

import openpyxl
import polars as pl

from seatlight.render import render
from tests.render.by_hand import COLUMNS, developer, nobody, report, team_report


def workbook(content: bytes | bytearray) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def column_cells(sheet: Any, title: str) -> list[Any]:
    at = [cell.value for cell in sheet[1]].index(title) + 1
    return [sheet.cell(line, at) for line in range(2, sheet.max_row + 1)]


def test_a_workbook_has_typed_cells_and_its_numbers_in_people_s_units() -> None:
    sheet = workbook(render(report(), "xlsx"))["Developers"]
    tokens, shares = column_cells(sheet, "Tokens"), column_cells(sheet, "Acceptance")
    assert (tokens[0].value, tokens[0].number_format) == (81_234_567, "#,##0")
    assert (shares[0].value, shares[0].number_format) == (0.41, "0.0%")
    assert shares[1].value is None
    assert column_cells(sheet, "Spend (EUR)")[0].value == 1234.56
    assert column_cells(sheet, "Seat since")[0].value.date() == date(2026, 9, 1)
    assert column_cells(sheet, "State")[2].value == "Never started"


def test_the_header_and_first_column_stay_and_every_column_filters() -> None:
    sheet = workbook(render(report(), "xlsx"))["Developers"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(5, len(COLUMNS)).coordinate}"


def test_every_table_has_a_sheet_and_about_explains_them() -> None:
    book = workbook(render(team_report(), "xlsx"))
    assert book.sheetnames == ["By day", "By model", "Acceptance", "About"]
    about = [row[:4] for row in book["About"].iter_rows(values_only=True)]
    assert ("Window", "2026-10-24 to 2026-11-22", None, None) in about
    assert ("Spend (EUR)", 1234.56, None, None) in about
    assert ("By model", "Spend cents (EUR)", "spend_cents", "EUR") in about


def test_text_is_never_a_formula_link_or_number() -> None:
    names = ["=1+1", "https://example.org", "123", "\x1b[31m", "{=1}"]
    rows = [developer("x", "active", name=name) for name in names]
    cells = column_cells(workbook(render(report(*rows), "xlsx"))["Developers"], "Name")
    assert [cell.data_type for cell in cells] == ["s"] * len(names)
    assert [cell.hyperlink for cell in cells] == [None] * len(names)


def test_a_report_without_developers_is_still_a_workbook() -> None:
    assert workbook(render(nobody(), "xlsx"))["Developers"].max_row == 1


def test_a_text_longer_than_a_cell_is_cut() -> None:
    cell = column_cells(
        workbook(render(report(developer("x", "active", name="n" * 40_000)), "xlsx"))["Developers"], "Name"
    )
    assert len(cell[0].value) == 32_767


def test_the_workbook_was_made_when_its_data_were_read() -> None:
    with zipfile.ZipFile(io.BytesIO(render(report(), "xlsx"))) as parts:
        assert b"2026-11-22T09:00:00Z" in parts.read("docProps/core.xml")


def test_without_the_extra_the_sentence_says_what_to_install() -> None:
    script = """if True:
        import sys
        sys.path[:0] = ["src", "."]
        sys.modules["xlsxwriter"] = None
        from seatlight.errors import BadSetting
        from seatlight.render import render
        from tests.render.by_hand import report
        try:
            render(report(), "xlsx")
        except BadSetting as error:
            print(error.says)
    """
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "Writing xlsx needs an extra: install `seatlight[xlsx]`, or choose csv.\n"


def test_parquet_is_typed_and_tells_its_window() -> None:
    content = render(report(), "parquet")
    frame = pl.read_parquet(io.BytesIO(content))
    assert frame.schema["total_tokens"] == pl.Int64()
    assert frame.schema["seat_since"] == pl.Date()
    assert frame.schema["spend_cents"] == pl.Float64()
    assert frame.schema["emails"] == pl.List(pl.String())
    assert frame["seat_since"].to_list()[0] == date(2026, 9, 1)
    assert frame["signals"].to_list()[1][1]["key"] == "churned"
    assert frame["total_tokens"].to_list()[3] is None
    head = pl.read_parquet_metadata(io.BytesIO(content))
    assert json.loads(head["seatlight.window"])["first_on"] == "2026-10-24"
    assert json.loads(head["seatlight.freshness"])["as_of"] == "2026-11-22T09:00:00Z"


def test_a_parquet_file_without_rows_has_the_same_types() -> None:
    empty = pl.read_parquet(io.BytesIO(render(nobody(), "parquet")))
    assert empty.schema == pl.read_parquet(io.BytesIO(render(report(), "parquet"))).schema


def test_importing_the_forms_brings_no_heavy_library() -> None:
    script = """if True:
        import sys
        sys.path[:0] = ["src"]
        import seatlight.render
        print(sorted({"polars", "xlsxwriter", "narwhals"} & set(sys.modules)))
    """
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
