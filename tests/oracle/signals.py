"""Which signals fire for a developer, each with its certainty, in the order of product R7."""

from typing import Any

from .activity_signals import ACTIVITY_SIGNALS
from .scene import Scene, Team
from .usage_signals import USAGE_SIGNALS

Row = dict[str, Any]

SILENT_STATES = ("new", "on_hold", "unknown", "no_seat", "removed")
ORDER = (
    "active",
    "never_started",
    "inactive_seat",
    "reclaim_candidate",
    "churned",
    "returned",
    "growing",
    "declining",
    "plateaued",
    "heavy_user",
    "efficient_heavy_user",
    "low_acceptance",
    "high_consumption_low_acceptance",
    "premium_overuse",
    "offboarded_seated",
    "onboarding_stalled",
    "unmatched_seat",
)


def signals(developer: Row, scene: Scene, team: Team) -> list[Row]:
    """Every signal of the developer; the silent states have none but `unmatched_seat`."""
    fired: dict[str, str] = {}
    if developer["state"] not in SILENT_STATES:
        for key, activity_rule in ACTIVITY_SIGNALS.items():
            certainty = activity_rule(developer, scene)
            if certainty:
                fired[key] = certainty
        for key, usage_rule in USAGE_SIGNALS.items():
            if developer["state"] == "active" and usage_rule(developer, scene, team):
                fired[key] = "certain"
        if developer["state"] == "left":
            fired["offboarded_seated"] = "certain"
    if is_unmatched(developer, scene):
        fired["unmatched_seat"] = "certain"
    return [{"key": key, "certainty": fired[key]} for key in ORDER if key in fired]


def is_unmatched(developer: Row, scene: Scene) -> bool:
    """An active seat whose addresses are not in the people CSV, only where one is given."""
    return scene.people_given and developer["seat"] == "active" and not developer["matched"]
