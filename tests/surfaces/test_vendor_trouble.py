"""What Cursor or the network may do to a report: exact, marked incomplete, or one sentence that says what to do."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from seatlight.sandbox import Box, Setup, start
from tests.surfaces.commands import Done, alike, call, command, environment, settings_file

Captured = pytest.CaptureFixture[bytes]

CERTIFICATE = Path(__file__).with_name("self_signed.pem")
"""A key and a certificate for localhost that nobody trusts, made for these tests; valid until 2126."""

EVENTS = "/teams/filtered-usage-events"
PASSING = ["error-500", "truncated", "reset", "error-502-html"]
MISSING = {
    "/teams/daily-usage-data": "Daily rows are missing for",
    EVENTS: "Usage events are missing for",
    "/teams/audit-logs": "Seat dates: ",
    "/teams/spend": "Spend of the billing cycle: ",
}
REFUSED = {
    "audit-refused": "Seat dates are not available",
    "spend-refused": "spend of the billing cycle is not",
}


def report(captured: Captured, folder: Path, setup: Setup, form: str = "json", **changes: str | int) -> Done:
    """The report of a sandbox of its own."""
    with start(setup) as box:
        config = settings_file(folder, box, **changes)
        return call(captured, "report", "--config", config, "--format", form)


def test_a_wrong_key_is_told(tmp_path: Path, capsysbinary: Captured) -> None:
    """The sentence says who can make a key, where, and which setting takes it."""
    done = report(capsysbinary, tmp_path, Setup(), api_key="crsr_" + "0" * 64)
    assert done.code == 1
    assert "does not accept the Cursor API key" in done.sentence
    assert "put it where this one is kept" in done.sentence


@pytest.mark.parametrize("status", ["401", "403"])
def test_a_key_of_the_wrong_plan_is_told_apart(status: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """Whether the API says so by 401 or by 403, the key is not called wrong."""
    done = report(capsysbinary, tmp_path, Setup(quirks=frozenset({f"wrong-plan-{status}"})))
    assert done.code == 1
    assert "plan" in done.sentence
    assert "does not accept" not in done.sentence


@pytest.mark.parametrize("quirk", REFUSED)
def test_what_the_plan_leaves_out_is_noted(quirk: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """A plan without one of the lesser endpoints still makes a complete report, with a note."""
    done = report(capsysbinary, tmp_path, Setup(quirks=frozenset({quirk})))
    assert done.code == 0
    assert any(REFUSED[quirk] in note for note in json.loads(done.out)["freshness"]["notes"])


@pytest.mark.parametrize(("quirk", "path"), [("events-refused", EVENTS), ("daily-refused", "/teams/daily-usage-data")])
def test_one_refused_endpoint_does_not_end_the_report(
    quirk: str, path: str, tmp_path: Path, capsysbinary: Captured
) -> None:
    """Exit code 3: what the other endpoints tell is there, and a note gives the reason for what is missing."""
    done = report(capsysbinary, tmp_path, Setup(quirks=frozenset({quirk})))
    found = json.loads(done.out)
    notes = found["freshness"]["notes"]
    assert done.code == 3
    assert found["freshness"]["complete"] is False
    assert any(note.startswith(MISSING[path]) for note in notes)
    assert any("does not let the team's plan or this key read" in note and path in note for note in notes)
    assert len(found["developers"]) >= 20
    assert sum(row["active_days"] for row in found["developers"]) > 20


@pytest.mark.parametrize("quirk", ["events-refused", "daily-refused"])
def test_nobody_is_accused_on_half_the_data(quirk: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """Who is seen at work is active; of the others nothing is said that the missing half could overturn."""
    whole, half = (
        json.loads(report(capsysbinary, tmp_path, Setup(quirks=frozenset(quirks))).out)["developers"]
        for quirks in ((), (quirk,))
    )
    true = {row["email"]: row["state"] for row in whole}
    for row in half:
        assert row["state"] in {true[row["email"]], "unknown"}
        assert row["signals"] == []
    assert any(row["state"] == "active" for row in half)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:9", "refuses connections"),
        ("http://cursor.invalid", "The name cursor.invalid is not known here"),
        ("https://cursor.invalid:1", "The name cursor.invalid is not known here"),
    ],
)
def test_a_network_that_leads_nowhere_is_told(url: str, says: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """The sentence names the host, and what to look at."""
    done = report(capsysbinary, tmp_path, Setup(people=0), url=url)
    assert done.code == 1
    assert says in done.sentence
    assert "Check the address" in done.sentence


class Refuses(BaseHTTPRequestHandler):
    """Accepts no key."""

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        self.send_error(401)

    def log_message(self, *args: object) -> None:
        """Says nothing on the terminal."""


@contextmanager
def encrypted() -> Iterator[str]:
    """The address of a server on loopback that shows a certificate which nobody trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with ThreadingHTTPServer(("127.0.0.1", 0), Refuses) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            yield f"https://localhost:{server.server_address[1]}"
        finally:
            server.shutdown()
            serving.join()


def test_a_certificate_that_nobody_trusts_is_told(tmp_path: Path, capsysbinary: Captured) -> None:
    """The sentence names the way out behind a company's proxy."""
    with encrypted() as url:
        done = report(capsysbinary, tmp_path, Setup(people=0), url=url)
    assert done.code == 1
    assert "The certificate of localhost is not trusted here" in done.sentence
    assert "SSL_CERT_FILE" in done.sentence


