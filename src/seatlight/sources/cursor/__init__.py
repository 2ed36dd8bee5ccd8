"""Cursor: its Admin API, read into our tables."""

from seatlight.sources.cursor.steps import CursorSource

__all__ = ["CursorSource"]
