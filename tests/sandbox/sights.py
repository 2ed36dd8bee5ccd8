"""How each quirk of content shows itself: a question about what was read, true with it and false without."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from seatlight.sandbox import Box
from tests.sandbox.reading import Json, ask, clean_address, clean_event, day_of, windows


@dataclass(frozen=True)
class Look:
    """One reading of the newest range, as it came."""

    members: list[Json]
    days: list[Json]
    envelope: Json
    spend: list[Json]
    seats: list[Json]

    @property
    def events(self) -> list[Json]:
        """The events under either name."""
        return list(self.envelope.get("usageEvents") or self.envelope.get("usageEventsDisplay") or [])

    @property
    def usage(self) -> list[object]:
        """The tokenUsage of each event, "absent" where it is not there."""
        return [event.get("tokenUsage", "absent") for event in self.events]

    @property
    def emails(self) -> list[str | None]:
        """Every address that was read."""
        rows = self.members + self.days + self.spend
        return [row.get("email") for row in rows] + [event.get("userEmail") for event in self.events]


def look_at(box: Box) -> Look:
    """Read the newest range once."""
    window = windows(box.world.moment)[0]
    seats = "/teams/audit-logs?startTime=30d&eventTypes=add_user,remove_user&pageSize=500"
    daily = {**window, "page": 1, "pageSize": 100}
    return Look(
        ask(box, "GET", "/teams/members").json()["teamMembers"],
        ask(box, "POST", "/teams/daily-usage-data", daily).json()["data"],
        ask(box, "POST", "/teams/filtered-usage-events", {**window, "pageSize": 1000}).json(),
        ask(box, "POST", "/teams/spend", {"pageSize": 500}).json()["teamMemberSpend"],
        ask(box, "GET", seats).json()["events"],
    )


def twice(rows: list[Json], *fields: str) -> bool:
    """Whether two rows are alike in these fields."""
    seen = Counter(tuple(str(row.get(field)) for field in fields or row) for row in rows)
    return bool(seen) and max(seen.values()) > 1


def quiet_days(look: Look) -> int:
    """How many days nobody was active on."""
    active: Counter[str] = Counter()
    for row in look.days:
        active[row["day"]] += bool(row["isActive"])
    return sum(count == 0 for count in active.values())


def beside_events(look: Look, active: bool | None) -> bool:
    """Whether a person caused an event on a day whose row is inactive (False) or missing (None)."""
    rows = {(row["email"], row["day"]): row["isActive"] for row in look.days}
    caused = [event for event in look.events if not event["isHeadless"] and not event.get("isFreeBugbot")]
    days = {(clean_address(event.get("userEmail")), day_of(clean_event(event)).isoformat()) for event in caused}
    return any(rows.get((email or "", day)) is active for email, day in days if email)


def decimals(event: Json) -> int:
    """How many decimals the cents have."""
    return len(str(event["chargedCents"]).partition(".")[2])


def has_partial_usage(look: Look) -> bool:
    """Whether a count is missing beside others."""
    return any(isinstance(usage, dict) and 0 < len(usage) < 5 for usage in look.usage)


SIGHTS: dict[str, Callable[[Look], bool]] = {
    "ids-number": lambda look: all(isinstance(member["id"], int) for member in look.members),
    "ids-absent": lambda look: not any("id" in row or "userId" in row for row in look.members + look.days),
    "removed-missing": lambda look: not any(member["isRemoved"] for member in look.members),
    "unknown-role": lambda look: len({member["role"] for member in look.members}) > 3,
    "empty-name": lambda look: not all(member.get("name") for member in look.members),
    "roster-twice": lambda look: twice(look.members, "email"),
    "null-email": lambda look: any(member["email"] is None for member in look.members),
    "daily-date-null": lambda look: all(row["date"] is None for row in look.days),
    "daily-day-absent": lambda look: not any("day" in row for row in look.days),
    "daily-email-missing": lambda look: not all("email" in row for row in look.days),
    "daily-two-ids": lambda look: twice(look.days, "email", "day"),
    "daily-inactive-but-events": lambda look: beside_events(look, active=False),
    "daily-rows-missing": lambda look: beside_events(look, active=None),
    "accepted-over-total": lambda look: any(row["totalTabsAccepted"] > row["totalTabsShown"] for row in look.days),
    "daily-nulls": lambda look: any(row["totalApplies"] is None and row["isActive"] is None for row in look.days),
    "mixed-case": lambda look: any(email != email.lower() for email in look.emails if email),
    "padded": lambda look: any(email != email.strip() for email in look.emails if email),
    "event-email-missing": lambda look: not any("hana" in str(event.get("userEmail")) for event in look.events),
    "kind-label": lambda look: all("kindLabel" in event and "kind" not in event for event in look.events),
    "kind-constants": lambda look: all(event["kind"].startswith("USAGE_EVENT_KIND_") for event in look.events),
    "unknown-kind": lambda look: any(event.get("kind") == "Sponsored pilot" for event in look.events),
    "tokens-absent": lambda look: "absent" in look.usage,
    "tokens-null": lambda look: None in look.usage,
    "tokens-empty": lambda look: {} in look.usage,
    "tokens-partial": has_partial_usage,
    "no-tokens": lambda look: not any("tokenUsage" in event for event in look.events),
    "same-millisecond": lambda look: twice(look.events),
    "charged-absent": lambda look: not all("chargedCents" in event for event in look.events),
    "fractional-cents": lambda look: any(decimals(event) > 4 for event in look.events),
    "page-clamped": lambda look: look.envelope["pagination"]["pageSize"] == 100,
    "count-off": lambda look: look.envelope["totalUsageEventsCount"] % 10 != len(look.events) % 10,
    "spend-2025": lambda look: not any("overallSpendCents" in line or "userId" in line for line in look.spend),
    "audit-layouts": lambda look: len({name for entry in look.seats for name in entry["event_data"]}) > 2,
    "display-envelope": lambda look: "usageEvents" not in look.envelope,
    "oldest-first": lambda look: look.events[0]["timestamp"] < look.events[-1]["timestamp"],
    "unknown-fields": lambda look: all("xNew" in row for row in look.members + look.days + look.events),
    "empty-team": lambda look: not look.members and not look.days and not look.events,
    "shutdown": lambda look: quiet_days(look) >= 8,
}
