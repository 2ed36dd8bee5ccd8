"""What is read of Jira's answers, and what becomes of odd ones: recorded JSON in, expected CSV out."""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec
import pytest

from seatlight.model.people import Person
from seatlight.model.site import Project
from seatlight.sources.jira import payloads, to_people
from seatlight.sources.jira.payloads import ANSWERS, fields_read

HERE = Path(__file__).parent
NEVER_READ = ("summary", "description", "comment", "avatar", "timezone", "locale", "self", "body")


def recorded(name: str) -> list[payloads.User]:
    """Accounts as they were recorded."""
    return msgspec.json.decode((HERE / f"{name}.json").read_bytes(), type=list[payloads.User])


def as_row(person: Person) -> dict[str, str]:
    """A person as a line of the expected CSV."""
    return {
        "account_id": person.account_id or "",
        "emails": " ".join(person.emails),
        "name": person.name or "",
        "active": "yes" if person.active else "no",
        "kind": person.kind,
    }


def test_odd_accounts_become_the_expected_people() -> None:
    """Addresses in small letters or hidden, each account once, nobody without an id."""
    expected = list(csv.DictReader((HERE / "users-odd.csv").read_text(encoding="utf-8").splitlines()))
    assert [as_row(person) for person in to_people.people(recorded("users-odd"))] == expected


def test_addresses_that_were_asked_for_win_over_shown_ones() -> None:
    """Where none was told the shown one stays."""
    told = [
        payloads.UserEmail("5a", "Other@example.org"),
        payloads.UserEmail("5b", ""),
        payloads.UserEmail(None, "x@y"),
    ]
    people = to_people.people(recorded("users-odd"), to_people.addresses(told))
    assert [person.emails for person in people][:2] == [("other@example.org",), ()]
    assert [person.emails for person in people][5] == ("gone@example.org",)


def test_only_active_people_count_as_members() -> None:
    """Neither apps nor customers, nor kinds that are new, nor accounts without an id."""
    assert [one.account_id for one in recorded("users-odd") if to_people.counts_as_member(one)] == [
        *("5a", "5b", "5c", "5d", "5e")
    ]


@pytest.mark.parametrize(
    ("body", "project"),
    [
        (
            b'{"id":"10000","key":"APP","name":"Mobile","lead":{"accountId":"5a","emailAddress":"x@y"}}',
            ("Mobile", "5a"),
        ),
        (b'{"id":"10000","key":"APP","name":"","lead":{"accountId":""}}', ("APP", None)),
        (b'{"id":"10000","key":"APP","name":null,"lead":null,"description":"secret"}', ("APP", None)),
    ],
)
def test_a_project_is_known_by_id_key_name_and_lead(body: bytes, project: tuple[str, str | None]) -> None:
    """Without a name it is called by its key; a lead that Jira does not tell is none."""
    found = msgspec.json.decode(body, type=payloads.Project)
    assert to_people.project(found) == Project("10000", "APP", *project)


@pytest.mark.parametrize("body", [b'{"id":"../x","key":"APP"}', b'{"id":"","key":"APP"}', b'{"key":"APP"}', b"[]"])
def test_a_project_without_a_number_is_not_believed(body: bytes) -> None:
    """Its id goes into the addresses of requests."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=payloads.Project)


def test_the_list_of_fields_names_every_call_and_nothing_private() -> None:
    """The privacy page is made from this list: of an issue no word is read, of an account no picture."""
    fields = fields_read()
    assert {endpoint for endpoint, _ in fields} == set(ANSWERS)
    assert ("GET /users/search", "[].emailAddress") in fields
    assert ("GET /project/{key}/role/{id}", "actors[].actorUser.accountId") in fields
    assert [field for _, field in fields if any(word in field.lower() for word in NEVER_READ)] == []


def test_addresses_are_read_in_the_lists_of_people_alone() -> None:
    """Who belongs to a project or is assigned an issue is known by the account."""
    with_address = {endpoint for endpoint, field in fields_read() if "email" in field.lower()}
    assert with_address == {"GET /users/search", "GET /user/search", "GET /user/bulk", "GET /user/email/bulk"}


def test_what_is_not_listed_never_leaves_the_decoder() -> None:
    """A decoded issue has no room for what it says."""
    body = (
        b'{"id":"1","key":"APP-1","fields":{"summary":"secret","status":{"name":"Open"},"description":{"x":"secret"}}}'
    )
    assert "secret" not in repr(msgspec.json.decode(body, type=payloads.Issue))
