"""What is wrong with a value, in the words of whoever wrote it."""

from __future__ import annotations

import re

PLAIN = (
    (r".*unknown field `\w+`", "there is no such setting"),
    (r".*missing required field `(\w+)`", r"\1 is missing"),
    (r"Invalid enum value (.*)", r"\1 is not among the words it takes"),
    (r"Invalid RFC3339 encoded date", "it takes a day like 2026-12-31"),
    (r"Expected `(\w+)` >= ([\d.]+)", r"it takes `\1` from \2 on"),
    (r"Expected `(\w+)` <= ([\d.]+)", r"it takes `\1` up to \2"),
    (r"Expected `(\w+) >= ([\d.]+)`", r"it takes `\1` from \2 on"),
    (r"Expected `(\w+) <= ([\d.]+)`", r"it takes `\1` up to \2"),
    (r"Expected `([\w |]+)`, got `.*`", r"it takes `\1`"),
)
TYPES = {"str": "a text", "int": "a whole number", "float": "a number", "bool": "true or false", "array": "a list",
         "object": "a section", "date": "a day like 2026-12-31"}  # fmt: skip


def plain_words(says: str) -> str:
    """The decoder's words as a person would say them."""
    for pattern, words in PLAIN:
        says = re.sub(pattern, words, says)
    says = re.sub(r"`(\w+)[^`]*`", lambda found: TYPES.get(found[1], found[1]), says)
    return says[0].lower() + says[1:]
