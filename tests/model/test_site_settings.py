"""What an admin may set for a site: every key, what it takes, and what comes of all together."""

import json
from typing import Any

import msgspec
import pytest

from seatlight.config import load
from seatlight.errors import BadSetting
from seatlight.model.access import Mode
from seatlight.model.limits import Limits
from seatlight.model.rules import Privacy, SiteRules
from seatlight.model.site_settings import applied, keys, listed, read_value

RULES = SiteRules(load({}).tiers)


def stored(key: str, text: str) -> dict[str, Any]:
    """A setting as it comes back from where it was kept."""
    value: dict[str, Any] = json.loads(msgspec.json.encode({key: read_value(key, text)}))
    return value


@pytest.mark.parametrize("key", keys())
def test_every_setting_takes_its_own_value_back(key: str) -> None:
    """What the list shows can be typed, and changes nothing."""
    shown = next(one for one in listed(RULES, {}) if one.key == key)
    if shown.value is None or shown.value == ():
        return
    text = ", ".join(shown.value) if isinstance(shown.value, tuple) else str(shown.value).lower()
    text = "USD" if key == "money.currency" else text
    assert applied(RULES, stored(key, text)) == RULES


def test_every_threshold_price_and_privacy_setting_can_be_set() -> None:
    """The keys are the fields of the sections, so that none is forgotten."""
    assert {key.partition(".")[0] for key in keys()} == {"limits", "money", "privacy", "tiers"}
    assert {f"limits.{field}" for field in Limits.__struct_fields__} <= set(keys())
    assert {f"privacy.{field}" for field in Privacy.__struct_fields__} <= set(keys())


def test_what_is_set_changes_that_alone() -> None:
    """The rest stays as the file has it."""
    changed = applied(RULES, stored("limits.grace_days", "21") | stored("money.seat_price_cents", "4000"))
    assert changed == msgspec.structs.replace(
        RULES,
        limits=Limits(grace_days=21),
        money=msgspec.structs.replace(RULES.money, seat_price_cents=4000.0),
    )


def test_patterns_of_a_site_are_asked_before_the_built_in_ones() -> None:
    """Several, with commas between."""
    changed = applied(RULES, stored("tiers.fast", "our-*, house-*"))
    assert (changed.tiers.tier("our-opus"), changed.tiers.tier("house-auto")) == ("fast", "fast")
    assert changed.tiers.tier("claude-opus-4.5") == RULES.tiers.tier("claude-opus-4.5")


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("limits.grace_days", "soon", "limits.grace_days cannot be 'soon': it takes a whole number."),
        ("limits.grace_days", "0", "limits.grace_days cannot be '0': it takes a whole number from 1 on."),
        ("limits.low_acceptance", "2", "limits.low_acceptance cannot be '2': it takes a number up to 1.0."),
        ("limits.acceptance_signals", "perhaps", "acceptance_signals cannot be 'perhaps': it takes true or false."),
        ("privacy.group_of", "1", "privacy.group_of cannot be '1': it takes a whole number from 2 on."),
        ("privacy.mode", "all", "'all' is not among the words it takes (members, leads, pseudonyms, groups, self)."),
        ("limits.nothing", "1", "There is no setting limits.nothing; seatlight settings list names them."),
        ("tiers.exact", "a", "There is no setting tiers.exact; seatlight settings list names them."),
        ("cursor.api_key", "x", "There is no setting cursor.api_key; seatlight settings list names them."),
    ],
)  # fmt: skip
def test_what_a_setting_does_not_take_is_said(key: str, text: str, says: str) -> None:
    """In words that tell what it would."""
    with pytest.raises(BadSetting) as refusal:
        read_value(key, text)
    assert refusal.value.says.endswith(says)


def test_a_value_of_another_version_spoils_nothing() -> None:
    """A field that is gone, or a value that no longer fits, is passed over; the others count."""
    values = {"limits.gone": 3, "limits.grace_days": "many", "limits.recent_days": 20, "privacy.mode": "self", "odd": 1}
    changed = applied(RULES, values)
    assert (changed.limits.recent_days, changed.limits.grace_days) == (20, Limits().grace_days)
    assert changed.privacy.mode is Mode.SELF


def test_the_list_tells_what_was_set_here() -> None:
    """And of everything else the value that counts."""
    values = stored("limits.grace_days", "21")
    found = {one.key: one for one in listed(applied(RULES, values), values)}
    assert (found["limits.grace_days"].value, found["limits.grace_days"].is_set) == (21, True)
    assert (found["limits.recent_days"].value, found["limits.recent_days"].is_set) == (30, False)
    assert len(found) == len(keys())
