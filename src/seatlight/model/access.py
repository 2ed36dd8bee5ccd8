"""Who asks, and the proof that it was decided what they may see."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ActorKind(StrEnum):
    """How somebody came in."""

    OPERATOR = "operator"


class Actor(msgspec.Struct, frozen=True):
    """Who asks: how they came in and by what name."""

    kind: ActorKind
    name: str


OPERATOR = Actor(ActorKind.OPERATOR, "operator")
"""The person at the command line who holds the vendor's key."""


class Scope(msgspec.Struct, frozen=True):
    """Proof that access was decided; only `seatlight.access` makes one.

    `developers` are the ids of the developers whose rows may be seen, None for everybody's.
    """

    actor: str
    developers: frozenset[str] | None
