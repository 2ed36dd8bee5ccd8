"""How quickly access is decided, and what a project's report costs on top of its team's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from benchmarks.document import TIERS
from benchmarks.ledger import TODAY, ledger_of
from benchmarks.lines import Line
from seatlight.access import Circumstances, cut, decide
from seatlight.metrics.window import spans_of
from seatlight.model.access import Actor, ActorKind, Mode, Permission, Question, Scope
from seatlight.model.audit import Deed
from seatlight.model.limits import Limits
from seatlight.model.people import Person
from seatlight.model.report import Report
from seatlight.model.site import Grant, Project, ProjectMembers, Standing
from seatlight.model.window import last_days
from seatlight.reports.developers import Team, developers_report, measured_team
from seatlight.store import open_store
from seatlight.tables.join import join
from seatlight.wiring import now

PEOPLE, MEMBERS, TIMES = 10_000, 25, 9
DECISIONS = 20_000
GRANTS = 50


def access() -> Iterator[Line]:
    """Decisions, then reports of a project and of its team, each in a process of its own."""
    told = subprocess.run([sys.executable, "-m", "benchmarks.access"], check=True, capture_output=True)
    taken = msgspec.json.decode(told.stdout, type=dict[str, float])
    yield Line("an access decision from what is known", taken["decide"], "µs", most=50e-6)
    yield Line(f"reading {GRANTS} grants from SQLite, as every request does", taken["grants"], "µs")
    beside = f"{taken['project'] * 1000:.1f} ms, the team's {taken['team'] * 1000:.1f} ms"
    more = taken["project"] - taken["team"]
    yield Line(
        f"a project of {MEMBERS} of {PEOPLE:,}, on top of the team's report", more, "ms", most=0.010, beside=beside
    )
    yield Line(f"a project of {MEMBERS}, the team measured before", taken["remembered"], "ms", beside="words included")


def taken() -> dict[str, float]:
    """The median seconds of each."""
    accounts = frozenset(account(number) for number in range(1, MEMBERS + 1))
    scope, everybody = Scope("lead", accounts=accounts), Scope("operator")
    team = _team()
    return {
        "decide": _decision(),
        "grants": _grants(),
        "team": _median(lambda: _shown(_team_of(team), everybody, rows=0)),
        "project": _median(lambda: _shown(_team_of(team), scope, rows=MEMBERS)),
        "remembered": _median(lambda: _shown(team, scope, rows=MEMBERS)),
    }


def account(number: int) -> str:
    """The account of a developer."""
    return f"account-{number}"


def _team() -> Team:
    """A ledger of 10,000, everybody matched."""
    snapshot = ledger_of(PEOPLE)
    people = [
        Person((f"developer.{number}@example.org",), f"Developer {number}", account(number))
        for number in range(1, PEOPLE + 1)
    ]
    joined = join(snapshot, people, TIERS.by_tier(snapshot.models))
    return measured_team(joined, spans_of(joined, last_days(30, TODAY), Limits()))


def _team_of(team: Team) -> Team:
    """Measured anew, as for the first who asks."""
    return measured_team(team.joined, team.spans)


def _shown(team: Team, scope: Scope, rows: int) -> Report:
    """The report cut to the scope, with its first rows put into words."""
    report = cut(developers_report(team, accounts=scope.accounts), scope)
    report.tables[0].rows[:rows]
    return report


def _decision() -> float:
    """Seconds of one decision on a member of an open project."""
    project = Project("10000", "APP", "The app")
    members = ProjectMembers(project, frozenset(account(number) for number in range(MEMBERS)), "people in a role")
    standing = Standing(account(1), "10000", browses=True, member=True)
    at = Circumstances("site", Mode.MEMBERS, 5, Grant("10000", "APP", "The app"), standing, members)
    actor, question = Actor(ActorKind.PERSON, "me", account(1), "site"), Question(Permission.VIEW, "10000")
    began_at = perf_counter()
    for _ in range(DECISIONS):
        decide(actor, question, at)
    return (perf_counter() - began_at) / DECISIONS


def _grants() -> float:
    """Seconds to read the grants of a site."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/seatlight.db", None, create=True)
        deed = Deed("bench", now())
        site = store.add_site("default", deed)
        for number in range(GRANTS):
            store.allow(site.site_id, Grant(str(number), f"P{number}", "A project", ("Developers",)), deed)
        seconds = _median(lambda: store.grants(site.site_id), times=200)
        store.close()
    return seconds


def _median(work: Callable[[], object], times: int = TIMES) -> float:
    seconds = []
    for _ in range(1 + times):
        began_at = perf_counter()
        work()
        seconds.append(perf_counter() - began_at)
    return median(seconds[1:])


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(taken()))
