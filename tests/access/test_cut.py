"""The last step: whatever was made, nothing leaves but what the scope allows."""

import json
from dataclasses import replace

import pytest

from seatlight.access import cut
from seatlight.access.aliases import alias
from seatlight.errors import Refused
from seatlight.model.access import Form, Permission, Scope
from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.render import render
from tests.access.reports import accounts, everybody, report, reports, traces

SITE = "site-1"
FORMS = ("json", "csv", "md")
KINDS = ("developers", "with strips", "seats", "team")


def few() -> frozenset[str]:
    """Three people of the cast."""
    return frozenset(accounts()[3:6])


def written(found: Report) -> str:
    """A report in every form that is text, one after the other."""
    tables = (replace(found, tables=(table,)) for table in found.tables)
    return "".join(render(one, form).decode() for one in tables for form in FORMS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_operator_gets_the_report_as_it_is(kind: str) -> None:
    """A scope of everybody takes nothing away."""
    made = reports()[kind]
    found = cut(made, Scope("operator"))
    assert found == replace(made, cut_for=Scope("operator"))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_anybody_else_is_left(kind: str) -> None:
    """No name, no address, no account, no id of those outside the scope, in any form of any report."""
    found = written(cut(reports(few())[kind], Scope("ana", accounts=few())))
    left = {trace for trace in traces(everybody() - few()) if trace in found}
    assert left == set()


@pytest.mark.parametrize("kind", ["developers", "with strips", "seats"])
def test_the_rows_of_the_scope_are_all_there(kind: str) -> None:
    """Unchanged and in the same order."""
    whole = reports()[kind].tables[0].rows
    found = cut(reports(few())[kind], Scope("ana", accounts=few()))
    assert list(found.tables[0].rows) == [row for row in whole if _account_of(row) in few()]
    assert found.people == few()


def _account_of(row: dict[str, object]) -> object:
    return next(one["jira_account_id"] for one in report().tables[0].rows if one["developer_id"] == row["developer_id"])


def test_a_scope_of_nobody_leaves_no_row() -> None:
    """Nobody to see is nobody seen, and the sums are of nobody."""
    found = cut(reports(frozenset())["developers"], Scope("ana", accounts=frozenset()))
    assert list(found.tables[0].rows) == []
    assert (found.head["team"]["seats"], found.head["team"]["total_tokens"], found.people) == (0, 0, frozenset())


def test_sums_of_everybody_do_not_leave_with_a_few() -> None:
    """A report whose head is about the whole team loses it, and tables of sums lose their rows."""
    made = reports()
    assert "team" not in cut(made["developers"], Scope("ana", accounts=few())).head
    assert [list(table.rows) for table in cut(made["team"], Scope("ana", accounts=few())).tables] == [[], [], []]


def test_sums_of_the_same_few_stay() -> None:
    """They are theirs."""
    found = cut(reports(few())["team"], Scope("ana", accounts=few()))
    assert all(table.rows for table in found.tables)
    held = [row["seats"] for row in report(few()).tables[0].rows]
    assert found.head["team"]["seats"] == sum(held) > 0


def test_rows_that_are_no_frame_are_cut_by_their_account() -> None:
    """A table of developers that knows no accounts is nobody's."""
    column = Column("developer_id", ColumnKind.TEXT, "Id")
    rows: list[Row] = [
        {"developer_id": "1", "jira_account_id": "a"},
        {"developer_id": "2"},
        {"developer_id": "3", "jira_account_id": None},
    ]
    plain = Report({"freshness": {"complete": True, "notes": []}}, (Table("odd", "Odd", (column,), rows),))
    assert list(cut(plain, Scope("ana", accounts=frozenset({"a"}))).tables[0].rows) == rows[:1]


def test_a_scope_about_settings_shows_no_usage() -> None:
    """Whoever administers has to ask to view."""
    with pytest.raises(Refused, match="about settings"):
        cut(report(), Scope("ana", Permission.ADMIN, form=Form.NOTHING))


def test_a_report_is_cut_once_and_for_one_scope() -> None:
    """A second time it stays as it is; for another scope it is refused."""
    scope = Scope("ana", accounts=few())
    once = cut(report(few()), scope)
    assert cut(once, scope) is once
    with pytest.raises(Refused, match="somebody else"):
        cut(once, Scope("ana", accounts=everybody()))


@pytest.mark.parametrize("kind", ["developers", "with strips"])
def test_pseudonyms_leave_no_name_anywhere(kind: str) -> None:
    """Not in the reasons, not in the ids, not in the order of equals; numbers stay."""
    scope = Scope("ana", site_id=SITE, accounts=everybody(), form=Form.PSEUDONYMS)
    found = cut(reports(everybody())[kind], scope)
    text = written(found)
    assert {trace for trace in traces(everybody()) if trace in text} == set()
    plain = cut(reports(everybody())[kind], Scope("ana", accounts=everybody()))
    assert sorted(row["total_tokens"] for row in found.tables[0].rows) == sorted(
        row["total_tokens"] for row in plain.tables[0].rows
    )
    assert found.head["shown_as"] == "pseudonyms"
    assert found.people == everybody()


def test_pseudonyms_are_the_same_from_report_to_report() -> None:
    """At one site; at another they are others, and no two people share one."""
    names = [alias(SITE, row["developer_id"]) for row in report().tables[0].rows]
    assert len(set(names)) == len(names)
    assert names == [alias(SITE, row["developer_id"]) for row in report().tables[0].rows]
    assert not set(names) & {alias("site-2", row["developer_id"]) for row in report().tables[0].rows}
    assert len({alias(SITE, str(number)) for number in range(10_000)}) == 10_000


def test_equals_are_ordered_by_pseudonym() -> None:
    """Those without tokens stood in the order of their addresses, which would tell who is who."""
    scope = Scope("ana", site_id=SITE, form=Form.PSEUDONYMS)
    names = [row["name"] for row in cut(report(), scope).tables[0].rows if row["total_tokens"] == 0]
    assert len(names) > 3
    assert names == sorted(names)


def test_rows_that_cannot_be_renamed_do_not_leave_under_pseudonyms() -> None:
    """Seats that were worded with names before the cut are not shown at all."""
    scope = Scope("ana", site_id=SITE, accounts=everybody(), form=Form.PSEUDONYMS)
    assert list(cut(reports(everybody())["seats"], scope).tables[0].rows) == []


@pytest.mark.parametrize("kind", KINDS)
def test_groups_tell_of_nobody_in_particular(kind: str) -> None:
    """No row, no name, no sum of the team is left; only ranges, and a note that says so."""
    scope = Scope("ana", site_id=SITE, accounts=everybody(), form=Form.GROUPS, group_of=5)
    found = cut(reports(everybody())[kind], scope)
    document = json.loads(render(found, "json"))
    assert set(document) == {"schema", "window", "freshness", "shown_as", "groups"}
    assert found.people == frozenset()
    assert {trace for trace in traces(everybody()) if trace in written(found)} == set()
    assert any("groups of at least 5" in note for note in found.notes)


def test_fewer_people_than_a_group_needs_are_not_told_of() -> None:
    """Three people where five are needed: nothing but the sentence."""
    found = cut(report(few()), Scope("ana", accounts=few(), form=Form.GROUPS, group_of=5))
    assert list(found.tables[0].rows) == []
    assert any("fewer here" in note for note in found.notes)
