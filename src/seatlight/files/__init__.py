"""Files: written whole or not at all, and lists of people read with the place of each mistake."""

from seatlight.files.whole import PART, mode_of, remove_leftovers, told, write_all, write_private, write_whole

__all__ = ["PART", "mode_of", "remove_leftovers", "told", "write_all", "write_private", "write_whole"]
