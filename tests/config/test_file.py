"""What may stand in seatlight.toml, and the line and column of what may not."""

from pathlib import Path

import pytest

from seatlight.config import load
from seatlight.errors import BadFile, WrongUsage

WRONG = {
    "no section end": ("[cursor\n", "line 1, column 8"),
    "no value": ("[cursor]\nurl =\n", "line 2, column 6"),
    "open text": ('[money]\ncurrency = "EUR\n', "line 2, column 16"),
    "a key twice": ('[cursor]\nurl = "x"\nurl = "y"\n', "line 3"),
    "unknown section": ("[github]\n", "line 1, column 1: github: there is no such setting"),
    "unknown key": ("retry = 3\n", "line 1, column 1: retry: there is no such setting"),
    "unknown cursor key": ("[cursor]\n  ulr = 'x'\n", "line 2, column 3: cursor.ulr: there is no such setting"),
    "unknown limit": ("\n[limits]\nheavy = 1\n", "line 3, column 1: limits.heavy: there is no such setting"),
    "unknown in a hold": ("[[holds]]\nuntill = 2026-01-01\n", "line 2, column 1: holds.untill: there is no such"),
    "a dotted key": ("cursor.reach_days = 'x'\n", "line 1, column 1: cursor.reach_days"),
    "a quoted key": ('[cursor]\n"reach_days" = "x"\n', "line 2, column 1: cursor.reach_days"),
    "number for text": ("[cursor]\nurl = 5\n", "line 2, column 1: cursor.url"),
    "text for number": ("[limits]\nrecent_days = 'x'\n", "line 2, column 1: limits.recent_days"),
    "too small": ("[limits]\nrecent_days = 0\n", "line 2, column 1: limits.recent_days"),
    "too large": ("[limits]\nlow_acceptance = 10\n", "line 2, column 1: limits.low_acceptance"),
    "negative price": ("[money]\n  seat_price_cents = -1\n", "line 2, column 3: money.seat_price_cents"),
    "no such tier": ("[tiers.exact]\ngood = 'premium'\nbest = 'gold'\n", "line 1, column 1: tiers.exact"),
    "pattern no text": ("[tiers]\nfast = ['a', 3]\n", "line 2, column 1: tiers.fast"),
    "no such reason": ("[[holds]]\nemail='a@b.c'\nuntil=2026-12-01\nreason='ill'\n", "line 4, column 1: holds.reason"),
    "second hold": (
        "[[holds]]\nemail='a@b.c'\nuntil=2026-12-01\n\n[[holds]]\nemail='d@b.c'\nuntil='soon'\n",
        "line 7, column 1: holds.until",
    ),
    "hold without end": ("\n\n[[holds]]\nemail='a@b.c'\n", "line 3, column 1: holds"),
    "second without end": (
        "[[holds]]\nemail='a@b.c'\nuntil=2026-12-01\n[[holds]]\nemail='d@b.c'\n",
        "line 4, column 1: holds",
    ),
    "bad value": ("[cursor]\nadmin_per_minute = 1000000\n", "line 2, column 1: cursor.admin_per_minute is 1000000"),
    "bad address": ("[cursor]\n\nurl = 'ftp://x'\n", "line 3, column 1: cursor.url is 'ftp://x'"),
    "bad key": ("[cursor]\napi_key = 'a b'\n", "line 2, column 1: cursor.api_key cannot be used"),
    "blank path": ("people = ' '\n", "line 1, column 1: people is ' '"),
}  # fmt: skip

JARGON = ("str | null", "RFC3339", "object", "enum", "int >=", "float >=", "Struct", "msgspec")


@pytest.mark.parametrize("case", WRONG)
def test_the_place_of_what_is_wrong_is_told(case: str, tmp_path: Path) -> None:
    """File, line and column, then the setting by its dotted name, in none of the decoder's words."""
    text, says = WRONG[case]
    path = tmp_path / "seatlight.toml"
    path.write_text(text)
    with pytest.raises(WrongUsage) as failure:
        load({}, path)
    assert failure.value.says.startswith(f"{path}, {says}")
    assert failure.value.says.endswith(".")
    assert [word for word in JARGON if word in failure.value.says] == []


def test_a_key_is_not_repeated_from_a_broken_file(tmp_path: Path) -> None:
    """Not even where the file is no TOML just at the key."""
    for text in ("api_key = crsr_secret", "api_key = 'crsr_secret", "api_key = 'crsr_secret x'"):
        path = tmp_path / "seatlight.toml"
        path.write_text(f"[cursor]\n{text}\n")
        with pytest.raises(WrongUsage) as failure:
            load({}, path)
        assert "crsr_secret" not in failure.value.says


@pytest.mark.parametrize(("content", "says"), [(b"\xff", "is not UTF-8 text"), (None, "cannot be read")])
def test_a_file_that_is_no_text_is_told(content: bytes | None, says: str, tmp_path: Path) -> None:
    """Neither is a folder a settings file."""
    path = tmp_path / "seatlight.toml"
    path.write_bytes(content) if content else path.mkdir()
    with pytest.raises(BadFile, match=f"the file {says}"):
        load({}, path)


def test_editors_may_leave_their_mark(tmp_path: Path) -> None:
    """A byte order mark and the line ends of another system are no mistake."""
    path = tmp_path / "seatlight.toml"
    path.write_bytes(b"\xef\xbb\xbf[cursor]\r\nreach_days = 31\r\n")
    assert load({}, path).cursor_reach_days == 31
