"""No answer tells of whom its viewer may not see: not in rows, counts, order, filters, marks or files."""

import io
import zipfile

import polars as pl
import pytest
from httpx import Response

from tests.surfaces.web.living import CHEN, GRACE, HANA, NOOR, TOMAS, Here

QUERIES = (
    "/report?project=WEB",
    "/report?project=WEB&strips=true",
    "/report?project=WEB&sort=name&descending=true&size=2&page=2",
    "/report?project=WEB&search=a",
    "/report?project=WEB&state=active&state=left&signal=inactive_seat",
    "/report?project=WEB&days=60",
    "/seats?project=WEB",
    "/seats?project=WEB&sort=last_active_on",
    "/team?project=WEB",
    "/report.csv?project=WEB&sort=email",
    "/report.md?project=WEB",
    "/report.json?project=WEB&search=example.org",
    "/report.xlsx?project=WEB",
    "/report.parquet?project=WEB",
    "/seats.csv?project=WEB",
    "/team.json?project=WEB",
    "/report?mine=true",
    "/me",
    "/me/looks",
    "/projects",
)
MODES = ("members", "pseudonyms", "groups", "self")


def traces(here: Here) -> dict[str, set[bytes]]:
    """What tells of each developer of the whole team: name, addresses, account, id; by address."""
    return {
        row["email"] or "": {
            str(text).encode()
            for text in (row["name"], *row["emails"], row["jira_account_id"], row["developer_id"])
            if text
        }
        for row in here.document("/report?size=1000")["developers"]
    }


def told(answer: Response) -> bytes:
    """Everything in an answer: its headers, its body, its files unpacked."""
    raw = answer.content
    kind = answer.headers.get("content-type", "")
    if "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            raw = b"".join(parts.read(name) for name in parts.namelist())
    if "parquet" in kind:
        raw += str(pl.read_parquet(io.BytesIO(raw)).to_dicts()).encode()
    return raw + str(dict(answer.headers)).encode()


@pytest.mark.parametrize("privacy", MODES)
def test_no_answer_tells_of_whom_it_hides(privacy: str, here: Here) -> None:
    """Of others no name, address, account or id; where names are hidden, of nobody but oneself."""
    of_whom = traces(here)
    members = {row["email"] for row in here.document("/report?project=WEB")["developers"]}
    shown = members if privacy == "members" else {HANA}
    hidden = set[bytes]().union(*(marks for email, marks in of_whom.items() if email not in shown))
    assert len(hidden) > 20
    with here.mode(privacy):
        for query in QUERIES:
            answer = here.get(query, HANA)
            no_such_column = privacy == "groups" and "sort=" in query
            assert answer.status_code == (422 if no_such_column else 200), query
            text = told(answer)
            assert [mark for mark in hidden if mark in text] == [], query


@pytest.mark.parametrize("privacy", ["pseudonyms", "groups"])
def test_oneself_is_not_told_either_where_names_are_hidden(privacy: str, here: Here) -> None:
    """A row with one's own name would tell which pseudonym is whose by what is left."""
    with here.mode(privacy):
        for query in QUERIES[:-4]:
            assert b"Hana Sato" not in told(here.get(query, HANA)), query


def test_pseudonyms_are_sorted_and_filtered_as_pseudonyms(here: Here) -> None:
    """A search for a real name or address finds nothing; order by name is the order of the pseudonyms."""
    with here.mode("pseudonyms"):
        names = here.names("/report?project=WEB&sort=name", HANA)
        assert names == sorted(names, key=str.casefold)
        assert all(name.startswith("Developer ") for name in names)
        for sought in ("grace", "Hana", "example.org", "@"):
            assert here.names(f"/report?project=WEB&search={sought}", HANA) == []
        assert here.get(f"/report?project=WEB&email={GRACE}", HANA).status_code == 422
        by_id = here.document("/report?project=WEB&sort=jira_account_id", HANA)["developers"]
        assert {row["jira_account_id"] for row in by_id} == {None}


