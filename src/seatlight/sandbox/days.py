"""What a member does on one day: how many requests, and the daily row that counts them."""

from datetime import date
from random import Random

import msgspec

from seatlight.sandbox.facts import Day
from seatlight.sandbox.habits import Habit
from seatlight.sandbox.quirks import SHUTDOWN_AGO
from seatlight.sandbox.setup import Moment, Setup, day_start_ms
from seatlight.sandbox.team import Member

OPENS_MS = 7 * 3_600_000
OPEN_MS = 12 * 3_600_000


class Work(msgspec.Struct, frozen=True):
    """A working day: the number of usage events, and the draws that the day's details come from."""

    count: int
    draw: Random


def work_on(member: Member, day: date, moment: Moment, setup: Setup) -> Work | None:
    """The day's work, always the same for one seed, member and day; None on an idle day."""
    ago = moment.ago(day)
    if "shutdown" in setup.quirks and ago in SHUTDOWN_AGO:
        return None
    draw = Random((setup.seed * 1_000_003 + member.number) * 1_000_003 + day.toordinal())
    share, pace = chance(member, day, moment)
    if draw.random() >= share:
        return None
    mean = setup.events_per_active_day * member.habit.pace * member.pace * pace
    return Work(event_count(mean, draw.random(), member.habit.burst), draw)


def chance(member: Member, day: date, moment: Moment) -> tuple[float, float]:
    """How likely the day is worked on, and at what pace; after the first day stories stay as they were on it."""
    habit, ago = member.habit, max(0, moment.ago(day)) - member.shift
    if habit.every:
        return float((day.toordinal() + member.number) % habit.every == 0), 1.0
    for span in habit.spans:
        if span.last_ago <= ago <= span.first_ago:
            return (habit.weekend if day.weekday() >= 5 else span.share), span.pace
    return 0.0, 0.0


def event_count(mean: float, luck: float, burst: bool) -> int:
    """The number of events of a working day: at least one, none for who never causes any."""
    if mean == 0:
        return 0
    return max(1, round(3 * mean * luck * luck if burst else 2 * mean * luck))


def elapsed_share(day: date, moment: Moment) -> float:
    """How much of a day's working hours is over, 0 to 1."""
    if day < moment.today:
        return 1.0
    return min(1.0, max(0.0, (moment.now_ms - day_start_ms(day) - OPENS_MS) / OPEN_MS))


def make_row(member: Member, day: date, work: Work | None, elapsed: float) -> Day:
    """The daily row: zeros on an idle day and for whatever no person caused."""
    idle = Day(email=member.email, day=day.isoformat())
    if work is None or member.habit.cause != "person":
        return idle
    row = count_row(idle, work, member.habit, elapsed)
    return row if elapsed == 1.0 or row.says_anything() else idle


def count_row(idle: Day, work: Work, habit: Habit, elapsed: float) -> Day:
    """The counters of a working day, of today only what is over."""
    luck = work.draw.random
    requests = elapsed * work.count * habit.requests
    chats, commands = int(requests * 0.5 * luck()), int(requests * 0.2 * luck())
    offers = int(requests * habit.applies * (0.6 + 0.8 * luck()))
    accepts = min(offers, round(offers * habit.accepts * (0.8 + 0.4 * luck())))
    shown = int(elapsed * habit.tabs * (0.4 + 1.2 * luck()))
    taken = min(shown, round(shown * habit.tabs_accepted * (0.7 + 0.6 * luck())))
    asked = max(0, round(requests) - chats - commands)
    return Day(
        email=idle.email,
        day=idle.day,
        is_active=elapsed == 1.0 or bool(offers + shown + asked + chats + commands),
        applies=offers,
        accepts=accepts,
        rejects=min(offers - accepts, round(offers * habit.rejects)),
        tabs_shown=shown,
        tabs_accepted=taken,
        chat_requests=chats,
        agent_requests=asked,
        cmdk_usages=commands,
    )
