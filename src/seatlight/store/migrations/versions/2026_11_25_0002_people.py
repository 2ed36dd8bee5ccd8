"""What was decided about addresses, holds, when rosters were seen, the list of people."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0002"
down_revision = "2026_11_25_0001"


def site() -> sa.Column[str]:
    """The site of a row, a part of its key."""
    return sa.Column("site_id", sa.String, sa.ForeignKey("sites.site_id"), primary_key=True)


def connection() -> sa.Column[str]:
    """The connection of a row, a part of its key."""
    return sa.Column("connection_id", sa.String, sa.ForeignKey("connections.connection_id"), primary_key=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "matches",
        site(),
        sa.Column("email", sa.String, primary_key=True),
        sa.Column("account_id", sa.String),
    )
    op.create_table(
        "rejections",
        site(),
        sa.Column("email", sa.String, primary_key=True),
        sa.Column("account_id", sa.String, primary_key=True),
    )
    op.create_table(
        "imports",
        site(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("account_id", sa.String),
        sa.Column("seat_since", sa.Date),
        sa.Column("line", sa.Integer, nullable=False),
    )
    op.create_table(
        "rules",
        site(),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("domain", sa.String, primary_key=True),
        sa.Column("other", sa.String, primary_key=True),
    )
    op.create_table(
        "holds",
        site(),
        sa.Column("email", sa.String, primary_key=True),
        sa.Column("starts_on", sa.Date, primary_key=True),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
    )
    rosters()
    op.create_table(
        "kept_people",
        site(),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("people", sa.LargeBinary, nullable=False),
    )


def rosters() -> None:
    """Make the tables of rosters."""
    op.create_table(
        "rosters",
        site(),
        connection(),
        sa.Column("seen_on", sa.Date),
        sa.Column("digest", sa.LargeBinary),
    )
    op.create_table(
        "roster",
        site(),
        connection(),
        sa.Column("email", sa.String, primary_key=True),
        sa.Column("seen_on", sa.Date, nullable=False),
        sa.Column("absent_on", sa.Date),
        sa.Column("here", sa.Boolean, nullable=False),
    )
