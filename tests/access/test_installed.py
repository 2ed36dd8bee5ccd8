"""Whether a call comes from an installation that the service was set up for."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from seatlight.access.installed import UNKNOWN_ENVIRONMENT, UNKNOWN_INSTALLATION, UNKNOWN_SITE, allowed
from seatlight.model.installations import Installation
from seatlight.model.invocation import Invocation

BEGUN = datetime(2026, 11, 1, tzinfo=UTC)
OURS = Installation("installation-1", "cloud-1", "environment-1", "app", BEGUN)
THEIRS = Installation("installation-2", "cloud-2", "environment-2", "app", BEGUN)
CALL = Invocation(
    cloud_id="cloud-1",
    installation_id="installation-1",
    environment_id="environment-1",
    environment_type="PRODUCTION",
    app_version="2.0.1",
    module_key="page",
    api_base_url="https://api.atlassian.com/ex/jira/cloud-1",
    jti="once",
    expires_at=datetime(2026, 11, 22, tzinfo=UTC),
)


@pytest.mark.parametrize("installations", [[OURS], [THEIRS, OURS], (one for one in [OURS, THEIRS])])
def test_a_call_of_a_known_installation_is_told_which(installations: list[Installation]) -> None:
    """Whatever else is known."""
    assert allowed(CALL, installations) == OURS


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"cloud_id": "cloud-9"}, UNKNOWN_SITE),
        ({"installation_id": "installation-9"}, UNKNOWN_INSTALLATION),
        ({"environment_id": "environment-9"}, UNKNOWN_ENVIRONMENT),
        ({"installation_id": "installation-2"}, UNKNOWN_INSTALLATION),
        ({"environment_id": "environment-2"}, UNKNOWN_ENVIRONMENT),
        ({"cloud_id": "cloud-2"}, UNKNOWN_INSTALLATION),
        ({"cloud_id": "cloud-2", "installation_id": "installation-2"}, UNKNOWN_ENVIRONMENT),
    ],
)
def test_a_call_that_differs_in_one_part_is_refused(changed: dict[str, str], reason: str) -> None:
    """Parts of two installations do not make a third."""
    assert allowed(msgspec.structs.replace(CALL, **changed), [OURS, THEIRS]) == reason


def test_a_service_that_knows_no_installation_lets_nobody_in() -> None:
    """That is how it starts."""
    assert allowed(CALL, []) == UNKNOWN_SITE
