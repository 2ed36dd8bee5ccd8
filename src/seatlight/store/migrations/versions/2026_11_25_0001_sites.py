"""Sites, how their Jira and their vendors are reached, open projects, settings."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0001"
down_revision = None


def site() -> sa.Column[str]:
    """The site of a row, a part of its key."""
    return sa.Column("site_id", sa.String, sa.ForeignKey("sites.site_id"), primary_key=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sites",
        sa.Column("site_id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "jira",
        site(),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("email", sa.String),
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.Column("token_tail", sa.String, nullable=False),
        sa.Column("expires_on", sa.Date),
    )
    op.create_table(
        "connections",
        sa.Column("connection_id", sa.String, primary_key=True),
        sa.Column("site_id", sa.String, sa.ForeignKey("sites.site_id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("vendor", sa.String, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("key_tail", sa.String, nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("site_id", "name"),
    )
    op.create_table(
        "grants",
        site(),
        sa.Column("project_id", sa.String, primary_key=True),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("mode", sa.String),
        sa.Column("granted_by", sa.String, nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "settings",
        site(),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
