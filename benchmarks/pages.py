"""Pages of usage events as Cursor sends them, and how long their mere decoding takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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
    setup = Setup(people=PEOPLE, events_per_active_day=EVENTS_A_DAY)
    world = World(setup)
    api = Api(world, Limits("off", frozenset(), float), setup.key)
    bodies: list[bytes] = []
    for ago in range(0, setup.reach_days, DAYS_AT_ONCE):
        bodies += _chunk(partial(_ask, api, setup.key), world, ago, count - len(bodies))
    return bodies


def _chunk(ask: Callable[[dict[str, int]], bytes], world: World, ago: int, most: int) -> list[bytes]:
    first = day_start_ms(world.moment.day(ago + DAYS_AT_ONCE - 1))
    span = {"startDate": first, "endDate": first + DAYS_AT_ONCE * 86_400_000 - 1, "pageSize": EVENT_PAGES[0]}
    total = decoder.decode(ask({**span, "page": 1})).total_usage_events_count or 0
    full = min(most, total // EVENT_PAGES[0])
    return [ask({**span, "page": number}) for number in range(1, full + 1)]


def _ask(api: Api, key: str, body: dict[str, int]) -> bytes:
    question = Question("POST", EVENTS_PATH, "", authorization(key), msgspec.json.encode(body))
    return api.answer(question).body


def bare_seconds(pages: list[bytes]) -> float:
    """The seconds it takes to decode the pages one after the other and drop them."""
    began_at = perf_counter()
    for body in pages:
        decoder.decode(body)
    return perf_counter() - began_at
