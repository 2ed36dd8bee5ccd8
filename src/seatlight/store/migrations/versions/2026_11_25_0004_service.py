"""What the running service keeps: API tokens, sessions, sign-ins, installations; and sites can be erased."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0004"
down_revision = "2026_11_25_0003"

SAYS = "the audit log is only added to"
KEPT = ("words", "audiences", "looks", "look_audiences", "audit", "audience_people")
"""Tables whose rows go only together with their whole site."""
ERASED = "SELECT 1 FROM sites WHERE sites.site_id = OLD.site_id AND sites.erased_at IS NOT NULL"
"""Whether the site of a row is being erased: it is marked first, in the same transaction."""
BY_REFERENCE = (
    ("audit", "by_id"),
    ("audit", "about_id"),
    ("audit", "details_id"),
    ("looks", "by_id"),
    ("looks", "report_id"),
    ("audience_people", "word_id"),
    ("audience_people", "audience_id"),
    ("look_audiences", "audience_id"),
    ("look_audiences", "look_id"),
)
"""Columns that refer to rows which are deleted with a site: without an index each deletion reads the whole table."""


def of_site() -> sa.Column[str]:
    """The site of a row."""
    return sa.Column("site_id", sa.String, sa.ForeignKey("sites.site_id"), nullable=False)


def instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    """An instant."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Make the tables, and let a site that is marked be erased."""
    tokens()
    sessions()
    installations()
    op.add_column("sites", instant("erased_at", nullable=True))
    op.drop_index("audience_people_by_audience", "audience_people")
    op.drop_index("look_audiences_by_look", "look_audiences")
    for table, column in BY_REFERENCE:
        op.create_index(f"{table}_{column}", table, [column])
    for table in KEPT:
        guard(table, sqlite=op.get_bind().dialect.name == "sqlite")


def tokens() -> None:
    """Make the table of API tokens."""
    op.create_table(
        "tokens",
        sa.Column("token_id", sa.String, primary_key=True),
        of_site(),
        sa.Column("digest", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("account_id", sa.String),
        sa.Column("permissions", sa.Text, nullable=False),
        sa.Column("projects", sa.Text, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        instant("created_at"),
        instant("expires_at"),
        instant("last_used_at", nullable=True),
        sa.Column("tail", sa.String, nullable=False),
    )
    op.create_index("tokens_by_site", "tokens", ["site_id"])


def sessions() -> None:
    """Make the tables of who is signed in, and of who is about to be."""
    op.create_table(
        "sessions",
        sa.Column("session_id", sa.String, primary_key=True),
        of_site(),
        sa.Column("digest", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("account_id", sa.String, nullable=False),
        instant("opened_at"),
        instant("last_seen_at"),
        instant("expires_at"),
    )
    op.create_index("sessions_by_site", "sessions", ["site_id"])
    op.create_table(
        "sign_ins",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        of_site(),
        sa.Column("nonce", sa.String, nullable=False),
        sa.Column("verifier", sa.String, nullable=False),
        sa.Column("return_to", sa.String, nullable=False),
        instant("expires_at"),
    )
    op.create_index("sign_ins_by_site", "sign_ins", ["site_id"])


def installations() -> None:
    """Make the table of allowed Forge installations."""
    op.create_table(
        "installations",
        sa.Column("installation_id", sa.String, primary_key=True),
        of_site(),
        sa.Column("cloud_id", sa.String, nullable=False),
        sa.Column("environment_id", sa.String, nullable=False),
        sa.Column("app_id", sa.String, nullable=False),
        instant("installed_at"),
        instant("last_tick_at", nullable=True),
        sa.Column("system_token", sa.LargeBinary),
        instant("system_token_expires_at", nullable=True),
        instant("gone_at", nullable=True),
        instant("refused_at", nullable=True),
    )
    op.create_index("installations_by_site", "installations", ["site_id"])
    op.create_index("installations_by_cloud", "installations", ["cloud_id"])


def guard(table: str, *, sqlite: bool) -> None:
    """Rows of a table are deleted with their whole site, or not at all."""
    if sqlite:
        op.execute(f"DROP TRIGGER {table}_stay")
        when = f"WHEN NOT EXISTS ({ERASED})"
        op.execute(
            f"CREATE TRIGGER {table}_stay BEFORE DELETE ON {table} {when} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )
        return
    op.execute(
        f"""CREATE OR REPLACE FUNCTION seatlight_stay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS ({ERASED}) THEN RETURN OLD; END IF;
            RAISE EXCEPTION '{SAYS}';
        END $$"""
    )
    op.execute(f"DROP TRIGGER {table}_stay ON {table}")
    op.execute(f"CREATE TRIGGER {table}_stay BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION seatlight_stay()")
