"""The audit log and who looked at whom: lines that the database itself refuses to change."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0003"
down_revision = "2026_11_25_0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SAYS = "the audit log is only added to"
KEPT = ("words", "audiences", "looks", "look_audiences")
"""Tables whose rows are never deleted, though some of their columns change."""
FIXED = ("audit", "audience_people")
"""Tables whose rows are neither deleted nor changed."""
MAY_LOSE_A_NAME = "NEW.word_id = OLD.word_id AND NEW.site_id = OLD.site_id AND NEW.digest IS NULL AND {find} > 0"
"""The one change that a word allows: its digest goes, and `(erased)` stands in it."""

PROCEDURES = (
    f"""CREATE FUNCTION seatlight_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{SAYS}'; END $$""",
    f"""CREATE FUNCTION seatlight_lose_a_name() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {MAY_LOSE_A_NAME.format(find="position('(erased)' in NEW.text)")} THEN RETURN NEW; END IF;
            RAISE EXCEPTION '{SAYS}';
        END $$""",
)


def site() -> sa.Column[str]:
    """The site of a row, a part of its key."""
    return sa.Column("site_id", sa.String, sa.ForeignKey("sites.site_id"), primary_key=True)


def of_site() -> sa.Column[str]:
    """The site of a row that has a number for its key."""
    return sa.Column("site_id", sa.String, sa.ForeignKey("sites.site_id"), nullable=False)


def part(name: str, of: str) -> sa.Column[int]:
    """A part of a key that is another row's number."""
    return sa.Column(name, NUMBER, sa.ForeignKey(of), primary_key=True, autoincrement=False)


def word(name: str) -> sa.Column[int]:
    """A word, by its number."""
    return sa.Column(name, NUMBER, sa.ForeignKey("words.word_id"), nullable=False)


def instant(name: str) -> sa.Column[datetime]:
    """An instant that is always there."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    """Make the tables, and the triggers that guard them."""
    op.create_table(
        "words",
        sa.Column("word_id", NUMBER, primary_key=True),
        of_site(),
        sa.Column("digest", sa.LargeBinary),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("site_id", "digest"),
    )
    op.create_table(
        "audit",
        sa.Column("entry_id", NUMBER, primary_key=True),
        of_site(),
        instant("at"),
        sa.Column("action", sa.String, nullable=False),
        word("by_id"),
        word("about_id"),
        word("details_id"),
    )
    op.create_index("audit_by_time", "audit", ["site_id", "at", "entry_id"])
    audiences()
    looks()
    for statement in guards_of_sqlite() if op.get_bind().dialect.name == "sqlite" else guards_of_postgresql():
        op.execute(statement)


def audiences() -> None:
    """Make the tables of who was seen together."""
    op.create_table(
        "audiences",
        sa.Column("audience_id", NUMBER, primary_key=True),
        of_site(),
        sa.Column("digest", sa.LargeBinary),
        sa.Column("size", sa.Integer, nullable=False),
        sa.UniqueConstraint("site_id", "digest"),
    )
    op.create_table(
        "audience_people",
        site(),
        part("word_id", "words.word_id"),
        part("audience_id", "audiences.audience_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("audience_people_by_audience", "audience_people", ["site_id", "audience_id"])


def looks() -> None:
    """Make the tables of who looked, and whom they saw."""
    op.create_table(
        "looks",
        sa.Column("look_id", NUMBER, primary_key=True),
        of_site(),
        word("by_id"),
        word("report_id"),
        instant("hour_at"),
        instant("first_at"),
        instant("last_at"),
        sa.Column("times", sa.Integer, nullable=False),
        sa.UniqueConstraint("site_id", "by_id", "report_id", "hour_at"),
    )
    op.create_index("looks_by_time", "looks", ["site_id", "first_at", "look_id"])
    op.create_table(
        "look_audiences",
        site(),
        part("audience_id", "audiences.audience_id"),
        part("look_id", "looks.look_id"),
        instant("first_at"),
        instant("last_at"),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_index("look_audiences_by_look", "look_audiences", ["site_id", "look_id"])


def guards_of_sqlite() -> list[str]:
    """Triggers that refuse what would change the log."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    may = MAY_LOSE_A_NAME.format(find="instr(NEW.text, '(erased)')")
    return [
        *(f"CREATE TRIGGER {table}_stay BEFORE DELETE ON {table} {refuse}" for table in KEPT + FIXED),
        *(f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {refuse}" for table in FIXED),
        f"CREATE TRIGGER words_fixed BEFORE UPDATE ON words WHEN NOT ({may}) {refuse}",
    ]


def guards_of_postgresql() -> list[str]:
    """Triggers that refuse what would change the log, emptying a table included."""
    row, refuse = "FOR EACH ROW EXECUTE FUNCTION", "seatlight_refuse()"
    return [
        *PROCEDURES,
        *(f"CREATE TRIGGER {table}_stay BEFORE DELETE ON {table} {row} {refuse}" for table in KEPT + FIXED),
        *(f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {row} {refuse}" for table in FIXED),
        f"CREATE TRIGGER words_fixed BEFORE UPDATE ON words {row} seatlight_lose_a_name()",
        *(
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {refuse}"
            for table in KEPT + FIXED
        ),
    ]
