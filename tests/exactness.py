"""What a report may be when something went wrong: the whole truth, or marked incomplete and nothing false in it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.oracle import differences
from tests.reading import Document, expected

Row = dict[str, Any]

TOKENS = ("total_tokens", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
EVENTS = ("events", "events_without_tokens")
AMOUNTS = (*TOKENS, *EVENTS, "all_tokens", "previous_total_tokens", "spend_cents", "active_days")
SUGGESTIONS = ("suggestions_shown", "suggestions_accepted")
TEAM_AMOUNTS = (*TOKENS, *EVENTS, "unattributed_tokens", "unattributed_events", "spend_cents", "seats_used")
ROUNDING = 1e-6


def exact_or_marked(document: Document, facts: Document) -> list[str]:
    """What is wrong with a document, a line each; nothing when it is exact, or incomplete and right as far as it goes.

    An incomplete one names what is missing; its amounts are no larger than the true ones, its certain states and all
    its signals are true, and whoever's usage is known from the window's first day on has the true amounts.
    """
    window = document["window"]
    true = expected(facts, window["days"], date.fromisoformat(window["last_on"]))
    if document["freshness"]["complete"]:
        return differences(document, true)
    return [
        *_unmarked(document, true),
        *_beyond("team", document["team"], true["team"], TEAM_AMOUNTS),
        *_false_rows(document, true),
    ]


def _unmarked(document: Document, true: Document) -> Iterator[str]:
    freshness = document["freshness"]
    if not freshness["notes"]:
        yield "the report is incomplete and does not say why"
    if freshness["as_of"] != true["freshness"]["as_of"]:
        yield f"as_of is {freshness['as_of']}, not {true['freshness']['as_of']}"
    if document["window"] != true["window"]:
        yield f"the window is {document['window']}, not {true['window']}"


def _false_rows(document: Document, true: Document) -> Iterator[str]:
    truths = {row["email"]: row for row in true["developers"]}
    for row in document["developers"]:
        if row["email"] not in truths:
            yield f"{row['email']} has a row and should have none"
            continue
        yield from _false_row(row, truths[row["email"]], document["window"]["first_on"])


def _false_row(row: Row, true: Row, first_on: str) -> Iterator[str]:
    who = row["email"]
    yield from _beyond(who, row, true, (*AMOUNTS, *SUGGESTIONS))
    if row["state"] not in {"unknown", true["state"]} and row["state_certainty"] == "certain":
        yield f"{who} is certainly {row['state']} and truly {true['state']}"
    for key in {signal["key"] for signal in row["signals"]} - {signal["key"] for signal in true["signals"]}:
        yield f"{who} is said to be {key} and is not"
    if row["trend"] not in {"unknown", true["trend"]}:
        yield f"{who}'s trend is {row['trend']}, not {true['trend']}"
    usage_since, days_since = row["usage_known_since"], row["known_since"]
    if usage_since is not None and usage_since <= first_on:
        known = [*TOKENS, *EVENTS]
        known += ["active_days"] if days_since is not None and days_since <= first_on else []
        yield from (f"{who}: {key} is {row[key]}, not {true[key]}" for key in known if row[key] != true[key])


def _beyond(who: str, actual: Row, true: Row, keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        if (actual[key] or 0) > (true[key] or 0) + ROUNDING:
            yield f"{who}: {key} is {actual[key]}, more than the true {true[key]}"
