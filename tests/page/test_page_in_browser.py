"""The report, the pictures, signing in and every trouble, in a real browser against real services."""

from pathlib import Path

from tests.page.browsing import HERE, hold
from tests.page.serving import situations

ABOUT_ONESELF_AND_SETTINGS = ("admin", "own")
"""How the names of those tests begin that `test_settings_in_browser.py` looks at."""
NEEDED = ("whole", "slow", "unconnected", "wrong key", "Jira away", "empty", "sign-in", "signed out")


def test_everything_on_the_page_holds_in_a_real_browser(tmp_path: Path) -> None:
    """One browser, one process of Node's own test runner; what it prints stands below when it fails."""
    tests = [one for one in sorted(HERE.glob("*.test.mjs")) if not one.name.startswith(ABOUT_ONESELF_AND_SETTINGS)]
    assert tests
    with situations(tmp_path, NEEDED) as urls:
        hold(tests, urls, tmp_path)
