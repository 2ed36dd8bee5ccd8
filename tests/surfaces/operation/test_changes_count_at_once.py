"""What another process changes counts from the next request on, however often the same was asked before."""

import pytest

from tests.surfaces.operation.served import Served, whole

REPORT = "/api/v1/report?project=APP"


@pytest.fixture
def member(idle: Served) -> str:
    """A token of somebody of the project; the service runs, and has told its report several times."""
    company = idle.box.company()
    account = next(iter(company.people_in(company.projects["APP"].roles["Developers"])))
    token = idle.token("member", "--for", account)
    idle.start()
    idle.await_whole(REPORT, token)
    assert {idle.ask(REPORT, token).body for _ in range(3)} == {idle.ask(REPORT, token).body}
    return token


def test_a_project_that_was_closed_is_shown_no_more(idle: Served, member: str) -> None:
    """The grant was taken back at the command line."""
    assert idle.run("grants", "deny", "APP").code == 0
    assert idle.ask(REPORT, member).status == 404


def test_a_token_that_was_revoked_opens_nothing(idle: Served, member: str) -> None:
    """From the next request on."""
    assert idle.run("tokens", "revoke", "member").code == 0
    assert idle.ask(REPORT, member).status == 401


def test_pseudonyms_take_the_place_of_names(idle: Served, member: str) -> None:
    """A document that was put into words before is not sent again."""
    before = {row["name"] for row in idle.ask(REPORT, member).document["developers"]}
    assert idle.run("settings", "set", "privacy.mode", "pseudonyms").code == 0
    heard = idle.ask(REPORT, member)
    assert whole(heard)
    assert before & {row["name"] for row in heard.document["developers"]} == set()


def test_a_hold_that_was_added_is_told(idle: Served, member: str) -> None:
    """The report is measured anew."""
    rows = idle.ask(REPORT, member).document["developers"]
    email = next(row["email"] for row in rows if row["state"] in {"stopped", "never_started", "no_use_seen"})
    assert idle.run("hold", "add", email, "--until", "2199-12-31", "--reason", "leave").code == 0
    row = next(row for row in idle.ask(REPORT, member).document["developers"] if row["email"] == email)
    assert row["state"] == "on_hold"


def test_each_viewer_is_sent_their_own_document(idle: Served, member: str) -> None:
    """The operator's token sees the whole site, before and after the member looked."""
    wide = idle.token("wide")
    everybody = idle.await_whole("/api/v1/report", wide).document["developers"]
    few = idle.ask(REPORT, member).document["developers"]
    assert len(few) < len(everybody)
    assert len(idle.ask("/api/v1/report", wide).document["developers"]) == len(everybody)
    assert idle.ask("/api/v1/report", member).status == 404
    assert len(idle.ask(f"{REPORT}&size=3", member).document["developers"]) == 3
