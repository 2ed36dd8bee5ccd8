"""Keys, plans, ranges, filters, pages, quotas and faults of the simulated API, over real HTTP."""

import time
from email.utils import parsedate_to_datetime

import httpx2
import msgspec
import pytest

from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.facts import Event
from tests.sandbox.reading import Json, ask, clean_event, client_of, read_events, read_pages, windows
from tests.sandbox.test_sandbox_facts import NOW

EVENTS, DAYS, SPEND = "/teams/filtered-usage-events", "/teams/daily-usage-data", "/teams/spend"
AUDIT, MEMBERS = "/teams/audit-logs", "/teams/members"
ENDPOINTS = (("GET", MEMBERS), ("GET", AUDIT), ("POST", DAYS), ("POST", SPEND), ("POST", EVENTS))
DAY_MS = 86_400_000

# The quirks that are tested here or with the facts; those of content are in sights.py.
BEHAVIOURS = {
    "bearer", "key-old", "wrong-plan-401", "wrong-plan-403", "page-refused", "late-events", "cost-corrected",
    "audit-refused", "spend-refused", "limits-per-endpoint", "events-20", "retry-after-seconds",
    "retry-after-date", "other-consumer", "hungry-consumer", "no-date", "events-refused", "daily-refused",
}  # fmt: skip


def box_with(*quirks: str, people: int = 8, quotas: str = "off", faults: tuple[str, ...] = ()) -> Box:
    """A small team with quirks, quotas or faults."""
    choices = {"people": people, "quirks": quirks, "quotas": quotas, "faults": faults, "reach_days": 30}
    setup = msgspec.structs.replace(msgspec.convert(choices, Setup), now=NOW)
    # No minute turns in the middle of a test of real quotas.
    return start(setup, lambda: 30.0) if quotas == "real" else start(setup)


def window(box: Box) -> Json:
    """The newest range of the reach."""
    return windows(box.world.moment)[0]


def statuses(box: Box) -> list[int]:
    """The status of each endpoint."""
    return [ask(box, method, path, window(box) if method == "POST" else None).status_code for method, path in ENDPOINTS]


def status_with(box: Box, **choices: object) -> int:
    """The status of the members with other headers or another key."""
    with httpx2.Client(verify=False, trust_env=False) as client:
        return client.get(box.url + MEMBERS, **choices).status_code  # type: ignore[arg-type]


def passed(box: Box, path: str, times: int) -> int:
    """How many of so many requests are not told to wait."""
    with client_of(box) as client:
        return sum(client.post(path, json=window(box)).status_code == 200 for _ in range(times))


def test_only_the_key_as_basic_user_name_opens_the_door() -> None:
    """No key, a wrong one, a password, an empty pair and Bearer are refused."""
    with box_with() as box:
        assert statuses(box) == [200] * 5
        assert status_with(box) == 401
        assert [status_with(box, auth=pair) for pair in ((box.key[:-1], ""), (box.key, "x"), ("", ""))] == [401] * 3
        assert status_with(box, headers={"Authorization": f"Bearer {box.key}"}) == 401


def test_bearer_and_the_older_key_are_accepted_where_asked_for() -> None:
    """Both are quirks."""
    with box_with("bearer", "key-old") as box:
        assert box.key.startswith("key_")
        assert status_with(box, headers={"Authorization": f"Bearer {box.key}"}) == 200


def test_a_wrong_plan_refuses_all_but_the_members() -> None:
    """In both forms, so that a good key can be told from a bad one."""
    with box_with("wrong-plan-401") as one, box_with("wrong-plan-403") as other:
        assert statuses(one) == [200, 401, 401, 401, 401]
        assert ask(one, "POST", SPEND).json()["code"] == "error"
        assert statuses(other) == [200, 403, 403, 403, 403]


@pytest.mark.parametrize(
    ("quirk", "path"),
    [("audit-refused", AUDIT), ("daily-refused", DAYS), ("spend-refused", SPEND), ("events-refused", EVENTS)],
)
def test_an_endpoint_can_be_refused_alone(quirk: str, path: str) -> None:
    """403 for the one, answers for the others."""
    with box_with(quirk) as box:
        assert statuses(box) == [403 if path == endpoint else 200 for _, endpoint in ENDPOINTS]


def test_what_is_not_there_is_not_found() -> None:
    """Other paths and methods answer 404 in the documented form."""
    with box_with() as box:
        for method, path in (("GET", "/analytics/team/dau"), ("GET", EVENTS), ("POST", MEMBERS)):
            answer = ask(box, method, path)
            assert (answer.status_code, answer.json()["error"]) == (404, "Not Found")


