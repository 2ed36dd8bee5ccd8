"""JSON, CSV and Markdown: what programs and people get as text."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatlight.errors import WrongUsage
from seatlight.render import FORMS, render
from tests.render.by_hand import CAST, COLUMNS, HANA, developer, nobody, report, team_report


def csv_rows(content: bytes | bytearray) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_json_is_the_document_of_the_contract() -> None:
    content = render(report(), "json")
    document = json.loads(content)
    assert content.endswith(b"}\n")
    assert document["freshness"]["as_of"] == "2026-11-22T09:00:00Z"
    assert document["window"]["first_on"] == "2026-10-24"
    assert [row["name"] for row in document["developers"]] == [row["name"] for row in CAST]
    assert document["developers"][0]["acceptance_share"] == 0.41
    assert document["developers"][0]["seat_since"] == "2026-09-01"
    assert document["developers"][3]["total_tokens"] is None


def test_csv_keeps_numbers_days_and_lists_and_leaves_the_unknown_empty() -> None:
    hana, chen, _, nameless = csv_rows(render(report(), "csv"))
    assert list(hana) == [column.key for column in COLUMNS]
    assert (hana["total_tokens"], hana["acceptance_share"], hana["spend_cents"]) == (
        "81234567",
        "0.41",
        "123456.0",
    )
    assert hana["last_active_on"] == "2026-11-22"
    assert chen["signals"] == "inactive_seat; churned"
    assert chen["strip"].startswith("?; ?; ?; 0")
    assert nameless["total_tokens"] == nameless["emails"] == ""


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "\t1",
        "\r1",
        "  =1",
        '"=1',
        "'=1",
        "\n=1",
        "\ufeff=1",
        "\u00a0=1",
        "\uff1d1",
        "a;=1",
    ],
)
def test_no_cell_of_text_begins_a_formula(name: str) -> None:
    shown = csv_rows(render(report(developer("x", "active", name=name)), "csv"))[0]["name"]
    assert all(piece.startswith("'") for piece in shown.split(";") if piece != "a")
    assert shown.replace("'", "") == name.replace("'", "")


def test_negative_numbers_stay_numbers() -> None:
    row = csv_rows(render(report(developer("x", "active", trend_change=-0.25)), "csv"))[0]
    assert row["trend_change"] == "-0.25"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_comes_back_from_csv_but_for_apostrophes(name: str) -> None:
    row = csv_rows(render(report(developer("x", "active", name=name)), "csv"))[0]
    assert row["name"].replace("'", "") == name.replace("'", "")


def test_markdown_tells_window_freshness_and_the_main_columns() -> None:
    text = render(report(notes=("Daily rows are missing.",), complete=False), "md").decode()
    assert "**2026-10-24 to 2026-11-22**, 30 days" in text
    assert "as of 2026-11-22T09:00:00Z" in text
    assert "**incomplete**" in text
    assert "Daily rows are missing." in text
    assert "| Hana Sato | Active | 81,234,567 | 21 | 41% |" in text
    assert "| – | Unknown | – | – |" in text


def test_markdown_of_the_team_has_every_table() -> None:
    text = render(team_report(), "md").decode()
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## By day",
        "## By model",
        "## Acceptance",
    ]


@given(st.text())
def test_a_name_cannot_break_out_of_its_cell(name: str) -> None:
    row = render(report(developer("x", "active", name=f"|{name}<b>\n[a](b)")), "md").decode("utf-8")
    lines = [line for line in row.split("\n") if line.startswith("| ")]
    assert len(lines) == 3
    assert lines[2].replace("\\\\", "").replace("\\|", "").count("|") == lines[0].count("|")
    assert "<b>" not in row


def test_a_named_table_stands_alone() -> None:
    assert csv_rows(render(team_report(), "csv", "by_model"))[0]["model"] == "claude-4.5-sonnet"
    assert "by_day" not in json.loads(render(team_report(), "json", "by_model"))


def test_what_does_not_exist_is_refused_with_what_does() -> None:
    with pytest.raises(WrongUsage, match="choose one of json, csv"):
        render(report(), "pdf")
    with pytest.raises(WrongUsage, match="choose one of by_day, by_model"):
        render(team_report(), "csv", "seats")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_draws_every_report_and_the_same_bytes_again(form: str) -> None:
    for each in (report(), nobody(), team_report()):
        content = render(each, form)
        assert content
        assert content == render(each, form)


def test_the_cast_has_days_as_days() -> None:
    assert HANA["seat_since"] == date(2026, 9, 1)
