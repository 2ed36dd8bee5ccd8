"""`seatlight doctor`: what works, what is limited, what to fix."""

from pathlib import Path

import pytest

from seatlight.sandbox import Setup, start
from tests.surfaces.commands import Done, call, environment, running, settings_file
from tests.surfaces.test_interrupts import await_request

Captured = pytest.CaptureFixture[bytes]

ASKED = ["Daily activity", "Usage events", "Seat dates", "Spend of the billing cycle"]
PATHS = {
    "Cursor key": "/teams/members",
    "Daily activity": "/teams/daily-usage-data",
    "Usage events": "/teams/filtered-usage-events",
    "Seat dates": "/teams/audit-logs",
    "Spend of the billing cycle": "/teams/spend",
}


def examined(captured: Captured, folder: Path, setup: Setup, people: str | None = None) -> tuple[Done, int]:
    """What doctor says of a sandbox, and how many requests it needed."""
    with start(setup) as box:
        config = settings_file(folder, box)
        if people is not None:
            (folder / "people.csv").write_text(people)
            config.write_text('people = "people.csv"\n' + config.read_text())
        return call(captured, "doctor", "--config", config), len(box.requests)


def marks(done: Done) -> dict[str, str]:
    """The mark of each thing looked at."""
    return {line[2:].split("  ")[0].strip(): line[0] for line in done.text.splitlines()}


def test_a_good_set_up_is_called_good(tmp_path: Path, capsysbinary: Captured) -> None:
    """Every line says that it works, in one small request per endpoint, with exit code 0."""
    done, requests = examined(capsysbinary, tmp_path, Setup(), "email\nhana.sato@example.org\n")
    assert done.code == 0
    assert marks(done) == dict.fromkeys(["settings", "people", "Cursor key", *ASKED], "✓")
    assert "1 people in the list" in done.text or "1 person in the list" in done.text
    assert requests == 5


def test_a_wrong_key_ends_the_examination(tmp_path: Path, capsysbinary: Captured) -> None:
    """Without a key nothing else can be asked; exit code 1."""
    with start(Setup()) as box:
        done = call(capsysbinary, "doctor", "--config", settings_file(tmp_path, box, api_key="crsr_wrong"))
    assert done.code == 1
    assert marks(done) == {"settings": "✓", "people": "!", "Cursor key": "✗"}
    assert "put it where this one is kept" in done.text


