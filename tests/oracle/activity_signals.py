"""The signals about activity over their own days: each gives its certainty, or None when it does not fire."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from .counts import is_failed, within
from .days import DAY, days_outside_shutdown, first_of_last, gap_days
from .scene import Scene, active_in, tokens_in, used_on
from .states import seat_age, used_since

Row = dict[str, Any]


def active(developer: Row, scene: Scene) -> str | None:
    """Tokens, or events without token data, and at least 2 active days in the last 30; not churned."""
    first_on, last_on = scene.first_of_last(scene.limits["recent_days"]), scene.reading.last_on
    if developer["state"] != "active" or scene.reading.events_lost(first_on, last_on):
        return None
    events = within(developer["all_events"], first_on, last_on)
    used = tokens_in(developer, first_on, last_on) > 0 or any(not event["tokens"] for event in events)
    often = active_in(developer, first_on, last_on) >= scene.limits["active_min_days"]
    return "certain" if used and often and not churned(developer, scene) else None


def never_started(developer: Row, scene: Scene) -> str | None:
    """The state."""
    return developer["state_certainty"] if developer["state"] == "never_started" else None


def inactive_seat(developer: Row, scene: Scene) -> str | None:
    """Seat held throughout, or of unknown age; zero tokens and zero active days in the last 30."""
    return idle_seat(developer, scene, scene.limits["inactive_days"])


def reclaim_candidate(developer: Row, scene: Scene) -> str | None:
    """The same over the last 60."""
    return idle_seat(developer, scene, scene.limits["reclaim_days"])


def idle_seat(developer: Row, scene: Scene, count: int) -> str | None:
    """Ruling 26: an active seat held all through the last N days, without tokens or an active day."""
    reading, first_on = scene.reading, scene.first_of_last(count)
    since = developer["seat_since"]
    held = developer["seat"] == "active" and (since is None or since <= first_on)
    told = first_on >= reading.known_since and not reading.events_lost(first_on, reading.last_on)
    used = tokens_in(developer, first_on, reading.last_on) or active_in(developer, first_on, reading.last_on)
    return scene.certainty(first_on) if held and told and not used else None


def churned(developer: Row, scene: Scene) -> str | None:
    """At least 5 active days in some 14-day span, then none for at least 14 days outside shutdowns."""
    last_active_on, limits = developer["last_active_on"], scene.limits
    if last_active_on is None or scene.reading.events_lost(last_active_on + DAY, scene.reading.last_on):
        return None
    quiet = days_outside_shutdown(last_active_on + DAY, scene.end, scene.shutdown)
    used_today = last_active_on > scene.end
    if used_today or quiet < limits["churned_quiet_days"] or not used_well(developer, scene):
        return None
    return scene.certainty(scene.first_of_last(limits["churned_quiet_days"]))


def used_well(developer: Row, scene: Scene) -> bool:
    """Ruling 27: some 14 consecutive covered dates hold at least 5 active days."""
    days = [day for day in used_on(developer) if day >= scene.reading.known_since]
    span = timedelta(days=scene.limits["churned_span_days"] - 1)
    enough = scene.limits["churned_min_days"]
    return any(sum(1 for day in days if first <= day <= first + span) >= enough for first in days)


def returned(developer: Row, scene: Scene) -> str | None:
    """An active day in the last 14 whose previous active day lies at least 30 unused days back."""
    days, limits = used_on(developer), scene.limits
    recent_from = scene.first_of_last(limits["returned_days"])
    for before, after in pairwise(days):
        if after < recent_from or gap_days(before, after, scene.shutdown) < limits["gap_days"]:
            continue
        unread = scene.reading.events_lost(before, after) or scene.reading.daily_lost(before, after)
        idle_from = first_of_last(limits["gap_days"], after - DAY, scene.shutdown)
        return None if unread else scene.certainty(idle_from)
    return None


def growing(developer: Row, scene: Scene) -> str | None:
    """Tokens and active days of 30 days both at least 20 % above the 30 days before."""
    return "certain" if blocks_change(developer, scene, is_up) else None


def declining(developer: Row, scene: Scene) -> str | None:
    """Tokens and active days of 30 days both at least 20 % below the 30 days before."""
    return "certain" if blocks_change(developer, scene, is_down) else None


def is_up(now: int, before: int, share: float) -> bool:
    """At least 20 % more; from nothing, anything is up."""
    return now > before and (before == 0 or now / before >= 1 + share)


def is_down(now: int, before: int, share: float) -> bool:
    """At least 20 % less; to nothing is down."""
    return now < before and now / before <= 1 - share


def blocks_known(scene: Scene) -> bool:
    """Ruling 29: both blocks are covered by daily rows and their events were read."""
    (_, last_on), (first_on, _) = scene.blocks()
    reading = scene.reading
    return first_on >= reading.known_since and reading.has_events_of(first_on, last_on)


def blocks_change(developer: Row, scene: Scene, moved: Callable[[int, int, float], bool]) -> bool:
    """Whether active days, and tokens where all of them are known, moved from one block to the next."""
    if not blocks_known(scene):
        return False
    now, before = scene.blocks()
    days_now, days_before = active_in(developer, *now), active_in(developer, *before)
    share = scene.limits["change_share"]
    if max(days_now, days_before) < scene.limits["change_min_days"] or not moved(days_now, days_before, share):
        return False
    if lacks_tokens(developer, before[0], now[1]):
        return True
    return moved(tokens_in(developer, *now), tokens_in(developer, *before), share)


def lacks_tokens(developer: Row, first_on: date, last_on: date) -> bool:
    """Whether an event that did not fail has no token data."""
    events = within(developer["all_events"], first_on, last_on)
    return any(not event["tokens"] and not is_failed(event) for event in events)


def onboarding_stalled(developer: Row, scene: Scene) -> str | None:
    """Seat since 14 to 44 days, all of them covered, and zero active days since."""
    since, age, reading = developer["seat_since"], seat_age(developer, scene), scene.reading
    if since is None or age is None or developer["seat"] != "active" or since < reading.known_since:
        return None
    in_time = scene.limits["grace_days"] <= age <= scene.limits["onboarding_last_day"]
    unread = reading.events_lost(since, reading.last_on)
    return scene.certainty(since) if in_time and not unread and not used_since(developer, since) else None


def only_in(states: tuple[str, ...], rule: Callable[[Row, Scene], str | None]) -> Callable[[Row, Scene], str | None]:
    """The rule, asked only about developers in these states."""
    return lambda developer, scene: rule(developer, scene) if developer["state"] in states else None


ACTIVITY_SIGNALS: dict[str, Callable[[Row, Scene], str | None]] = {
    "active": active,
    "never_started": never_started,
    "inactive_seat": inactive_seat,
    "reclaim_candidate": reclaim_candidate,
    "churned": churned,
    "returned": returned,
    "growing": only_in(("active", "stopped"), growing),
    "declining": only_in(("active", "stopped"), declining),
    "onboarding_stalled": onboarding_stalled,
}
