"""The one state of each developer, the day it began and how certain it is: the first that matches."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

from .days import DAY, day_of_text, gap_days
from .developers import clean
from .numbers import has_usage
from .scene import Scene, recent_active_days, used_on

Row = dict[str, Any]
State = tuple[str, date | None, str]


def state(developer: Row, scene: Scene) -> State:
    """The first state that matches, in the order of product R7."""
    for rule in RULES:
        found = rule(developer, scene)
        if found:
            return found
    return "no_use_seen", scene.reading.known_since, scene.certainty(scene.reading.known_since)


def left(developer: Row, scene: Scene) -> State | None:
    """The Jira account is deactivated, and the seat or its use in the window remains."""
    remains = developer["seat"] == "active" or has_usage(developer)
    return ("left", None, "certain") if developer["deactivated"] and remains else None


def no_seat(developer: Row, scene: Scene) -> State | None:
    """No paid seat by nature: a free owner or a service account."""
    without = developer["free_owner"] or developer["service_account"]
    return ("no_seat", None, "certain") if developer["seat"] == "none" and without else None


def removed(developer: Row, scene: Scene) -> State | None:
    """Marked removed or on no roster; since the audit log's day of the removal, if it tells one."""
    return None if developer["seat"] == "active" else ("removed", developer["removed_on"], "certain")


def active(developer: Row, scene: Scene) -> State | None:
    """An active day in the last 30; since the first active day after the last gap of 30 days or more."""
    if not recent_active_days(developer, scene):
        return None
    days = used_on(developer)
    since = days[0]
    for before, after in pairwise(days):
        if gap_days(before, after, scene.shutdown) >= scene.limits["gap_days"]:
            since = after
    return "active", since, "certain"


def on_hold(developer: Row, scene: Scene) -> State | None:
    """An admin exempted the seat, and the hold covers the window's last day; since the hold began."""
    starts = []
    for hold in scene.holds:
        starts_on, until = day_of_text(hold["starts_on"]), day_of_text(hold["until"])
        if clean(hold["email"]) in developer["emails"] and starts_on <= scene.reading.last_on <= until:
            starts.append(starts_on)
    return ("on_hold", min(starts), "certain") if starts else None


def unknown(developer: Row, scene: Scene) -> State | None:
    """The days that would tell are not all covered, or the seat has no address to tell it by."""
    if developer["email"] is None:
        return "unknown", None, "certain"
    first_on = scene.first_of_last(scene.limits["recent_days"])
    tells_from = max(first_on, developer["seat_since"] or first_on)
    reading = scene.reading
    lost = reading.events_lost(tells_from, reading.last_on)
    return ("unknown", None, "certain") if tells_from < reading.known_since or lost else None


def new(developer: Row, scene: Scene) -> State | None:
    """Seat since less than 14 days and no use since then."""
    since, age = developer["seat_since"], seat_age(developer, scene)
    if since is None or age is None or age >= scene.limits["grace_days"] or used_since(developer, since):
        return None
    return "new", since, "certain"


def stopped(developer: Row, scene: Scene) -> State | None:
    """Use seen before, none in the last 30; since the day after the last active day."""
    if not developer["active_days"]:
        return None
    idle_from = scene.first_of_last(scene.limits["recent_days"])
    return "stopped", developer["last_active_on"] + DAY, scene.certainty(idle_from)


def never_started(developer: Row, scene: Scene) -> State | None:
    """Seat since 14 days or more, its whole life covered, and no use in it."""
    since, age = developer["seat_since"], seat_age(developer, scene)
    if since is None or age is None or age < scene.limits["grace_days"] or since < scene.reading.known_since:
        return None
    return "never_started", since, scene.certainty(since)


def seat_age(developer: Row, scene: Scene) -> int | None:
    """Days from the day of the seat to the window's last day; None when that day is unknown."""
    since = developer["seat_since"]
    return (scene.reading.last_on - since).days if since else None


def used_since(developer: Row, first_on: date) -> bool:
    """Whether there is an active day on or after this day."""
    return any(day >= first_on for day in developer["active_days"])


RULES: tuple[Callable[[Row, Scene], State | None], ...] = (
    left,
    no_seat,
    removed,
    active,
    on_hold,
    unknown,
    new,
    stopped,
    never_started,
)
