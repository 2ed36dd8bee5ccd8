"""Installations of the Forge app that may call the service."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

GRACE = timedelta(days=30)
"""So long the data of a site is kept after its last installation is gone."""
SILENT = timedelta(hours=48)
"""An installation whose hourly call was missed for so long counts as gone: Jira does not say when an app is removed."""


class Installation(msgspec.Struct, frozen=True):
    """One installation of the app at one Jira site, allowed by the operator. Ids are bare, as `bare_id` gives them.

    `last_tick_at` is when its hourly trigger was heard last. The system token stays sealed in the store; it counts
    until `system_token_expires_at`, None where there is none. `gone_at` is since when the app is known to be removed;
    one that is heard again is back, unless the operator `refused_at` some instant to let it in any more.
    """

    installation_id: str
    cloud_id: str
    environment_id: str
    app_id: str
    installed_at: datetime
    last_tick_at: datetime | None = None
    system_token_expires_at: datetime | None = None
    gone_at: datetime | None = None
    refused_at: datetime | None = None

    def is_missed(self, up_since: datetime, now: datetime) -> bool:
        """Whether its hourly call, heard before, was missed for long by somebody who has listened since then."""
        if self.gone_at is not None or self.last_tick_at is None:
            return False
        return max(self.last_tick_at, up_since) + SILENT < now


def bare_id(text: str) -> str:
    """The id itself, where Forge writes it with what it is of: `ari:cloud:ecosystem::installation/<id>`."""
    return text.strip().rpartition("/")[2].lower()
