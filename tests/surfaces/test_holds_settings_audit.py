"""`seatlight hold`, `settings` and `audit`: what an admin sets, what it changes, and who can tell afterwards."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from seatlight.model.site_settings import keys
from seatlight.sandbox import Box, Setup, start
from tests.surfaces.site import Captured, Site, joined

INES, HANA, PRIYA = "ines.duarte@example.org", "hana.sato@example.org", "priya.raman@example.org"
LONG = "2999-01-01"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A small team that no test changes: Priya never started, Ines was not seen to use anything."""
    with start(Setup(people=9)) as running:
        yield running


@pytest.fixture
def here(box: Box, tmp_path: Path, capsysbinary: Captured) -> Site:
    """A connected site in which nothing is set."""
    return joined(Site(box, tmp_path, capsysbinary))


def day(ahead: int) -> str:
    """A UTC day so many days from today."""
    return (datetime.now(UTC).date() + timedelta(days=ahead)).isoformat()  # noqa: TID251


def database(one: Site) -> Path:
    """The file that everything is kept in."""
    return one.folder / "home" / "seatlight" / "seatlight.db"


def test_a_held_seat_is_no_finding(here: Site) -> None:
    """Until its last day, with a neutral reason; ended early it is a finding again."""
    assert here.row(INES)["state"] == "no_use_seen"
    told = here.well("hold", "add", f" {INES.title()} ", "--until", LONG, "--reason", "leave").text
    assert told == f"{INES} is on hold until {LONG}.\n"
    row = here.row(INES)
    assert (row["state"], row["signals"]) == ("on_hold", [])
    here.well("hold", "end", INES)
    assert here.row(INES)["state"] == "no_use_seen"
    assert "is not on hold" in here("hold", "end", INES).sentence


def test_holds_of_file_and_database_count_together(here: Site) -> None:
    """Both are listed, and both are in force; only that of the database can be ended here."""
    config = here.config()
    config.write_text(config.read_text() + f'[[holds]]\nemail = "{PRIYA}"\nuntil = {LONG}\nreason = "notice_period"\n')
    here.well("hold", "add", INES, "--from", day(-3), "--until", LONG)
    rows = here.listed("holds", "hold", "list")
    assert [(row["email"], row["starts_on"], row["reason"]) for row in rows] == [
        (INES, day(-3), "other"), (PRIYA, None, "notice_period"),
    ]  # fmt: skip
    assert {here.row(INES)["state"], here.row(PRIYA)["state"]} == {"on_hold"}
    assert here("hold", "end", PRIYA).code == 2


def test_a_hold_that_is_over_or_to_come_changes_nothing(here: Site) -> None:
    """It is listed with its days."""
    here.well("hold", "add", INES, "--from", day(-9), "--until", day(-2))
    here.well("hold", "add", PRIYA, "--from", day(2), "--until", day(9))
    assert len(here.listed("holds", "hold", "list")) == 2
    assert "on_hold" not in {here.row(INES)["state"], here.row(PRIYA)["state"]}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", "ines", "--until", LONG], "is no address"),
        (["add", INES, "--until", "2026-02-30"], "Invalid value for '--until'"),
        (["add", INES, "--until", "2020-01-01", "--from", "2020-02-01"], "before it begins"),
        (["add", INES, "--until", LONG, "--reason", "ill"], "'ill' is not one of 'leave'"),
        (["add", INES], "Missing option '--until'"),
        (["end", INES], "is not on hold"),
    ],
)
def test_a_hold_that_makes_no_sense_is_a_sentence(words: list[str], says: str, here: Site) -> None:
    """Exit code 2, and there is no hold."""
    done = here("hold", *words)
    assert done.code == 2
    assert says in done.sentence
    assert here.listed("holds", "hold", "list") == []


def settings(one: Site) -> dict[str, tuple[str | None, bool]]:
    """Every setting with its value and whether it was set for the site."""
    return {row["key"]: (row["value"], row["is_set"]) for row in one.listed("settings", "settings", "list")}


