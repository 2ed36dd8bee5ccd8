"""A usage event as the API writes one."""

import msgspec
from msgspec import UNSET, UnsetType

from seatlight.sandbox.cursor.dress import write_address
from seatlight.sandbox.facts import Event, Tokens
from seatlight.sandbox.losses import luck_of
from seatlight.sandbox.models import KIND_CONSTANTS, is_failed

FORMS: dict[str, dict[str, int] | UnsetType | None] = {
    "tokens-absent": UNSET,
    "tokens-null": None,
    "tokens-empty": {},
}


class WireTokens(msgspec.Struct, rename="camel", gc=False):
    """Token counts; a missing one is left out."""

    input_tokens: int | UnsetType
    output_tokens: int | UnsetType
    cache_write_tokens: int | UnsetType
    cache_read_tokens: int | UnsetType
    total_cents: float | UnsetType


class WireEvent(msgspec.Struct, rename="camel", kw_only=True):
    """All the fields an event may have; those that do not apply are left out."""

    timestamp: str
    user_email: str | UnsetType | None
    conversation_id: str
    service_account_id: str | UnsetType = UNSET
    service_account_name: str | UnsetType = UNSET
    cloud_agent_id: str | UnsetType = UNSET
    automation_id: str | UnsetType = UNSET
    model: str
    kind: str | UnsetType = UNSET
    kind_label: str | UnsetType = UNSET
    max_mode: bool
    requests_costs: float
    is_token_based_call: bool
    is_chargeable: bool
    is_headless: bool
    token_usage: WireTokens | dict[str, int] | UnsetType | None
    charged_cents: float | UnsetType
    cursor_token_fee: float | UnsetType = UNSET
    is_free_bugbot: bool | UnsetType = UNSET


def write_event(event: Event, quirks: frozenset[str]) -> WireEvent:
    """One event; everything that is not a fact follows from the facts, so equal events are written alike."""
    luck = luck_of(event)
    kind = KIND_CONSTANTS.get(event.kind, event.kind) if "kind-constants" in quirks else event.kind
    labelled = "kind-label" in quirks
    headless = event.service_account is not None or event.automation is not None
    return WireEvent(
        timestamp=str(event.at_ms),
        user_email=write_email(event, luck, quirks),
        conversation_id=f"5d0b7a1e-2f63-4c98-8a40-{luck // 8:012x}",
        service_account_id=event.service_account or UNSET,
        service_account_name="Nightly checks" if event.service_account else UNSET,
        cloud_agent_id=cloud_agent_of(event) or UNSET,
        automation_id=event.automation or UNSET,
        model=event.model,
        kind=UNSET if labelled else kind,
        kind_label=kind if labelled else UNSET,
        max_mode=luck % 11 == 0,
        requests_costs=(1, 1, 1.4, 2.5, 5)[luck % 5],
        is_token_based_call=event.tokens is not None,
        is_chargeable=not is_failed(event.kind),
        is_headless=headless,
        token_usage=write_tokens(event.tokens, luck, quirks),
        charged_cents=UNSET if event.charged_cents is None else event.charged_cents,
        cursor_token_fee=0.25 if event.tokens and not is_failed(event.kind) else UNSET,
        is_free_bugbot=event.free_bugbot or UNSET,
    )


def write_email(event: Event, luck: int, quirks: frozenset[str]) -> str | UnsetType | None:
    """The address; a missing one is left out or null."""
    if event.email is None:
        return None if luck % 2 else UNSET
    return write_address(event.email, luck, quirks) if "mixed-case" in quirks or "padded" in quirks else event.email


def write_tokens(
    tokens: Tokens | None, luck: int, quirks: frozenset[str]
) -> WireTokens | dict[str, int] | UnsetType | None:
    """Token usage: its counts, or one of the forms in which it is missing."""
    if tokens is None:
        forms = [form for name, form in FORMS.items() if name in quirks] or [FORMS["tokens-absent"]]
        return forms[luck % len(forms)]
    return WireTokens(
        tokens.input or UNSET,
        tokens.output or UNSET,
        tokens.cache_write or UNSET,
        tokens.cache_read or UNSET,
        UNSET if tokens.total_cents is None else tokens.total_cents,
    )


def cloud_agent_of(event: Event) -> str | None:
    """The cloud agent that ran an event: those of service accounts and every other of automations."""
    if event.service_account:
        return "bc-77e1"
    return f"bc-{event.at_ms % 4:04d}" if event.automation and event.at_ms % 2 else None
