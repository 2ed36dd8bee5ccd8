"""A secret shows its last four characters at most, however it is printed by accident."""

import msgspec
import pytest

from seatlight.config import load
from seatlight.config.parse import Secret

KEY = "crsr_" + "c0ffee42" * 8


@pytest.mark.parametrize(
    "printed",
    [
        repr(Secret(KEY)),
        str(Secret(KEY)),
        f"{Secret(KEY)}",
        f"{Secret(KEY)!s:>100}",
        f"{Secret(KEY):.60}",
        "%s" % Secret(KEY),  # noqa: UP031
        "{}".format(Secret(KEY)),  # noqa: UP032
        repr([Secret(KEY)]),
        repr({"key": Secret(KEY)}),
    ],
)
def test_a_secret_is_masked(printed: str) -> None:
    """What can be seen is enough to tell two keys apart, and no more."""
    assert KEY not in printed
    assert KEY[5:20] not in printed
    assert "…ee42" in printed


def test_a_short_secret_shows_nothing() -> None:
    """Four characters of twelve would be a third of it."""
    assert "pass" not in repr(Secret("password"))


def test_a_secret_is_revealed_only_on_purpose() -> None:
    """As plain text, which is what a request needs."""
    revealed = Secret(KEY).reveal()
    assert revealed == KEY
    assert type(revealed) is str


def test_settings_can_be_printed() -> None:
    """They show that there is a key, not which."""
    settings = load({"SEATLIGHT_CURSOR_API_KEY": KEY})
    for printed in (repr(settings), str(settings), repr(msgspec.structs.asdict(settings))):
        assert KEY not in printed
        assert "…ee42" in printed