OTHER_VALUES = {
    "limits.acceptance_signals": "false",
    "limits.asked_share": "0.5",
    "money.seats_paid": "12",
    "money.seat_price_cents": "40.5",
    "money.currency": "EUR",
    "privacy.mode": "groups",
    "tiers.auto": "default",
    "tiers.fast": "composer*, *haiku*",
    "tiers.premium": "claude*",
}


def test_every_setting_can_be_set_and_taken_back(here: Site) -> None:
    """Listed as it was written, and afterwards as it was before."""
    before = settings(here)
    assert tuple(before) == keys()
    values = {key: OTHER_VALUES.get(key, "0.5" if "." in (before[key][0] or "") else "7") for key in keys()}
    for key, value in values.items():
        assert here.well("settings", "set", key, value).text == f"{key} is {value}.\n"
    assert settings(here) == {key: (value, True) for key, value in values.items()}
    for key in keys():
        assert here.well("settings", "unset", key).text.endswith(" again.\n")
    assert settings(here) == before


def test_a_threshold_changes_states_and_signals(here: Site) -> None:
    """A longer grace makes a new seat of one that never started, from the next report on."""
    assert here.row(PRIYA)["state"] == "never_started"
    here.well("settings", "set", "limits.grace_days", "60")
    assert here.row(PRIYA)["state"] == "new"
    here.well("settings", "unset", "limits.grace_days")
    assert here.row(PRIYA)["state"] == "never_started"


def test_prices_and_seats_paid_change_the_money(here: Site) -> None:
    """What nobody entered is not invented; what was entered counts."""
    before = here.report()["team"]
    assert (before["seats_paid"], before["seats_paid_is"]) == (before["seats"], "counted")
    here.well("settings", "set", "money.seats_paid", "40")
    here.well("settings", "set", "money.currency", "CHF")
    team = here.report()["team"]
    assert (team["seats_paid"], team["seats_paid_is"], team["currency"]) == (40, "entered", "CHF")


def test_tiers_of_a_site_change_the_split(here: Site) -> None:
    """Every model premium: the share is one."""
    here.well("settings", "set", "tiers.premium", "*")
    assert here.row(HANA)["premium_share"] == 1.0


def test_the_database_goes_before_the_file(here: Site) -> None:
    """What the file says counts until an admin sets it for the site."""
    config = here.config()
    config.write_text(config.read_text() + "[limits]\ngrace_days = 60\n")
    assert here.row(PRIYA)["state"] == "new"
    assert settings(here)["limits.grace_days"] == ("60", False)
    here.well("settings", "set", "limits.grace_days", "14")
    assert here.row(PRIYA)["state"] == "never_started"


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("limits.grace_days", "soon", "limits.grace_days cannot be 'soon': it takes a whole number"),
        ("limits.grace_days", "0", "limits.grace_days cannot be '0'"),
        ("limits.grace_days", "367", "cannot be '367'"),
        ("limits.plateau_share", "1.5", "cannot be '1.5'"),
        ("limits.plateau_share", "nan", "cannot be 'nan'"),
        ("limits.acceptance_signals", "perhaps", "cannot be 'perhaps'"),
        ("money.seat_price_cents", "free", "cannot be 'free'"),
        ("money.seats_paid", "1.5", "cannot be '1.5'"),
        ("privacy.mode", "everybody", "members, leads, pseudonyms, groups, self"),
        ("privacy.group_of", "1", "cannot be '1'"),
        ("limits.nothing", "1", "There is no setting limits.nothing"),
        ("cursor.api_key", "x", "There is no setting cursor.api_key"),
        ("", "1", "There is no setting"),
    ],
)
def test_a_value_that_cannot_be_used_is_not_set(key: str, value: str, says: str, here: Site) -> None:
    """The sentence names the key and what it takes."""
    before = settings(here)
    done = here("settings", "set", key, value)
    assert done.code == 2
    assert says in done.sentence
    assert settings(here) == before


def audited(one: Site) -> list[dict[str, Any]]:
    """The audit log."""
    return one.listed("audit", "audit", "list")


