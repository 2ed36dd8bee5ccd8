"""The answers of the Cursor Admin API as typed shapes: exactly the fields we read, in the vendor's words.

Whatever is not listed here is dropped while an answer is decoded. A field may be missing, null or a number in
quotes; a value of another type makes the whole answer unreadable.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

Count = Annotated[int, Meta(ge=0, le=10**8)]
Tokens = Annotated[int, Meta(ge=0, le=10**12)]
Millis = Annotated[int, Meta(ge=0, le=10**14)]
Cents = Annotated[float, Meta(ge=-1e9, le=1e9)]
Mark = str | int | None


class Paging(Struct, rename="camel"):
    """Where a page stands; which of the fields come differs from endpoint to endpoint."""

    page: Count | None = None
    current_page: Count | None = None
    page_size: Count | None = None
    num_pages: Count | None = None
    total_pages: Count | None = None
    has_next_page: bool | None = None


class Member(Struct, rename="camel"):
    """Somebody on the roster. The id only tells entries apart; it is not kept."""

    id: Mark = None
    name: str | None = None
    email: str | None = None
    role: str | None = None
    is_removed: bool | None = None


class Members(Struct, rename="camel"):
    """The answer of `GET /teams/members`."""

    team_members: list[Member]


AUDIT_KEYS = ("email", "userEmail", "user_email", "targetEmail", "target_email", "memberEmail")
"""Where `event_data`, or an object in it, may hold the address of whom a seat was given to or taken from."""

AuditAddress = msgspec.defstruct("AuditAddress", [(key, msgspec.Raw, msgspec.Raw()) for key in AUDIT_KEYS])


class AuditEvent(Struct):
    """A line of the audit log."""

    timestamp: str | int | None = None
    event_type: str | None = None
    event_data: msgspec.Raw = msgspec.Raw()


class AuditLog(Struct):
    """One page of `GET /teams/audit-logs`."""

    events: list[AuditEvent]
    pagination: Paging | None = None


class DailyRow(Struct, rename="camel", gc=False):
    """What one account did on one day. The id only tells accounts of one address apart; it is not kept."""

    user_id: Mark = None
    email: str | None = None
    day: str | None = None
    date: Millis | None = None
    is_active: bool | None = None
    total_applies: Count | None = None
    total_accepts: Count | None = None
    total_rejects: Count | None = None
    total_tabs_shown: Count | None = None
    total_tabs_accepted: Count | None = None
    composer_requests: Count | None = None
    chat_requests: Count | None = None
    agent_requests: Count | None = None
    cmdk_usages: Count | None = None


class DailyUsage(Struct, rename="camel"):
    """One page of `POST /teams/daily-usage-data`; a page counts people, not rows."""

    data: list[DailyRow]
    pagination: Paging | None = None


class MemberSpend(Struct, rename="camel"):
    """What one account cost in the running billing cycle. The id only tells accounts apart; it is not kept."""

    user_id: Mark = None
    email: str | None = None
    spend_cents: Cents | None = None
    overall_spend_cents: Cents | None = None


class Spend(Struct, rename="camel"):
    """One page of `POST /teams/spend`."""

    team_member_spend: list[MemberSpend]
    total_pages: Count | None = None


class TokenUsage(Struct, rename="camel", gc=False):
    """The tokens of one event; all missing means that nobody knows."""

    input_tokens: Tokens | None = None
    output_tokens: Tokens | None = None
    cache_read_tokens: Tokens | None = None
    cache_write_tokens: Tokens | None = None
    total_cents: Cents | None = None


class UsageEvent(Struct, rename="camel", gc=False):
    """One request to a model. The two ids only tell that no person was at work; they are not kept."""

    timestamp: Millis | None = None
    user_email: str | None = None
    model: str | None = None
    kind: str | None = None
    kind_label: str | None = None
    token_usage: TokenUsage | None = None
    charged_cents: Cents | None = None
    service_account_id: Mark = None
    automation_id: Mark = None
    is_free_bugbot: bool | None = None


class UsageEvents(Struct, rename="camel"):
    """One page of `POST /teams/filtered-usage-events`, in either of its two envelopes."""

    usage_events: list[UsageEvent] | None = None
    usage_events_display: list[UsageEvent] | None = None
    total_usage_events_count: Count | None = None
    pagination: Paging | None = None

    def __post_init__(self) -> None:
        """No list at all is only believed beside other signs of an empty answer."""
        if self.usage_events is None and self.usage_events_display is None:
            empty = self.total_usage_events_count == 0
            if not empty and (self.pagination is None or self.total_usage_events_count):
                raise ValueError("usageEvents is missing")

    @property
    def events(self) -> list[UsageEvent]:
        """The events of the page, none in an empty answer."""
        return self.usage_events or self.usage_events_display or []


ANSWERS: dict[str, type[Struct]] = {
    "GET /teams/members": Members,
    "GET /teams/audit-logs": AuditLog,
    "POST /teams/daily-usage-data": DailyUsage,
    "POST /teams/spend": Spend,
    "POST /teams/filtered-usage-events": UsageEvents,
}


def fields_read() -> list[tuple[str, str]]:
    """Every (endpoint, field) that is read, from the shapes themselves; all else never leaves the decoder."""
    return [(endpoint, field) for endpoint, answer in ANSWERS.items() for field in _fields(answer)]


def _fields(shape: type[Struct], above: str = "") -> list[str]:
    found: list[str] = []
    for field in msgspec.structs.fields(shape):
        name = above + field.encode_name
        inner, is_list = _inner(field.type)
        if field.type is msgspec.Raw and shape is AuditEvent:
            found += [f"{name}.{key}" for key in AUDIT_KEYS]
            found += [f"{name}.*.{key}" for key in AUDIT_KEYS]
        elif inner:
            found += _fields(inner, f"{name}[]." if is_list else f"{name}.")
        else:
            found.append(name)
    return found


def _inner(kind: Any) -> tuple[type[Struct] | None, bool]:
    """The shape inside a field's type, and whether the field holds a list of it."""
    for part in getattr(kind, "__args__", (kind,)):
        if isinstance(part, type) and issubclass(part, Struct):
            return part, getattr(kind, "__origin__", None) is list
        if getattr(part, "__origin__", None) is list:
            return part.__args__[0], True
    return None, False
