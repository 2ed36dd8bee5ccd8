"""Names, types and units of the tables; days are integers since 1970-01-01, money is whole micro-cents.

Addresses and model names stand in tables as integer codes (`tables.codes`), so that joining and grouping
millions of rows stays cheap; code 0 is usage that came without an address.
"""

from __future__ import annotations

import narwhals as nw

Schema = dict[str, type[nw.Int32] | type[nw.Int64] | type[nw.String] | type[nw.Date]]

UNATTRIBUTED = 0
MICROCENTS = 1_000_000
"""Micro-cents of a cent."""

ROSTER: Schema = {
    "member": nw.Int32,  # code of the address; null when the roster lists somebody without one
    "name": nw.String,
    "seat": nw.String,  # active | removed | none
}
"""Who the vendor lists: one row per entry of its roster, so an address may stand in it twice."""

SEAT_CHANGES: Schema = {"member": nw.Int32, "day": nw.Int32, "change": nw.String}
"""When a seat was given (`add`) or taken (`remove`), as far as the audit log tells."""

CYCLE_SPEND: Schema = {"member": nw.Int32, "spend_microcents": nw.Int64}
"""What the vendor's spend page says of the running billing cycle, one row per address."""

SEAT_DAYS: Schema = {
    "member": nw.Int32,
    "day": nw.Int32,
    "used": nw.Int32,  # 1 on an active day by the vendor's daily row, else 0
    "agent_shown": nw.Int32,
    "agent_accepted": nw.Int32,
    "tabs_shown": nw.Int32,
    "tabs_accepted": nw.Int32,
    "decisions": nw.Int32,  # accepts and rejects
    "requests": nw.Int32,  # requests that could have led to a decision
}
"""Daily rows: what one address did on one day. Rows with nothing in them are left out; rows add up."""

SUGGESTION_COUNTS = ("agent_shown", "agent_accepted", "tabs_shown", "tabs_accepted", "decisions", "requests")

USAGE_DAYS: Schema = {
    "member": nw.Int32,
    "day": nw.Int32,
    "model": nw.Int32,  # code of the model's name
    "kind": nw.Int32,  # index into KINDS
    "events": nw.Int32,
    "events_without_tokens": nw.Int32,
    "events_without_cost": nw.Int32,
    "input_tokens": nw.Int64,
    "output_tokens": nw.Int64,
    "cache_read_tokens": nw.Int64,
    "cache_write_tokens": nw.Int64,
    "spend_microcents": nw.Int64,
}
"""Usage events folded to one row per address, day, model and kind; rows add up."""

EVENT_COUNTS = ("events", "events_without_tokens", "events_without_cost")
EVENT_AMOUNTS = (
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cache_write_tokens",
    "spend_microcents",
)

KINDS = ("activity", "background", "failed", "service")
"""What an event says of its person, first match from the right: *service* a service account caused it, *failed* it
was errored or aborted, *background* an automation or a free review caused it, *activity* a person did.
All four add tokens, events and cost; only activity makes an active day."""

ACTIVITY, BACKGROUND, FAILED, SERVICE = range(4)

MEMBER_DAYS: Schema = {
    "member": nw.Int32,
    "day": nw.Int32,
    "active": nw.Int32,  # 1 on an active day, else 0; 0 for usage without an address
    "service": nw.Int32,  # 1: all its events were a service account's; 0: a person had a part; null: neither
}
"""What every address was up to on every day that anything is told of: one row each."""

DAY = "day"
"""The kind of the row in KEPT that speaks of the whole day of an address."""

KEPT: Schema = {
    "day": nw.Date,
    "email": nw.String,  # null: usage without an address
    "kind": nw.String,  # DAY, or one of KINDS
    "model": nw.String,  # null in rows of the kind DAY, and for an event that names no model
    "active": nw.Int32,  # rows of the kind DAY only, as in MEMBER_DAYS; null in the others
    "service": nw.Int32,
    **dict.fromkeys(SUGGESTION_COUNTS, nw.Int32),  # rows of the kind DAY only, else 0
    **dict.fromkeys(EVENT_COUNTS, nw.Int32),  # 0 in rows of the kind DAY
    **dict.fromkeys(EVENT_AMOUNTS, nw.Int64),
}
"""Kept totals of one day, in words that other tools read: per address one row of the kind DAY, and one row for each
model and kind of its events; sums over all rows are right."""

KEPT_READ: Schema = {**KEPT, "day": nw.Int32}
"""KEPT as it is read back to be reckoned with: days are integers, as in all tables."""
