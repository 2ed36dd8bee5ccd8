"""A bad setting or list of people stops the start with exit code 2 and a sentence that says where it stands."""

from pathlib import Path

import pytest

from seatlight.sandbox import Box
from tests.surfaces.commands import call, command, environment, settings_file

Captured = pytest.CaptureFixture[bytes]

ENVIRONMENT = {
    "SEATLIGHT_CURSOR_URL": ("ftp://cursor.example", "it takes an address like https://api.cursor.com"),
    "SEATLIGHT_CURSOR_ADMIN_PER_MINUTE": ("many", "it takes a whole number from 0 to 100000"),
    "SEATLIGHT_CURSOR_API_KEY": ("two words", "cannot be used; it takes the key alone"),
    "SEATLIGHT_PEOPLE": ("nobody.csv", "nobody.csv: the list of people cannot be read"),
}

PEOPLE = {
    "no address column": ("name\nAda\n", "line 1: there is no column 'email'"),
    "a column twice": ("email,name,name\n", "line 1, column 3: 'name' stands twice"),
    "no address": ("email,name\n,Ada\n", "line 2, column 1 (email): there is no address"),
    "no @": ("name,email\nAda,ada\n", "line 2, column 2 (email): 'ada' is no address"),
    "a status": ("email,status\nada@x.org,gone\n", "line 2, column 2 (status): 'gone' is neither"),
    "too many fields": ("email,name\nada@x.org,Lovelace,Ada\n", "line 2, column 3: more fields"),
    "twice": ("email\nada@x.org\nbob@x.org\nADA@x.org\n", "line 4, column 1 (email): ada@x.org stands in line 2"),
    "open quotes": ('email,name\nada@x.org,"Ada\n', "line 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_a_bad_setting_in_the_environment_is_named(name: str, box: Box, tmp_path: Path) -> None:
    """The sentence says which setting, what it is, and what it takes."""
    value, says = ENVIRONMENT[name]
    done = command(environment(box, **{name: value}), tmp_path, "report")
    assert done.code == 2
    assert says in done.sentence
    assert name in done.sentence or name == "SEATLIGHT_PEOPLE"


def test_a_key_file_that_is_missing_is_named(box: Box, tmp_path: Path) -> None:
    """The sentence says which setting names it, and what it names."""
    around = environment(box, SEATLIGHT_CURSOR_API_KEY="", SEATLIGHT_CURSOR_API_KEY_FILE="missing.key")
    done = command(around, tmp_path, "report")
    assert done.code == 2
    assert "SEATLIGHT_CURSOR_API_KEY_FILE names a file that cannot be read: missing.key" in done.sentence


def test_a_bad_setting_in_the_working_folder_is_found(box: Box, tmp_path: Path) -> None:
    """The file seatlight.toml is read without being named; the sentence gives line and column."""
    (tmp_path / "seatlight.toml").write_text("[cursor]\n  reach_days = 0\n")
    done = command(environment(box), tmp_path, "report")
    assert done.code == 2
    assert "seatlight.toml, line 2, column 3: cursor.reach_days is 0" in done.sentence


def test_a_settings_file_that_is_no_toml_is_told(tmp_path: Path, capsysbinary: Captured) -> None:
    """Line and column of the first thing that cannot be read."""
    config = tmp_path / "mine.toml"
    config.write_text("[limits]\nrecent_days = thirty\n")
    done = call(capsysbinary, "seats", "--config", config)
    assert done.code == 2
    assert f"{config}, line 2, column 15" in done.sentence


def test_a_settings_file_that_is_not_there_is_told(tmp_path: Path, capsysbinary: Captured) -> None:
    """A file named on the command line has to exist."""
    done = call(capsysbinary, "doctor", "--config", tmp_path / "none.toml")
    assert done.code == 2
    assert "there is no such file" in done.sentence


@pytest.mark.parametrize("case", PEOPLE)
def test_a_bad_list_of_people_is_told(case: str, box: Box, tmp_path: Path, capsysbinary: Captured) -> None:
    """File, line and column of what is wrong; nothing was asked of Cursor."""
    text, says = PEOPLE[case]
    config, before = with_people(tmp_path, box, text), len(box.requests)
    done = call(capsysbinary, "report", "--config", config)
    assert done.code == 2
    assert f"people.csv, {says}" in done.sentence
    assert len(box.requests) == before


def test_a_list_of_people_names_developers_and_tells_who_left(box: Box, tmp_path: Path, capsysbinary: Captured) -> None:
    """The names of the list stand in the report, whatever Cursor calls people."""
    config = with_people(
        tmp_path, box, "email;name;status\nHana.Sato@example.org;Sato-san;active\nchen.wei@example.org;;deactivated\n"
    )  # fmt: skip
    done = call(capsysbinary, "report", "--config", config, "--format", "csv")
    assert done.code == 0
    assert ",Sato-san," in done.text
    assert ",left," in next(line for line in done.text.splitlines() if "chen.wei@" in line)


def with_people(folder: Path, box: Box, text: str) -> Path:
    """A settings file beside a list of people that it names."""
    (folder / "people.csv").write_text(text)
    config = settings_file(folder, box)
    config.write_text('people = "people.csv"\n' + config.read_text())
    return config
