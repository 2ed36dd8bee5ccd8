"""What Alembic runs: the database's dated migrations. Once released they are never changed."""
