"""What makes no sense ends with exit code 2 and a sentence, and nothing is asked of anybody."""

import json
from pathlib import Path

import pytest

from seatlight.sandbox import Box
from tests.surfaces.commands import call, settings_file

Captured = pytest.CaptureFixture[bytes]

WINDOWS = {
    "future": (["--until", "2999-01-01"], "in the future; the last day"),
    "future-first": (["--since", "2999-01-01"], "is after its last day"),
    "reversed": (["--since", "2020-02-01", "--until", "2020-01-01"], "The window is reversed"),
    "beyond": (["--days", "91"], "Cursor answers 90 days back"),
    "before": (["--since", "2020-01-01"], "set SEATLIGHT_CURSOR_REACH_DAYS"),
    "long ago": (["--until", "2020-01-01"], "ask for less"),
    "none": (["--days", "0"], "A window has at least 1 day"),
    "negative": (["--days", "-7"], "A window has at least 1 day"),
    "huge": (["--days", "99999999999"], "ask for less"),
    "twice": (["--days", "7", "--since", "2020-01-01"], "either a number of days or a first day"),
}

FORMS = {
    "unknown ending": (["--output", "report.pdf"], "What form shall report.pdf have? Name it with --format"),
    "no ending": (["--output", "report"], "end the name with one of .json, .csv"),
    "unknown table": (["--format", "csv", "--table", "salaries"], "'salaries' is not 'developers'"),
}  # fmt: skip

USAGES = {
    "unknown command": ["reprot"],
    "unknown option": ["report", "--dyas", "7"],
    "argument": ["report", "everybody"],
    "days in words": ["report", "--days", "seven"],
    "no such day": ["report", "--until", "2026-02-30"],
    "another date form": ["report", "--since", "01/02/2026"],
    "format": ["report", "--format", "pdf"],
    "missing value": ["report", "--output"],
    "demo has no settings": ["demo", "--config", "seatlight.toml"],
}


@pytest.mark.parametrize("case", WINDOWS)
def test_a_window_that_cannot_be_answered_is_refused(case: str, config: Path, capsysbinary: Captured) -> None:
    """The sentence says which days can be asked for."""
    options, says = WINDOWS[case]
    done = call(capsysbinary, "report", "--config", config, *options)
    assert done.code == 2
    assert says in done.sentence


def test_a_longer_reach_is_the_operators_word(box: Box, tmp_path: Path, capsysbinary: Captured) -> None:
    """With a reach of 100 days set, 91 days are no wrong use any more."""
    config = settings_file(tmp_path, box, reach_days=100)
    assert call(capsysbinary, "team", "--config", config, "--days", "91").code in {0, 3}


@pytest.mark.parametrize("case", FORMS)
def test_a_form_that_fits_nothing_is_refused(case: str, box: Box, config: Path, capsysbinary: Captured) -> None:
    """The sentence names what there is; nothing was asked of Cursor."""
    options, says = FORMS[case]
    before = len(box.requests)
    done = call(capsysbinary, "report", "--config", config, *options)
    assert done.code == 2
    assert says in done.sentence
    assert len(box.requests) == before


@pytest.mark.parametrize("name", ["report", "seats", "team"])
def test_every_table_of_a_report_can_be_named(name: str, config: Path, capsysbinary: Captured) -> None:
    """The help lists exactly those that the report has."""
    help_text = call(capsysbinary, name, "--help").text
    tables = help_text.partition("--table [")[2].partition("]")[0].split("|")
    whole = json.loads(call(capsysbinary, name, "--config", config, "--format", "json").out)
    assert set(tables) == {key for key, value in whole.items() if isinstance(value, list)}
    for table in tables:
        assert call(capsysbinary, name, "--config", config, "--format", "csv", "--table", table).code == 0


@pytest.mark.parametrize("case", USAGES)
def test_what_is_typed_wrong_is_explained(case: str, capsysbinary: Captured) -> None:
    """One sentence on stderr like every other, with a hint at the end to where it is explained."""
    done = call(capsysbinary, *USAGES[case])
    known = USAGES[case][:1] if case != "unknown command" else []
    assert done.code == 2
    assert done.sentence.endswith(f" See {' '.join(['seatlight', *known])} --help.")


@pytest.mark.parametrize(
    ("typed", "meant"), [("reprot", "report"), ("seat", "seats"), ("Doctor", "doctor"), ("xyzzy", None)]
)
def test_a_mistyped_command_is_guessed(typed: str, meant: str | None, capsysbinary: Captured) -> None:
    """The nearest one, if there is one that is near."""
    says = call(capsysbinary, typed).sentence
    assert says.startswith(f"There is no command '{typed}'.")
    assert f"Did you mean {meant}?" in says if meant else "mean" not in says


def test_who_types_no_command_sees_them_all(capsysbinary: Captured) -> None:
    """The help goes to stderr, with the exit code of wrong usage."""
    done = call(capsysbinary)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("Usage: seatlight")


@pytest.mark.parametrize("case", WINDOWS)
def test_an_impossible_window_is_told_before_a_missing_key(case: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """What was just typed is the nearer mistake."""
    (tmp_path / "empty.toml").touch()
    options, says = WINDOWS[case]
    done = call(capsysbinary, "report", "--config", tmp_path / "empty.toml", *options)
    assert done.code == 2
    assert says in done.sentence


def test_without_a_key_a_sentence_says_where_to_get_one(tmp_path: Path, capsysbinary: Captured) -> None:
    """A newcomer learns the name of the setting, who makes a key, and how to look around without one."""
    empty = tmp_path / "empty.toml"
    empty.touch()
    for name in ("report", "seats", "team"):
        done = call(capsysbinary, name, "--config", empty)
        assert done.code == 2
        assert "SEATLIGHT_CURSOR_API_KEY" in done.sentence
        assert "seatlight demo" in done.sentence


def test_doctor_tells_a_missing_key_among_the_rest(tmp_path: Path, capsysbinary: Captured) -> None:
    """It is a finding like any other, and ends in 1."""
    empty = tmp_path / "empty.toml"
    empty.touch()
    done = call(capsysbinary, "doctor", "--config", empty)
    assert (done.code, done.err) == (1, "")
    assert "✗ Cursor key" in done.text
    assert "SEATLIGHT_CURSOR_API_KEY" in done.text


def test_wrong_use_asks_nothing_of_cursor(box: Box, config: Path, capsysbinary: Captured) -> None:
    """A window that cannot be answered is known before the first request."""
    before = len(box.requests)
    call(capsysbinary, "report", "--config", config, "--days", "91")
    assert len(box.requests) == before


@pytest.mark.parametrize("name", ["", "demo", "report", "seats", "team", "doctor", "sandbox"])
def test_every_command_explains_itself(name: str, capsysbinary: Captured) -> None:
    """Help goes to stdout, with exit code 0, whether asked for in short or in long."""
    long, short = (call(capsysbinary, *name.split(), flag) for flag in ("--help", "-h"))
    assert long == short
    assert long.code == 0
    assert long.err == ""
    assert long.text.startswith(f"Usage: seatlight {name}".rstrip())


def test_the_version_is_told(capsysbinary: Captured) -> None:
    """Name and version on one line."""
    done = call(capsysbinary, "--version")
    assert done.code == 0
    assert done.text.startswith("seatlight ")
