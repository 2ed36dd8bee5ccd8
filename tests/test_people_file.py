"""A CSV of people that stands in for Jira."""

from pathlib import Path

import pytest

from seatlight.errors import BadFile
from seatlight.model.people import Person
from seatlight.sources.people_file import read_people

WRONG = {
    "empty": ("", "line 1: there is no column 'email'"),
    "no header": ("ada@example.org\n", "line 1: there is no column 'email'"),
    "a column twice": ("email,name,email\n", "line 1, column 3: 'email' stands twice"),
    "no address": ("email,name\n ,Ada\n", "line 2, column 1 (email): there is no address"),
    "only further addresses": ("email,also\n,ada@example.org\n", "line 2, column 1 (email): there is no address"),
    "no @": ("name,email\nAda,ada\n", "line 2, column 2 (email): 'ada' is no address"),
    "no @ further on": ("email,also\na@x.org,b@x.org c\n", "line 2, column 2 (also): 'c' is no address"),
    "status": ("email,status\na@x.org,on leave\n", "line 2, column 2 (status): 'on leave' is neither"),
    "too many fields": ("email\na@x.org,Ada\n", "line 2, column 2: more fields"),
    "twice": ("email\na@x.org\nb@x.org\n A@X.org \n", "line 4, column 1 (email): a@x.org stands in line 2"),
    "twice, further": ("email,also\na@x.org,\nb@x.org,a@x.org\n", "line 3, column 2 (also): a@x.org stands"),
    "open quotes": ('email,name\na@x.org,"Ada\n', "line 2"),
    "text after quotes": ('email,name\na@x.org,"Ada" L\n', "line 2"),
    "after a long field": ('email,name\na@x.org,"Ada\nLovelace"\nb,Bob\n', "line 4, column 1 (email): 'b'"),
}  # fmt: skip


def people(folder: Path, text: str | bytes) -> tuple[Person, ...]:
    """The people of a text."""
    path = folder / "people.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_people(path)


def test_all_columns_are_read(tmp_path: Path) -> None:
    """Addresses in lower case, further ones beside the first."""
    text = "email,name,account_id,status,also\nAda@X.org,Ada L.,5b10,active,al@x.org; ADA.L@x.org\n"
    assert people(tmp_path, text) == (
        Person(emails=("ada@x.org", "al@x.org", "ada.l@x.org"), name="Ada L.", account_id="5b10", active=True),
    )


def test_an_address_is_enough(tmp_path: Path) -> None:
    """What nobody wrote is unknown, and the person active."""
    assert people(tmp_path, "email\na@x.org\n") == (
        Person(emails=("a@x.org",), name=None, account_id=None, active=True),
    )


def test_a_list_of_nobody_is_a_list(tmp_path: Path) -> None:
    """A header alone, with or without an end of line."""
    assert people(tmp_path, "email\n") == people(tmp_path, "email") == ()


@pytest.mark.parametrize(
    ("status", "active"),
    [("", True), ("active", True), ("Active", True), ("deactivated", False), ("INACTIVE", False), ("deleted", False)],
)  # fmt: skip
def test_the_status_tells_who_left(status: str, active: bool, tmp_path: Path) -> None:
    """In any case, and unknown columns are passed over."""
    (person,) = people(tmp_path, f"Email,Status,Team\na@x.org,{status},Blue\n")
    assert person.active is active


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spreadsheets_write_it_in_several_ways(between: str, end: str, tmp_path: Path) -> None:
    """Comma, semicolon or tab, any line end, a byte order mark, blank lines, columns in any order."""
    rows = [["Name", "EMAIL", "Account ID"], ["Ada", " a@x.org ", "5b10"], ["", "", ""], ["Bob", "b@x.org"]]
    text = "\ufeff" + end.join(between.join(row) for row in rows) + end
    found = [(person.name, person.emails, person.account_id) for person in people(tmp_path, text)]
    assert found == [("Ada", ("a@x.org",), "5b10"), ("Bob", ("b@x.org",), None)]


def test_quotes_hold_what_would_part_fields(tmp_path: Path) -> None:
    """Commas, quotes and line ends inside a name."""
    (person,) = people(tmp_path, 'email,name\na@x.org,"Lovelace, ""Ada""\n"\n')
    assert person.name == 'Lovelace, "Ada"'


def test_the_same_address_twice_in_one_line_is_once(tmp_path: Path) -> None:
    """Nobody is confused by it."""
    (person,) = people(tmp_path, "email,also\na@x.org,A@x.org\n")
    assert person.emails == ("a@x.org",)


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_read_is_told_with_its_place(case: str, tmp_path: Path) -> None:
    """File, line, and column where one is at fault."""
    text, says = WRONG[case]
    with pytest.raises(BadFile) as failure:
        people(tmp_path, text)
    assert failure.value.says.startswith(f"{tmp_path / 'people.csv'}, {says}")
    assert failure.value.says.endswith(".")


def test_what_is_not_utf_8_is_told_with_its_place(tmp_path: Path) -> None:
    """As older spreadsheets save it."""
    with pytest.raises(BadFile, match=r"line 3, column 2.*: not UTF-8 text; save the list as CSV UTF-8"):
        people(tmp_path, "email,name\na@x.org,Ada\nb@x.org,Jürgen\n".encode("latin-1"))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Nor can a folder be read."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadFile, match="the list of people cannot be read; check the name"):
            read_people(path)


def test_nul_characters_are_told(tmp_path: Path) -> None:
    """A file that is no text at all does not end in a trace of our insides."""
    with pytest.raises(BadFile):
        people(tmp_path, b"PK\x03\x04\x00\x00\x00email\n\x00")