def test_groups_have_no_rows_to_page_through(here: Here) -> None:
    """Whatever page, filter or order is asked for, it is groups of enough people."""
    with here.mode("groups"):
        for query in ("", "&size=1", "&sort=developers&descending=true", "&search=hana", "&state=left"):
            document = here.document(f"/report?project=APP{query}", HANA)
            assert "developers" not in document
            assert "team" not in document
            assert all(group["developers"] >= 5 for group in document["groups"])
        for query in ("days=29", "since=2026-01-01", f"email={CHEN}"):
            assert here.get(f"/report?project=APP&{query}", HANA).status_code == 422


def test_oneself_alone_is_one_row_whatever_is_asked(here: Here) -> None:
    """Counts tell of nobody else."""
    with here.mode("self"):
        document = here.document("/report?project=WEB&size=1000", HANA)
        assert [row["name"] for row in document["developers"]] == ["Hana Sato"]
        counts = {key: document["page"].pop(key) for key in ("states", "signals")}
        assert document["page"] == {"page": 1, "size": 1000, "rows": 1, "fitting": 1}
        assert counts["states"] == {"active": 1}
        assert set(counts["signals"].values()) == {1}
        assert here.get("/report?project=WEB", NOOR).headers["etag"] != here.get(
            "/report?project=WEB", HANA).headers["etag"]  # fmt: skip


def test_counts_are_of_those_who_may_be_seen(here: Here) -> None:
    """Before and after the filter, and beyond the last page."""
    document = here.document("/report?project=WEB&search=chen", HANA)
    whole = here.document("/report?project=WEB&size=1000", HANA)
    assert document["page"]["fitting"] == 0
    assert document["page"]["rows"] == len(whole["developers"]) < len(here.document("/report?size=1000")["developers"])
    assert here.document("/report?project=WEB&page=1000000", HANA)["developers"] == []


def test_a_stranger_asked_for_reads_like_nobody(here: Here) -> None:
    """Only the address that was asked for differs."""
    answers = {
        here.get(f"/report?project=APP&email={email}", HANA).content.replace(email.encode(), b"?")
        for email in (GRACE, NOOR, "wrong.person@example.org")
    }
    assert len({answer.partition(b',"progress"')[0] for answer in answers}) == 1


def test_marks_are_of_one_viewer(here: Here) -> None:
    """Two who see the same bytes have marks of their own, so that none tells what another was shown."""
    one, another = (here.get("/report?project=APP", who) for who in (HANA, TOMAS))
    assert one.json()["developers"] == another.json()["developers"]
    assert one.headers["etag"] != another.headers["etag"]
    again = here.get("/report?project=APP", TOMAS, headers={"If-None-Match": one.headers["etag"]})
    assert again.status_code == 200
    assert one.headers["vary"].startswith("Authorization")
    assert "private" in one.headers["cache-control"]


def test_keys_and_tokens_are_in_no_answer_and_no_log(here: Here, caplog: pytest.LogCaptureFixture) -> None:
    """Neither one that works nor one that does not."""
    caplog.set_level("DEBUG")
    wrong = "a-key-that-nobody-has-3141"
    said = [
        here("POST", "/connections", json={"name": "labs", "key": here.box.key}),
        here("PUT", "/connections/labs/key", json={"key": wrong}),
        here("DELETE", "/connections/labs"),
        here("POST", "/connections", json={"name": "labs", "key": [wrong]}),
        here("POST", "/connections", json={"name": "labs", "key": f"{wrong}\n{wrong}"}),
        here("POST", "/connections", json={"name": "cursor", "key": wrong}),
        here("PUT", "/jira", json={"url": here.box.url, "email": "a@b.org", "token": wrong}),
        here(
            "POST", "/connections", content=f'{{"key": "{wrong}"'.encode(), headers={"Content-Type": "application/json"}
        ),
        here.get("/connections"),
        here("POST", "/checks"),
    ]
    assert [answer.status_code for answer in said] == [201, 422, 204, 400, 422, 409, 422, 400, 200, 200]
    everything = b"".join(map(told, said)) + caplog.text.encode()
    for secret in (wrong, here.box.key, here.box.jira_token):
        assert secret.encode() not in everything
