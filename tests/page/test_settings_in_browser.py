"""The settings and what is known of oneself, in a real browser against real services."""

from pathlib import Path

from tests.page.browsing import HERE, hold
from tests.page.serving import situations
from tests.page.test_page_in_browser import ABOUT_ONESELF_AND_SETTINGS

NEEDED = ("admin", "admin signs in", "unconnected", "sign-in")


def test_everything_that_is_set_is_so_in_a_real_browser(tmp_path: Path) -> None:
    """A browser and a process of its own beside the other tests of the page."""
    tests = [one for one in sorted(HERE.glob("*.test.mjs")) if one.name.startswith(ABOUT_ONESELF_AND_SETTINGS)]
    assert tests
    with situations(tmp_path, NEEDED) as urls:
        hold(tests, urls, tmp_path)
