"""What became of a member of the team in Jira: the fates of the cast, and the draw of everybody after it."""

from random import Random

import msgspec

from seatlight.sandbox.cast import CAST


class Fate(msgspec.Struct, frozen=True):
    """How a person's account differs from the plain one that shows its address; `elsewhere` shows another."""

    account: bool = True
    hidden: bool = False
    active: bool = True
    deleted: bool = False
    other_case: bool = False
    elsewhere: bool = False
    namesake: bool = False


PLAIN = Fate()
FATES: dict[str, Fate] = {
    "hidden_address": Fate(hidden=True, namesake=True),
    "tab_only": Fate(active=False),
    "left": Fate(active=False),
    "stopped_long_ago": Fate(deleted=True),
    "no_use_seen": Fate(other_case=True),
    "automated": Fate(account=False),
}
"""The fates of the cast by character; the others are plain."""

# Shares of everybody after the cast, out of a thousand; the first that is drawn.
SHARES: tuple[tuple[int, Fate], ...] = (
    (10, Fate(account=False)),
    (10, Fate(deleted=True)),
    (20, Fate(active=False)),
    (5, Fate(elsewhere=True)),
    (10, Fate(other_case=True)),
    (5, Fate(hidden=True, namesake=True)),
    (145, Fate(hidden=True)),
)


def fate_of(number: int, character: str, seed: int) -> Fate:
    """The fate of a person by number: the cast's own, or a drawn one that leaves the draws of the team alone."""
    if number < len(CAST):
        return FATES.get(character, PLAIN)
    drawn = Random(f"fate/{seed}/{number}").randrange(1000)
    for share, fate in SHARES:
        drawn -= share
        if drawn < 0:
            return fate
    return PLAIN
