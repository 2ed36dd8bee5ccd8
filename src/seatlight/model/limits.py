"""The numbers that states and signals compare against, set per site; the defaults are the product's opinion."""

from __future__ import annotations

from typing import Annotated

import msgspec


def told(title: str, explanation: str) -> msgspec.Meta:
    """What a setting is called, and what it does: for whoever sets it."""
    return msgspec.Meta(title=title, description=explanation)


Days = Annotated[int, msgspec.Meta(ge=1, le=366)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Thresholds of states, signals and off days. Days are whole days, shares 0 to 1."""

    recent_days: Annotated[
        Days,
        told(
            "Recent days",
            "A seat is in use when it was used in this many last days; comparisons look at two blocks of it.",
        ),
    ] = 30
    reclaim_days: Annotated[
        Days,
        told("Days before reclaiming", "No use in this many last days makes a seat a candidate to reclaim."),
    ] = 60
    grace_days: Annotated[Days, told("Grace period", "A seat younger than this is new and never accused.")] = 14
    onboarding_days: Annotated[
        Days,
        told("End of onboarding", "Up to this age an unused seat is a stalled onboarding."),
    ] = 44
    healthy_active_days: Annotated[
        Count,
        told("Active days of healthy use", "Active days in the recent days that make somebody healthy."),
    ] = 2
    churn_span_days: Annotated[
        Days,
        told("Span of steady use", "The span that shows steady use before somebody churned."),
    ] = 14
    churn_active_days: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=14)],
        told("Active days of steady use", "Active days in that span that count as steady use."),
    ] = 5
    churn_gap_days: Annotated[
        Days,
        told("Gap of the churned", "Days without use after steady use that make somebody churned."),
    ] = 14
    break_days: Annotated[
        Days,
        told("Length of a break", "Days without use after which use is a return, and a new beginning of being active."),
    ] = 30
    returned_days: Annotated[Days, told("How long a return is told", "For this many last days a return is told.")] = 14
    change_share: Annotated[
        Share,
        told(
            "Change that counts",
            "Change of tokens and active days, against the block before, that counts as growing or declining.",
        ),
    ] = 0.2
    change_active_days: Annotated[
        Count,
        told("Active days for a change", "Active days the larger block needs before a change is told."),
    ] = 5
    plateau_share: Annotated[
        Share,
        told("Plateau", "Share of the median of active days below which use has plateaued."),
    ] = 0.5
    heavy_quantile: Annotated[Share, told("Heavy use", "Quantile of tokens from which somebody is a heavy user.")] = 0.9
    heavy_developers: Annotated[
        Count,
        told("Developers for heavy use", "Developers with tokens that are needed before anybody is called heavy."),
    ] = 5
    consumption_quantile: Annotated[
        Share,
        told("High consumption", "Quantile of tokens that counts as high consumption."),
    ] = 0.75
    acceptance_signals: Annotated[
        bool,
        told("Signals about acceptance", "Whether signals about acceptance fire at all."),
    ] = True
    low_acceptance: Annotated[Share, told("Low acceptance", "Acceptance below this share is low.")] = 0.1
    efficient_acceptance: Annotated[
        Share,
        told("Efficient acceptance", "Acceptance from this share on is efficient."),
    ] = 0.3
    enough_shown: Annotated[
        Count,
        told("Suggestions to tell", "Suggestions shown that are needed to tell anything of acceptance."),
    ] = 20
    asking_requests: Annotated[
        Count,
        told("Requests to tell", "Requests that are needed to tell whether somebody is asked at all."),
    ] = 20
    asked_share: Annotated[
        Share,
        told("Never asked", "Decisions per request below which somebody is never asked."),
    ] = 0.2
    premium_share: Annotated[
        Share,
        told("Premium share", "Premium share from which the premium signal may fire."),
    ] = 0.8
    premium_above_team: Annotated[
        Share,
        told("Above the team's premium share", "How far above the team's premium share that has to be."),
    ] = 0.2
    premium_events: Annotated[
        Count,
        told("Events to tell the tier", "Events of a known tier that are needed to tell."),
    ] = 50
    off_day_share: Annotated[
        Share,
        told("Off day", "A day with fewer active developers than this share of the median day's is off."),
    ] = 0.2
    off_day_median: Annotated[
        Count,
        told(
            "Developers for off days",
            "Active developers on the median day that are needed before any day is called off.",
        ),
    ] = 5
    shutdown_days: Annotated[Days, told("Shutdown", "Off days in a row that make a shutdown.")] = 4
