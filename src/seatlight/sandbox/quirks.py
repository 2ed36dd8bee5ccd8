"""The oddities of the API as switches: each is something that a source reports of the real one."""

from collections.abc import Iterable, Mapping

QUIRKS: dict[str, str] = {
    "bearer": "Bearer authentication is accepted beside Basic.",
    "key-old": "The key has the older form, key_ in place of crsr_.",
    "wrong-plan-401": "All but the members answer 401 with the sentence about the enterprise team.",
    "wrong-plan-403": "All but the members answer 403, Enterprise access required.",
    "ids-number": "Every id of a member is a number.",
    "ids-absent": "No endpoint tells a member's id.",
    "removed-missing": "Removed people are not in the list of members.",
    "unknown-role": "Some members have a role that nobody documented.",
    "empty-name": "Some members have an empty name or none.",
    "roster-twice": "Some addresses are listed twice with different ids, some of the copies removed.",
    "null-email": "Some members are listed without an address.",
    "daily-date-null": "Daily rows have a null date beside their day.",
    "daily-day-absent": "Daily rows have only date, no day.",
    "daily-email-missing": "The daily rows of some members have no address.",
    "daily-two-ids": "Two daily rows with different ids for one address and day.",
    "daily-inactive-but-events": "Some daily rows are inactive and zero beside events of that day.",
    "daily-rows-missing": "Some daily rows are missing.",
    "accepted-over-total": "Some daily rows count more accepted than were offered.",
    "daily-nulls": "Counters of daily rows are null in place of zero, isActive is null on some rows.",
    "mixed-case": "Addresses are written in mixed case, differently from place to place.",
    "padded": "Some addresses have blanks around them.",
    "event-email-missing": "The events of some members have no address.",
    "kind-label": "The kind of an event is called kindLabel.",
    "kind-constants": "The kind of an event is a constant, USAGE_EVENT_KIND_ and so on.",
    "unknown-kind": "Some events are of a kind that nobody documented.",
    "tokens-absent": "Some events have no tokenUsage.",
    "tokens-null": "Some events have tokenUsage null.",
    "tokens-empty": "Some events have an empty tokenUsage.",
    "tokens-partial": "Some counts are missing inside tokenUsage.",
    "no-tokens": "The team is on a request-based plan: no event has tokenUsage.",
    "same-millisecond": "Many events share a millisecond, some are identical in every field.",
    "charged-absent": "Two thirds of the events have no chargedCents.",
    "fractional-cents": "Cents have seven decimals.",
    "page-clamped": "Pages of events have at most 100 events, whatever was asked for.",
    "page-refused": "A page size of events above 500 is refused with 400.",
    "count-off": "totalUsageEventsCount is three more than there are events.",
    "late-events": "New events of the last hours arrive while somebody pages through the events.",
    "cost-corrected": "Costs of the last 48 hours change when a listing is read a second time.",
    "spend-2025": "Spend has neither overallSpendCents nor ids.",
    "audit-refused": "The audit log answers 403.",
    "audit-layouts": "The address in event_data of the audit log is under changing names.",
    "spend-refused": "Spend answers 403.",
    "events-refused": "The usage events answer 403.",
    "daily-refused": "The daily usage answers 403.",
    "display-envelope": "The list of events is called usageEventsDisplay.",
    "oldest-first": "Events are listed oldest first.",
    "unknown-fields": "Every object has fields that nobody documented.",
    "limits-per-endpoint": "Each Admin endpoint has a limit of 20 of its own.",
    "events-20": "The limit for events is 20 a minute.",
    "retry-after-seconds": "429 tells in seconds when to come back.",
    "retry-after-date": "429 tells by a date when to come back.",
    "other-consumer": "Another integration uses half of every limit.",
    "hungry-consumer": "Another integration uses nine tenths of every limit.",
    "no-date": "Answers do not tell the time in a Date header.",
    "empty-team": "The team has no members and no usage.",
    "shutdown": "Nobody worked on eight days in a row, about three weeks ago.",
}

SHUTDOWN_AGO = range(18, 26)


def check_quirks(names: Iterable[str], table: Mapping[str, str] = QUIRKS) -> None:
    """Raise ValueError with one sentence if a name is not in the table."""
    unknown = sorted(set(names) - table.keys())
    if unknown:
        raise ValueError(f"There is no quirk {unknown[0]}; `seatlight sandbox --list` names them.")


def is_picked(number: int, every: int, people: int) -> bool:
    """Whether a quirk of 'some members' concerns this one: one in `every`, and somebody in any team."""
    return number % every == min(1, people - 1)
