"""A plain reader of the simulated API: everything it serves, in the clean form of the facts."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
import msgspec

from seatlight.sandbox import Box
from seatlight.sandbox.facts import Day, Event, MemberSpend, RosterEntry, Tokens
from seatlight.sandbox.models import KIND_CONSTANTS
from seatlight.sandbox.setup import Moment, day_start_ms

Json = dict[str, Any]
KINDS = {constant: kind for kind, constant in KIND_CONSTANTS.items()}
COUNTERS = {
    "applies": "totalApplies",
    "accepts": "totalAccepts",
    "rejects": "totalRejects",
    "tabs_shown": "totalTabsShown",
    "tabs_accepted": "totalTabsAccepted",
    "composer_requests": "composerRequests",
    "chat_requests": "chatRequests",
    "agent_requests": "agentRequests",
    "cmdk_usages": "cmdkUsages",
}


def client_of(box: Box) -> httpx2.Client:
    """A client with the sandbox's key."""
    return httpx2.Client(base_url=box.url, auth=(box.key, ""), timeout=10, verify=False, trust_env=False)


def ask(box: Box, method: str, path: str, body: Json | None = None) -> httpx2.Response:
    """One request with the right key."""
    with client_of(box) as client:
        return client.request(method, path, json=body)


def windows(moment: Moment) -> list[Json]:
    """The reach in ranges of at most 30 whole days, newest first, the newest up to now."""
    found, last = [], moment.today
    while last >= moment.first_on:
        first = max(moment.first_on, last - timedelta(days=29))
        end = min(day_start_ms(last) + 86_399_999, moment.now_ms)
        found.append({"startDate": day_start_ms(first), "endDate": end})
        last = first - timedelta(days=1)
    return found


def read_pages(client: httpx2.Client, path: str, window: Json, size: int) -> list[Json]:
    """Every page of a listing that has a pagination object."""
    pages: list[Json] = []
    while not pages or pages[-1]["pagination"]["hasNextPage"]:
        answer = client.post(path, json={**window, "page": len(pages) + 1, "pageSize": size})
        assert answer.status_code == 200, answer.text
        pages.append(msgspec.json.decode(answer.content))
    return pages


def read_events(box: Box, size: int = 500) -> list[Event]:
    """Every event of the reach."""
    with client_of(box) as client:
        pages = [
            page
            for window in windows(box.world.moment)
            for page in read_pages(client, "/teams/filtered-usage-events", window, size)
        ]
    listed = [page["usageEvents" if "usageEvents" in page else "usageEventsDisplay"] for page in pages]
    return [clean_event(event) for events in listed for event in events]


def clean_event(event: Json) -> Event:
    """An event as the facts tell it."""
    kind = str(event.get("kind", event.get("kindLabel")))
    told = event.get("tokenUsage")
    return Event(
        clean_address(event.get("userEmail")),
        int(event["timestamp"]),
        event["model"],
        KINDS.get(kind, kind),
        clean_tokens(told) if told else None,
        event.get("chargedCents"),
        event.get("serviceAccountId"),
        event.get("automationId"),
        event.get("isFreeBugbot", False),
    )


def clean_tokens(told: Json) -> Tokens | None:
    """Token usage with missing counts as zero; unknown fields alone are no token usage."""
    if not any("Tokens" in name for name in told):
        return None
    names = ("inputTokens", "outputTokens", "cacheReadTokens", "cacheWriteTokens")
    fresh, output, cache_read, cache_write = (told.get(name, 0) for name in names)
    return Tokens(fresh, output, cache_read, cache_write, told.get("totalCents"))


def read_days(box: Box, size: int | None = 7) -> list[Day]:
    """Every daily row of the reach that says anything; without `size` in the mode without pages."""
    rows: list[Json] = []
    with client_of(box) as client:
        for window in windows(box.world.moment):
            if size is None:
                rows += client.post("/teams/daily-usage-data", json=window).json()["data"]
            else:
                pages = read_pages(client, "/teams/daily-usage-data", window, size)
                rows += [row for page in pages for row in page["data"]]
    return [row for row in map(clean_day, rows) if row.says_anything()]


def clean_day(row: Json) -> Day:
    """A daily row as the facts tell it."""
    day = row.get("day") or datetime.fromtimestamp(row["date"] / 1000, UTC).date().isoformat()
    counters = {name: row[field] or 0 for name, field in COUNTERS.items()}
    return Day(clean_address(row.get("email")), day, row["isActive"], **counters)


def read_roster(box: Box) -> list[tuple[str | None, str, str, bool]]:
    """Address, name, role and removal of everybody listed."""
    members = ask(box, "GET", "/teams/members").json()["teamMembers"]
    return [
        (clean_address(member["email"]), member.get("name", ""), member["role"], member["isRemoved"])
        for member in members
    ]


def known(entry: RosterEntry) -> tuple[str | None, str, str, bool]:
    """The part of a fact about the roster that the API tells."""
    return entry.email, entry.name, entry.role, entry.removed


def read_spend(box: Box, size: int = 7) -> list[MemberSpend]:
    """Everybody's spend of the cycle, page by page."""
    found: list[MemberSpend] = []
    with client_of(box) as client:
        page, pages = 1, 1
        while page <= pages:
            answer = client.post("/teams/spend", json={"page": page, "pageSize": size}).json()
            found += [
                MemberSpend(line["email"].strip().lower(), line["spendCents"], line.get("overallSpendCents"))
                for line in answer["teamMemberSpend"]
            ]
            page, pages = page + 1, answer["totalPages"]
    return found


def read_seat_changes(box: Box) -> list[tuple[str, str, str]]:
    """Address, instant and kind of every seat given or taken inside the reach."""
    found = []
    for window in windows(box.world.moment):
        query = f"startTime={window['startDate']}&endTime={window['endDate']}&eventTypes=add_user,remove_user"
        for entry in ask(box, "GET", f"/teams/audit-logs?{query}&pageSize=500").json()["events"]:
            told = [value for name, value in entry["event_data"].items() if "mail" in name]
            change = {"add_user": "add", "remove_user": "remove"}[entry["event_type"]]
            found.append((told[0].strip().lower(), entry["timestamp"], change))
    return found


def clean_address(told: str | None) -> str | None:
    """An address in lower case without blanks around it."""
    return told.strip().lower() if told else None


def day_of(event: Event) -> date:
    """The UTC day of an event."""
    return datetime.fromtimestamp(event.at_ms / 1000, UTC).date()
