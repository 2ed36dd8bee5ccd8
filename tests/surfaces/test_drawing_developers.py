"""The per-developer report in a terminal."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from seatlight.model.report import Report
from seatlight.surfaces.cli.drawing import developers
from seatlight.surfaces.cli.drawing.next_steps import MOST_NAMED, steps_of
from tests.render.by_hand import CHEN, HANA, ago, developer, found, nobody, report

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def drawn(report: Report, width: int = 80, *, terminal: bool = False, no_color: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=terminal,
        color_system="truecolor" if terminal else None,
        no_color=no_color,
    )
    developers.draw(report, console)
    return out.getvalue()


def line_of(name: str, text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(name))


def test_eighty_columns_hold_what_matters() -> None:
    hana = line_of("Hana Sato", drawn(report()))
    assert hana.split()[:7] == ["Hana", "Sato", "Active", "81.2", "M", "21", "41%"]
    assert "+34%" in hana
    assert len(hana) - hana.index("+34%") - 5 <= 30


def test_an_amount_that_may_still_grow_is_at_least_so_much() -> None:
    """Usage that is known for a part of the window only is so far; nothing so far is not known."""
    later, never = ({"usage_known_since": since} for since in (ago(10), None))
    text = drawn(report(developer("Ana", "active", total_tokens=81_200_000, active_days=21, **later),
                        developer("Bo", "unknown", total_tokens=0, active_days=0, **never)))  # fmt: skip
    assert line_of("Ana", text).split()[:5] == ["Ana", "Active", "≥81.2", "M", "≥21"]
    assert line_of("Bo", text).split()[:4] == ["Bo", "Unknown", "–", "–"]


@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 120, 140, 160, 250])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = drawn(report(HANA, developer("李小龍" * 20, "stopped"), notes=("n" * 300,)), width)
    assert max(map(cell_len, text.splitlines())) <= width


def test_more_width_shows_more_columns() -> None:
    assert "Signals" not in drawn(report(), 80)
    wide = drawn(report(), 160)
    assert all(title in wide for title in ("Signals", "EUR", "since", "mium"))
    assert "Efficient heavy user, Growing" in wide


def test_every_state_is_told_in_words_and_colour() -> None:
    text = drawn(report(), terminal=True)
    assert "\x1b[35mNever started" in text
    assert "Never started" in COLOUR.sub("", text)


def test_without_colours_no_colour_is_sent() -> None:
    assert "\x1b" not in drawn(report())
    assert "\x1b[3" not in drawn(report(), terminal=True, no_color=True)


def test_the_unknown_is_a_dash_and_never_zero() -> None:
    nameless = line_of("(no address)", drawn(report()))
    assert nameless.split()[2:7] == ["Unknown", "–", "–", "–", "–"]
    assert "0" not in nameless


def test_events_without_token_data_are_not_no_tokens() -> None:
    row = developer("Ana", "active", total_tokens=0, events_without_tokens=7, active_days=3)
    assert line_of("Ana", drawn(report(row))).split()[:4] == ["Ana", "Active", "–", "3"]


def test_few_suggestions_tell_nothing() -> None:
    row = developer("Ana", "active", acceptance_share=0.5, acceptance_tells="too_few")
    assert " few " in line_of("Ana", drawn(report(row)))


def test_whoever_is_never_asked_has_no_low_acceptance() -> None:
    row = developer("Ana", "active", acceptance_share=0.01, acceptance_tells="never_asked")
    assert " auto " in line_of("Ana", drawn(report(row)))


def test_the_strip_tells_unknown_used_and_off_days_apart() -> None:
    assert line_of("Chen Wei", drawn(report())).rstrip().endswith("???▁▁▁▁  ▁▁▁▁▁  ▁▁▁▁▁  ▁▁▁▁▁")
    assert "▆█▂▄▆" in line_of("Hana Sato", drawn(report()))


def test_a_report_without_a_strip_draws_none() -> None:
    rows = [{key: value for key, value in HANA.items() if key != "strip"}]
    bare = report(*rows)
    head = {key: value for key, value in bare.head.items() if key != "strip"}
    assert "Last 30 days" not in drawn(Report(head, bare.tables), 160)


def test_an_incomplete_report_says_so_and_what_is_missing() -> None:
    text = drawn(report(notes=("Daily rows are missing for 2026-11-02.",), complete=False))
    assert "INCOMPLETE: totals are so far, not final" in text
    assert "! Daily rows are missing for 2026-11-02." in text


def test_nobody_is_told_in_a_sentence() -> None:
    assert "Nobody has a seat" in drawn(nobody())


def test_the_next_step_of_each_developer_is_the_most_pressing_one() -> None:
    assert [step.action for step in steps_of(CHEN)] == ["ask what got in the way"]
    assert [step.action for step in steps_of(HANA)] == ["showcase"]
    assert steps_of(developer("Ana", "new")) == []
    unmatched = developer("Ana", "left", signals=[found("unmatched_seat", "nobody has ana@example.org")])
    assert [step.action for step in steps_of(unmatched)] == ["remove the seat now", "match it"]


def test_likely_findings_say_so() -> None:
    idle = developer("Ana", "stopped", signals=[found("inactive_seat", "no tokens", "likely")])
    assert "no tokens (likely)" in drawn(report(idle))


def test_long_lists_of_names_are_cut_and_counted() -> None:
    rows = [
        developer(f"Ana {number}", "never_started", signals=[found("never_started", "never used")])
        for number in range(25)
    ]
    text = drawn(report(*rows))
    assert "Onboarding conversation · 25" in text
    assert f"and {25 - MOST_NAMED} more (see seatlight seats)" in text
    assert text.count("never used") == MOST_NAMED


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_an_encoding_without_marks_gets_ascii(encoding: str) -> None:
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding=encoding) as out:
        developers.draw(report(HANA, developer("Tomáš 李", "stopped")), Console(file=out, width=80))
        out.flush()
        text = raw.getvalue().decode(encoding)
    assert "*#:+*" in line_of("Hana Sato", text)
    assert {cell_len(line_of(name, text).partition("Stopped")[0]) for name in ["Tom"]} == {13}


HOSTILE = [
    "[red]x[/]",
    "[/]",
    "[link=https://example.org]x",
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "a\nb",
    "a\u202eb",
    ":smile:",
    "\x9b31m",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_cannot_steer_the_terminal(name: str) -> None:
    row = developer("x", "stopped", name=name, signals=[found("churned", f"because of {name}")])
    text = drawn(report(row, notes=(name,)), 160, terminal=True)
    rest = COLOUR.sub("", text)
    assert all(character.isprintable() for character in rest.replace("\n", ""))
    assert "\x1b[31m" not in text
    for markup in ("[red]x[/]", "[link=https://example.org]x", ":smile:"):
        assert (markup in rest) == (markup in name)


@given(st.text())
def test_any_name_takes_one_line(name: str) -> None:
    lines = drawn(report(developer("x", "new", name=name))).splitlines()
    assert len([line for line in lines if re.search(r" New  ", line)]) == 1
