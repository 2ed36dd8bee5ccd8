"""A database of every earlier version becomes one of today, with all its rows."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, func, select, text

from seatlight.model.access import Mode, Permission
from seatlight.model.audit import AuditEntry, LookAt
from seatlight.model.governance import Hold
from seatlight.model.installations import Installation
from seatlight.model.people import AddressRule, Decisions, FirstSeen, Imported, RuleKind
from seatlight.model.sessions import Session, SignIn
from seatlight.model.site import Connection, Grant, JiraAccess, Site
from seatlight.model.tokens import ApiToken
from seatlight.store import SqlStore
from seatlight.store.database import Database, make_file, parse
from seatlight.store.open import NEWEST
from seatlight.store.schema import METADATA
from seatlight.store.upgrade import config, revisions, upgrade
from tests.store.cast import PEOPLE
from tests.store.databases import opened, raw
from tests.store.nursery import Nursery

ROOT = Path(__file__).resolve().parents[2]
ROWS = Path(__file__).parent / "versions"
VERSIONS = revisions(config())
SITE, TEAM = "site-one", "team-one"
AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 25)

SHOWN: dict[str, dict[str, Any]] = {
    "2026_11_25_0001": {
        "sites": (Site(SITE, "Acme", JiraAccess("https://acme.example", "robot@acme.example", "oken", DAY)),),
        "jira_token": "a long token",
        "connections": (Connection(TEAM, SITE, "east", "cursor", "https://c", "1234", AT),),
        "key_of": "key_of_the_team_1234",
        "grants": (Grant("10001", "APP", "The app", ("Developers",), Mode.LEADS, "acc-admin", AT),),
        "settings": {"limits.grace_days": 21},
    },
    "2026_11_25_0002": {
        "decisions": Decisions(
            {"ada@acme.example": "acc-ada", "robot@acme.example": None},
            frozenset({("ben@acme.example", "acc-ada")}),
            (Imported("cyd@acme.example", "acc-cyd", DAY, 2),),
            (AddressRule(RuleKind.PLUS_TAG, "acme.example"),),
        ),
        "holds": (Hold("ada@acme.example", date(2026, 12, 24), DAY, "leave"),),
        "roster_seen": {"ada@acme.example": FirstSeen(DAY), "ben@acme.example": FirstSeen(DAY, date(2026, 11, 20))},
        "kept_people": PEOPLE,
    },
    "2026_11_25_0003": {
        "audit": [
            AuditEntry(AT, "acc-admin", "match_confirmed", "ada@acme.example", {"reason": "hers"}),
            AuditEntry(
                AT,
                "acc-admin",
                "looked",
                "seats",
                {"first_at": "2026-11-25T09:30:00Z", "last_at": "2026-11-25T09:30:00Z", "times": 2, "people": 1},
            ),
        ],
        "looks_at": (LookAt("acc-admin", "seats", AT, AT, 2),),
    },
    "2026_11_25_0004": {
        "token": (
            SITE,
            ApiToken(
                "token-one",
                "nightly",
                "acc-ada",
                frozenset({Permission.VIEW, Permission.REVIEW}),
                frozenset({"10001"}),
                "operator",
                AT,
                AT + timedelta(days=90),
                None,
                "wxyz",
            ),
        ),
        "session": Session("session-one", "acc-ada", SITE, AT, AT, AT + timedelta(days=7)),
        "sign_in": SignIn(SITE, "a nonce", "a verifier", "/projects/APP", AT + timedelta(minutes=10)),
        "installations": (Installation("installation-one", "cloud-one", "environment-one", "app-one", AT, AT),),
    },
}
"""What the door shows of the rows of each version, beside those of the versions before it."""


def door(store: SqlStore) -> dict[str, Any]:
    """All that the store shows of those rows."""
    return {
        "sites": store.sites(),
        "jira_token": store.jira_token(SITE),
        "connections": store.connections(SITE),
        "key_of": store.key_of(SITE, TEAM),
        "grants": store.grants(SITE),
        "settings": store.settings(SITE),
        "decisions": store.decisions(SITE),
        "holds": store.holds(SITE),
        "roster_seen": store.roster_seen(SITE, TEAM),
        "kept_people": store.kept_people(SITE),
        "audit": list(store.audit(SITE)),
        "looks_at": store.looks_at(SITE, "ada@acme.example"),
        "token": store.unscoped_token_of(b"\xaa\x01"),
        "session": store.unscoped_session_of(b"\xaa\x02"),
        "sign_in": store.unscoped_take_sign_in(b"\xaa\x03", AT),
        "installations": store.installations(SITE),
    }


def rows_of(version: str, *, sqlite: bool) -> list[str]:
    """The statements that fill a database of that version; a file may begin with those of an earlier one."""
    statements: list[str] = []
    for line in (ROWS / f"{version}.sql").read_text().splitlines():
        if line.startswith("-- also "):
            statements += rows_of(line.removeprefix("-- also "), sqlite=sqlite)
        elif line and not line.startswith("--"):
            hexadecimal = r"X'\1'" if sqlite else r"'\\x\1'::bytea"
            typed = line.rstrip(";").replace("BYTES", "BLOB" if sqlite else "BYTEA")
            statements.append(re.sub(r"HEX\('(\w+)'\)", hexadecimal, typed))
    return statements


def counts(url: str) -> dict[str, int]:
    """How many rows each table has."""
    metadata = MetaData()
    with raw(url) as connection:
        metadata.reflect(connection)
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if table.name != "alembic_version"
        }


def made(url: str, version: str) -> Database:
    """A database of that version."""
    database = Database(parse(url))
    if database.is_sqlite:
        make_file(Path(database.url.database or ""))
    upgrade(database, version)
    return database


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_every_version_keeps_its_rows(empty: str, version: str) -> None:
    """Filled in that version's own words, brought up by opening it, read through the door."""
    database = made(empty, version)
    with raw(empty) as connection:
        for statement in rows_of(version, sqlite=database.is_sqlite):
            connection.exec_driver_sql(statement)
    database.close()
    before = counts(empty)
    assert all(before.values())
    with opened(empty) as store:
        after = counts(empty)
        shown = door(store)
    assert {table: after[table] for table in before} == before
    for known in VERSIONS[: VERSIONS.index(version) + 1]:
        for name, expected in SHOWN.get(known, {}).items():
            assert shown[name] == expected, name


