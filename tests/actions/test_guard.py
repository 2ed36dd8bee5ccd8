"""Who asks is decided before anything is read, and the answer is cut before anything leaves."""

from datetime import UTC, datetime

import pytest

from seatlight.access import cut, decide
from seatlight.actions.check import check_setup
from seatlight.actions.deps import Deps
from seatlight.actions.guard import action
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.show import show_report, show_seats, show_team
from seatlight.actions.window import Ask
from seatlight.config import load
from seatlight.errors import Refused
from seatlight.model.access import OPERATOR, Actor, ActorKind, Scope
from seatlight.model.checks import Check
from seatlight.model.people import Person
from seatlight.model.report import Column, ColumnKind, Report, Table
from seatlight.model.window import Window
from seatlight.ports import Need, Watcher
from seatlight.surfaces.cli.progress import Silent
from seatlight.tables.snapshot import Snapshot

CHARLIE = Actor(ActorKind.OPERATOR, "charlie")
"""Somebody who says to be an operator, and is not the one."""


class Touched(AssertionError):
    """Something was read that nobody had allowed."""


class Nothing:
    """A usage that must not be read."""

    def reach(self, answers: Window) -> Window:
        raise Touched

    def refresh(self, need: Need, watcher: Watcher, *, anew: bool = False) -> None:
        raise Touched

    def known(self, need: Need) -> Snapshot | None:
        raise Touched

    def stop(self) -> None:
        raise Touched


def people() -> tuple[Person, ...] | None:
    raise Touched


def checks() -> list[Check]:
    raise Touched


def forbidden() -> Deps:
    """A world in which every look is a failure of the test."""
    settings = load({})
    return Deps(
        clock=lambda: datetime(2026, 11, 22, tzinfo=UTC),
        usage=Nothing(),
        people=people,
        checks=checks,
        reach_days=90,
        limits=settings.limits,
        money=settings.money,
        tiers=settings.tiers,
        holds=settings.holds,
    )


def table(name: str, key: str, *values: str) -> Table:
    """A table of one column."""
    return Table(name, name, (Column(key, ColumnKind.TEXT, key),), [{key: value} for value in values])


REPORT = Report(
    {"freshness": {"complete": True, "notes": []}},
    (
        table("developers", "developer_id", "ada", "bob"),
        table("seats", "developer_id", "bob"),
        table("by_day", "day", "1"),
    ),
)


@pytest.mark.parametrize("show", [show_report, show_seats, show_team])
def test_a_stranger_is_refused_before_anything_is_read(show: object) -> None:
    """Whatever the action, with the reason."""
    assert callable(show)
    with pytest.raises(Refused, match="Only the operator"):
        show(CHARLIE, forbidden(), Ask())


def test_a_stranger_makes_nobody_read() -> None:
    """Not even what would then be shown to others."""
    with pytest.raises(Refused, match="Only the operator"):
        refresh_usage(CHARLIE, forbidden(), Ask(), Silent())


def test_a_stranger_may_not_even_check_the_set_up() -> None:
    """Doctor tells of people and keys, too."""
    with pytest.raises(Refused, match="Only the operator"):
        check_setup(CHARLIE, forbidden())


def test_a_refusal_looks_like_nothing_there() -> None:
    """Unknown and forbidden have the same status from outside."""
    assert (Refused.status, Refused.exit_code) == (404, 1)


def test_the_operator_sees_everything() -> None:
    """A scope without a list of developers; a stranger gets a reason in its place."""
    assert decide(OPERATOR) == Scope("operator", None)
    assert isinstance(decide(CHARLIE), str)
    assert cut(REPORT, Scope("operator", None)) is REPORT


def test_a_scope_cuts_rows_of_others() -> None:
    """From every table of developers; the rest, and the report itself, stay as they were."""
    seen = cut(REPORT, Scope("alice", frozenset({"ada"})))
    assert [row["developer_id"] for row in seen.table("developers").rows] == ["ada"]
    assert list(seen.table("seats").rows) == []
    assert len(seen.table("by_day").rows) == 1
    assert len(REPORT.table("developers").rows) == 2


def test_a_scope_of_nobody_leaves_no_row() -> None:
    """Nobody to see is nobody seen."""
    assert list(cut(REPORT, Scope("alice", frozenset())).table("developers").rows) == []


def test_an_action_is_a_function_that_takes_a_scope() -> None:
    """Its caller gives an actor in its place; name and docstring stay."""
    given: list[Scope] = []

    def show_it(scope: Scope, _deps: Deps, more: int) -> Report:
        """Shows it."""
        given.append(scope)
        return REPORT.with_rows("by_day", [{"day": more}])

    guarded = action(show_it)
    assert guarded(OPERATOR, forbidden(), 7).table("by_day").rows == [{"day": 7}]
    assert given == [Scope("operator", None)]
    assert (guarded.__name__, guarded.__doc__) == ("show_it", "Shows it.")
