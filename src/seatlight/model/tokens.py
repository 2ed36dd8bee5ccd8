"""API tokens: what one may do, for whom, until when."""

from __future__ import annotations

from datetime import datetime

import msgspec

from seatlight.model.access import Permission

PREFIX = "slt_"
"""How the text of every token begins, so that it is known where it was left lying about."""
RANDOM_CHARACTERS = 40
"""URL-safe characters of chance after it: 240 bits."""
DEFAULT_DAYS, MOST_DAYS = 90, 365


class ApiToken(msgspec.Struct, frozen=True):
    """A token for programs. Its text is shown once, when it is made, and kept nowhere.

    `account_id` is the Jira account that it acts as, None for the operator's own. `permissions` and `projects` (ids;
    None: all that the account may) can only narrow what that account may. `tail` are the last four characters.
    `last_used_at` is right to a minute, None before the first use.
    """

    token_id: str
    name: str
    account_id: str | None
    permissions: frozenset[Permission]
    projects: frozenset[str] | None
    created_by: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None
    tail: str = ""

    def is_valid(self, at: datetime) -> bool:
        """Whether it still counts at that instant."""
        return at < self.expires_at

    def allows(self, permission: Permission, project_id: str | None) -> bool:
        """Whether it reaches as far as this; None for the project asks for the whole site.

        What its account may has to be decided beside.
        """
        return permission in self.permissions and (self.projects is None or project_id in self.projects)
