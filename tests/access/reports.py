"""Reports of the sandbox's cast with their Jira accounts, made without any reading in between."""

import json
from functools import cache
from typing import Any

import msgspec

from seatlight.config import load
from seatlight.metrics.window import events_window, spans_of
from seatlight.model.limits import Limits
from seatlight.model.people import Person
from seatlight.model.report import Report
from seatlight.model.window import last_days
from seatlight.reports.developers import Team, developers_report, measured_team
from seatlight.reports.seats import seats_report
from seatlight.reports.strip import with_strips
from seatlight.reports.team_tables import team_report
from seatlight.sandbox import Setup, World, make_facts
from seatlight.tables.join import Joined, join
from tests.builders import reach_of, snapshot_of
from tests.joined import true_people
from tests.reading import NOW

TIERS = load({}).tiers
Facts = dict[str, Any]


@cache
def facts() -> Facts:
    """The facts of a team of 25."""
    found: Facts = json.loads(msgspec.json.encode(make_facts(World(Setup(people=25, now=NOW)))))
    return found


@cache
def joined() -> Joined:
    """The cast, everybody matched to their true account."""
    people = tuple(
        Person((row["email"], *row["also"].split()), row["name"], row["account_id"], row["status"] == "active")
        for row in true_people(facts())
    )
    reach = reach_of(facts())
    snapshot = snapshot_of(facts(), events_window(last_days(30, NOW.date()), reach, Limits()))
    return join(snapshot, people, TIERS.by_tier(snapshot.models))


@cache
def team() -> Team:
    """The cast measured over the last 30 days."""
    return measured_team(joined(), spans_of(joined(), last_days(30, NOW.date()), Limits()))


def report(accounts: frozenset[str] | None = None) -> Report:
    """The report of developers, about these accounts."""
    return developers_report(team(), accounts=accounts)


def reports(accounts: frozenset[str] | None = None) -> dict[str, Report]:
    """Every report that is made of it."""
    spans = team().spans
    made = report(accounts)
    return {
        "developers": made,
        "with strips": with_strips(made, joined(), spans),
        "seats": seats_report(made),
        "team": team_report(made, joined(), spans, TIERS.codes(joined().snapshot.models), 20),
    }


@cache
def accounts() -> tuple[str, ...]:
    """The accounts of the developers in the report, in its order."""
    return tuple(row["jira_account_id"] for row in report().table("developers").rows if row["jira_account_id"])


def traces(account_ids: frozenset[str]) -> set[str]:
    """Everything by which these people could be known: names, addresses, accounts, ids of rows."""
    found: set[str] = set()
    for row in report().table("developers").rows:
        if row["jira_account_id"] in account_ids:
            found |= {row["name"], row["email"], row["jira_account_id"], row["developer_id"], *row["emails"]}
    return {trace for trace in found if trace}


def everybody() -> frozenset[str]:
    """All accounts of the report."""
    return frozenset(accounts())
