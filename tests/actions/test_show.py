"""A vendor that is reached but never answers: what decides ends the report, the rest leaves it incomplete."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from seatlight.actions.deps import Deps, GuardedUsage
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.show import show_report
from seatlight.actions.window import Ask
from seatlight.archive.none import NothingKept
from seatlight.config import load
from seatlight.errors import TimedOut
from seatlight.http import Http
from seatlight.ledger.run import Ledger
from seatlight.model.access import OPERATOR
from seatlight.model.rules import SiteRules
from seatlight.sandbox import Box, Setup, start
from seatlight.sources.cursor import CursorSource
from seatlight.sources.cursor.api import authorization
from seatlight.surfaces.cli.progress import Silent
from seatlight.tables.codes import CodeBook, Codes
from seatlight.wiring.without_jira import NoPeople

NOW = datetime(2026, 11, 18, 13, 45, tzinfo=UTC)


@contextmanager
def impatient(box: Box) -> Iterator[Deps]:
    """The product's world with a vendor that has a quarter of a second for each answer."""
    http = Http(box.url, authorization=authorization(box.key), limits={}, retry_for_seconds=0, read_seconds=0.25)
    codes = CodeBook(Codes(), Codes())
    settings = load({})
    try:
        yield Deps(
            clock=lambda: NOW,
            usage=GuardedUsage(Ledger(CursorSource(http, codes), codes, NothingKept())),
            people=NoPeople(),
            checks=list,
            reach_days=90,
            rules=lambda: SiteRules(settings.tiers),
        )
    finally:
        http.close()


def test_a_roster_that_never_comes_ends_the_report() -> None:
    """The sentence tells it from a host that cannot be reached."""
    with (
        start(Setup(now=NOW, faults=("hang@/teams/members:always",))) as box,
        impatient(box) as deps,
        pytest.raises(TimedOut, match=r"did not answer in time\. Try again later\.$"),
    ):
        refresh_usage(OPERATOR, deps, Ask(), Silent())


@pytest.mark.parametrize(
    ("path", "missing"),
    [
        ("/teams/daily-usage-data", "Daily rows are missing for"),
        ("/teams/filtered-usage-events", "Usage events are missing for"),
        ("/teams/audit-logs", "Seat dates: "),
        ("/teams/spend", "Spend of the billing cycle: "),
    ],
)
def test_anything_else_that_never_comes_is_marked(path: str, missing: str) -> None:
    """The report is there, incomplete, and says what did not come in time."""
    with start(Setup(now=NOW, people=3, faults=(f"hang@{path}:always",))) as box, impatient(box) as deps:
        refresh_usage(OPERATOR, deps, Ask(), Silent())
        report = show_report(OPERATOR, deps, Ask())
    assert not report.complete
    assert any(note.startswith(missing) for note in report.notes)
    assert any("did not answer in time" in note for note in report.notes)