@pytest.mark.parametrize(
    ("path", "changes", "status"),
    [
        (EVENTS, {"startDate": "1790000000000"}, 500),
        (EVENTS, {"endDate": 0}, 400),
        (EVENTS, {"page": 0}, 400),
        (EVENTS, {"pageSize": "many"}, 400),
        (EVENTS, {"hostingType": "MOON"}, 400),
        (DAYS, {"startDate": None}, 400),
        (DAYS, {"endDate": "digits"}, 400),
    ],
)
def test_bad_parameters_are_refused_as_reported(path: str, changes: Json, status: int) -> None:
    """Dates as strings break the events only."""
    with box_with() as box:
        assert ask(box, "POST", path, {**window(box), **changes}).status_code == status


def test_a_range_may_have_thirty_times_24_hours_and_no_more() -> None:
    """One millisecond above is refused, by digits in a string too."""
    with box_with() as box:
        end = window(box)["endDate"]
        for path in (EVENTS, DAYS):
            ranges = [{"startDate": end - 30 * DAY_MS - more, "endDate": end} for more in (0, 1)]
            assert [ask(box, "POST", path, each).status_code for each in ranges] == [200, 400]
        assert ask(box, "POST", DAYS, {"startDate": str(end - 5), "endDate": str(end)}).status_code == 200


