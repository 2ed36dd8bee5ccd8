"""Pages of usage events as Cursor sends them, and how long their mere decoding takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from time import perf_counter

import msgspec

from seatlight.sandbox import Setup, World
from seatlight.sandbox.cursor.api import Api
from seatlight.sandbox.cursor.asking import Question
from seatlight.sandbox.limits import Limits
from seatlight.sandbox.setup import day_start_ms
from seatlight.sources.cursor.api import EVENT_PAGES, EVENTS_PATH, authorization
from seatlight.sources.cursor.payloads import UsageEvents

EVENTS_A_DAY = 10.5
PEOPLE = 500
DAYS_AT_ONCE = 30

decoder = msgspec.json.Decoder(UsageEvents, strict=False)


def some_pages(count: int) -> list[bytes]:
    """The bodies of so many full pages of a busy team, newest first."""
    return list(islice(pages_of(Setup(people=PEOPLE, events_per_active_day=EVENTS_A_DAY), DAYS_AT_ONCE), count))


def pages_of(setup: Setup, days_at_once: int, ago: int = 0) -> Iterator[bytes]:
    """The bodies of full pages from so many days ago on, newest first, in listings of so many days."""
    world = World(setup)
    api = Api(world, Limits("off", frozenset(), float), setup.key)
    for first_ago in range(ago, setup.reach_days, days_at_once):
        yield from _listing(partial(_ask, api, setup.key), world, first_ago, days_at_once)


def _listing(ask: Callable[[dict[str, int]], bytes], world: World, ago: int, days: int) -> Iterator[bytes]:
    first = day_start_ms(world.moment.day(ago + days - 1))
    span = {"startDate": first, "endDate": first + days * 86_400_000 - 1, "pageSize": EVENT_PAGES[0]}
    total = decoder.decode(ask({**span, "page": 1})).total_usage_events_count or 0
    for number in range(1, total // EVENT_PAGES[0] + 1):
        yield ask({**span, "page": number})


def _ask(api: Api, key: str, body: dict[str, int]) -> bytes:
    question = Question("POST", EVENTS_PATH, "", authorization(key), msgspec.json.encode(body))
    return api.answer(question).body


def bare_seconds(pages: Iterable[bytes]) -> float:
    """The seconds it takes to decode the pages one after the other and drop them; getting them is not counted."""
    seconds = 0.0
    for body in pages:
        began_at = perf_counter()
        decoder.decode(body)
        seconds += perf_counter() - began_at
    return seconds
