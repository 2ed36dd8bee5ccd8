"""The numbers that states and signals compare against, set per site; the defaults are the product's opinion."""

from __future__ import annotations

from typing import Annotated

import msgspec

Days = Annotated[int, msgspec.Meta(ge=1, le=366)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Thresholds of states, signals and off days. Days are whole days, shares 0 to 1."""

    recent_days: Days = 30
    """A seat is in use when it was used in this many last days; comparisons look at two blocks of it."""
    reclaim_days: Days = 60
    """No use in this many last days makes a seat a candidate to reclaim."""
    grace_days: Days = 14
    """A seat younger than this is new and never accused."""
    onboarding_days: Days = 44
    """Up to this age an unused seat is a stalled onboarding."""
    healthy_active_days: Count = 2
    """Active days in the recent days that make the signal `active`."""
    churn_span_days: Days = 14
    """The span that shows steady use before somebody churned."""
    churn_active_days: Annotated[int, msgspec.Meta(ge=1, le=14)] = 5
    """Active days in that span that count as steady use."""
    churn_gap_days: Days = 14
    """Days without use after steady use that make somebody churned."""
    break_days: Days = 30
    """Days without use after which use is a return, and a new beginning of the state `active`."""
    returned_days: Days = 14
    """For this many last days a return is told."""
    change_share: Share = 0.2
    """Change of tokens and active days, against the block before, that counts as growing or declining."""
    change_active_days: Count = 5
    """Active days the larger block needs before a change is told."""
    plateau_share: Share = 0.5
    """Share of the median of active days below which use has plateaued."""
    heavy_quantile: Share = 0.9
    """Quantile of tokens from which somebody is a heavy user."""
    heavy_developers: Count = 5
    """Developers with tokens that are needed before anybody is called heavy."""
    consumption_quantile: Share = 0.75
    """Quantile of tokens that counts as high consumption."""
    acceptance_signals: bool = True
    """Whether signals about acceptance fire at all."""
    low_acceptance: Share = 0.1
    """Acceptance below this share is low."""
    efficient_acceptance: Share = 0.3
    """Acceptance from this share on is efficient."""
    enough_shown: Count = 20
    """Suggestions shown that are needed to tell anything of acceptance."""
    asking_requests: Count = 20
    """Requests that are needed to tell whether somebody is asked at all."""
    asked_share: Share = 0.2
    """Decisions per request below which somebody is never asked."""
    premium_share: Share = 0.8
    """Premium share from which the premium signal may fire."""
    premium_above_team: Share = 0.2
    """How far above the team's premium share that has to be."""
    premium_events: Count = 50
    """Events of a known tier that are needed to tell."""
    off_day_share: Share = 0.2
    """A day with fewer active developers than this share of the median day's is off."""
    off_day_median: Count = 5
    """Active developers on the median day that are needed before any day is called off."""
    shutdown_days: Days = 4
    """Off days in a row that make a shutdown."""
