"""Pictures of cut reports: they show nothing that the tables hide, and say what they show."""

import json

import pytest

from seatlight.access import cut
from seatlight.charts.names import NAMES
from seatlight.charts.pictures import PICTURES, drawn
from seatlight.model.access import Form, Scope
from seatlight.model.report import Report, Table
from seatlight.render import render
from tests.access.reports import accounts, everybody, reports, team, traces

OF_ROWS = tuple(name for name in PICTURES if name != "groups")
SITE = "site-1"


def picture(name: str, scope: Scope) -> Report:
    """The picture of the cast's report as the scope allows it."""
    return drawn(cut(reports(scope.accounts)[PICTURES[name].of], scope), PICTURES[name])


def few() -> frozenset[str]:
    """Three of the accounts."""
    return frozenset(accounts()[:3])


def test_there_is_a_picture_for_each_name_in_their_order() -> None:
    """The command line knows the names alone."""
    assert tuple(PICTURES) == NAMES


@pytest.mark.parametrize("name", OF_ROWS)
def test_rows_of_a_picture_are_those_of_its_table(name: str) -> None:
    """Cell by cell, some columns, some rows, nothing beside."""
    scope = Scope("ana")
    table = cut(reports()[PICTURES[name].of], scope).table(PICTURES[name].table)
    told = [{key: row[key] for key in columns_of(name)} for row in table.rows]
    rows = picture(name, scope).table("rows").rows
    assert rows
    assert all(row in told for row in rows)


def columns_of(name: str) -> list[str]:
    """The keys of a picture's columns."""
    return [column.key for column in PICTURES[name].columns]


@pytest.mark.parametrize("name", OF_ROWS)
def test_a_picture_for_a_few_tells_of_nobody_else(name: str) -> None:
    """Neither by name nor by sums: its rows are those of the few alone."""
    scope = Scope("ana", accounts=few())
    found = picture(name, scope)
    text = json.dumps(json.loads(render(found, "json")))
    assert {trace for trace in traces(everybody() - few()) if trace in text} == set()
    table = cut(reports(few())[PICTURES[name].of], scope).table(PICTURES[name].table)
    assert len(found.table("rows").rows) <= len(table.rows)
    assert found.cut_for == scope
    assert found.people == few()


def test_sums_of_everybody_are_in_no_picture_for_a_few() -> None:
    """A report about all that is cut to a few has lost its sums, and so have its pictures."""
    found = drawn(cut(reports()["team"], Scope("ana", accounts=few())), PICTURES["tokens_by_day"])
    assert list(found.table("rows").rows) == []


@pytest.mark.parametrize("name", PICTURES)
def test_pseudonyms_leave_no_name_in_a_picture(name: str) -> None:
    """Nor an id that stands in other reports."""
    scope = Scope("ana", site_id=SITE, accounts=everybody(), form=Form.PSEUDONYMS)
    text = json.dumps(json.loads(render(picture(name, scope), "json")))
    assert {trace for trace in traces(everybody()) if trace in text} == set()


@pytest.mark.parametrize("name", PICTURES)
def test_where_groups_alone_are_shown_there_are_pictures_of_groups_alone(name: str) -> None:
    """The others say why they are empty."""
    scope = Scope("ana", accounts=everybody(), form=Form.GROUPS, group_of=5)
    found = picture(name, scope)
    rows, summary = found.table("rows").rows, found.head["picture"]["summary"]
    if name == "groups":
        assert sum(row["developers"] for row in rows) == len(everybody())
        assert "active days" in summary
    else:
        assert (list(rows), summary) == (
            [],
            "Only figures about groups of people are shown here, so there is no such picture.",
        )
    assert set(found.head) == {"schema", "window", "freshness", "shown_as", "picture"}


def test_groups_of_too_few_people_are_not_drawn() -> None:
    """Three people where five are needed."""
    found = picture("groups", Scope("ana", accounts=few(), form=Form.GROUPS, group_of=5))
    assert list(found.table("rows").rows) == []
    assert "too few people" in found.head["picture"]["summary"]


def test_nobody_is_grouped_who_may_be_shown() -> None:
    """The picture of groups says so."""
    assert "no groups" in picture("groups", Scope("ana")).head["picture"]["summary"]


def test_only_developers_who_can_be_told_of_have_a_point() -> None:
    """Those with tokens and enough suggestions."""
    rows = {row["developer_id"]: row for row in reports()["developers"].table("developers").rows}
    shown = {row["developer_id"] for row in picture("tokens_acceptance", Scope("ana")).table("rows").rows}
    enough = {key for key, row in rows.items() if row["acceptance_tells"] == "enough" and row["total_tokens"]}
    assert 0 < len(shown) < len(rows)
    assert shown == enough


def test_tokens_of_a_day_add_up_over_tiers() -> None:
    """Every token is of one tier, or of none that is known."""
    rows = reports()["team"].table("by_day").rows
    tiers = ("premium_tokens", "fast_tokens", "auto_tokens", "untiered_tokens")
    assert all(sum(row[tier] for tier in tiers) == row["total_tokens"] for row in rows)
    assert all(any(row[tier] for row in rows) for tier in tiers[:3])


def test_days_that_were_not_read_are_marked() -> None:
    """A blank day is unknown, not empty."""
    rows = reports()["team"].table("by_day").rows
    read = team().joined.snapshot
    assert len(rows) == 30
    assert all(row["known"] for row in rows) == (len(read.usage_days_read) >= 30)


def test_an_unfinished_report_is_drawn_so_far() -> None:
    """Its sentence says so first."""
    made = cut(reports()["team"], Scope("ana"))
    freshness = {**made.head["freshness"], "complete": False}
    unfinished = Report({**made.head, "freshness": freshness}, made.tables, cut_for=made.cut_for)
    assert drawn(unfinished, PICTURES["acceptance"]).head["picture"]["summary"].startswith("So far: ")


def test_a_picture_of_nothing_says_that_nothing_was_used() -> None:
    """Days without anything, nobody to tell of."""
    made = cut(reports()["team"], Scope("ana"))
    empty = [{key: 0 if isinstance(value, int) else value for key, value in row.items()} for row in made.tables[0].rows]
    nothing = Report(made.head, (Table("by_day", "By day", made.tables[0].columns, empty),))
    assert drawn(nothing, PICTURES["tokens_by_day"]).head["picture"]["summary"] == "Nothing was used in this window."
    assert drawn(nothing, PICTURES["active_by_day"]).head["picture"]["summary"] == "Nothing was used in this window."