def test_every_version_has_its_rows() -> None:
    """A new migration brings a file of rows, and is the one that an open database has to be of."""
    assert VERSIONS[-1] == NEWEST
    assert sorted(path.stem for path in ROWS.glob("*.sql")) == sorted(VERSIONS)
    names = sorted(path.stem for path in (ROOT / "src/seatlight/store/migrations/versions").glob("*.py"))
    assert [name[: len(NEWEST)] for name in names] == list(VERSIONS)


def test_the_migrations_end_at_the_tables_that_are_used(empty: str) -> None:
    """No column more or less, of no other type, and the same keys and indexes."""
    opened(empty).close()
    with raw(empty) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_processes_that_start_at_once_upgrade_once(empty: str, nursery: Nursery, tmp_path: Path) -> None:
    """Each waits for whoever was first, and all find it ready."""
    started = [nursery.start("open", empty, tmp_path / str(number)) for number in range(4)]
    assert [nursery.end(each) for each in started] == [0] * 4
    with raw(empty) as connection:
        assert list(connection.scalars(text("SELECT version_num FROM alembic_version"))) == [NEWEST]


def test_a_migration_that_fails_leaves_the_version_before(empty: str) -> None:
    """All of what is missing is done, or nothing."""
    made(empty, VERSIONS[0]).close()
    with raw(empty) as connection:
        connection.execute(text("CREATE TABLE audit (in_the_way TEXT)"))
    with pytest.raises(Exception, match=r"^The .*database"):
        opened(empty)
    tables = counts(empty)
    assert "audit" in tables
    assert "matches" not in tables
    with raw(empty) as connection:
        assert list(connection.scalars(text("SELECT version_num FROM alembic_version"))) == [VERSIONS[0]]
        connection.execute(text("DROP TABLE audit"))
    opened(empty).close()
