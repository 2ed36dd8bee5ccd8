"""The table of model tiers: patterns in order, exact names first, never a guess."""

import pytest

from seatlight.config import load
from seatlight.model.tiers import SiteTiers, Tier

TABLE = load({}).tiers


@pytest.mark.parametrize(
    ("model", "tier"),
    [
        ("default", "auto"),
        ("Auto", "auto"),
        ("composer-2.5", "fast"),
        ("gpt-5.5-mini", "fast"),
        ("claude-4.5-haiku", "fast"),
        ("claude-4.6-opus-high-thinking-fast", "premium"),
        ("claude-4.5-sonnet", "premium"),
        ("gpt-5.5-high", "premium"),
        ("gemini-3-pro", "premium"),
        ("mystery-1", None),
        (None, None),
    ],
)
def test_every_name_has_the_tier_of_the_first_pattern_that_fits(model: str | None, tier: Tier | None) -> None:
    """Spelling in any case; a name that nothing fits has no tier."""
    assert TABLE.tier(model) == tier


def test_what_a_site_says_goes_before_every_built_in_pattern() -> None:
    """Whatever tier the built-in table asks first; of two sites in a row the last one's word goes before."""
    own = TABLE.after(SiteTiers(premium=("composer-*",), fast=("gpt-*",)))
    assert [own.tier(name) for name in ("composer-2.5", "gpt-5.5-high", "default")] == ["premium", "fast", "auto"]
    assert own.after(SiteTiers(auto=("composer-*",))).tier("composer-2.5") == "auto"
