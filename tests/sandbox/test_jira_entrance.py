"""Ways into the simulated Jira site: token, bases, paths and methods, over real HTTP."""

from collections.abc import Iterator

import httpx2
import pytest

from seatlight.sandbox import Box, Setup
from tests.sandbox.jira_reading import API, ask, client_of, jira_box, status
from tests.sandbox.reading import ask as ask_cursor

UNAUTHORIZED = {"errorMessages": ["Client must be authenticated to access this resource."], "errors": {}}


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A whole cast."""
    with jira_box() as running:
        yield running


def entered(box: Box, base: str, **choices: object) -> int:
    """The status of one's own account at a base, with a header or a pair."""
    with httpx2.Client(verify=False, trust_env=False) as client:
        return client.get(f"{box.url}{base}{API}/myself", **choices).status_code  # type: ignore[arg-type]


def test_the_pair_of_e_mail_and_token_opens_both_bases(box: Box) -> None:
    """The site's own and the gateway's, which knows one site only."""
    pair = (box.jira_email, box.jira_token)
    assert entered(box, "", auth=pair) == 200
    assert entered(box, f"/ex/jira/{box.cloud_id}", auth=pair) == 200
    assert entered(box, "/ex/jira/another", auth=pair) == 404


def test_a_bearer_token_opens_the_gateway_alone(box: Box) -> None:
    """The site itself takes pairs only."""
    header = {"Authorization": f"Bearer {box.jira_token}"}
    assert entered(box, f"/ex/jira/{box.cloud_id}", headers=header) == 200
    assert entered(box, "", headers=header) == 401


@pytest.mark.parametrize("pair", [("admin@example.org", "wrong"), ("other@example.org", "right"), ("", "")])
def test_a_wrong_pair_is_refused_in_the_form_of_jira(pair: tuple[str, str], box: Box) -> None:
    """Whatever the path, so that nothing is learnt of it."""
    name, secret = pair
    with httpx2.Client(verify=False, trust_env=False) as client:
        auth = (name, box.jira_token if secret == "right" else secret)
        answers = [client.get(f"{box.url}{API}{path}", auth=auth) for path in ("/myself", "/nothing")]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(401, UNAUTHORIZED)] * 2


def test_no_key_of_one_half_opens_the_other(box: Box) -> None:
    """Cursor's key is nothing to Jira, Jira's token nothing to Cursor."""
    assert entered(box, "", auth=(box.key, "")) == 401
    with httpx2.Client(verify=False, trust_env=False) as client:
        answer = client.get(box.url + "/teams/members", auth=(box.jira_email, box.jira_token))
    assert (answer.status_code, answer.json()["error"]) == (401, "Unauthorized")
    assert ask_cursor(box, "GET", "/teams/members").status_code == 200


def test_the_id_of_the_site_is_told_to_everybody(box: Box) -> None:
    """Without any token."""
    with httpx2.Client(verify=False, trust_env=False) as client:
        assert client.get(box.url + "/_edge/tenant_info").json() == {"cloudId": box.cloud_id}
        assert client.post(box.url + "/_edge/tenant_info").status_code == 405


@pytest.mark.parametrize("path", ["/nothing", "", "/user/", "/project/APP/role/many", "/issue/A/B"])
def test_an_unknown_path_of_jira_is_not_found(path: str, box: Box) -> None:
    """In Jira's form of errors."""
    answer = ask(box, path)
    assert (answer.status_code, answer.json()["errors"]) == (404, {})


def test_another_version_of_the_interface_is_not_found(box: Box) -> None:
    """Only the third is simulated."""
    with client_of(box) as client:
        assert client.get(f"{box.url}/rest/api/2/myself").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("PUT", "/user", "GET"), ("DELETE", "/issue/APP-1", "GET"), ("GET", "/issue", "POST"), ("POST", "/users", "GET")],
)
def test_a_method_that_a_path_does_not_take_is_refused(method: str, path: str, allowed: str, box: Box) -> None:
    """With 405 and the method that it takes."""
    with client_of(box) as client:
        answer = client.request(method, path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_cursor_has_no_such_methods_either(method: str, box: Box) -> None:
    """404 in the documented form, as for any other method there."""
    answer = ask_cursor(box, method, "/teams/members")
    assert (answer.status_code, answer.json()["error"]) == (404, "Not Found")


def test_an_account_that_was_deactivated_takes_its_token_along() -> None:
    """401 until it is active again."""
    with jira_box(people=1) as box:
        ours = ask(box, "/myself").json()["accountId"]
        box.jira.deactivate(ours)
        assert status(box, "/myself") == 401
        box.jira.reactivate(ours)
        assert status(box, "/myself") == 200


def test_an_ended_token_opens_nothing_but_the_id_of_the_site() -> None:
    """On both bases and in both forms."""
    with jira_box("jira-token-ended", people=1) as box:
        gateway = f"/ex/jira/{box.cloud_id}"
        assert status(box, "/myself") == 401
        assert entered(box, gateway, headers={"Authorization": f"Bearer {box.jira_token}"}) == 401
        assert httpx2.get(box.url + "/_edge/tenant_info", trust_env=False).status_code == 200


def test_the_log_has_the_paths_of_jira_as_they_were_asked_for() -> None:
    """With the gateway's beginning where that was used."""
    with jira_box(people=1) as box:
        gateway = f"/ex/jira/{box.cloud_id}{API}/myself"
        ask(box, "/myself")
        with client_of(box) as client:
            client.get(box.url + gateway)
        assert box.counts() == {f"{API}/myself": 1, gateway: 1}
        assert [asked.status for asked in box.requests] == [200, 200]


def test_what_the_site_tells_of_itself_and_of_us(box: Box) -> None:
    """It is in the cloud, and we are its admin, whose own address is always told."""
    assert ask(box, "/serverInfo").json()["deploymentType"] == "Cloud"
    ours = ask(box, "/myself").json()
    assert (ours["displayName"], ours["emailAddress"]) == ("Rosa Lindgren", box.jira_email)
    with jira_box("jira-emails-hidden", people=1) as hiding:
        assert ask(hiding, "/myself").json()["emailAddress"] == hiding.jira_email


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"jira_quirks": frozenset({"jira-sunny"})}, "There is no quirk jira-sunny; `seatlight sandbox --list`"),
        ({"jira_quirks": frozenset({"bearer"})}, "There is no quirk bearer"),
        ({"quirks": frozenset({"jira-no-admin"})}, "There is no quirk jira-no-admin"),
        ({"jira_people": -1}, "The sandbox's Jira has 0 to 10000 people without a seat"),
    ],
)
def test_a_choice_that_jira_does_not_have_is_refused(choices: dict[str, object], says: str) -> None:
    """The quirks of the halves stand in tables of their own."""
    with pytest.raises(ValueError, match=says):
        Setup(**choices)  # type: ignore[arg-type]
