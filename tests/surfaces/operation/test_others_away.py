"""Cursor or Jira is away, or lets us in no more: the service stays up, and says what it does not know."""

import signal

import pytest

from tests.surfaces.operation.served import Served, until

EVENTS = "/teams/filtered-usage-events"
JIRA = ("/users/search", "/project/APP", "/permissions/check", "/mypermissions", "/myself")
SAYS = "There is no such report, or it is not for you to see."


@pytest.fixture
def hasty(idle: Served) -> Served:
    """A service that tries nothing twice."""
    idle.around["SEATLIGHT_RETRY_FOR_SECONDS"] = "0"
    return idle


@pytest.mark.parametrize("fault", ["error-500", "dropped", "not-json"])
def test_what_the_vendor_does_not_tell_is_missing_and_not_empty(fault: str, hasty: Served) -> None:
    """Who has a seat is shown, what was not read is named and null."""
    token = hasty.token("operator")
    hasty.box.faults.add(f"{fault}@{EVENTS}:always")
    try:
        hasty.start()
        until(lambda: not hasty.ask("/api/v1/report", token).document["progress"]["reading"])
        lacking = hasty.ask("/api/v1/report", token)
        assert lacking.status == 200
        assert lacking.document["freshness"]["complete"] is False
        assert any("missing" in note for note in lacking.document["freshness"]["notes"])
        assert lacking.document["developers"]
        assert lacking.document["team"]["total_tokens"] in {None, 0}
        assert hasty.ask("/ready").status == 200
    finally:
        hasty.box.faults.clear()


def test_without_the_vendor_from_the_start_there_is_no_report_and_a_reason(hasty: Served) -> None:
    """Nothing is made up: 202 for as long as nobody has a seat that was read."""
    token = hasty.token("operator")
    hasty.box.faults.add("error-500@:always")
    try:
        hasty.start()
        until(lambda: hasty.ask("/api/v1/report", token).document["progress"]["failure"])
        heard = hasty.ask("/api/v1/report", token)
        assert heard.status == 202
        assert "fault of its own" in heard.document["progress"]["failure"]
        assert hasty.ask("/ready").status == 200
    finally:
        hasty.box.faults.clear()


@pytest.mark.parametrize(
    "fault",
    ["error-500", "reset", *(pytest.param(name, marks=pytest.mark.soak) for name in ("jira-forbidden", "not-json"))],
)
def test_without_jira_nobody_gets_in_who_may_not(fault: str, hasty: Served) -> None:
    """A member is told what a stranger is told, or that Jira is away; the operator sees the team, marked."""
    member = next(iter(hasty.box.company().people_in(hasty.box.company().projects["APP"].roles["Developers"])))
    theirs, ours = hasty.token("member", "--for", member), hasty.token("operator")
    for path in JIRA:
        hasty.box.faults.add(f"{fault}@{path}:always")
    try:
        hasty.start()
        refused = hasty.ask("/api/v1/report?project=APP", theirs)
        assert refused.status in {404, 502, 503, 504}
        assert set(refused.document) == {"title", "status", "detail", "type"}
        assert refused.status != 404 or refused.document["detail"] == SAYS
        until(lambda: hasty.ask("/api/v1/report", ours).status == 200)
        until(lambda: not hasty.ask("/api/v1/report", ours).document["progress"]["reading"])
        team = hasty.ask("/api/v1/report", ours).document
        assert team["freshness"]["complete"] is False
        assert {row["jira_account_id"] for row in team["developers"]} == {None}
        assert hasty.ask("/ready").status == 200
        hasty.tell(signal.SIGTERM)
        assert hasty.ended() == 0
    finally:
        hasty.box.faults.clear()
