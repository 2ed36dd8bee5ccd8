"""Lists of addresses: Atlassian's exports as they come, and plain ones."""

from datetime import date
from pathlib import Path

import pytest

from seatlight.errors import BadFile
from seatlight.model.people import Imported
from seatlight.sources.user_export import read_user_export

EXPORT = (
    "User id,User name,email,User status,Added to org,Org role,Jira - acme,Last seen in Jira - acme\n"
    '712020:aa,"Lovelace, Ada",Ada@X.org,Active,01 Mar 2024,User,User,25 Nov 2026\n'
    "712020:bb,Bob,bob@x.org,Deactivated,02 Mar 2024,User,,Never accessed\n"
)
WRONG = {
    "empty": ("", "line 1: there is no column 'email'"),
    "no header": ("ada@x.org,a1\n", "line 1: there is no column 'email'"),
    "an address and nothing else": ("email,name\n", "line 1: there is neither a column 'account_id'"),
    "a column twice": ("email,User id,Account ID\n", "line 1, column 3: 'account_id' stands twice"),
    "the address twice": ("E-mail,a,Email address,User id\n", "line 1, column 3: 'email' stands twice"),
    "no address": ("email,account_id\n,a1\n", "line 2, column 1 (email): there is no address"),
    "no @": ("account_id,Email\na1,ada\n", "line 2, column 2 (email): 'ada' is no address"),
    "no @ in an export": ("User id,email\na1,ada\n", "line 2, column 2 (email): 'ada' is no address"),
    "two addresses": ("email,account_id\nA@x.org b@x.org,a1\n", "line 2, column 1 (email): 'a@x.org b@x.org' is no"),
    "no account and no day": ("email,seat_since,account_id\na@x.org,,\n", "line 2, column 3 (account_id): there is n"),
    "no day": ("email,seat_since\na@x.org\n", "line 2, column 2 (seat_since): there is neither an account nor"),
    "an id with spaces": ("email,account_id\na@x.org,a1 b1\n", "line 2, column 2 (account_id): 'a1 b1' is no account"),
    "an id as a number": ("User id,email\n5.57E+23,a@x.org\n", "line 2, column 1 (user_id): a spreadsheet made '5.57"),
    "an id as a number, elsewhere": ("email;User id\na@x.org;5,57e+23\n", "line 2, column 2 (user_id): a spreadsheet"),
    "a day of its own": ("email,seat_since\na@x.org,31.01.2026\n", "line 2, column 2 (seat_since): '31.01.2026' is no"),
    "a day that is none": ("email,seat_since\na@x.org,2026-02-30\n", "line 2, column 2 (seat_since): '2026-02-30' is"),
    "a week": ("email,seat_since\na@x.org,2026-W05-1\n", "line 2, column 2 (seat_since): '2026-W05-1' is no day"),
    "two days": (
        "email,seat_since\na@x.org,2026-01-31\nb@x.org,2026-01-31\nA@x.org,2026-02-01\n",
        "line 4, column 2 (seat_since): a@x.org has another day in line 2",
    ),
    "too many fields": ("email,account_id\na@x.org,a1,b\n", "line 2, column 3: more fields"),
    "open quotes": ('email,account_id\na@x.org,"a1\n', "line 2"),
    "open quotes in the first line": ('email,"account_id\n', "line 1"),
    "after a long field": ('email,account_id,name\na@x.org,a1,"A\nB"\nb,b1\n', "line 4, column 1 (email): 'b' is"),
}  # fmt: skip


def addresses(folder: Path, text: str | bytes) -> tuple[Imported, ...]:
    """The addresses of a text."""
    path = folder / "users.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_user_export(path)


def test_the_export_of_users_is_read_as_it_is(tmp_path: Path) -> None:
    """Accounts by address, deactivated ones too; names, roles and when somebody was seen are passed over."""
    assert addresses(tmp_path, EXPORT) == (
        Imported("ada@x.org", "712020:aa", line=2),
        Imported("bob@x.org", "712020:bb", line=3),
    )


