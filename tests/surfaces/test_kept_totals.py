"""Kept totals as a user meets them: a second report, longer history, damage, the wrong folder, another engine."""

import json
from pathlib import Path
from typing import Any

import pytest

from seatlight.sandbox import Box, Setup, start
from tests.surfaces.commands import Done, call, settings_file

Captured = pytest.CaptureFixture[bytes]

EVENTS = "/teams/filtered-usage-events"


def keeping(folder: Path, box: Box, **cursor: str | int) -> Path:
    """Settings that keep daily totals in a folder beside them."""
    config = settings_file(folder, box, **cursor)
    config.write_text('archive = "totals"\n' + config.read_text())
    return config


def report(captured: Captured, config: Path, *options: str) -> Done:
    """The report as JSON."""
    return call(captured, "report", "--config", config, "--format", "json", *options)


def document(done: Done) -> Any:
    """What it says."""
    return json.loads(done.out)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_second_report_is_the_same_and_reads_the_last_days_only(
    engine: str, tmp_path: Path, capsysbinary: Captured
) -> None:
    """Whatever engine adds kept totals up; one request for events brings what may still change."""
    with start(Setup()) as box:
        first = report(capsysbinary, keeping(tmp_path, box), "--days", "90")
        box.requests.clear()
        second = report(capsysbinary, keeping(tmp_path, box), "--days", "90", "--engine", engine)
        assert (first.code, second.code) == (0, 0)
        assert box.counts()[EVENTS] == 1
    if document(first)["freshness"]["as_of"] == document(second)["freshness"]["as_of"]:
        assert document(second) == document(first)


def test_nothing_is_kept_without_being_asked_for(tmp_path: Path, capsysbinary: Captured) -> None:
    """A report alone writes nothing to disk."""
    with start(Setup()) as box:
        config = settings_file(tmp_path, box)
        assert report(capsysbinary, config).code == 0
    assert list(tmp_path.iterdir()) == [config]


def test_history_goes_on_past_the_vendors_reach(tmp_path: Path, capsysbinary: Captured) -> None:
    """What was kept can be asked for when the vendor answers no more; a day further cannot."""
    with start(Setup(reach_days=90)) as box:
        whole = document(report(capsysbinary, keeping(tmp_path, box), "--days", "60"))
        less = keeping(tmp_path, box, reach_days=30)
        done = report(capsysbinary, less, "--days", "60")
        known = document(done)
        assert done.code == 0
        assert known["team"]["total_tokens"] == whole["team"]["total_tokens"]
        beyond = call(capsysbinary, "report", "--config", less, "--days", "91")
    assert beyond.code == 2
    assert "Kept totals reach 61 days back" in beyond.sentence


def test_a_damaged_day_is_named_set_aside_and_read_again(tmp_path: Path, capsysbinary: Captured) -> None:
    """The report is whole all the same, and says which file was damaged; so does doctor, the next time it happens."""
    with start(Setup()) as box:
        config = keeping(tmp_path, box)
        before = document(report(capsysbinary, config))
        victim = sorted((tmp_path / "totals" / "cursor").glob("*.parquet"))[3]
        victim.write_bytes(victim.read_bytes()[:-100])
        done = report(capsysbinary, config)
        assert done.code == 0
        assert any(str(victim) in note and "damaged" in note for note in document(done)["freshness"]["notes"])
        assert document(done)["team"] == before["team"]
        assert victim.exists()
        victim.write_bytes(b"")
        told = call(capsysbinary, "doctor", "--config", config).text
    assert f"Kept totals in {victim} are damaged" in told
    assert "1 of them missing" in told


def test_the_totals_of_another_team_are_not_mixed_in(tmp_path: Path, capsysbinary: Captured) -> None:
    """A folder that was kept with another key stops the report before anything is asked."""
    with start(Setup()) as box:
        report(capsysbinary, keeping(tmp_path, box))
    with start(Setup(key="crsr_" + "0f" * 32)) as other:
        done = report(capsysbinary, keeping(tmp_path, other))
        assert other.requests == []
    assert done.code == 2
    assert "belong to another key or address" in done.sentence


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path, capsysbinary: Captured) -> None:
    """The sentence names the setting."""
    (tmp_path / "totals").write_text("a file")
    with start(Setup()) as box:
        done = report(capsysbinary, keeping(tmp_path, box))
    assert done.code == 2
    assert done.sentence.startswith("SEATLIGHT_ARCHIVE: ")


def test_doctor_tells_what_is_kept(tmp_path: Path, capsysbinary: Captured) -> None:
    """From when to when, or that nothing is yet."""
    with start(Setup()) as box:
        config = keeping(tmp_path, box)
        before = call(capsysbinary, "doctor", "--config", config).text
        report(capsysbinary, config)
        after = call(capsysbinary, "doctor", "--config", config).text
    assert "none yet; settled days are kept as they are read" in before
    assert "58 days from " in after


def test_an_engine_that_is_none_is_wrong_usage(tmp_path: Path, capsysbinary: Captured) -> None:
    """The sentence lists those there are."""
    with start(Setup(people=0)) as box:
        done = report(capsysbinary, keeping(tmp_path, box), "--engine", "hive")
    assert done.code == 2
    assert "duckdb" in done.sentence


def test_an_address_that_nobody_has_is_told(tmp_path: Path, capsysbinary: Captured) -> None:
    """Whoever mistyped it learns that, in place of an empty table without a word."""
    with start(Setup()) as box:
        done = report(capsysbinary, settings_file(tmp_path, box), "--email", "hana.satoo@example.org")
    assert document(done)["developers"] == []
    assert any("hana.satoo@example.org" in note for note in document(done)["freshness"]["notes"])
