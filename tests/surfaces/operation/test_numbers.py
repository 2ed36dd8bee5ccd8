"""`/metrics`: what is counted, and who may see it."""

import json

from tests.surfaces.operation.served import Served


def test_requests_are_counted_by_route_and_status(running: Served) -> None:
    """By the template of the route: a path that exists nowhere is not told."""
    for _ in range(3):
        running.ask("/api/v1/report?project=nobody@example.org")
    running.ask("/api/v1/ines@example.org")
    assert running.number("seatlight_request_seconds_count", route="/api/v1/report", status="404") == 3
    assert running.number("seatlight_request_seconds_count", route="none", status="404") == 1
    assert "example.org" not in running.ask("/metrics").body.decode()


def test_what_was_asked_and_read_of_a_connection_is_counted(running: Served) -> None:
    """Requests to vendor and Jira, days read of days wanted, the age of the report, failures; and the memory."""
    running.await_whole("/api/v1/report")
    running.ask("/api/v1/report?project=APP")
    of = {"connection": "cursor", "site": "default"}
    assert running.number("seatlight_vendor_requests_total", **of) >= 3
    assert running.number("seatlight_jira_requests_total", site="default", call="project") == 1
    wanted = running.number("seatlight_ledger_days_wanted", **of)
    assert wanted >= 60
    assert running.number("seatlight_ledger_days_read", **of) == wanted
    assert running.number("seatlight_report_age_seconds", **of) >= 0
    assert running.number("seatlight_reading", **of) == 0
    assert running.number("seatlight_reading_failures_total", **of) == 0
    assert running.number("process_resident_memory_bytes") > 10_000_000


def test_a_reading_that_fails_is_counted(running: Served) -> None:
    """So that it can be alarmed on."""
    running.box.faults.add("error-500@/teams/members:always")
    running.ask("/api/v1/report")
    try:
        while running.number("seatlight_reading_failures_total") < 1:
            pass
    finally:
        running.box.faults.clear()


def test_quotas_of_ours_are_told_with_what_is_left(idle: Served) -> None:
    """What was used lowers what is left."""
    idle.around["SEATLIGHT_CURSOR_ADMIN_PER_MINUTE"] = "100"
    idle.start("--local")
    idle.await_whole("/api/v1/report")
    used = idle.number("seatlight_vendor_requests_total", lane="admin")
    assert idle.number("seatlight_vendor_quota_per_minute", lane="admin") == 100
    assert used > 0
    assert idle.number("seatlight_vendor_quota_left", lane="admin") == 100 - used


def test_numbers_are_for_this_machine_or_an_admin(idle: Served) -> None:
    """Whoever comes through a proxy on this machine is not from here; a token has to reach administration."""
    narrow, wide = idle.token("narrow"), idle.token("wide", "--permission", "admin")
    idle.start()
    assert idle.ask("/metrics").status == 200
    assert idle.ask("/metrics", X_Forwarded_For="192.0.2.1").status == 401
    assert idle.ask("/metrics", Forwarded="for=192.0.2.1").status == 401
    refused = idle.ask("/metrics", narrow, X_Forwarded_For="192.0.2.1")
    assert refused.status == 404
    assert "seatlight_" not in refused.body.decode()
    allowed = idle.ask("/metrics", wide, X_Forwarded_For="192.0.2.1")
    assert allowed.status == 200
    assert "seatlight_request_seconds_count" in allowed.body.decode()


def test_numbers_name_nobody_of_the_company(running: Served) -> None:
    """Whatever was looked at."""
    running.await_whole("/api/v1/report")
    running.ask("/api/v1/report?project=APP")
    page = running.ask("/metrics").body.decode()
    accounts = running.box.company().accounts.values()
    told = {text for one in accounts for text in (one.name, one.email, one.account_id) if text and text in page}
    assert told == set()
    assert json.loads(running.ask("/health").body) == {"status": "ok"}
