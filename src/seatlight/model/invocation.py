"""A call that Atlassian signed."""

from __future__ import annotations

from datetime import datetime

import msgspec


class ProjectClaim(msgspec.Struct, frozen=True):
    """The project that a page says it stands in: a claim of the browser, to be asked of Jira before it counts."""

    project_id: str | None = None
    key: str | None = None
    type: str | None = None


class Invocation(msgspec.Struct, frozen=True):
    """What a Forge invocation token proves: which site and installation calls, and for whom.

    `principal` is the account of whoever looks at the page, None for events and schedules. `api_base_url` is where
    Jira answers for this very site. `account_type` and `site_url` are told by Atlassian, `project` by the browser.
    """

    cloud_id: str
    installation_id: str
    environment_id: str
    environment_type: str
    app_version: str
    module_key: str
    api_base_url: str
    jti: str
    expires_at: datetime
    principal: str | None = None
    account_type: str | None = None
    site_url: str | None = None
    project: ProjectClaim | None = None
