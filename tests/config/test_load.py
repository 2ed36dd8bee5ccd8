"""Where settings come from, which place wins, and what happens to one that cannot be used."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from seatlight.config import SETTINGS, Settings, load
from seatlight.errors import BadFile, BadSetting
from seatlight.model.governance import Hold, Money
from seatlight.model.limits import Limits

KEY = "crsr_" + "ab12" * 16
EVERYTHING = f"""
people = "people.csv"
retry_for_seconds = 7

[cursor]
api_key = "{KEY}"
url = "http://127.0.0.1:8765/"
admin_per_minute = 1
events_per_minute = 2
reach_days = 120

[limits]
recent_days = 20
acceptance_signals = false

[money]
seats_paid = 30
seat_price_cents = 4000
currency = "EUR"

[tiers]
premium = ["our-best*"]

[tiers.exact]
House-Model = "fast"

[[holds]]
email = "ada@example.org"
until = 2026-12-31
reason = "leave"
"""


def written(folder: Path, text: str) -> Path:
    """A settings file with a text."""
    path = folder / "seatlight.toml"
    path.write_text(text)
    return path


def test_without_anything_there_are_defaults() -> None:
    """Cursor's own address and limits, 90 days of reach, and no key."""
    settings = load({})
    assert settings.cursor_api_key is None
    assert settings.cursor_url == "https://api.cursor.com"
    assert (settings.cursor_admin_per_minute, settings.cursor_events_per_minute) == (20, 60)
    assert (settings.cursor_reach_days, settings.retry_for_seconds) == (90, 120)
    assert (settings.people, settings.holds) == (None, ())
    assert (settings.limits, settings.money) == (Limits(), Money())


def test_everything_may_stand_in_the_file(tmp_path: Path) -> None:
    """Each section arrives, and a relative path is taken from the file's folder."""
    settings = load({}, written(tmp_path, EVERYTHING))
    assert settings.cursor_api_key is not None
    assert settings.cursor_api_key.reveal() == KEY
    assert settings.cursor_url == "http://127.0.0.1:8765"
    assert (settings.cursor_admin_per_minute, settings.cursor_events_per_minute) == (1, 2)
    assert (settings.cursor_reach_days, settings.retry_for_seconds) == (120, 7)
    assert settings.people == tmp_path / "people.csv"
    assert settings.limits == Limits(recent_days=20, acceptance_signals=False)
    assert settings.money == Money(seats_paid=30, seat_price_cents=4000, currency="EUR")
    assert settings.holds == (Hold("ada@example.org", date(2026, 12, 31), reason="leave"),)


def test_model_tiers_of_the_site_are_asked_first(tmp_path: Path) -> None:
    """They stand before the built-in patterns, which stay; names are compared in lower case."""
    built_in, tiers = load({}).tiers, load({}, written(tmp_path, EVERYTHING)).tiers
    assert (tiers.tier("our-best-mini"), built_in.tier("our-best-mini")) == ("premium", "fast")
    assert tiers.premium == built_in.premium
    assert tiers.exact["house-model"] == "fast"
    assert built_in.exact.items() <= tiers.exact.items()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """One by one: what the environment leaves out still comes from the file."""
    environment = {"SEATLIGHT_CURSOR_REACH_DAYS": "30", "SEATLIGHT_PEOPLE": "other.csv"}
    settings = load(environment, written(tmp_path, EVERYTHING))
    assert settings.cursor_reach_days == 30
    assert settings.people == Path("other.csv")
    assert settings.retry_for_seconds == 7


def test_an_empty_variable_is_none_at_all(tmp_path: Path) -> None:
    """As container files leave them."""
    settings = load({"SEATLIGHT_CURSOR_REACH_DAYS": "", "SEATLIGHT_PEOPLE": ""}, written(tmp_path, EVERYTHING))
    assert settings.cursor_reach_days == 120
    assert settings.people == tmp_path / "people.csv"


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    """White space around it is no part of it; the variable itself wins over it, it over the settings file."""
    (tmp_path / "key").write_text("\n crsr_from_a_file \n")
    named = {"SEATLIGHT_CURSOR_API_KEY_FILE": str(tmp_path / "key")}
    config = written(tmp_path, EVERYTHING)
    found = [load(named, config), load({**named, "SEATLIGHT_CURSOR_API_KEY": "crsr_direct"}, config)]
    keys = [settings.cursor_api_key.reveal() for settings in found if settings.cursor_api_key]
    assert keys == ["crsr_from_a_file", "crsr_direct"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"two words", b""])
def test_a_secrets_file_that_cannot_be_used_is_named(content: bytes | None, tmp_path: Path) -> None:
    """Missing, not text, two words or empty: the sentence names the setting, never what is in the file."""
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadSetting, match="SEATLIGHT_CURSOR_API_KEY") as failure:
        load({"SEATLIGHT_CURSOR_API_KEY_FILE": str(path)})
    assert "two words" not in failure.value.says


def test_only_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    """Other settings have no such variable."""
    (tmp_path / "url").write_text("http://127.0.0.1:1")
    assert load({"SEATLIGHT_CURSOR_URL_FILE": str(tmp_path / "url")}).cursor_url == "https://api.cursor.com"


def test_a_file_of_the_working_folder_is_not_read_by_accident() -> None:
    """Who gives an environment of their own gets that alone, whatever lies around."""
    assert load({}) == load({})


@pytest.mark.parametrize("name", ["SEATLIGHT_CURSOR_ADMIN_PER_MINUTE", "SEATLIGHT_CURSOR_REACH_DAYS"])
@pytest.mark.parametrize("value", ["x", "1.5", "-1", "9999999", "1e2", " "])
def test_a_number_that_is_none_is_refused(name: str, value: str) -> None:
    """The sentence names the setting and the numbers it takes."""
    with pytest.raises(BadSetting, match=rf"^{name} is .*; it takes a whole number from \d+ to \d+\.$"):
        load({name: value})


@pytest.mark.parametrize(
    "value",
    ["api.cursor.com", "ftp://x", "https://", "https:///teams", "https://u:p@x", "https://x?y=1", "https://x/#y",
     "https://[::1", "https://x:port"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(value: str) -> None:
    """Credentials, queries and fragments have no place in it."""
    with pytest.raises(BadSetting, match=r"^SEATLIGHT_CURSOR_URL .*it takes an address"):
        load({"SEATLIGHT_CURSOR_URL": value})


@pytest.mark.parametrize("value", ["two words", "line\nbreak", "tab\there", "nöt-ascii", "nul\0"])
def test_a_key_that_is_none_is_refused_without_being_repeated(value: str) -> None:
    """Something else was pasted along with it."""
    with pytest.raises(BadSetting, match=r"^SEATLIGHT_CURSOR_API_KEY cannot be used") as failure:
        load({"SEATLIGHT_CURSOR_API_KEY": value})
    assert value not in failure.value.says


def test_a_missing_file_matters_only_when_it_was_named(tmp_path: Path) -> None:
    """The sentence names the option that named it."""
    with pytest.raises(BadFile, match="there is no such file; check the name given with --config"):
        load({}, tmp_path / "none.toml")


def test_every_setting_has_a_name_a_place_and_a_meaning() -> None:
    """The list is what documentation and the start are made from."""
    fields = {field.name for field in msgspec.structs.fields(Settings)}
    assert {setting.field for setting in SETTINGS} <= fields
    for setting in SETTINGS:
        assert setting.name.startswith("SEATLIGHT_")
        assert setting.explanation.endswith(".")
