"""Which days somebody asks for, and which can be answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

from seatlight.errors import BadWindow
from seatlight.model.window import Window


class Ask(msgspec.Struct, frozen=True):
    """The days asked for: `days` up to `until` (today when None), or from `since` to `until`.

    `emails` are the addresses of the developers asked for, none for everybody; `project` is the key of a Jira project
    whose members alone are asked for, `own` asks for one's own use.
    """

    days: int | None = None
    since: date | None = None
    until: date | None = None
    emails: tuple[str, ...] = ()
    project: str | None = None
    own: bool = False


DEFAULT_DAYS = 30


def window_of(ask: Ask, reach: Window, answered_days: int) -> Window:
    """The window asked for; raises BadWindow with the sentence that says which days can be answered.

    `reach` are the days that can be known, which end today; of them the vendor answers for the last `answered_days`.
    """
    today = reach.last_on
    last_on = ask.until or today
    if last_on > today:
        raise BadWindow(
            f"The window ends on {last_on}, which is in the future; the last day to ask for is {today} (UTC)."
        )
    if ask.since is not None and ask.days is not None:
        raise BadWindow("Give either a number of days or a first day, not both.")
    if ask.since is not None and ask.since > last_on:
        raise BadWindow(f"The window is reversed: its first day {ask.since} is after its last day {last_on}.")
    days = DEFAULT_DAYS if ask.days is None else ask.days
    if days < 1:
        raise BadWindow("A window has at least 1 day.")
    if ask.since is None and days > reach.days:
        raise BadWindow(_too_early(f"{days} days", reach, answered_days))
    if last_on < reach.first_on:
        raise BadWindow(_too_early(f"a window up to {last_on}", reach, answered_days))
    first_on = ask.since or last_on - timedelta(days=days - 1)
    if first_on < reach.first_on:
        raise BadWindow(_too_early(f"a window from {first_on}", reach, answered_days))
    return Window(first_on, last_on)


def _too_early(asked: str, reach: Window, answered_days: int) -> str:
    if reach.days > answered_days:
        known = f"Kept totals reach {reach.days} days back, to {reach.first_on}"
        return f"{known}, so {asked} cannot be answered; ask for less."
    return (
        f"Cursor answers {reach.days} days back, to {reach.first_on}, so {asked} cannot be answered; ask for less, set "
        "SEATLIGHT_CURSOR_REACH_DAYS if your vendor account answers further back, or keep daily totals from now on in "
        "a folder that SEATLIGHT_ARCHIVE names."
    )


def last_full_hour(now: datetime) -> datetime:
    """The hour mark up to which the vendor has counted: events from it on are not in yet."""
    return now.replace(minute=0, second=0, microsecond=0)