def test_the_way_out_behind_a_companys_proxy_leads_out(box: Box, tmp_path: Path) -> None:
    """With SSL_CERT_FILE naming the certificate the host is trusted, and its own refusal is what is told."""
    with encrypted() as url:
        around = environment(box, SEATLIGHT_CURSOR_URL=url, SSL_CERT_FILE=str(CERTIFICATE))
        done = command(around, tmp_path, "report")
    assert done.code == 1
    assert "does not accept the Cursor API key" in done.sentence


def test_a_host_that_speaks_no_tls_is_told(box: Box, tmp_path: Path, capsysbinary: Captured) -> None:
    """An https address of a plain server is told as such, not as a lack of network."""
    done = report(capsysbinary, tmp_path, Setup(people=0), url=box.url.replace("http:", "https:"))
    assert done.code == 1
    assert "does not speak TLS" in done.sentence


@pytest.mark.parametrize("name", ["report", "seats", "team"])
@pytest.mark.parametrize("setup", [Setup(people=0), Setup(quirks=frozenset({"empty-team"}))], ids=["0", "quirk"])
def test_an_empty_team_is_a_report(name: str, setup: Setup, tmp_path: Path, capsysbinary: Captured) -> None:
    """Nobody with a seat is complete, and neither a failure nor a blank screen."""
    with start(setup) as box:
        done = call(capsysbinary, name, "--config", settings_file(tmp_path, box))
    assert done.code == 0
    assert done.err == ""
    assert "0 seats" in done.text or "no seats" in done.text.lower()


def document(captured: Captured, config: Path) -> dict[str, Any]:
    """The whole document, which must be complete."""
    done = call(captured, "report", "--config", config, "--format", "json")
    assert done.code == 0, done.err
    assert done.err == ""
    found: dict[str, Any] = json.loads(done.out)
    return found


def patient(folder: Path, box: Box) -> Path:
    """Settings with the patience to try again."""
    config = settings_file(folder, box)
    config.write_text(config.read_text().replace("retry_for_seconds = 0", "retry_for_seconds = 90"))
    return config


@pytest.mark.parametrize("turn", range(2))
def test_trouble_that_passes_leaves_no_trace(turn: int, box: Box, tmp_path: Path, capsysbinary: Captured) -> None:
    """One fault for each endpoint, then an answer: the same document."""
    config = patient(tmp_path, box)
    before = document(capsysbinary, config)
    for place, path in enumerate(["/teams/members", *MISSING]):
        box.faults.add(f"{PASSING[(place + turn) % len(PASSING)]}@{path}")
    during = document(capsysbinary, config)
    # The clock may have passed an hour in between, up to which everything is counted.
    assert alike(during, before) or alike(during, document(capsysbinary, config))


@pytest.mark.parametrize("path", ["/teams/members", *MISSING])
def test_a_row_of_the_wrong_types_is_never_passed_over(
    path: str, box: Box, tmp_path: Path, capsysbinary: Captured
) -> None:
    """What cannot be understood is asked for again or leaves the report incomplete: nobody is accused by it."""
    config = patient(tmp_path, box)
    before = document(capsysbinary, config)
    box.faults.add(f"wrong-types@{path}")
    done = call(capsysbinary, "report", "--config", config, "--format", "json")
    during = json.loads(done.out)
    assert done.code == 3 or alike(during, before) or alike(during, document(capsysbinary, config))


@pytest.mark.parametrize("path", MISSING)
@pytest.mark.parametrize("name", ["report", "team"])
def test_trouble_that_stays_is_marked(name: str, path: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """Exit code 3, and the report says itself what is missing and why."""
    with start(Setup(faults=(f"error-500@{path}:always",))) as box:
        config = settings_file(tmp_path, box)
        done = call(capsysbinary, name, "--config", config, "--format", "json")
    freshness = json.loads(done.out)["freshness"]
    assert done.code == 3
    assert freshness["complete"] is False
    assert any(note.startswith(MISSING[path]) for note in freshness["notes"])
    assert any(f"(500 for {path})" in note for note in freshness["notes"])


@pytest.mark.parametrize("form", ["table", "md", "csv", "parquet"])
def test_an_incomplete_report_says_so_in_every_form(form: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """Where the form has no place to say it, stderr says it: nobody takes half the numbers for all."""
    done = report(capsysbinary, tmp_path, Setup(faults=(f"error-500@{EVENTS}:always",)), form)
    assert done.code == 3
    told = done.err if form in {"csv", "parquet"} else done.text
    assert "incomplete" in told.lower()
    assert "Usage events are missing for" in " ".join(told.split())


@pytest.mark.parametrize("fault", PASSING)
def test_without_a_roster_there_is_no_report(fault: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """Exit code 1 and one sentence, for without the people of the team nothing can be said."""
    done = report(capsysbinary, tmp_path, Setup(faults=(f"{fault}@/teams/members:always",)))
    assert done.code == 1
    assert "127.0.0.1" in done.sentence
    assert "Try again later" in done.sentence or "Check the address" in done.sentence


@pytest.mark.soak
def test_a_vendor_that_never_answers_is_told(tmp_path: Path, capsysbinary: Captured) -> None:
    """After the minute that an answer may take; tests of the action do the same with less patience."""
    done = report(capsysbinary, tmp_path, Setup(faults=("hang@/teams/members:always",)))
    assert done.code == 1
    assert "was reached but did not answer in time" in done.sentence
