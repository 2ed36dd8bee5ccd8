"""The numbers that states and signals compare against, with their defaults."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "seats_paid": None,
    "recent_days": 30,
    "inactive_days": 30,
    "reclaim_days": 60,
    "grace_days": 14,
    "onboarding_last_day": 44,
    "gap_days": 30,
    "active_min_days": 2,
    "churned_span_days": 14,
    "churned_min_days": 5,
    "churned_quiet_days": 14,
    "returned_days": 14,
    "block_days": 30,
    "change_share": 0.2,
    "change_min_days": 5,
    "plateau_share": 0.5,
    "heavy_percentile": 0.9,
    "heavy_min_developers": 5,
    "efficient_share": 0.3,
    "high_percentile": 0.75,
    "low_acceptance_share": 0.1,
    "enough_shown": 20,
    "never_asked_requests": 20,
    "never_asked_share": 0.2,
    "never_asked_tabs": 20,
    "premium_share": 0.8,
    "premium_above_team": 0.2,
    "premium_min_events": 50,
    "off_share": 0.2,
    "off_min_median": 5,
    "shutdown_min_days": 4,
    "trend_share": 0.2,
}


def with_defaults(limits: dict[str, Any] | None) -> dict[str, Any]:
    """The given limits over the defaults; a name that is no limit raises ValueError.

    `efficient_share` and `low_acceptance_share` may be None: then the signals on acceptance are off.
    """
    unknown = sorted(set(limits or {}) - set(DEFAULTS))
    if unknown:
        raise ValueError(f"There is no limit called {unknown[0]}: use one of {', '.join(DEFAULTS)}.")
    return {**DEFAULTS, **(limits or {})}
