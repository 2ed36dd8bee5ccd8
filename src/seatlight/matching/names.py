"""Names that are alike: accents folded, the order of words left aside, few compared with few."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import combining, normalize

ALIKE = 0.85
"""From here on two names are alike, 0 to 1."""
MOST_COMPARED = 2_000
"""So many names are compared with one at most; what more than these begin alike tells nobody apart."""
BEGINNING = 3
"""So many letters of a word have to be the same for its names to be compared at all."""
SHORTEST = 3
"""Names of fewer letters are like too many others."""

WORD = re.compile(r"[^\W_]+")
WORD_OF_ADDRESS = re.compile(r"[^\W\d_]+")
TWO_SPELLINGS = ("ae", "oe", "ue", "aa")
"""How ä, ö, ü and å are written without them; of both spellings the first letter stays."""
NOT_COMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"})


def folded(name: str) -> str:
    """The words of a name without accents and case, sorted: what two spellings of one name share.

    Of an address the local part without tag and numbers counts. Empty where there is too little to compare.
    """
    pattern = WORD
    if "@" in name:
        name, pattern = name.rpartition("@")[0].partition("+")[0], WORD_OF_ADDRESS
    name = name.casefold()
    if not name.isascii():
        name = "".join(letter for letter in normalize("NFKD", name) if not combining(letter)).translate(NOT_COMPOSED)
    for letters in TWO_SPELLINGS:
        name = name.replace(letters, letters[0])
    words = sorted(pattern.findall(name))
    return " ".join(words) if sum(map(len, words)) >= SHORTEST else ""


class Names:
    """Folded names, ready to be searched for those that are like another; each stands here once."""

    def __init__(self, names: Iterable[str]) -> None:
        self.all = frozenset(names) - {""}
        self.beginning: dict[str, set[str]] = {}
        for name in self.all:
            for begins in _beginnings(name):
                self.beginning.setdefault(begins, set()).add(name)

    def like(self, name: str) -> list[tuple[str, float]]:
        """The names that are like this folded one, with how much, in no order.

        Compared are those of which a word begins like one of its own, the rarest beginnings first. The same name is
        found however many there are.
        """
        from rapidfuzz import fuzz, process

        if not name:
            return []
        compared: set[str] = {name} & self.all
        for alike in sorted((self.beginning.get(begins, set()) for begins in _beginnings(name)), key=len):
            if len(compared) + len(alike) > MOST_COMPARED:
                break
            compared |= alike
        found: Sequence[tuple[str, float, int]] = process.extract(
            name, list(compared), scorer=fuzz.ratio, processor=None, limit=None, score_cutoff=ALIKE * 100
        )
        return [(other, round(score / 100, 4)) for other, score, _ in found]


def _beginnings(name: str) -> set[str]:
    return {word[:BEGINNING] for word in name.split()}
