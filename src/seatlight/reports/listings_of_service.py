"""Lists of what the running service goes by, as documents: tokens, sites and their installations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from seatlight.model.installations import Installation
from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.model.site import Site
from seatlight.model.tokens import ApiToken
from seatlight.reports.listings import as_text, listing

TEXT, TEXTS, FLAG = ColumnKind.TEXT, ColumnKind.TEXTS, ColumnKind.FLAG

TOKENS = (
    Column("name", TEXT, "Token"),
    Column("tail", TEXT, "Ends with"),
    Column("account_id", TEXT, "Acts as", "A Jira account; operator for the operator's own."),
    Column("permissions", TEXTS, "May"),
    Column("projects", TEXTS, "Projects", "Their ids; empty for all that the account may."),
    Column("valid", FLAG, "Counts", "False since it has expired."),
    Column("expires_at", TEXT, "Until"),
    Column("last_used_at", TEXT, "Used last", "To a minute; empty before the first use."),
    Column("created_by", TEXT, "Made by"),
    Column("created_at", TEXT, "At"),
    Column("token_id", TEXT, "Id"),
)
SITES = (
    Column("name", TEXT, "Site"),
    Column("site_id", TEXT, "Id"),
    Column("jira", TEXT, "Jira", "Where the operator connected one by hand."),
    Column("installations", TEXTS, "Installations", "Of the Forge app; those that are gone left out."),
)
INSTALLATIONS = (
    Column("site", TEXT, "Site"),
    Column("installation_id", TEXT, "Installation"),
    Column("cloud_id", TEXT, "Cloud"),
    Column("environment_id", TEXT, "Environment"),
    Column("app_id", TEXT, "App"),
    Column("installed_at", TEXT, "Allowed at"),
    Column("last_tick_at", TEXT, "Heard last"),
    Column("system_token_expires_at", TEXT, "System token until"),
    Column("gone_at", TEXT, "Gone since"),
    Column("refused_at", TEXT, "Removed by the operator"),
)


def token_list(tokens: Iterable[ApiToken], at: datetime) -> Report:
    """The tokens without their text; `at` decides which still count."""
    return listing("tokens", Table("tokens", "API tokens", TOKENS, [_token(token, at) for token in tokens]))


def _token(token: ApiToken, at: datetime) -> Row:
    return {
        "name": token.name,
        "tail": f"…{token.tail}",
        "account_id": token.account_id or "operator",
        "permissions": sorted(permission.value for permission in token.permissions),
        "projects": sorted(token.projects or ()),
        "valid": token.is_valid(at),
        "expires_at": as_text(token.expires_at),
        "last_used_at": as_text(token.last_used_at),
        "created_by": token.created_by,
        "created_at": as_text(token.created_at),
        "token_id": token.token_id,
    }


def site_list(sites: Iterable[tuple[Site, tuple[Installation, ...]]]) -> Report:
    """The sites, and the installations that may call for them."""
    seen = list(sites)
    rows: list[Row] = [
        {
            "name": site.name,
            "site_id": site.site_id,
            "jira": site.jira.url if site.jira else None,
            "installations": [one.installation_id for one in installations if one.gone_at is None],
        }
        for site, installations in seen
    ]
    below = [_installation(site, one) for site, installations in seen for one in installations]
    tables = [Table("sites", "Sites", SITES, rows)]
    if below:
        tables.append(Table("installations", "Installations", INSTALLATIONS, below))
    return listing("sites", *tables)


def _installation(site: Site, one: Installation) -> Row:
    return {
        "site": site.name,
        "installation_id": one.installation_id,
        "cloud_id": one.cloud_id,
        "environment_id": one.environment_id,
        "app_id": one.app_id,
        "installed_at": as_text(one.installed_at),
        "last_tick_at": as_text(one.last_tick_at),
        "system_token_expires_at": as_text(one.system_token_expires_at),
        "gone_at": as_text(one.gone_at),
        "refused_at": as_text(one.refused_at),
    }
