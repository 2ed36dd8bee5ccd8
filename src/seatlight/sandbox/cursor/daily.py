"""POST /teams/daily-usage-data, in both modes."""

from datetime import date, timedelta

import msgspec
from msgspec import UNSET, UnsetType

from seatlight.sandbox.cursor.asking import Refused, check_range, refusal, whole
from seatlight.sandbox.cursor.dress import copy_id, numeric_id, text_id, write_address
from seatlight.sandbox.facts import Day
from seatlight.sandbox.setup import day_start_ms
from seatlight.sandbox.team import Member
from seatlight.sandbox.world import World

MOST_USERS = 1000


class WireDay(msgspec.Struct, rename="camel"):
    """A daily row as the API writes one."""

    user_id: int | str | UnsetType
    day: str | UnsetType
    date: int | None
    email: str | UnsetType
    is_active: bool | None
    total_lines_added: int
    total_lines_deleted: int
    accepted_lines_added: int
    accepted_lines_deleted: int
    total_applies: int | None
    total_accepts: int | None
    total_rejects: int | None
    total_tabs_shown: int | None
    total_tabs_accepted: int | None
    composer_requests: int | None
    chat_requests: int | None
    agent_requests: int | None
    cmdk_usages: int | None
    subscription_included_reqs: int
    api_key_reqs: int
    usage_based_reqs: int
    bugbot_usages: int
    most_used_model: str | None
    apply_most_used_extension: str | None
    tab_most_used_extension: str | None
    client_version: str | None


class DailyAsked(msgspec.Struct, frozen=True):
    """A range of days and perhaps a page of members."""

    first_ms: int
    last_ms: int
    page: int | None
    size: int

    def days(self) -> list[date]:
        """The UTC days of the range, both ends included."""
        first, last = self.first_ms // 86_400_000, self.last_ms // 86_400_000
        return [date(1970, 1, 1) + timedelta(days=day) for day in range(first, last + 1)]


def read_asked(fields: dict[str, object]) -> DailyAsked:
    """What was asked for; dates may be strings of digits, half a pair of page and size is no page."""
    first_ms, last_ms = (as_ms(fields.get(name)) for name in ("startDate", "endDate"))
    check_range(first_ms, last_ms)
    paged = "page" in fields and "pageSize" in fields
    page = whole(fields, "page", 1, 10**9) if paged else None
    return DailyAsked(first_ms, last_ms, page, whole(fields, "pageSize", MOST_USERS, MOST_USERS) if paged else 0)


def as_ms(value: object) -> int:
    """Epoch milliseconds, also from a string of digits."""
    if isinstance(value, str) and value.isdigit():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(refusal(400, "startDate and endDate are required"))
    return int(value)


def answer_daily(world: World, fields: dict[str, object]) -> dict[str, object]:
    """The rows of everybody page by page, or of those with any activity at once."""
    asked = read_asked(fields)
    days = [day for day in asked.days() if day <= world.moment.today]
    period = {"startDate": asked.first_ms, "endDate": asked.last_ms}
    members = [member for member in world.members if belonged(member, days, world)]
    if asked.page is None:
        return {"data": write_rows(members, days, world, zeros=False), "period": period}
    pages = -(-len(members) // asked.size)
    chosen = members[(asked.page - 1) * asked.size : asked.page * asked.size]
    return {
        "data": write_rows(chosen, days, world, zeros=True),
        "period": period,
        "pagination": {
            "page": asked.page,
            "pageSize": asked.size,
            "totalUsers": len(members),
            "totalPages": pages,
            "hasNextPage": asked.page < pages,
            "hasPreviousPage": asked.page > 1,
        },
    }


def belonged(member: Member, days: list[date], world: World) -> bool:
    """Whether a member belonged to the team at some time in the range."""
    if not days or member.habit.cause == "service":
        return False
    joined = member.added_ago is None or world.moment.day(member.added_ago) <= days[-1]
    return joined and (member.removed_ago is None or world.moment.day(member.removed_ago) >= days[0])


def write_rows(members: list[Member], days: list[date], world: World, *, zeros: bool) -> list[WireDay]:
    """The rows of members, day by day; idle days only with `zeros`."""
    return [
        write_row(row, member, day, copy, world.setup.quirks)
        for day in days
        if day >= world.moment.first_on or zeros
        for member in members
        for copy, row in enumerate(rows_of(world, member, day))
        if zeros or row.says_anything()
    ]


def rows_of(world: World, member: Member, day: date) -> list[Day]:
    """The rows of a day; beyond the reach the API knows only zeros."""
    return world.rows(member, day) if day >= world.moment.first_on else [Day(member.email, day.isoformat())]


def write_row(row: Day, member: Member, day: date, copy: int, quirks: frozenset[str]) -> WireDay:
    """One row with the fields that nobody reads beside those that matter."""
    busy = row.says_anything()
    asked = row.agent_requests + row.chat_requests + row.cmdk_usages
    email = write_address(row.email, member.number + day.toordinal(), quirks)

    # With both quirks about the day each row still has one of the two.
    undated = "daily-date-null" in quirks and ("daily-day-absent" not in quirks or member.number % 2 == 0)

    def count(value: int) -> int | None:
        return None if value == 0 and "daily-nulls" in quirks else value

    return WireDay(
        user_id=row_id(copy_id(member.number) if copy else member.number, quirks),
        day=UNSET if "daily-day-absent" in quirks and not undated else row.day,
        date=None if undated else day_start_ms(day),
        email=UNSET if email is None else email,
        is_active=row.is_active,
        total_lines_added=9 * row.applies + 4 * row.tabs_accepted + asked,
        total_lines_deleted=2 * row.applies,
        accepted_lines_added=12 * row.accepts,
        accepted_lines_deleted=3 * row.accepts,
        total_applies=count(row.applies),
        total_accepts=count(row.accepts),
        total_rejects=count(row.rejects),
        total_tabs_shown=count(row.tabs_shown),
        total_tabs_accepted=count(row.tabs_accepted),
        composer_requests=count(row.composer_requests),
        chat_requests=count(row.chat_requests),
        agent_requests=count(row.agent_requests),
        cmdk_usages=count(row.cmdk_usages),
        subscription_included_reqs=asked - asked // 3,
        api_key_reqs=0,
        usage_based_reqs=asked // 3,
        bugbot_usages=int(member.habit.cause == "automation"),
        most_used_model="claude-4.5-sonnet" if busy and asked else None,
        apply_most_used_extension=".py" if row.applies else None,
        tab_most_used_extension=".ts" if row.tabs_shown else None,
        client_version="2.6.18" if busy else None,
    )


def row_id(number: int, quirks: frozenset[str]) -> int | str | UnsetType:
    """The id of a daily row: a number, unless there are none, or text in two-id mode."""
    if "ids-absent" in quirks:
        return UNSET
    return text_id(number) if "daily-two-ids" in quirks else numeric_id(number)
