"""The tables, the same on SQLite and PostgreSQL. Every row carries its site.

What the audit log says is kept apart from its lines: every text stands once in `words`, and lines, looks and audiences
hold its number. So lines are never changed, not even when a person is erased: only the words lose a name. A word's
digest finds it again; an erased one has none, since a digest of an address tells whose it was.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from seatlight.store.columns import NUMBER, Json, Utc

METADATA = MetaData()


def _site() -> Column[str]:
    """The site of a row, the first part of its key."""
    return Column("site_id", String, ForeignKey("sites.site_id"), primary_key=True)


def _of_site() -> Column[str]:
    """The site of a row that has a number for its key."""
    return Column("site_id", String, ForeignKey("sites.site_id"), nullable=False)


def _key(name: str, kind: Any = String) -> Column[Any]:
    """A part of a key that is given, not made by the database."""
    return Column(name, kind, primary_key=True, autoincrement=False)


def _by(table: str, *columns: str) -> list[Index]:
    """An index for each column that refers to rows which are deleted with a site."""
    return [Index(f"{table}_{column}", column) for column in columns]


def _word(name: str) -> Column[int]:
    """A word, by its number."""
    return Column(name, NUMBER, ForeignKey("words.word_id"), nullable=False)


# `erased_at` is set for as long as a site is being erased, which is one transaction: only then may its log go.
sites = Table(
    "sites",
    METADATA,
    _key("site_id"),
    Column("name", String, nullable=False, unique=True),
    Column("added_at", Utc, nullable=False),
    Column("erased_at", Utc),
)

jira = Table(
    "jira",
    METADATA,
    _site(),
    Column("url", String, nullable=False),
    Column("email", String),
    Column("token", LargeBinary, nullable=False),
    Column("token_tail", String, nullable=False),
    Column("expires_on", Date),
)

connections = Table(
    "connections",
    METADATA,
    _key("connection_id"),
    _of_site(),
    Column("name", String, nullable=False),
    Column("vendor", String, nullable=False),
    Column("url", String, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("key_tail", String, nullable=False),
    Column("verified_at", Utc, nullable=False),
    UniqueConstraint("site_id", "name"),
)

grants = Table(
    "grants",
    METADATA,
    _site(),
    _key("project_id"),
    Column("key", String, nullable=False),
    Column("name", String, nullable=False),
    Column("roles", Json, nullable=False),
    Column("mode", String),
    Column("granted_by", String, nullable=False),
    Column("granted_at", Utc, nullable=False),
)

settings = Table(
    "settings",
    METADATA,
    _site(),
    _key("key"),
    Column("value", Json, nullable=False),
)

matches = Table(
    "matches",
    METADATA,
    _site(),
    _key("email"),
    Column("account_id", String),
)

rejections = Table(
    "rejections",
    METADATA,
    _site(),
    _key("email"),
    _key("account_id"),
)

imports = Table(
    "imports",
    METADATA,
    _site(),
    _key("position", Integer),
    Column("email", String, nullable=False),
    Column("account_id", String),
    Column("seat_since", Date),
    Column("line", Integer, nullable=False),
)

# `other` is empty where a rule has none: a key has no room for nothing.
rules = Table("rules", METADATA, _site(), _key("kind"), _key("domain"), _key("other"))

holds = Table(
    "holds",
    METADATA,
    _site(),
    _key("email"),
    _key("starts_on", Date),
    Column("until", Date, nullable=False),
    Column("reason", String, nullable=False),
)

rosters = Table(
    "rosters",
    METADATA,
    _site(),
    Column("connection_id", String, ForeignKey("connections.connection_id"), primary_key=True),
    Column("seen_on", Date),
    Column("digest", LargeBinary),
)

# `here` is false since a roster was seen without the address.
roster = Table(
    "roster",
    METADATA,
    _site(),
    Column("connection_id", String, ForeignKey("connections.connection_id"), primary_key=True),
    _key("email"),
    Column("seen_on", Date, nullable=False),
    Column("absent_on", Date),
    Column("here", Boolean, nullable=False),
)

kept_people = Table(
    "kept_people",
    METADATA,
    _site(),
    Column("read_at", Utc),
    Column("people", LargeBinary, nullable=False),
)

words = Table(
    "words",
    METADATA,
    Column("word_id", NUMBER, primary_key=True),
    _of_site(),
    Column("digest", LargeBinary),
    Column("text", Text, nullable=False),
    UniqueConstraint("site_id", "digest"),
)

audit = Table(
    "audit",
    METADATA,
    Column("entry_id", NUMBER, primary_key=True),
    _of_site(),
    Column("at", Utc, nullable=False),
    Column("action", String, nullable=False),
    _word("by_id"),
    _word("about_id"),
    _word("details_id"),
    Index("audit_by_time", "site_id", "at", "entry_id"),
    *_by("audit", "by_id", "about_id", "details_id"),
)

audiences = Table(
    "audiences",
    METADATA,
    Column("audience_id", NUMBER, primary_key=True),
    _of_site(),
    Column("digest", LargeBinary),
    Column("size", Integer, nullable=False),
    UniqueConstraint("site_id", "digest"),
)

audience_people = Table(
    "audience_people",
    METADATA,
    _site(),
    Column("word_id", NUMBER, ForeignKey("words.word_id"), primary_key=True, autoincrement=False),
    Column("audience_id", NUMBER, ForeignKey("audiences.audience_id"), primary_key=True, autoincrement=False),
    *_by("audience_people", "word_id", "audience_id"),
    sqlite_with_rowid=False,
)

looks = Table(
    "looks",
    METADATA,
    Column("look_id", NUMBER, primary_key=True),
    _of_site(),
    _word("by_id"),
    _word("report_id"),
    Column("hour_at", Utc, nullable=False),
    Column("first_at", Utc, nullable=False),
    Column("last_at", Utc, nullable=False),
    Column("times", Integer, nullable=False),
    UniqueConstraint("site_id", "by_id", "report_id", "hour_at"),
    Index("looks_by_time", "site_id", "first_at", "look_id"),
    *_by("looks", "by_id", "report_id"),
)

look_audiences = Table(
    "look_audiences",
    METADATA,
    _site(),
    Column("audience_id", NUMBER, ForeignKey("audiences.audience_id"), primary_key=True, autoincrement=False),
    Column("look_id", NUMBER, ForeignKey("looks.look_id"), primary_key=True, autoincrement=False),
    Column("first_at", Utc, nullable=False),
    Column("last_at", Utc, nullable=False),
    Column("times", Integer, nullable=False),
    *_by("look_audiences", "audience_id", "look_id"),
)

# The text of a token, a cookie or a state is kept as its digest alone.
tokens = Table(
    "tokens",
    METADATA,
    _key("token_id"),
    _of_site(),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("account_id", String),
    Column("permissions", Json, nullable=False),
    Column("projects", Json, nullable=False),
    Column("created_by", String, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("last_used_at", Utc),
    Column("tail", String, nullable=False),
    Index("tokens_by_site", "site_id"),
)

sessions = Table(
    "sessions",
    METADATA,
    _key("session_id"),
    _of_site(),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("account_id", String, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("last_seen_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Index("sessions_by_site", "site_id"),
)

sign_ins = Table(
    "sign_ins",
    METADATA,
    _key("digest", LargeBinary),
    _of_site(),
    Column("nonce", String, nullable=False),
    Column("verifier", String, nullable=False),
    Column("return_to", String, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Index("sign_ins_by_site", "site_id"),
)

installations = Table(
    "installations",
    METADATA,
    _key("installation_id"),
    _of_site(),
    Column("cloud_id", String, nullable=False),
    Column("environment_id", String, nullable=False),
    Column("app_id", String, nullable=False),
    Column("installed_at", Utc, nullable=False),
    Column("last_tick_at", Utc),
    Column("system_token", LargeBinary),
    Column("system_token_expires_at", Utc),
    Column("gone_at", Utc),
    Column("refused_at", Utc),
    Index("installations_by_site", "site_id"),
    Index("installations_by_cloud", "cloud_id"),
)
