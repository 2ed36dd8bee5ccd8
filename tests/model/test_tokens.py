"""A token narrows what its account may, and never widens it."""

from datetime import UTC, datetime, timedelta

import pytest

from seatlight.model.access import Permission
from seatlight.model.digests import digest_of
from seatlight.model.tokens import ApiToken

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def token(*permissions: Permission, projects: frozenset[str] | None = None) -> ApiToken:
    """A token with this reach, for a day."""
    return ApiToken("id", "name", None, frozenset(permissions), projects, "operator", AT, AT + timedelta(days=1))


@pytest.mark.parametrize(
    ("projects", "project_id", "reaches"),
    [
        (None, None, True),
        (None, "1", True),
        (frozenset({"1"}), "1", True),
        (frozenset({"1"}), "2", False),
        (frozenset({"1"}), None, False),
        (frozenset(), "1", False),
        (frozenset(), None, False),
    ],
)
def test_a_token_reaches_its_projects_alone(
    projects: frozenset[str] | None, project_id: str | None, reaches: bool
) -> None:
    """One for projects never reaches the whole site, and one for none reaches nothing."""
    assert token(Permission.VIEW, projects=projects).allows(Permission.VIEW, project_id) is reaches


def test_a_token_has_no_permission_beside_its_own() -> None:
    """None follows from another: whoever may review has to say that it may view."""
    for given in Permission:
        assert [asked for asked in Permission if token(given).allows(asked, None)] == [given]


def test_a_token_counts_until_its_last_instant() -> None:
    """Not on it."""
    one = token(Permission.VIEW)
    assert one.is_valid(one.expires_at - timedelta(microseconds=1))
    assert not one.is_valid(one.expires_at)


def test_a_digest_is_of_every_text() -> None:
    """32 bytes whatever came in a header, half a surrogate too; alike texts are nothing alike."""
    texts = ["", "slt_a", "slt_b", "\udcff", "🦉", "a" * 100_000]
    assert {len(digest_of(text)) for text in texts} == {32}
    assert len({digest_of(text) for text in texts}) == len(texts)
