"""The signals on tokens, acceptance, premium, and `plateaued`: whether each fires on a developer in use."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from .activity_signals import blocks_known, declining, growing
from .days import exact, percentile
from .scene import Scene, Team, recent_active_days

Row = dict[str, Any]


def window_read(scene: Scene) -> bool:
    """Ruling 37: no event of the window is missing."""
    return not scene.reading.events_lost(scene.reading.first_on, scene.reading.last_on)


def plateaued(developer: Row, scene: Scene, team: Team) -> bool:
    """Neither growing nor declining, and active days of the last 30 below half of the team's median."""
    first_on = scene.first_of_last(scene.limits["recent_days"])
    unread = scene.reading.events_lost(first_on, scene.reading.last_on)
    moved = growing(developer, scene) or declining(developer, scene)
    if unread or moved or not blocks_known(scene) or not team.recent_active_days:
        return False
    half = percentile(team.recent_active_days, 0.5) * exact(scene.limits["plateau_share"])
    return recent_active_days(developer, scene) < half


def heavy_user(developer: Row, scene: Scene, team: Team) -> bool:
    """Tokens in the window at or above the 90th percentile of at least 5 developers with tokens."""
    if len(team.tokens) < scene.limits["heavy_min_developers"]:
        return False
    return reaches(developer, scene, team, scene.limits["heavy_percentile"])


def reaches(developer: Row, scene: Scene, team: Team, share: float) -> bool:
    """Whether a paid seat with tokens is at or above this percentile of its like."""
    border = team.tokens_at(share)
    counted = developer["seat"] == "active" and developer["total_tokens"] > 0 and window_read(scene)
    return counted and border is not None and developer["total_tokens"] >= border


def can_tell_acceptance(developer: Row, scene: Scene) -> bool:
    """Ruling 32: at least 20 suggestions shown in a window that is covered, and not never asked."""
    lost = scene.reading.daily_lost(scene.reading.first_on, scene.reading.last_on)
    enough = developer["suggestions_shown"] >= scene.limits["enough_shown"]
    return enough and not developer["never_asked"] and not lost


def efficient_heavy_user(developer: Row, scene: Scene, team: Team) -> bool:
    """Heavy, and acceptance of at least 30 % where it can be told."""
    border = scene.limits["efficient_share"]
    if border is None or not heavy_user(developer, scene, team):
        return False
    return can_tell_acceptance(developer, scene) and bool(developer["acceptance_share"] >= border)


def low_acceptance(developer: Row, scene: Scene, team: Team) -> bool:
    """Acceptance below 10 % with enough suggestions to tell."""
    border = scene.limits["low_acceptance_share"]
    if border is None or not can_tell_acceptance(developer, scene):
        return False
    return bool(developer["acceptance_share"] < border)


def high_consumption_low_acceptance(developer: Row, scene: Scene, team: Team) -> bool:
    """Tokens in the window at or above the 75th percentile, and low acceptance."""
    high = reaches(developer, scene, team, scene.limits["high_percentile"])
    return high and low_acceptance(developer, scene, team)


def premium_overuse(developer: Row, scene: Scene, team: Team) -> bool:
    """Premium share of at least 80 %, 20 points above the team's, over at least 50 events of known tier."""
    limits, team_share = scene.limits, team.premium_share()
    known = developer["premium_events"] + developer["fast_events"]
    if known < max(limits["premium_min_events"], 1) or team_share is None or not window_read(scene):
        return False
    share = Fraction(developer["premium_events"], known)
    return share >= exact(limits["premium_share"]) and share >= team_share + exact(limits["premium_above_team"])


USAGE_SIGNALS: dict[str, Callable[[Row, Scene, Team], bool]] = {
    "plateaued": plateaued,
    "heavy_user": heavy_user,
    "efficient_heavy_user": efficient_heavy_user,
    "low_acceptance": low_acceptance,
    "high_consumption_low_acceptance": high_consumption_low_acceptance,
    "premium_overuse": premium_overuse,
}
