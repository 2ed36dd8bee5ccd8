"""The report document of design section 5, as the facts make it true."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from .counts import spend_cents, token_counts, tokens, within
from .developers import developers
from .limits import with_defaults
from .numbers import has_usage, measure
from .reading import Reading, read
from .scene import Scene, Team, Tiers, shutdown_of, team_of
from .signals import signals
from .states import state
from .usage_signals import window_read

Row = dict[str, Any]

COPIED = (
    "email",
    "emails",
    "name",
    "jira_account_id",
    "seat",
    "total_tokens",
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cache_write_tokens",
    "all_tokens",
    "events",
    "events_without_tokens",
    "tokens_per_active_day",
    "suggestions_shown",
    "suggestions_accepted",
    "acceptance_share",
    "decision_share",
    "previous_total_tokens",
    "trend",
    "trend_change",
    "premium_share",
    "spend_cents",
    "state",
    "state_certainty",
)
TEAM_COPIED = (
    "total_tokens",
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cache_write_tokens",
    "events",
    "events_without_tokens",
)


def no_tier(model: str) -> str | None:
    """The tier table when there is none."""
    return None


def truth(
    facts: Row,
    *,
    first_on: date,
    last_on: date,
    today: date,
    limits: Row | None = None,
    people: list[Row] | None = None,
    holds: list[Row] | None = None,
    tiers: Tiers | None = None,
    missing: Row | None = None,
    events_since: date | None = None,
) -> Row:
    """The true document of a window, without `because` and `developer_id`.

    `limits` overrides some of limits.DEFAULTS; `people` are the rows of the people CSV; `missing` names
    the days that could not be read: {"events": [...], "days": [...]}; `events_since` is the first day whose events
    were read for another report.
    """
    all_limits = with_defaults(limits)
    reading = read(facts, first_on, last_on, today, missing, events_since)
    everyone = developers(facts, reading, people)
    scene = Scene(
        reading=reading,
        limits=all_limits,
        holds=holds or [],
        tiers=tiers or no_tier,
        people_given=people is not None,
        shutdown=shutdown_of(everyone, reading, all_limits),
    )
    rows = [row for row in (measure(one, scene) for one in everyone) if has_row(row)]
    for row in rows:
        row["state"], row["state_since"], row["state_certainty"] = state(row, scene)
    team = team_of(rows, scene)
    shown = [developer_document(row, scene, team) for row in rows]
    return {
        "schema": "seatlight.report/1",
        "window": window_document(reading),
        "freshness": freshness_document(reading),
        "team": team_document(rows, scene),
        "developers": sorted(shown, key=by_tokens),
    }


def has_row(developer: Row) -> bool:
    """Every seat, and everyone with usage in the window (ruling 7)."""
    return developer["seat"] == "active" or has_usage(developer)


def by_tokens(row: Row) -> tuple[int, bool, str, str]:
    """Tokens descending, then the address; seats without an address come last among their like."""
    return -row["total_tokens"], row["email"] is None, row["email"] or "", row["name"] or ""


def iso(day: date | None) -> str | None:
    """A day as the document writes it."""
    return day.isoformat() if day else None


def span_document(first_on: date, last_on: date) -> Row:
    """Two days as the document writes them."""
    return {"first_on": first_on.isoformat(), "last_on": last_on.isoformat()}


def window_document(reading: Reading) -> Row:
    """The window; `previous` is null when it begins before the reach."""
    days = (reading.last_on - reading.first_on).days + 1
    previous = span_document(*reading.previous) if reading.previous else None
    return {**span_document(reading.first_on, reading.last_on), "days": days, "previous": previous}


def freshness_document(reading: Reading) -> Row:
    """As of the last full hour; today and the two days before are provisional."""
    as_of = datetime.fromtimestamp(reading.as_of_ms / 1000, UTC)
    return {
        "as_of": as_of.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "complete": not (reading.unread_event_days or reading.unread_daily_days),
        "provisional_from": iso(reading.today - timedelta(days=2)),
        "notes": [],
    }


def team_document(rows: list[Row], scene: Scene) -> Row:
    """Seats and the totals of all events of the window, the unattributed included."""
    reading = scene.reading
    events = within(reading.events, reading.first_on, reading.last_on)
    counted = token_counts(events)
    unattributed = [event for event in events if not event["email"]]
    seats = paid_seats(rows, scene.limits)
    used = sum(row["seats_used"] for row in rows)
    return {
        "seats": seats,
        "seats_used": used,
        "utilisation_share": used / seats if seats else None,
        **{name: counted[name] for name in TEAM_COPIED},
        "unattributed_tokens": tokens(unattributed),
        "unattributed_events": len(unattributed),
        "spend_cents": spend_cents(events),
    }


def paid_seats(rows: list[Row], limits: Row) -> int:
    """The setting, else the paid addresses and the paid roster entries without one (ruling 5)."""
    if limits["seats_paid"] is not None:
        return int(limits["seats_paid"])
    return sum(len(row["paid_addresses"]) if row["email"] else 1 for row in rows)


def developer_document(row: Row, scene: Scene, team: Team) -> Row:
    """One developer as the document writes it."""
    return {
        **{name: row[name] for name in COPIED},
        "seat_since": iso(row["seat_since"]),
        "active_days": row["active_days_of_window"],
        "last_active_on": iso(row["last_active_on"]),
        "times_team_mean": times_team_mean(row, scene, team),
        "state_since": iso(row["state_since"]),
        "known_since": iso(scene.reading.known_since),
        "signals": signals(row, scene, team),
    }


def times_team_mean(row: Row, scene: Scene, team: Team) -> float | None:
    """Ruling 39: tokens over the mean of the paid seats with tokens; null without one, or if it is unread."""
    mean = team.mean_tokens()
    return float(row["total_tokens"] / mean) if mean and window_read(scene) else None
