"""Reading a sandbox with the real product, over real HTTP, and holding the document against the truth."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from seatlight.actions.deps import Deps
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.show import show_report
from seatlight.actions.window import Ask
from seatlight.config import Settings, load
from seatlight.model.access import OPERATOR
from seatlight.render import render
from seatlight.sandbox import Box, Setup, start
from seatlight.surfaces.cli.progress import Silent
from seatlight.wiring import wired
from tests.oracle import differences, truth

Document = dict[str, Any]

NOW = datetime(2026, 11, 18, 13, 45, 10, 123000, tzinfo=UTC)
"""A Wednesday: the sandbox's clock and the product's, so that no test depends on when it runs."""
TIERS = load({}).tiers


def settings_for(box: Box, **changes: Any) -> Settings:
    """Settings that point at the sandbox, without limits of our own and with little patience."""
    environment = {
        "SEATLIGHT_CURSOR_URL": box.url,
        "SEATLIGHT_CURSOR_API_KEY": box.key,
        "SEATLIGHT_CURSOR_ADMIN_PER_MINUTE": "0",
        "SEATLIGHT_CURSOR_EVENTS_PER_MINUTE": "0",
        "SEATLIGHT_RETRY_FOR_SECONDS": "2",
    }
    return msgspec.structs.replace(load(environment), **changes)


def read(box: Box, ask: Ask, now: datetime = NOW, **changes: Any) -> Document:
    """The document that the product prints as JSON."""
    with wired(settings_for(box, **changes), clock=lambda: now) as deps:
        return refreshed(deps, ask)


def refreshed(deps: Deps, ask: Ask) -> Document:
    """The document after one more refresh."""
    refresh_usage(OPERATOR, deps, ask, Silent())
    return shown(deps, ask)


def shown(deps: Deps, ask: Ask) -> Document:
    """The document of what is known now."""
    document: Document = json.loads(render(show_report(OPERATOR, deps, ask), "json"))
    return document


def facts_of(box: Box) -> Document:
    """The sandbox's facts as plain values."""
    facts: Document = json.loads(msgspec.json.encode(box.facts()))
    return facts


def expected(facts: Document, days: int, until: date | None = None, **more: Any) -> Document:
    """The true document of the last `days` days up to `until`, as JSON values."""
    today = date.fromisoformat(facts["today"])
    last_on = until or today
    document = truth(
        facts,
        first_on=last_on - timedelta(days=days - 1),
        last_on=last_on,
        today=today,
        tiers=TIERS.tier,
        **more,
    )
    plain: Document = json.loads(msgspec.json.encode(document))
    return plain


def wrong(setup: Setup, asks: Iterable[tuple[int, date | None]], now: datetime = NOW) -> list[str]:
    """Every difference between what the product says of a sandbox and the truth; empty when there is none."""
    found = []
    with start(setup) as box:
        for days, until in asks:
            document = read(box, Ask(days=days, until=until), now)
            lines = differences(document, expected(facts_of(box), days, until))
            found += [f"{days} days to {until or 'today'}: {line}" for line in lines]
    return found
