"""What the service writes while it runs: enough to find a failure, and nothing of anybody."""

import json
import signal
from pathlib import Path

import pytest

from seatlight.sandbox import Box
from tests.surfaces.operation.served import Served, until

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
WRONG = "slt_" + "n0tat0ken" * 4
SOUGHT = "quincy.adams.sought"


def a_day(one: Served, token: str) -> None:
    """Requests of every kind: good ones, wrong ones, failures of ours and of the vendor's."""
    one.await_whole("/api/v1/report")
    member = next(row["email"] for row in one.ask("/api/v1/report").document["developers"])
    for path in ("/api/v1/report?project=APP", "/api/v1/seats", "/api/v1/team", "/api/v1/report?strips=true"):
        one.ask(path, token)
    one.ask(f"/api/v1/report?email={member}&search={SOUGHT}")
    one.ask(f"/api/v1/report?project={SOUGHT}", token)
    one.ask(f"/api/v1/{SOUGHT}/{member}?token={token}")
    one.ask("/api/v1/report", WRONG)
    one.ask(f"/api/v1/report?sort={SOUGHT}")
    one.ask("/api/v1/report", x_request_id=member, traceparent=f"00-{SOUGHT}-1-01")
    one.ask("/api/v1/report", token, method=SOUGHT.upper().replace(".", "-"))
    for fault in ("error-500@:always", "wrong-types@:always", "dropped@:always"):
        one.box.faults.add(fault)
        one.ask("/api/v1/report?days=7", token)
        one.ask("/api/v1/report?project=WEB", token)
        one.box.faults.clear()


def secrets(box: Box, token: str) -> set[str]:
    """All that may stand in no log: keys and tokens, and every name, address and account of the sandbox's company."""
    accounts = box.company().accounts.values()
    of_people = {text for one in accounts for text in (one.name, one.email, one.account_id) if text}
    return of_people | {box.key, box.jira_token, token, WRONG, SOUGHT, SOUGHT.upper().replace(".", "-")}


@pytest.mark.parametrize("level", [pytest.param("info", marks=pytest.mark.soak), "debug"])
def test_a_day_of_the_service_leaves_no_secret_and_nobody_in_the_log(level: str, idle: Served) -> None:
    """Requests, failures and wrong tokens, and every line that came of them, also where all is told."""
    idle.around["SEATLIGHT_LOG"] = level
    token = idle.token("nightly", "--permission", "view")
    idle.start("--local")
    a_day(idle, token)
    idle.tell(signal.SIGTERM)
    assert idle.ended() == 0
    said = idle.said
    assert len(idle.lines()) > 10
    assert [text for text in secrets(idle.box, token) if text.lower() in said.lower()] == []
    assert "?" not in said.replace("\\u003f", "?")
    assert idle.box.url not in said


def test_each_request_leaves_a_line_with_its_ids(running: Served) -> None:
    """The route as it is written in the code, how it ended, and how whoever asked came in."""
    heard = running.ask("/api/v1/seats?days=30", traceparent=f"00-{TRACE}-00f067aa0ba902b7-01")
    until(lambda: "/api/v1/seats" in running.said)
    line = next(line for line in running.lines() if line.get("route") == "/api/v1/seats")
    assert line["request_id"] == heard.headers["x-request-id"]
    assert (line["trace_id"], line["method"], line["status"]) == (TRACE, "GET", heard.status)
    assert (line["actor"], line["level"], line["says"]) == ("operator", "info", "answered")
    assert line["milliseconds"] > 0


def test_an_id_that_came_with_a_request_stays_with_it(running: Served) -> None:
    """If it is one: what may be a word is replaced. Forge traces by a header of its own."""
    given = "0a1b2c3d-0000-4000-8000-123456789abc"
    assert running.ask("/health", x_request_id=given).headers["x-request-id"] == given
    assert running.ask("/health", x_request_id="ines@example.org").headers["x-request-id"] != "ines@example.org"
    running.ask("/api/v1/team", x_b3_traceid="00f067aa0ba902b7")
    until(lambda: "00f067aa0ba902b7" in [line.get("trace_id") for line in running.lines()])


def test_only_failures_are_told_where_only_they_are_wanted(idle: Served) -> None:
    """And what asks whether it lives is told where everything is."""
    idle.around["SEATLIGHT_LOG"] = "warning"
    idle.start("--local")
    idle.ask("/api/v1/nothing")
    assert idle.lines() == []


def test_a_level_that_does_not_exist_stops_the_start(idle: Served, tmp_path: Path) -> None:
    """With the sentence that names the setting."""
    idle.around["SEATLIGHT_LOG"] = "loud"
    done = idle.run("serve")
    assert done.code != 0
    assert done.sentence == "SEATLIGHT_LOG is 'loud'; it takes one of debug, info, warning."


def test_lines_are_json_and_a_failure_tells_where_not_what(tmp_path: Path) -> None:
    """The message of an exception may hold a row; its kind and its place may be told."""
    import subprocess
    import sys

    from tests.surfaces.commands import SOURCE

    program = (
        "import logging, warnings, threading; from seatlight.surfaces.web.watching.lines import write_log;"
        "write_log('info'); warnings.warn('of ines@example.org');"
        "logging.getLogger('httpx2').warning('GET http://x/?q=ines@example.org');"
        "t = threading.Thread(target=lambda: {}['ines@example.org']); t.start(); t.join();"
        "raise ValueError('ines@example.org')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=False
    )
    lines = [json.loads(line) for line in ended.stderr.splitlines()]
    assert [line.get("error") for line in lines] == [None, None, "KeyError", "ValueError"]
    assert lines[3]["where"][0].endswith("<module>")
    assert "ines" not in ended.stderr
