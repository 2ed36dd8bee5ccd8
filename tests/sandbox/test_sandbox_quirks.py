"""Every quirk can be seen, and only where it was asked for."""

import msgspec
import pytest

from seatlight.sandbox import QUIRKS, Setup, start
from tests.sandbox.sights import SIGHTS, Look, look_at
from tests.sandbox.test_sandbox_api import BEHAVIOURS
from tests.sandbox.test_sandbox_facts import NOW

# Of 27 people everybody has tokens by nature, and the range fits on one page.
SETUP = Setup(people=27, now=NOW, reach_days=30, events_per_active_day=0.9)


@pytest.fixture(scope="module")
def plain() -> Look:
    """What the API serves without any quirk."""
    with start(SETUP) as box:
        return look_at(box)


@pytest.mark.parametrize("quirk", SIGHTS)
def test_a_quirk_is_seen_with_its_switch_alone(quirk: str, plain: Look) -> None:
    """True with the switch, false without."""
    with start(msgspec.structs.replace(SETUP, quirks=frozenset({quirk}))) as box:
        assert SIGHTS[quirk](look_at(box))
    assert not SIGHTS[quirk](plain)


def test_every_quirk_of_the_table_has_a_test() -> None:
    """Those of content here, those of behaviour with the endpoints."""
    assert SIGHTS.keys() | BEHAVIOURS == QUIRKS.keys()


def test_an_unknown_quirk_is_refused() -> None:
    """The sentence names it, and the command that names those there are."""
    with pytest.raises(ValueError, match=r"^There is no quirk sunny; `seatlight sandbox --list` names them\.$"):
        Setup(quirks=frozenset({"sunny"}))
