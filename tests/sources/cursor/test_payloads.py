"""What is read of Cursor's answers, and what is refused."""

import json
from pathlib import Path

import msgspec
import pytest

from seatlight.sources.cursor import payloads
from seatlight.sources.cursor.payloads import ANSWERS, fields_read

CONTRACTS = Path(__file__).parents[4] / "shared" / "contracts" / "cursor"
NEVER_READ = (
    "conversation",
    "ip_address",
    "user_email",
    "extension",
    "lines",
    "prompt",
    "message",
    "version",
)


def test_the_list_of_fields_names_every_endpoint_and_nothing_private() -> None:
    """The privacy page is made from this list; whom an audit event is about is its only use of event data."""
    fields = fields_read()
    assert {endpoint for endpoint, _ in fields} == set(ANSWERS)
    assert ("POST /teams/filtered-usage-events", "usageEvents[].tokenUsage.inputTokens") in fields
    assert ("GET /teams/audit-logs", "events[].event_data.*.memberEmail") in fields
    private = [field for _, field in fields if any(word in field.lower() for word in NEVER_READ)]
    assert [field for field in private if not field.startswith("events[].event_data.")] == []


def test_what_is_not_listed_never_leaves_the_decoder() -> None:
    """A decoded event holds the listed fields and no room for others."""
    body = b'{"usageEvents":[{"timestamp":"1","conversationId":"c","prompt":"secret"}]}'
    page = msgspec.json.Decoder(payloads.UsageEvents, strict=False).decode(body)
    assert "secret" not in repr(page)


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (payloads.Members, {}),
        (payloads.Members, {"teamMembers": None}),
        (payloads.Members, {"error": "Too Many Requests"}),
        (payloads.DailyUsage, {"pagination": {"hasNextPage": False}}),
        (payloads.DailyUsage, {"data": [{"agentRequests": "many"}]}),
        (payloads.DailyUsage, {"data": [{"agentRequests": -1}]}),
        (payloads.DailyUsage, {"data": [{"agentRequests": 1.5}]}),
        (payloads.DailyUsage, {"data": [{"agentRequests": 10**15}]}),
        (payloads.UsageEvents, {}),
        (payloads.UsageEvents, {"totalUsageEventsCount": 3}),
        (payloads.UsageEvents, {"totalUsageEventsCount": 3, "pagination": {}}),
        (payloads.UsageEvents, {"usageEvents": [{"timestamp": "yesterday"}]}),
        (payloads.UsageEvents, {"usageEvents": [{"timestamp": 1, "tokenUsage": {"inputTokens": True}}]}),
        (payloads.UsageEvents, {"usageEvents": [{"timestamp": 1, "chargedCents": "nan"}]}),
        (payloads.UsageEvents, {"usageEvents": [{"timestamp": 1, "userEmail": 5}]}),
        (payloads.Spend, {"teamMemberSpend": [{"spendCents": "a lot"}]}),
    ],
)
def test_what_cannot_be_understood_is_never_a_number(answer: type[msgspec.Struct], body: object) -> None:
    """A wrong type, a missing list or a count beyond reason refuses the whole answer."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.Decoder(answer, strict=False).decode(json.dumps(body).encode())


@pytest.mark.parametrize(
    "body",
    [
        {"totalUsageEventsCount": 0},
        {"pagination": {"numPages": 0}},
        {"usageEvents": None, "totalUsageEventsCount": 0},
    ],
)
def test_an_empty_answer_may_leave_its_list_out(body: object) -> None:
    """No events is an answer."""
    page = msgspec.json.Decoder(payloads.UsageEvents, strict=False).decode(json.dumps(body).encode())
    assert page.events == []


@pytest.mark.skipif(not CONTRACTS.is_dir(), reason="the third-party examples are not here")
@pytest.mark.parametrize(
    ("path", "answer", "rows"),
    [
        ("faros-airbyte-connectors/responses/members.json", payloads.Members, "team_members"),
        ("faros-airbyte-connectors/responses/daily_usage.json", payloads.DailyUsage, "data"),
        ("faros-airbyte-connectors/responses/usage_events.json", payloads.UsageEvents, "events"),
        ("kenn-io-agentsview/admin_usage_page.json", payloads.UsageEvents, "events"),
    ],
)
def test_third_party_examples_decode(path: str, answer: type[msgspec.Struct], rows: str) -> None:
    """What other projects recorded of this API, in its older and its unofficial shapes, reads as well."""
    decoded = msgspec.json.Decoder(answer, strict=False).decode((CONTRACTS / path).read_bytes())
    found = getattr(decoded, rows)
    assert found
    assert all(getattr(row, "email", None) or getattr(row, "user_email", None) for row in found)
