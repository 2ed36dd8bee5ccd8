"""POST /teams/filtered-usage-events: listing, filters and pages."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

import msgspec

from seatlight.sandbox.cursor.asking import Refused, check_range, refusal, whole
from seatlight.sandbox.cursor.dress import numeric_id, same_address
from seatlight.sandbox.cursor.write_events import cloud_agent_of, write_event
from seatlight.sandbox.events import newest_first
from seatlight.sandbox.facts import Event
from seatlight.sandbox.late import LATE_MINUTES
from seatlight.sandbox.setup import DAY_MS, epoch_ms
from seatlight.sandbox.team import Member
from seatlight.sandbox.world import World

USUAL_SIZE, MOST_SIZE, CLAMPED_SIZE, REFUSED_SIZE = 100, 1000, 100, 500
HOSTING = ("CLOUD", "SELF_HOSTED", "SELF_HOSTED_POOL", "SELF_HOSTED_MACHINE")
FILTERS = ("email", "userId", "serviceAccountId", "cloudAgentId", "automationId", "hostingType")


class EventsAsked(msgspec.Struct, frozen=True):
    """A range in milliseconds, both ends included, a page, and the filters by name."""

    first_ms: int
    last_ms: int
    page: int
    size: int
    filters: dict[str, object]

    def days(self) -> list[date]:
        """The UTC days of the range, newest first."""
        first, last = self.first_ms // DAY_MS, self.last_ms // DAY_MS
        return [date(1970, 1, 1) + timedelta(days=day) for day in range(last, first - 1, -1)]

    def listing(self) -> tuple[object, ...]:
        """What is the same for all pages of one listing."""
        return self.first_ms, self.last_ms, self.size, msgspec.json.encode(self.filters, order="sorted")


def read_asked(fields: dict[str, object], world: World) -> EventsAsked:
    """What was asked for; dates as strings break the server, as in life."""
    last_ms = read_ms(fields, "endDate", world.moment.now_ms)
    first_ms = read_ms(fields, "startDate", last_ms - 30 * DAY_MS)
    check_range(first_ms, last_ms)
    filters = {name: fields[name] for name in FILTERS if fields.get(name) is not None}
    if filters.get("hostingType", HOSTING[0]) not in HOSTING:
        raise Refused(refusal(400, "Unknown hostingType"))
    return EventsAsked(
        first_ms, last_ms, whole(fields, "page", 1, 10**9), page_size(fields, world.setup.quirks), filters
    )


def read_ms(fields: dict[str, object], name: str, default: int) -> int:
    """Epoch milliseconds that have to be a number."""
    value = fields.get(name, default)
    if isinstance(value, str):
        raise Refused(refusal(500))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(refusal(400, f"{name} must be a number"))
    return int(value)


def page_size(fields: dict[str, object], quirks: frozenset[str]) -> int:
    """The size of a page after the quirks about large ones."""
    size = whole(fields, "pageSize", USUAL_SIZE, 10**9)
    if "page-refused" in quirks and size > REFUSED_SIZE:
        raise Refused(refusal(400, f"pageSize must not exceed {REFUSED_SIZE}"))
    return min(size, CLAMPED_SIZE if "page-clamped" in quirks else MOST_SIZE)


def answer_events(world: World, asked: EventsAsked) -> dict[str, object]:
    """One page of a listing, its totals, and the range once more."""
    quirks, moved = world.setup.quirks, world.late_due and covers_late(asked, world)
    count, events = choose(world, asked)
    if moved and asked.size > 1 and count <= asked.page * asked.size:
        world.let_late_events_arrive()
        count, events = choose(world, asked)
    answer = envelope(asked, count, [write_event(event, quirks) for event in events], quirks)
    if moved and world.late_due and asked.size > 1:
        world.let_late_events_arrive()
    return answer


def covers_late(asked: EventsAsked, world: World) -> bool:
    """Whether a listing of everybody reaches over the time of the late events."""
    return not asked.filters and asked.last_ms >= epoch_ms(world.moment.begun_at) - max(LATE_MINUTES) * 60_000


def envelope(asked: EventsAsked, count: int, events: list[object], quirks: frozenset[str]) -> dict[str, object]:
    """The answer around a page of events."""
    pages = -(-count // asked.size)
    return {
        "totalUsageEventsCount": count + 3 if "count-off" in quirks else count,
        "pagination": {
            "numPages": pages,
            "currentPage": asked.page,
            "pageSize": asked.size,
            "hasNextPage": asked.page < pages,
            "hasPreviousPage": asked.page > 1,
        },
        "usageEventsDisplay" if "display-envelope" in quirks else "usageEvents": events,
        "period": {"startDate": asked.first_ms, "endDate": asked.last_ms},
    }


def choose(world: World, asked: EventsAsked) -> tuple[int, list[Event]]:
    """The number of events in a listing, and those of one page."""
    if asked.filters:
        found = filtered(world, asked)
        skip, take = page_bounds(len(found), asked, world.setup.quirks)
        return len(found), turn(found[skip:take], world.setup.quirks)
    counts = [(day, *bounds_on(world, day, asked)) for day in asked.days()]
    total = sum(last - first for _, first, last in counts)
    skip, take = page_bounds(total, asked, world.setup.quirks)
    return total, turn(slice_days(world, counts, skip, take), world.setup.quirks)


def page_bounds(count: int, asked: EventsAsked, quirks: frozenset[str]) -> tuple[int, int]:
    """From where to where, counted from the newest event, a page reaches."""
    skip, take = min(count, (asked.page - 1) * asked.size), min(count, asked.page * asked.size)
    return (count - take, count - skip) if "oldest-first" in quirks else (skip, take)


def turn(events: list[Event], quirks: frozenset[str]) -> list[Event]:
    """Events in the order they are listed in."""
    return events[::-1] if "oldest-first" in quirks else events


def bounds_on(world: World, day: date, asked: EventsAsked) -> tuple[int, int]:
    """Which of a day's events are inside the range, as positions from the newest."""
    starts_ms = (day - date(1970, 1, 1)).days * DAY_MS
    if not world.moment.first_on <= day <= world.moment.today:
        return 0, 0
    if asked.first_ms <= starts_ms and asked.last_ms >= starts_ms + DAY_MS - 1:
        return 0, world.count_on(day)
    events = world.events_on(day)
    first = bisect_left(events, -asked.last_ms, key=newest_first)
    return first, bisect_right(events, -asked.first_ms, key=newest_first)


