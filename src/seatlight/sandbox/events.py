"""The usage events of a member on one day."""

from random import Random

from seatlight.sandbox.days import OPEN_MS, OPENS_MS, Work
from seatlight.sandbox.facts import Event, Tokens
from seatlight.sandbox.habits import Habit
from seatlight.sandbox.models import KINDS, MODELS, cents_of, is_failed
from seatlight.sandbox.team import Member

SERVICE_ACCOUNT_ID = "sa_40ce"
AUTOMATION_ID = "7c1e5f0a-94b2-4d3e-8a61-2f0d9b7c4e15"
NIGHT_MS = 3_600_000
FEE_CENTS = 0.25
CENTS_PER_REQUEST = 4.0


def make_events(member: Member, work: Work, starts_ms: int, digits: int) -> list[Event]:
    """The day's events in no order; `digits` is how exactly cents are told."""
    return [make_event(member, work.draw, starts_ms, digits) for _ in range(work.count)]


def make_event(member: Member, draw: Random, starts_ms: int, digits: int) -> Event:
    """One event: model, kind, tokens and cost drawn by the member's habit."""
    habit, luck = member.habit, draw.random
    models, kinds = MODELS[habit.models], KINDS[habit.kinds]
    model, kind = models[int(luck() * len(models))], kinds[int(luck() * len(kinds))]
    opens = OPENS_MS if habit.cause != "service" else NIGHT_MS
    at_ms = starts_ms + opens + int(luck() * (OPEN_MS if habit.cause != "service" else NIGHT_MS))
    tokens: Tokens | None = draw_tokens(model, habit, draw, digits)
    if not habit.has_tokens or (habit.kinds == "mixed" and is_failed(kind) and at_ms % 2):
        tokens = None
    service, automation, bugbot = causes(habit, at_ms)
    return Event(
        None if habit.hides_events else member.email,
        at_ms,
        model,
        kind,
        tokens,
        charge(kind, tokens, digits),
        service,
        automation,
        bugbot,
    )


def draw_tokens(model: str, habit: Habit, draw: Random, digits: int) -> Tokens:
    """Token counts over several orders of magnitude, cache reads the most of them."""
    luck, scale = draw.random, habit.tokens
    fresh, output = int(scale * 300 * 32 ** luck()), int(scale * 100 * 32 ** luck())
    cache_read, cache_write = int(scale * 8000 * 16 ** luck()), int(scale * 1500 * 8 ** luck())
    cents = round(cents_of(model, fresh, output, cache_read, cache_write), digits)
    return Tokens(fresh, output, cache_read, cache_write, cents)


def charge(kind: str, tokens: Tokens | None, digits: int) -> float:
    """What the event cost with the fee; nothing if it failed, a flat price without tokens."""
    if is_failed(kind):
        return 0.0
    if tokens is None or tokens.total_cents is None:
        return CENTS_PER_REQUEST
    return round(tokens.total_cents + FEE_CENTS, digits)


def causes(habit: Habit, at_ms: int) -> tuple[str | None, str | None, bool]:
    """Service account, automation and free bugbot, where no person caused the event."""
    if habit.cause == "service":
        return SERVICE_ACCOUNT_ID, None, False
    if habit.cause == "automation":
        return (None, AUTOMATION_ID, False) if at_ms % 3 else (None, None, True)
    return None, None, False


def newest_first(event: Event) -> int:
    """The key that sorts the newest event to the front."""
    return -event.at_ms


def cost_of(event: Event) -> float:
    """An event's cents: charged, else the model's price, else nothing."""
    if event.charged_cents is not None:
        return event.charged_cents
    return (event.tokens.total_cents or 0.0) if event.tokens else 0.0