def test_the_export_of_managed_accounts_is_read_as_well(tmp_path: Path) -> None:
    """It calls the account differently."""
    text = "Atlassian ID,Name,Email,Status\n557058:aa,Ada,ada@x.org,Active\n"
    assert addresses(tmp_path, text) == (Imported("ada@x.org", "557058:aa", line=2),)


def test_accounts_without_an_address_are_passed_over(tmp_path: Path) -> None:
    """As are lines that have lost their account: Atlassian wrote them, and nobody can mend them."""
    text = "User id,User name,email\n712020:aa,An app,\n,Invited,new@x.org\n712020:bb,Bob,bob@x.org\n"
    assert addresses(tmp_path, text) == (Imported("bob@x.org", "712020:bb", line=4),)


def test_an_account_with_a_line_for_each_group_is_one(tmp_path: Path) -> None:
    """The first line counts."""
    text = "Group id,Group name,User id,email\ng1,jira,a1,a@x.org\ng2,admins,a1,A@x.org\n"
    assert addresses(tmp_path, text) == (Imported("a@x.org", "a1", line=2),)


def test_an_address_with_two_accounts_is_given_with_both(tmp_path: Path) -> None:
    """A person has to settle it; so is an account with two addresses."""
    text = "email,account_id\na@x.org,a1\na@x.org,b1\nb@x.org,a1\n"
    found = [(line.email, line.account_id) for line in addresses(tmp_path, text)]
    assert found == [("a@x.org", "a1"), ("a@x.org", "b1"), ("b@x.org", "a1")]


def test_a_plain_list_may_tell_since_when_a_seat_is_held(tmp_path: Path) -> None:
    """Beside an account, or alone; a day in a second line counts for the address."""
    text = "email,account_id,seat_since\na@x.org,a1,\nb@x.org,,2026-02-28\nA@x.org,a1,2026-01-31\nb@x.org,b1,\n"
    assert addresses(tmp_path, text) == (
        Imported("a@x.org", "a1", date(2026, 1, 31), 4),
        Imported("b@x.org", None, date(2026, 2, 28), 3),
        Imported("b@x.org", "b1", None, 5),
    )


def test_a_list_of_no_addresses_is_a_list(tmp_path: Path) -> None:
    """A header alone."""
    assert addresses(tmp_path, "email,seat_since") == ()


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spreadsheets_write_the_list_in_several_ways(between: str, end: str, tmp_path: Path) -> None:
    """Comma, semicolon or tab, any line end, a byte order mark, blank lines, columns in any order and case."""
    rows = [["Team", "SEAT SINCE", "E-Mail", "user ID"], ["Red", "2026-01-31", " a@x.org ", "a1"], ["", "", "", ""]]
    text = "\ufeff" + end.join(between.join(f'"{cell}"' for cell in row) for row in rows) + end
    assert addresses(tmp_path, text) == (Imported("a@x.org", "a1", date(2026, 1, 31), 2),)


@pytest.mark.parametrize("case", WRONG)
def test_a_line_that_cannot_be_read_is_told_with_its_place(case: str, tmp_path: Path) -> None:
    """File, line, and column where one is at fault."""
    text, says = WRONG[case]
    with pytest.raises(BadFile) as failure:
        addresses(tmp_path, text)
    assert failure.value.says.startswith(f"{tmp_path / 'users.csv'}, {says}")
    assert failure.value.says.endswith(".")


def test_what_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    """With its place, or with what to check."""
    with pytest.raises(BadFile, match=r"line 2, column 2.*: not UTF-8 text"):
        addresses(tmp_path, "email,account_id\na@x.org,é\n".encode("latin-1"))
    with pytest.raises(BadFile, match="the list of addresses cannot be read; check the name"):
        read_user_export(tmp_path / "none.csv")