def slice_days(world: World, counts: list[tuple[date, int, int]], skip: int, take: int) -> list[Event]:
    """The events between two positions of a listing over several days."""
    chosen: list[Event] = []
    seen = 0
    for day, first, last in counts:
        low, high = max(skip - seen, 0), min(take - seen, last - first)
        if low < high:
            chosen += world.events_on(day)[first + low : first + high]
        seen += last - first
    return chosen


def filtered(world: World, asked: EventsAsked) -> list[Event]:
    """All events of a listing that the filters let through, newest first."""
    members = members_asked(world, asked)
    events = [
        event
        for day in asked.days()
        for event in (
            world.events_on(day)
            if members is None
            else sorted((event for member in members for event in world.events(member, day)), key=newest_first)
        )
    ]
    return [
        event for event in events if asked.first_ms <= event.at_ms <= asked.last_ms and passes(event, asked.filters)
    ]


def members_asked(world: World, asked: EventsAsked) -> list[Member | None] | None:
    """Whose events have to be looked at, those of nobody in the team (None) among them; None for everybody's."""
    email, user_id = asked.filters.get("email"), asked.filters.get("userId")
    if email is None and user_id is None:
        return None
    strangers = [None] if user_id is None else []
    return strangers + [
        member
        for member in world.members
        if (email is None or same_address(email, member.email))
        and (user_id is None or user_id == numeric_id(member.number))
    ]


def passes(event: Event, filters: dict[str, object]) -> bool:
    """Whether an event itself satisfies the filters; events without an address belong to nobody."""
    if "email" in filters and not same_address(filters["email"], event.email):
        return False
    if "hostingType" in filters and (filters["hostingType"] != "CLOUD" or cloud_agent_of(event) is None):
        return False
    ids = {
        "serviceAccountId": event.service_account,
        "automationId": event.automation,
        "cloudAgentId": cloud_agent_of(event),
    }
    return all(held is not None and filters[name] in ("*", held) for name, held in ids.items() if name in filters)
