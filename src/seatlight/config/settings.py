"""The settings: what each is called, where it may stand, what values it takes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from seatlight.config import parse
from seatlight.config.file import ConfigFile, read_file, tier_table
from seatlight.errors import BadSetting
from seatlight.model.governance import Hold, Money
from seatlight.model.limits import Limits
from seatlight.model.rules import Privacy
from seatlight.model.tiers import TierTable


class Setting(msgspec.Struct, frozen=True):
    """One setting: its name in the environment, its place in the file, its parser, default and meaning."""

    name: str
    key: str
    parse: Callable[[object], Any]
    default: Any
    explanation: str
    secret: bool = False

    @property
    def field(self) -> str:
        """Its name in Settings."""
        return self.name.removeprefix("SEATLIGHT_").lower()


SETTINGS = (
    Setting("SEATLIGHT_CURSOR_API_KEY", "cursor.api_key", parse.secret, None, "The Cursor Admin API key.", secret=True),
    Setting("SEATLIGHT_CURSOR_URL", "cursor.url", parse.url, "https://api.cursor.com", "Where Cursor's API is."),
    Setting("SEATLIGHT_CURSOR_ADMIN_PER_MINUTE", "cursor.admin_per_minute", parse.whole(0, 100_000), 20,
            "Requests a minute to everything but usage events; 0 for no limit of our own."),
    Setting("SEATLIGHT_CURSOR_EVENTS_PER_MINUTE", "cursor.events_per_minute", parse.whole(0, 100_000), 60,
            "Requests a minute for usage events; 0 for no limit of our own."),
    Setting("SEATLIGHT_CURSOR_REACH_DAYS", "cursor.reach_days", parse.whole(1, 3660), 90,
            "How many days back Cursor answers, today included."),
    Setting("SEATLIGHT_RETRY_FOR_SECONDS", "retry_for_seconds", parse.whole(0, 86_400), 120,
            "How long one request is tried again in all before it is given up."),
    Setting("SEATLIGHT_ARCHIVE", "archive", parse.path, None,
            "A folder to keep daily totals in; without it none are kept."),
    Setting("SEATLIGHT_ENGINE", "engine", parse.one_of("polars", "duckdb", "spark"), "polars",
            "What adds kept totals up: polars, duckdb or spark."),
    Setting("SEATLIGHT_PEOPLE", "people", parse.path, None, "A CSV of people that stands in for Jira."),
    Setting("SEATLIGHT_JIRA_URL", "jira.url", parse.url, None,
            "Where Jira is: https://your-site.atlassian.net, or the gateway's address of a site."),
    Setting("SEATLIGHT_JIRA_EMAIL", "jira.email", parse.text, None,
            "Whose API token it is; without it the token is a service account's."),
    Setting("SEATLIGHT_JIRA_API_TOKEN", "jira.api_token", parse.secret, None, "The API token for Jira.", secret=True),
    Setting("SEATLIGHT_OIDC_ISSUER", "oidc.issuer", parse.issuer, None,
            "The OpenID Connect provider that people sign in with."),
    Setting("SEATLIGHT_OIDC_CLIENT_ID", "oidc.client_id", parse.text, None, "How the provider knows this service."),
    Setting("SEATLIGHT_OIDC_CLIENT_SECRET", "oidc.client_secret", parse.secret, None,
            "The secret that the provider gave this service; none for a public client.", secret=True),
    Setting("SEATLIGHT_PUBLIC_URL", "public_url", parse.origin, None, "How browsers reach the service."),
    Setting("SEATLIGHT_FORGE_APP_ID", "forge.app_id", parse.text, None,
            "The id of the Forge app whose calls the service answers."),
    Setting("SEATLIGHT_FORGE_JWKS_URL", "forge.jwks_url", parse.url,
            "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json", "Where the keys of Forge are."),
    Setting("SEATLIGHT_FORGE_API_BASE", "forge.api_base", parse.url, "https://api.atlassian.com",
            "Where Jira's gateway is, to which Forge's tokens may lead."),
    Setting("SEATLIGHT_DATABASE_URL", "database_url", parse.database, None,
            "The configuration database; a SQLite file of its own unless set.", secret=True),
    Setting("SEATLIGHT_SECRET_KEY", "secret_key", parse.secret, None,
            "What secrets in the database are sealed with; several with commas, the newest first.", secret=True),
    Setting("SEATLIGHT_SERVER_URL", "server_url", parse.origin, None,
            "A running service that reports are asked of; without it they are made here."),
    Setting("SEATLIGHT_TOKEN", "token", parse.secret, None, "The API token for that service.", secret=True),
    Setting("SEATLIGHT_READS_PER_MINUTE", "serve.reads_per_minute", parse.whole(0, 1_000_000), 600,
            "What one who asks the service may read in a minute; 0 for no limit."),
    Setting("SEATLIGHT_WRITES_PER_MINUTE", "serve.writes_per_minute", parse.whole(0, 1_000_000), 60,
            "What one who asks the service may change in a minute; 0 for no limit."),
    Setting("SEATLIGHT_LOG", "log", parse.one_of("debug", "info", "warning"), "info",
            "What the service writes to stderr: debug, info or warning."),
)  # fmt: skip
"""Every setting that the environment may carry; a secret may also stand in a file that `…_FILE` names."""

FILE_NAME = "seatlight.toml"
ADDRESSES = (parse.url, parse.issuer, parse.origin)
"""Parsers of what somebody may have put a password into by mistake."""


class Settings(msgspec.Struct, frozen=True):
    """All settings, parsed. Printing them shows no secret."""

    cursor_api_key: parse.Secret | None
    cursor_url: str
    cursor_admin_per_minute: int
    cursor_events_per_minute: int
    cursor_reach_days: int
    retry_for_seconds: int
    archive: Path | None
    engine: Literal["polars", "duckdb", "spark"]
    people: Path | None
    jira_url: str | None
    jira_email: str | None
    jira_api_token: parse.Secret | None
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_client_secret: parse.Secret | None
    public_url: str | None
    forge_app_id: str | None
    forge_jwks_url: str
    forge_api_base: str
    database_url: parse.Secret | None
    secret_key: parse.Secret | None
    server_url: str | None
    token: parse.Secret | None
    reads_per_minute: int
    writes_per_minute: int
    log: Literal["debug", "info", "warning"]
    home: Path | None
    """The folder of the database where none is named; None where only what is named counts."""
    limits: Limits
    money: Money
    privacy: Privacy
    tiers: TierTable
    holds: tuple[Hold, ...]


def load(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """The settings of a file and the environment, the environment first.

    Without `file`, `seatlight.toml` in the working folder is read if there is one; with an `environment` of one's own
    only a `file` that is named. Raises BadSetting or BadFile with one
    sentence that names what is wrong.
    """
    surroundings = os.environ if environment is None else environment
    nameless = Path(FILE_NAME if environment is None else os.devnull)
    written = read_file(file or nameless, required=file is not None)
    values = {setting.field: _value(setting, surroundings, written) for setting in SETTINGS}
    tables = written.tables
    return Settings(
        **values,
        home=_home(surroundings) if environment is None else None,
        limits=tables.limits,
        money=tables.money,
        privacy=tables.privacy,
        tiers=tier_table(tables.tiers),
        holds=tables.holds,
    )


def _home(environment: Mapping[str, str]) -> Path:
    """Where programs keep what is theirs, by the custom of the system."""
    local = environment.get("LOCALAPPDATA") if os.name == "nt" else environment.get("XDG_DATA_HOME")
    return (Path(local) if local else Path.home() / ".local" / "share") / "seatlight"


def _value(setting: Setting, environment: Mapping[str, str], written: ConfigFile) -> Any:
    """The value of one setting from the first place that has it."""
    found = environment.get(setting.name)
    if not found and setting.secret and environment.get(f"{setting.name}_FILE"):
        found = _secret_file(f"{setting.name}_FILE", Path(environment[f"{setting.name}_FILE"]))
    if found:
        return _parsed(setting, found, setting.name)
    value = written.value(setting.key)
    if value is None:
        return setting.default
    parsed = _parsed(setting, value, f"{written.place(setting.key)}: {setting.key}")
    return written.path.parent / parsed if isinstance(parsed, Path) else parsed


def _parsed(setting: Setting, value: object, named: str) -> Any:
    try:
        return setting.parse(value)
    except ValueError as wanted:
        hidden = setting.secret or (setting.parse in ADDRESSES and re.search(r"[@?#]", str(value)))
        shown = "cannot be used" if hidden else f"is {value!r}"
        raise BadSetting(f"{named} {shown}; it takes {wanted}.") from None


def _secret_file(name: str, path: Path) -> str:
    try:
        found = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise BadSetting(f"{name} names a file that cannot be read: {path}.") from None
    if not found:
        raise BadSetting(f"{name} names a file that is empty: {path}.")
    return found
