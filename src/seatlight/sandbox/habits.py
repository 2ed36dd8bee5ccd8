"""How somebody uses Cursor, as numbers: when, how much, and what becomes of what is offered."""

from typing import Literal

import msgspec

ALWAYS = 1_000_000

Cause = Literal["person", "automation", "service"]


class Span(msgspec.Struct, frozen=True):
    """From `first_ago` to `last_ago` days before the first day a working day is used with chance `share`."""

    first_ago: int
    last_ago: int
    share: float = 0.8
    pace: float = 1.0


class Habit(msgspec.Struct, frozen=True, kw_only=True):
    """Counts per request and chances, 0 to 1; `every` replaces chance by one day in so many."""

    spans: tuple[Span, ...] = (Span(ALWAYS, 0),)
    weekend: float = 0.05
    every: int = 0
    pace: float = 1.0
    burst: bool = False
    requests: float = 1.0
    applies: float = 1.6
    accepts: float = 0.62
    rejects: float = 0.12
    tabs: int = 40
    tabs_accepted: float = 0.34
    models: str = "usual"
    kinds: str = "usual"
    tokens: float = 1.0
    has_tokens: bool = True
    cause: Cause = "person"
    hides_events: bool = False


STEADY = Habit()
POWER = Habit(spans=(Span(ALWAYS, 0, 0.97),), weekend=0.4, pace=3.2, tokens=1.5, accepts=0.75)
BURSTY = Habit(spans=(Span(ALWAYS, 0, 0.36),), pace=2.2, burst=True)
NEVER = Habit(spans=())
CHURNED = Habit(spans=(Span(ALWAYS, 41, 0.9),))
STOPPED_LONG = Habit(spans=(Span(ALWAYS, 72, 0.85),))
RETURNED = Habit(spans=(Span(ALWAYS, 47), Span(6, 0, 0.95)))
LOW_ACCEPTANCE = Habit(
    spans=(Span(ALWAYS, 0, 0.92),),
    pace=2.6,
    tokens=1.6,
    applies=3.5,
    accepts=0.04,
    rejects=0.3,
    tabs=25,
    tabs_accepted=0.05,
)
DECLINING = Habit(spans=(Span(ALWAYS, 31, 0.96, 1.5), Span(30, 0, 0.45, 0.5)))
GROWING = Habit(spans=(Span(ALWAYS, 31, 0.4, 0.6), Span(30, 0, 0.96, 1.6)))
PLATEAUED = Habit(every=6, pace=0.5, tabs=14)
AUTO_APPLY = Habit(
    spans=(Span(ALWAYS, 0, 0.85),), pace=2.0, requests=4.0, applies=0.0, accepts=0.0, rejects=0.0, tabs=0
)
TAB_ONLY = Habit(pace=0.0, tabs=110, tabs_accepted=0.45)
PREMIUM = Habit(spans=(Span(ALWAYS, 0, 0.9),), pace=1.6, models="premium")
WEEKEND = Habit(spans=(Span(ALWAYS, 0, 0.0),), weekend=0.9)
MIXED_KINDS = Habit(kinds="mixed")
REQUEST_PLAN = Habit(has_tokens=False)
HIDDEN = Habit(hides_events=True)
AUTOMATED = Habit(pace=0.8, tabs=0, cause="automation")
SERVICE = Habit(spans=(Span(ALWAYS, 0, 1.0),), weekend=1.0, pace=0.7, tabs=0, cause="service")
JOINED_USED = Habit(spans=(Span(19, 0),))
REMOVED = Habit(spans=(Span(ALWAYS, 7, 0.9),))
REMOVED_BILLED = Habit(spans=(Span(ALWAYS, 15, 1.0),), weekend=0.5, pace=2.5)
LEFT = Habit(spans=(Span(ALWAYS, 10, 0.9),))
ALIAS = Habit(spans=(Span(ALWAYS, 0, 0.5),))