def test_pages_of_any_size_hold_every_event_once_and_newest_first() -> None:
    """Sizes from small to larger than all, and the size that is told is the one used."""
    with box_with(people=5) as box:
        whole = read_events(box, 1000)
        assert whole == sorted(whole, key=lambda event: -event.at_ms)
        assert read_events(box, 37) == whole
        with client_of(box) as client:
            last = read_pages(client, EVENTS, window(box), 50)[-1]
        assert last["totalUsageEventsCount"] == len(whole)
        assert last["pagination"]["numPages"] == -(-len(whole) // 50)


def test_a_page_size_too_large_is_clamped_or_refused() -> None:
    """1000 is the most, and 500 where more is refused."""
    with box_with() as box, box_with("page-refused") as strict:
        told = ask(box, "POST", EVENTS, {**window(box), "pageSize": 5000}).json()
        assert told["pagination"]["pageSize"] == 1000
        assert ask(strict, "POST", EVENTS, {**window(strict), "pageSize": 501}).status_code == 400
        assert ask(strict, "POST", EVENTS, {**window(strict), "pageSize": 500}).status_code == 200


def filtered(box: Box, **filters: object) -> list[Event]:
    """The events that a filter lets through."""
    told = ask(box, "POST", EVENTS, {**window(box), "pageSize": 1000, **filters}).json()
    assert told["totalUsageEventsCount"] == len(told["usageEvents"])
    return [clean_event(event) for event in told["usageEvents"]]


def test_filters_let_through_what_they_name() -> None:
    """By address, number, service account, automation and cloud agent."""
    with box_with(people=25) as box:
        whole = read_events(box)
        tomas = [event for event in whole if event.email == "tomas.berg@example.org"]
        assert filtered(box, email=" Tomas.Berg@example.org") == filtered(box, userId=88_000) == tomas
        assert filtered(box, email="nobody@example.org") == []
        assert filtered(box, serviceAccountId="*") == [event for event in whole if event.service_account]
        assert filtered(box, automationId="*") == [event for event in whole if event.automation]
        assert filtered(box, cloudAgentId="bc-77e1") == filtered(box, serviceAccountId="sa_40ce")
        assert len(filtered(box, email="anouk.devries@example.org", automationId="*")) > 5


def test_quotas_let_twenty_and_sixty_pass_in_a_minute() -> None:
    """One bucket for the Admin endpoints, one for events; the documented body on 429, no Retry-After."""
    with box_with(quotas="real") as box:
        assert passed(box, DAYS, 12) + passed(box, SPEND, 12) == 20
        assert passed(box, EVENTS, 62) == 60
        refused = ask(box, "POST", SPEND)
        assert refused.status_code == 429
        assert refused.json()["message"].startswith("Rate limit exceeded")
        assert "Retry-After" not in refused.headers


def test_quotas_can_be_smaller_or_per_endpoint() -> None:
    """As the sources disagree, and with somebody else at the same buckets."""
    with box_with("limits-per-endpoint", "events-20", quotas="real") as box:
        assert [passed(box, path, 21) for path in (DAYS, SPEND, EVENTS)] == [20, 20, 20]
    with box_with("other-consumer", quotas="real") as box:
        assert [passed(box, path, 31) for path in (SPEND, EVENTS)] == [10, 30]


def test_a_sped_up_minute_turns_within_a_second() -> None:
    """And 429 says when, in seconds or as a date."""
    with box_with("retry-after-seconds", quotas="x60") as box:
        assert passed(box, SPEND, 45) < 45
        while (answer := ask(box, "POST", SPEND)).status_code == 200:
            pass
        assert answer.headers["Retry-After"] == "1"
        time.sleep(1.0)
        assert ask(box, "POST", SPEND).status_code == 200
    with box_with("retry-after-date", faults=("too-many",)) as box:
        assert parsedate_to_datetime(ask(box, "GET", MEMBERS).headers["Retry-After"]).tzinfo


def test_a_fault_comes_as_often_as_asked_and_where_asked() -> None:
    """Then the API is well again."""
    faults = ("error-500@/teams/spend:2", "error-502-html@/teams/members")
    with box_with(faults=faults) as box:
        assert [ask(box, "POST", SPEND).status_code for _ in range(3)] == [500, 500, 200]
        gateway = ask(box, "GET", MEMBERS)
        assert (gateway.status_code, gateway.text[:6]) == (502, "<html>")
        assert statuses(box) == [200] * 5


@pytest.mark.parametrize(
    ("fault", "error"),
    [("truncated", httpx2.RemoteProtocolError), ("reset", httpx2.ReadError), ("hang", httpx2.ReadTimeout)],
)
def test_a_fault_of_the_connection_is_seen_as_one(fault: str, error: type[Exception]) -> None:
    """Half a body, a reset, or silence; the next request is answered."""
    with box_with(faults=(fault,)) as box, client_of(box) as client:
        with pytest.raises(error):
            client.post(EVENTS, json=window(box), timeout=0.2)
        assert client.get(MEMBERS).status_code == 200


def test_slow_answers_wrong_types_and_other_orders_can_be_had() -> None:
    """Each once."""
    with box_with(faults=("slow:0.2@members", f"wrong-types@{EVENTS}", f"reordered@{EVENTS}")) as box:
        begun = time.monotonic()
        ask(box, "GET", MEMBERS)
        assert time.monotonic() - begun >= 0.2
        wrong, turned, right = (ask(box, "POST", EVENTS, window(box)).json()["usageEvents"] for _ in range(3))
        assert wrong[0]["chargedCents"] == "many"
        assert turned == right[::-1]


@pytest.mark.parametrize(
    "text",
    [
        "rain", "slow:x", "slow:-1", "slow:nan", "reset@members:often", "error-500:1.5", "error-500:0",
        "hang@/teams/spend:-2", "reset:2@members:3",
    ],
)  # fmt: skip
def test_a_fault_that_cannot_be_understood_is_refused(text: str) -> None:
    """With one sentence."""
    with pytest.raises(ValueError, match=r"fault"):
        Setup(faults=(text,))


def test_the_log_tells_what_was_asked() -> None:
    """Method, path, summary and status of every request."""
    with box_with() as box:
        statuses(box)
        ask(box, "POST", SPEND, {"page": 1})
        assert box.counts() == {MEMBERS: 1, AUDIT: 1, DAYS: 1, SPEND: 2, EVENTS: 1}
        assert (box.requests[-1].method, box.requests[-1].summary) == ("POST", '{"page":1}')


def test_the_audit_log_takes_every_form_of_time_and_pages() -> None:
    """Words, spans, dates, instants and numbers; at most thirty days."""
    with box_with(people=25) as box:
        for start_time in (
            "yesterday",
            "7d",
            "100h",
            "600s",
            "2026-11-01",
            "2026-11-01T00:00:00Z",
            "1793500000",
        ):
            assert ask(box, "GET", f"{AUDIT}?startTime={start_time}").status_code == 200
        assert ask(box, "GET", f"{AUDIT}?startTime=31d").status_code == 400
        assert ask(box, "GET", f"{AUDIT}?startTime=soon").status_code == 400
        whole = ask(box, "GET", f"{AUDIT}?startTime=30d&pageSize=500").json()
        second = ask(box, "GET", f"{AUDIT}?startTime=30d&pageSize=10&page=2").json()
        assert second["events"] == whole["events"][10:20]
        assert second["pagination"]["totalCount"] == len(whole["events"])
