"""The numbers of one developer over the window."""

from datetime import date
from typing import Any

from .counts import spend_cents, suggestion_counts, tier_counts, token_counts, tokens, within
from .days import DAY
from .reading import Reading
from .scene import Scene, active_days_of_window, used_on

Row = dict[str, Any]


def measure(developer: Row, scene: Scene) -> Row:
    """The developer with all its numbers over the window."""
    reading = scene.reading
    events = within(developer["all_events"], reading.first_on, reading.last_on)
    daily_rows = within(developer["daily_rows"], reading.first_on, reading.last_on)
    counted = token_counts(events)
    days = active_days_of_window(developer, reading)
    premium, fast = tier_counts(events, scene.tiers)
    return {
        **developer,
        **counted,
        **acceptance(suggestion_counts(daily_rows), scene.limits),
        **trend_columns(developer["all_events"], reading, scene.limits),
        "active_days_of_window": days,
        "last_active_on": max(used_on(developer), default=None),
        "tokens_per_active_day": counted["total_tokens"] / days if days else None,
        "premium_events": premium,
        "fast_events": fast,
        "premium_share": premium / (premium + fast) if premium + fast else None,
        "spend_cents": spend_cents(events),
    }


def acceptance(counted: Row, limits: Row) -> Row:
    """`acceptance_share` is null when nothing was shown, `decision_share` without requests."""
    shown, requests = counted["shown"], counted["requests"]
    decided = min(counted["decisions"] / requests, 1.0) if requests else None
    return {
        "suggestions_shown": shown,
        "suggestions_accepted": counted["accepted"],
        "acceptance_share": counted["accepted"] / shown if shown else None,
        "decision_share": decided,
        "never_asked": decided is not None
        and requests >= limits["never_asked_requests"]
        and decided < limits["never_asked_share"]
        and counted["tabs_shown"] < limits["never_asked_tabs"],
    }


def has_usage(developer: Row) -> bool:
    """Ruling 7: an event, an active day, or anything suggested or accepted in the window."""
    suggested = developer["suggestions_shown"] or developer["suggestions_accepted"]
    return bool(developer["events"] or developer["active_days_of_window"] or suggested)


def trend_columns(events: list[Row], reading: Reading, limits: Row) -> Row:
    """`trend` leaves today out on both sides; `previous_total_tokens` is of the whole previous window."""
    whole_previous_known = reading.previous and not reading.events_lost(*reading.previous)
    spans = trend_spans(reading)
    if spans is None or any(reading.events_lost(*span) for span in spans):
        trend, change = "unknown", None
    else:
        now, before = (tokens(within(events, *span)) for span in spans)
        trend, change = trend_of(now, before, limits["trend_share"])
    return {
        "previous_total_tokens": tokens(within(events, *reading.previous))
        if reading.previous and whole_previous_known
        else None,
        "trend": trend,
        "trend_change": change,
    }


def trend_spans(reading: Reading) -> tuple[tuple[date, date], tuple[date, date]] | None:
    """This window and the one before; without today both have n - 1 days, and for n = 1 nothing is left."""
    if reading.previous is None:
        return None
    before_from, before_to = reading.previous
    if reading.last_on < reading.today:
        return (reading.first_on, reading.last_on), (before_from, before_to)
    if reading.first_on == reading.last_on:
        return None
    return (reading.first_on, reading.last_on - DAY), (before_from + DAY, before_to)


def trend_of(now: int, before: int, share: float) -> tuple[str, float | None]:
    """The trend and its change: none, new and stopped before the ratio is asked."""
    if now == 0 and before == 0:
        return "none", None
    if before == 0:
        return "new", None
    if now == 0:
        return "stopped", None
    ratio = now / before
    name = "rising" if ratio >= 1 + share else "falling" if ratio <= 1 - share else "flat"
    return name, ratio - 1