def test_every_change_and_every_look_is_in_the_log(here: Site) -> None:
    """Oldest first, each with who, what, about what, and the change."""
    here.report()
    here.well("settings", "set", "limits.grace_days", "21")
    here.well("hold", "add", INES, "--until", LONG)
    rows = audited(here)
    assert [row["action"] for row in rows] == [
        "site_added", "connection_added", "jira_set", "looked", "setting_changed", "hold_added",
    ]  # fmt: skip
    assert rows[4]["about"] == "limits.grace_days"
    assert "21" in rows[4]["details"]
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)


def test_looks_within_an_hour_are_one(here: Site) -> None:
    """For each report its own, with how often; lists of settings are no looks at people."""
    for _ in range(3):
        here.report()
    here.well("seats", "--format", "csv")
    here.well("settings", "list")
    looks = here.listed("looks", "audit", "looks", HANA)
    assert sum(row["times"] for row in looks) == 4
    assert {row["report"] for row in looks} == {"developers", "seats"}
    hours = [(row["report"], row["first_at"][:13]) for row in looks]
    assert len(set(hours)) == len(hours)


def test_looks_are_found_by_account_as_well(here: Site) -> None:
    """The one person under both names; of somebody who was not in the report there are none."""
    here.well("report", "--email", HANA, "--format", "csv")
    by_account = here.listed("looks", "audit", "looks", here.account(HANA))
    assert by_account == here.listed("looks", "audit", "looks", HANA)
    assert len(by_account) == 1
    assert here.listed("looks", "audit", "looks", INES) == []
    assert here.listed("looks", "audit", "looks", "nobody@example.org") == []


def test_the_log_is_cut_to_days(here: Site) -> None:
    """From a first day, up to a last one."""
    assert audited(here) == here.listed("audit", "audit", "list", "--since", day(-1), "--until", day(1))
    assert here.listed("audit", "audit", "list", "--since", day(2)) == []
    assert here.listed("audit", "audit", "list", "--until", day(-2)) == []


def test_the_log_comes_in_every_form(here: Site) -> None:
    """The same lines, as a table, as text and as files."""
    here.report()
    expected = [row["action"] for row in audited(here)]
    told = {form: here.well("audit", "list", "--format", form) for form in ("csv", "json", "md", "table")}
    assert [row["action"] for row in csv.DictReader(io.StringIO(told["csv"].text))] == expected
    assert [row["action"] for row in json.loads(told["json"].out)["audit"]] == expected
    drawn = told["md"].text.replace("\\", "") + told["table"].text
    assert [drawn.count(f"{action} ") >= 2 for action in expected] == [True] * len(expected)
    for name in ("log.xlsx", "log.parquet"):
        here.well("audit", "list", "--output", here.folder / name)
    assert pl.read_parquet(here.folder / "log.parquet")["action"].to_list() == expected
    assert (here.folder / "log.xlsx").read_bytes()[:2] == b"PK"


def test_the_log_holds_neither_keys_nor_usage(here: Site) -> None:
    """Of a look only who, what and how many; of a connection the name and four characters at most."""
    tokens = {str(row["total_tokens"]) for row in here.report()["developers"] if row["total_tokens"] > 999}
    text = here.well("audit", "list", "--format", "csv").text
    assert not [number for number in tokens if number in text]
    assert here.box.key not in text
    assert here.box.jira_token not in text
    assert HANA not in text


def test_a_look_that_cannot_be_written_shows_nothing(here: Site) -> None:
    """No row leaves when the log cannot take it: a sentence, exit code 1, no output and no file."""
    here.report()
    with sqlite3.connect(database(here)) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON looks BEGIN SELECT RAISE(ABORT, 'full'); END")
    for words in (["report"], ["report", "--format", "csv"], ["seats"], ["team", "--format", "json"]):
        done = here(*words)
        assert done.code == 1
        assert "seatlight.db" in done.sentence
    done = here("report", "--output", here.folder / "out.csv")
    assert done.code == 1
    assert not (here.folder / "out.csv").exists()


def test_a_look_at_oneself_is_no_look(here: Site) -> None:
    """Whoever asks through --as is the operator still, and is noted by that name."""
    here.well("report", "--as", HANA, "--mine", "--format", "csv")
    assert {row["by"] for row in here.listed("looks", "audit", "looks", HANA)} == {"operator"}
