"""When it pays to ask for the events of single addresses instead of reading everybody's; pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from seatlight.ledger.days import runs
from seatlight.model.window import Window
from seatlight.ports import Step

AskingFor = Callable[[Collection[int], Sequence[Window]], list[Step]]
"""The steps that read some addresses' events of some days."""


def priced(steps: Iterable[Step], days: Collection[int]) -> bool:
    """Whether no step has still to find out what the reading of these days costs."""
    return not any(step.finds_out and _days_of(step) & set(days) for step in steps)


SOON_REQUESTS = 20
"""Daily rows that take so many requests at most are there within moments."""


def is_older(step: Step, decides: Window) -> bool:
    """Whether the step reads everybody's events, but not those of the newest days."""
    return _reads_all(step) and decides.last not in _days_of(step)


def decided_soon(steps: Sequence[Step], decides: Window) -> bool:
    """Whether it is about to be known who looks idle: daily rows come at once, or only the newest days are missing."""
    daily_rows = _cost(step for step in steps if step.table == "seat_days")
    newest = any(_reads_all(step) and decides.last in _days_of(step) for step in steps)
    return daily_rows <= SOON_REQUESTS and (daily_rows > 0 or newest)


def idle_seats(
    members: Collection[int], days: Collection[int], steps: Sequence[Step], asking_for: AskingFor
) -> list[Step] | None:
    """The steps that make certain that these members' seats are idle on these days; None while it is too early.

    Empty where everybody's events are as cheap. It is too early while the newest days are about to be read for
    everybody anyway, and waiting for them costs less than asking for them.
    """
    newest = max(days)
    coming = [step for step in steps if _reads_all(step) and newest in _days_of(step)]
    rest = set(days).difference(*map(_days_of, coming))
    now, later = (_cost(asking_for(members, runs(wanted))) for wanted in (days, rest))
    if coming and _cost(coming) <= now - later:
        return None
    asking = asking_for(members, runs(days))
    return asking if _cost(asking) < _scan(steps, days) else []


def cheaper_alone(
    members: Collection[int], days: Collection[int], steps: Sequence[Step], asking_for: AskingFor
) -> list[Step] | None:
    """The steps that read these members' events of these days, where that costs less than everybody's; else None."""
    asking = asking_for(members, runs(days))
    return asking if _cost(asking) < _scan(steps, days) else None


def _scan(steps: Iterable[Step], days: Collection[int]) -> float:
    """What reading everybody's events of these days costs, a chunk counted by the share of its days."""
    wanted, cost = set(days), 0.0
    for step in filter(_reads_all, steps):
        covered = _days_of(step)
        cost += step.cost * len(covered & wanted) / len(covered)
    return cost


def _reads_all(step: Step) -> bool:
    return step.table == "usage_days" and step.members is None and not step.finds_out


def _cost(steps: Iterable[Step]) -> int:
    return sum(step.cost for step in steps)


def _days_of(step: Step) -> set[int]:
    return set() if step.covers is None else set(range(step.covers.first, step.covers.last + 1))
