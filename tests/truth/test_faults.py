"""Whatever goes wrong on the way: the report is exact, or incomplete and says what is missing; it is never wrong."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import combinations, product

import pytest

from seatlight.actions.window import Ask
from seatlight.errors import GarbledAnswer, RateLimited, SeatlightError, TimedOut, Unreachable, VendorFault
from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.clock import VirtualClock
from seatlight.sandbox.cursor.api import MEMBERS
from seatlight.sandbox.faults import FAULTS
from seatlight.sandbox.limits import EVENTS_PATH
from seatlight.sources.cursor.api import EVENTS
from seatlight.sources.cursor.steps import LANES
from seatlight.wiring import wired
from tests.exactness import exact_or_marked
from tests.reading import NOW, Document, facts_of, read, refreshed, settings_for

DAILY, AUDIT, SPEND, ROSTER = "/teams/daily-usage-data", "/teams/audit-logs", "/teams/spend", MEMBERS[1]
PATHS = (ROSTER, DAILY, AUDIT, SPEND, EVENTS_PATH)
OF_PAGES = {"shifted", "swapped-pages", "count-moves"}
"""Faults that can befall only what has several pages or a count: in a team of 25 the events."""
SECONDS = {"slow": ":3", "too-many-for": ":1"}

HARMLESS = {"slow", "reordered", "swapped-pages"}
COUNTED_ONCE = {ROSTER, AUDIT}
"""Where a row that comes twice says nothing new."""
WITHOUT_ROSTER: dict[str, type[SeatlightError]] = {
    **dict.fromkeys(("error-500", "error-502-html"), VendorFault),
    **dict.fromkeys(("truncated", "wrong-types", "dropped", "empty", "not-json"), GarbledAnswer),
    **dict.fromkeys(("too-many", "too-many-for", "retry-after-absurd"), RateLimited),
    **dict.fromkeys(("retry-after-past", "retry-after-words"), RateLimited),
    "reset": Unreachable,
    "hang": TimedOut,
}

PATIENT, HASTY = 120, 2
ANSWER_SECONDS = 0.5
MOST_STEPS = 6
"""So many steps at most read the events of 60 days of this team."""

CASES = [(name, path) for name, path in product(FAULTS, PATHS) if name not in OF_PAGES or path == EVENTS_PATH]
CHANCE = random.Random(2026)
Case = tuple[str, str, str]
DOZEN = [CHANCE.sample([(*case, times) for case in CASES for times in ("1", "always")], 2) for _ in range(12)]


def fault(name: str, path: str, times: str) -> str:
    """The fault as it is written."""
    return f"{name}{SECONDS.get(name, '')}@{path}:{times}"


class Trouble:
    """A team of 25 that is read again and again, each time through other faults.

    Its clock runs only while everybody waits, unless answers are to take their time for real.
    """

    def __init__(self, box: Box, clock: VirtualClock) -> None:
        self.box = box
        self.clock = clock
        self._facts = facts_of(box)

    def read(self, patience: int, *faults: str) -> Document:
        """The report of 30 days."""
        self.box.requests.clear()
        self.box.faults.clear()
        for text in faults:
            self.box.faults.add(text)
        clock, settings = self.clock, settings_for(self.box, retry_for_seconds=patience)
        with wired(
            settings, clock=lambda: NOW, timer=clock, threads=clock.side_by_side, answer_seconds=ANSWER_SECONDS
        ) as deps:
            return refreshed(deps, Ask(days=30))

    def wrong(self, patience: int, *faults: str, whole: bool | None = None) -> list[str]:
        """What is wrong with the report, and whether it is `whole` if that is sure."""
        document = self.read(patience, *faults)
        found, freshness = exact_or_marked(document, self._facts), document["freshness"]
        if whole not in {None, freshness["complete"]}:
            found.append(f"complete is {freshness['complete']}: {freshness['notes']}")
        return found


@contextmanager
def team(*, for_real: bool = False) -> Iterator[Trouble]:
    """The team, running."""
    clock = VirtualClock()
    with start(Setup(people=25, now=NOW), clock=clock.now, wait=None if for_real else clock.sleep) as box:
        yield Trouble(box, clock)


@pytest.fixture(scope="module")
def trouble() -> Iterator[Trouble]:
    """One team for all faults that end when the next ones begin."""
    with team() as running:
        yield running


@pytest.mark.parametrize(("name", "path"), CASES)
def test_a_fault_that_passes_leaves_the_report_exact(name: str, path: str, trouble: Trouble) -> None:
    """Once at any endpoint, and with patience: the whole truth, and nothing is called incomplete."""
    assert trouble.wrong(PATIENT, fault(name, path, "1"), whole=True) == []


@pytest.mark.parametrize(
    ("name", "path"), [case for case in CASES if case[1] != ROSTER or case[0] not in WITHOUT_ROSTER]
)
def test_a_fault_that_stays_leaves_nothing_false(name: str, path: str, trouble: Trouble) -> None:
    """The report names what is missing, and what it says besides is true; what changes nothing leaves it exact."""
    harmless = name in HARMLESS or (name == "duplicated" and path in COUNTED_ONCE)
    assert trouble.wrong(HASTY, fault(name, path, "always"), whole=harmless) == []


@pytest.mark.parametrize("name", WITHOUT_ROSTER)
def test_a_roster_that_never_comes_is_the_right_error(name: str, trouble: Trouble) -> None:
    """Without it there is no report, and the error says what kind of trouble it is."""
    with pytest.raises(SeatlightError) as caught:
        trouble.read(HASTY, fault(name, ROSTER, "always"))
    assert type(caught.value) is WITHOUT_ROSTER[name]


def test_a_seat_without_an_address_that_comes_twice_is_one_seat() -> None:
    """There is no address to know it by, but an id."""
    with start(Setup(people=25, now=NOW, quirks=frozenset({"null-email"}), faults=(f"duplicated@{ROSTER}",))) as box:
        assert exact_or_marked(read(box, Ask(days=30)), facts_of(box)) == []


def test_an_answer_that_is_too_slow_is_asked_for_again() -> None:
    """Here one answer of each endpoint really takes longer than we wait for it."""
    with team(for_real=True) as slow:
        assert slow.wrong(PATIENT, *(f"slow:30@{path}:1" for path in PATHS), whole=True) == []


@pytest.mark.parametrize("faults", DOZEN, ids=lambda faults: " and ".join(fault(*each) for each in faults))
def test_two_faults_at_once_leave_nothing_false(faults: list[Case], trouble: Trouble) -> None:
    """Two that pass leave it exact; of a roster that does not come there is no report."""
    assert after_both(trouble, *faults) == []


@pytest.mark.soak
@pytest.mark.parametrize(("first", "second"), list(combinations(FAULTS, 2)))
def test_every_pair_of_faults_leaves_nothing_false(first: str, second: str, trouble: Trouble) -> None:
    """At the same endpoint and at different ones, passing and staying."""
    chance = random.Random(f"{first} {second}")
    places = [(path, path) for path in PATHS] + [tuple(chance.sample(PATHS, 2)) for _ in range(3)]
    for (here, there), times in product(places, ("1", "always")):
        pair = [(first, here, times), (second, there, chance.choice(("1", "always")))]
        assert after_both(trouble, *(case for case in pair if case[:2] in CASES)) == [], pair


def after_both(trouble: Trouble, *faults: Case) -> list[str]:
    """What is wrong after these faults; a roster that does not come is no report, and so not wrong."""
    passing = all(times == "1" for _, _, times in faults)
    lost = not passing and any(path == ROSTER and name in WITHOUT_ROSTER for name, path, _ in faults)
    with suppress(*([SeatlightError] if lost else [])):
        texts = [fault(*each) for each in faults]
        return trouble.wrong(PATIENT if passing else HASTY, *texts, whole=True if passing else None)
    return []


@pytest.mark.parametrize("patience", [HASTY, PATIENT])
def test_a_path_that_was_given_up_is_tried_once_more_at_a_time(patience: int, trouble: Trouble) -> None:
    """The whole reading takes no longer than the patience with one request, and few requests."""
    with pytest.raises(VendorFault):
        trouble.read(patience, f"error-500@{ROSTER}:always")
    tries, began_at = len(trouble.box.requests), trouble.clock.now()
    assert not trouble.read(patience, f"error-500@{EVENTS_PATH}:always")["freshness"]["complete"]
    assert trouble.clock.now() - began_at <= patience
    assert trouble.box.counts()[EVENTS_PATH] <= tries * LANES[EVENTS] + MOST_STEPS
