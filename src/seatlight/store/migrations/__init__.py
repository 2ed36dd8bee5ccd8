"""What Alembic runs: the database's dated migrations. Once released they are never changed.

A new one is a file in `versions/`, the same tables in `store/schema.py`, its name in `store/open.py`, and a file of
rows for the test of upgrades in `tests/store/versions/`; the tests say what is missing.
"""