@pytest.mark.parametrize("name", PATHS)
def test_what_fails_is_marked_with_what_to_do(name: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """One endpoint in trouble is one cross, and the exit code says that a report cannot be made in full."""
    done, _ = examined(capsysbinary, tmp_path, Setup(faults=(f"error-500@{PATHS[name]}:always",)))
    assert done.code == 1
    assert [found for found, mark in marks(done).items() if mark == "✗"] == [name]
    assert "Try again later" in done.text


@pytest.mark.parametrize(("quirk", "name"), [("audit-refused", "Seat dates"), ("spend-refused", ASKED[3])])
def test_what_the_plan_leaves_out_is_a_limit(quirk: str, name: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """The line says what is lost by it; a report can still be made, so the exit code is 0."""
    done, _ = examined(capsysbinary, tmp_path, Setup(quirks=frozenset({quirk})))
    assert done.code == 0
    assert marks(done)[name] == "!"
    assert "Without " in done.text


@pytest.mark.parametrize("quirk", ["wrong-plan-401", "wrong-plan-403"])
def test_doctor_and_report_agree_about_a_plan_that_does_not_reach(
    quirk: str, tmp_path: Path, capsysbinary: Captured
) -> None:
    """Where the report fails, doctor does not call the set-up fit for one."""
    with start(Setup(quirks=frozenset({quirk}))) as box:
        config = settings_file(tmp_path, box)
        shown = call(capsysbinary, "report", "--config", config)
        done = call(capsysbinary, "doctor", "--config", config)
    assert shown.code == 1
    assert done.code == 1
    assert marks(done)["Cursor key"] == "✓"


@pytest.mark.parametrize(("quirk", "name"), [("events-refused", ASKED[1]), ("daily-refused", ASKED[0])])
def test_what_a_complete_report_needs_is_a_cross(quirk: str, name: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """A report would be incomplete, so the exit code is 1; the rest is still looked at."""
    done, _ = examined(capsysbinary, tmp_path, Setup(quirks=frozenset({quirk})))
    assert done.code == 1
    assert [found for found, mark in marks(done).items() if mark == "✗"] == [name]
    assert "Without " in done.text


def test_each_line_is_told_as_soon_as_it_is_known(tmp_path: Path) -> None:
    """Whoever waits for a silent endpoint has read what came before."""
    with (
        start(Setup(faults=("hang@/teams/filtered-usage-events:always",))) as box,
        running(environment(box), tmp_path, "doctor") as process,
    ):
        await_request(box, "/teams/filtered-usage-events")
        assert process.stdout
        told = [process.stdout.readline().decode().split("  ")[0] for _ in range(4)]
        assert process.poll() is None
    assert told == ["✓ settings", "! people", "✓ Cursor key", "✓ Daily activity"]


@pytest.mark.parametrize("patience", [0, 120])
def test_doctor_does_not_wait_for_the_minute_to_turn(patience: int, tmp_path: Path, capsysbinary: Captured) -> None:
    """However patient reports are to be: ten seconds at most."""
    with start(Setup(faults=("too-many@/teams/members:always",))) as box:
        config = settings_file(tmp_path, box)
        config.write_text(config.read_text().replace("retry_for_seconds = 0", f"retry_for_seconds = {patience}"))
        done = call(capsysbinary, "doctor", "--config", config)
        assert len(box.requests) <= 2
    assert done.code == 1
    assert "allows no more requests for now" in done.text


@pytest.mark.soak
def test_doctor_waits_ten_seconds_for_a_silent_endpoint(tmp_path: Path, capsysbinary: Captured) -> None:
    """Then it goes on with the next."""
    done, requests = examined(capsysbinary, tmp_path, Setup(faults=("hang@/teams/daily-usage-data:always",)))
    assert done.code == 1
    assert "did not answer in time" in done.text
    assert requests == 5


@pytest.mark.parametrize(
    ("url", "warned"),
    [
        ("http://cursor.invalid", True),
        ("http://127.0.0.1.invalid", True),
        ("https://cursor.invalid", False),
        ("http://127.0.0.1:9", False),
        ("http://localhost:9", False),
        ("http://[::1]:9", False),
    ],
)
def test_a_key_that_would_travel_open_is_warned_of(
    url: str, warned: bool, tmp_path: Path, capsysbinary: Captured
) -> None:
    """Plain http is for this machine alone; elsewhere it is a limit, told before the key is sent."""
    with start(Setup(people=0)) as box:
        done = call(capsysbinary, "doctor", "--config", settings_file(tmp_path, box, url=url))
    assert ("Cursor address" in marks(done)) is warned
    assert (f"{url} is not encrypted" in done.text) is warned


def test_a_bad_list_of_people_is_one_line_among_others(tmp_path: Path, capsysbinary: Captured) -> None:
    """The rest is still looked at, and the exit code is 1, for a report would refuse the list."""
    done, _ = examined(capsysbinary, tmp_path, Setup(), "name\nHana\n")
    assert done.code == 1
    assert marks(done)["people"] == "✗"
    assert "people.csv, line 1: there is no column 'email'" in done.text
    assert marks(done)["Cursor key"] == "✓"


def test_no_network_is_one_line(tmp_path: Path, capsysbinary: Captured) -> None:
    """The host that refuses is named."""
    with start(Setup(people=0)) as box:
        done = call(capsysbinary, "doctor", "--config", settings_file(tmp_path, box, url="http://127.0.0.1:9"))
    assert done.code == 1
    assert "127.0.0.1 refuses connections" in done.text
