"""Signing in through a provider on loopback: who comes in, and every way in which nobody does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from seatlight.model.audit import Deed
from tests.surfaces.web.visits import BEGUN, INES, INES_AT, Browser, Response, Visited, visited

AN_HOUR = 3600


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """One service for all tests here."""
    with visited(tmp_path_factory.mktemp("service")) as one:
        yield one


@pytest.fixture
def visit(running: Visited) -> Visited:
    """The service, with a provider that does what is right; another day for each test."""
    running.provider.behave()
    running.clock.pass_by(days=1)
    return running


def refused(browser: Browser, answer: Response, status: int = 403) -> str:
    """The sentence of a refusal after which nobody is signed in."""
    assert (answer.status_code, browser.set_cookies) == (status, [])
    assert not browser.is_in()
    return answer.text.partition("<p>")[2].partition("</p>")[0]


def test_whoever_the_provider_knows_comes_in(visit: Visited) -> None:
    """And is sent on to where they wanted to go."""
    browser = visit.browser()
    assert not browser.is_in()
    done = browser.sign_in("/sign-in?return_to=/projects/APP?days=30")
    assert (done.status_code, done.headers["location"]) == (303, "/projects/APP?days=30")
    assert browser.is_in()
    (session,) = [one for one in visit.store.sessions(visit.site_id) if one.opened_at == visit.clock.at]
    assert (session.account_id, session.site_id) == (INES, visit.site_id)


def test_the_browser_is_sent_off_with_state_nonce_and_challenge(visit: Visited) -> None:
    """All three new for each sign-in; no secret is among them."""
    browser = visit.browser()
    told = [browser.get("/sign-in").headers["location"] for _ in range(2)]
    asked: list[dict[str, Any]] = [parse_qs(urlsplit(address).query) for address in told]
    for one in asked:
        assert one["response_type"] == ["code"]
        assert one["code_challenge_method"] == ["S256"]
        assert one["redirect_uri"] == [f"{visit.public}/signed-in"]
        assert set(one["scope"][0].split()) == {"openid", "email"}
    for name in ("state", "nonce", "code_challenge"):
        assert len({one[name][0] for one in asked}) == 2
        assert all(len(one[name][0]) >= 43 for one in asked)


def test_a_curve_key_signs_as_well_as_an_rsa_key(visit: Visited) -> None:
    """ES256 is the other way that counts."""
    visit.provider.signed = "ES256"
    assert visit.signed_in().is_in()


def test_an_address_is_the_same_in_any_case(visit: Visited) -> None:
    """As everywhere where addresses are compared."""
    visit.provider.email = INES_AT.upper()
    assert visit.signed_in().is_in()


def test_the_provider_may_name_itself_in_its_answer(visit: Visited) -> None:
    """But by no other name."""
    visit.provider.extra = {"iss": visit.provider.url}
    assert visit.signed_in().is_in()
    visit.provider.extra = {"iss": "https://elsewhere.example.org"}
    browser = visit.browser()
    assert "signed nobody in" in refused(browser, browser.sign_in())


def test_several_audiences_need_an_authorized_party(visit: Visited) -> None:
    """Which is us."""
    visit.provider.claims = {"aud": ["seatlight-test", "other"], "azp": "seatlight-test"}
    assert visit.signed_in().is_in()


BAD_CLAIMS: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "n" * 43},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "somebody-else"},
    "an audience among which we are not": {"aud": ["somebody-else", "another"]},
    "no audience": {"aud": None},
    "an empty audience": {"aud": []},
    "two audiences and no authorized party": {"aud": ["seatlight-test", "other"]},
    "another authorized party": {"azp": "other"},
    "another issuer": {"iss": "https://elsewhere.example.org"},
    "no issuer": {"iss": None},
    "no subject": {"sub": None},
    "no end": {"exp": None},
    "an end that is no number": {"exp": "soon"},
    "an end in the past": {"exp": int(BEGUN.timestamp()) - 61},
    "no beginning": {"iat": None},
    "a beginning in the future": {"iat": int(BEGUN.timestamp()) + 400 * 24 * AN_HOUR},
    "a beginning long ago": {"iat": int(BEGUN.timestamp()) - AN_HOUR},
    "not yet": {"nbf": int(BEGUN.timestamp()) + 400 * 24 * AN_HOUR},
}


@pytest.mark.parametrize("wrong", BAD_CLAIMS)
def test_an_id_token_with_a_wrong_claim_signs_nobody_in(visit: Visited, wrong: str) -> None:
    """Whatever is wrong, the sentence is the same."""
    visit.provider.claims = BAD_CLAIMS[wrong]
    browser = visit.browser()
    assert "does not hold" in refused(browser, browser.sign_in())


@pytest.mark.parametrize("signed", ["none", "HS256", "other", "garbled"])
def test_an_id_token_that_is_signed_wrongly_signs_nobody_in(visit: Visited, signed: str) -> None:
    """Unsigned, with the public key as a password, with another key, or no token at all."""
    visit.provider.signed = signed
    browser = visit.browser()
    assert "does not hold" in refused(browser, browser.sign_in())


@pytest.mark.parametrize("token", [None, 7, "a" * 20_000, "é.é.é", ""])
def test_an_answer_without_an_id_token_signs_nobody_in(visit: Visited, token: object) -> None:
    """Missing, of another type, or too long."""
    visit.provider.token_answer = {"id_token": token}
    browser = visit.browser()
    assert "does not hold" in refused(browser, browser.sign_in())


@pytest.mark.parametrize("verified", [False, None, "true", 1, "yes"])
def test_an_address_that_is_not_verified_is_nobodys(visit: Visited, verified: object) -> None:
    """Only `true` is true: at many providers everybody may enter any address."""
    visit.provider.claims = {"email_verified": verified}
    browser = visit.browser()
    assert "does not vouch" in refused(browser, browser.sign_in())


@pytest.mark.parametrize("email", [None, "", "ines", f"{INES_AT}\n", f"{INES_AT}, other@example.org", "@", "a" * 400])
def test_what_is_no_address_is_nobodys(visit: Visited, email: str | None) -> None:
    """Even if the provider has verified it."""
    visit.provider.claims = {"email": email}
    browser = visit.browser()
    answer = browser.sign_in()
    if email == f"{INES_AT}\n":
        assert browser.is_in()
    else:
        refused(browser, answer)


@pytest.mark.parametrize("email", ["nobody@example.org", "left@example.org", "without@example.org"])
def test_whoever_has_no_active_account_reads_what_to_do(visit: Visited, email: str) -> None:
    """A stranger, somebody who left, somebody without a Jira account: one sentence for all of them."""
    visit.provider.email = email
    browser = visit.browser()
    says = refused(browser, browser.sign_in())
    assert "seatlight people confirm" in says
    assert email not in says


def test_a_confirmed_address_comes_in_as_its_account(visit: Visited) -> None:
    """And one that was decided to be nobody's does not, whatever is shown."""
    deed, site_id = Deed("operator", BEGUN), visit.site_id
    visit.provider.email = "second@example.org"
    visit.store.confirm(site_id, "second@example.org", INES, "", deed)
    assert visit.signed_in().is_in()
    visit.provider.email = INES_AT
    visit.store.confirm(site_id, INES_AT, None, "", deed)
    browser = visit.browser()
    assert "seatlight people confirm" in refused(browser, browser.sign_in())
    visit.store.undecide(site_id, INES_AT, deed)


def test_a_state_that_was_never_given_signs_nobody_in(visit: Visited) -> None:
    """Nor one that is missing, changed, or comes without a code."""
    browser = visit.browser()
    address = browser.back()
    state = parse_qs(urlsplit(address).query)["state"][0]
    code = parse_qs(urlsplit(address).query)["code"][0]
    for query in (f"code={code}", f"code={code}&state=", f"code={code}&state={state[:-1]}x", "state=%00&code=%ff"):
        assert "begun in another browser" in refused(browser, browser.get(f"/signed-in?{query}"))
    assert "signed nobody in" in refused(browser, browser.get(f"/signed-in?state={state}"))


def test_a_state_counts_once_even_for_its_own_browser(visit: Visited) -> None:
    """The answer is taken away with the first use; a replay in another session changes nothing."""
    browser = visit.browser()
    address = browser.back()
    assert browser.get(address).status_code == 303
    held = dict(browser.cookies)
    replay = browser.get(address)
    assert (replay.status_code, browser.set_cookies) == (403, [])
    assert browser.cookies == held
    assert browser.is_in()


def test_a_code_counts_once_at_the_provider(visit: Visited) -> None:
    """A second sign-in with the code of the first is refused there, and so here."""
    browser = visit.browser()
    used = parse_qs(urlsplit(browser.back()).query)["code"][0]
    other = parse_qs(urlsplit(browser.back()).query)
    first = browser.get(f"/signed-in?state={other['state'][0]}&code={used}")
    assert "does not hold" in refused(browser, first)


def test_the_state_of_another_browser_signs_nobody_in(visit: Visited) -> None:
    """A link that somebody else began cannot sign a victim in as them, and is not used up by the try."""
    attacker, victim = visit.browser(), visit.browser()
    address = attacker.back()
    assert "another browser" in refused(victim, victim.get(address))
    victim.get("/sign-in")
    answer = victim.get(address)
    assert "another browser" in refused(victim, answer)
    assert attacker.get(address).status_code == 303


def test_a_sign_in_that_takes_too_long_is_over(visit: Visited) -> None:
    """After ten minutes."""
    browser = visit.browser()
    address = browser.back()
    visit.clock.pass_by(minutes=10)
    assert "took too long" in refused(browser, browser.get(address))


def test_two_tabs_can_sign_in_side_by_side(visit: Visited) -> None:
    """One cookie stands for the browser, not for a tab."""
    browser = visit.browser()
    first, second = browser.back(), browser.back()
    assert browser.get(first).status_code == 303
    assert browser.get(second).status_code == 303
    assert browser.is_in()


def test_a_provider_that_says_no_signs_nobody_in(visit: Visited) -> None:
    """What it says is not repeated."""
    browser = visit.browser()
    state = parse_qs(urlsplit(browser.back()).query)["state"][0]
    answer = browser.get(f"/signed-in?state={state}&error=access_denied&error_description=<b>x</b>")
    refused(browser, answer)
    assert "<b>" not in answer.text


@pytest.mark.parametrize("path", ["/token", "/jwks"])
def test_a_provider_that_fails_midway_is_told_honestly(tmp_path: Path, path: str) -> None:
    """And the service stays up."""
    with visited(tmp_path) as visit:
        visit.provider.away = {path}
        browser = visit.browser()
        answer = browser.sign_in()
        assert "does not answer as it should" in refused(browser, answer, 503)
        visit.provider.away = set()
        assert browser.get("/health").status_code == 200


def test_a_provider_that_is_away_is_told_at_once(tmp_path: Path) -> None:
    """Nobody is sent anywhere."""
    with visited(tmp_path) as visit:
        visit.provider.away = {"/.well-known/openid-configuration"}
        browser = visit.browser()
        assert "does not answer as it should" in refused(browser, browser.get("/sign-in"), 503)
        visit.provider.away = set()
        assert visit.signed_in().is_in()


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://elsewhere.example.org"},
        {"issuer": None},
        {"token_endpoint": "http://192.0.2.1/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://user:password@example.org/jwks"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://exa mple.org/\r\nx: y"},
    ],
)
def test_a_provider_that_says_odd_things_of_itself_is_not_used(tmp_path: Path, told: dict[str, Any]) -> None:
    """Another name, or an address that is not encrypted."""
    with visited(tmp_path) as visit:
        visit.provider.told = told
        browser = visit.browser()
        refused(browser, browser.get("/sign-in"), 503)


def test_the_issuers_last_slash_may_be_left_out(tmp_path: Path) -> None:
    """Its tokens still have to name it to the letter."""
    with visited(tmp_path) as visit:
        visit.provider.told = {"issuer": f"{visit.provider.url}/"}
        browser = visit.browser()
        assert "does not hold" in refused(browser, browser.sign_in())
        visit.provider.claims = {"iss": f"{visit.provider.url}/"}
        assert visit.signed_in().is_in()


def test_keys_and_document_are_asked_for_once(visit: Visited) -> None:
    """However many people sign in."""
    before = len(visit.provider.asked)
    for _ in range(3):
        visit.signed_in()
    asked = visit.provider.asked[before:]
    assert asked.count("/token") == 3
    assert asked.count("/jwks") <= 1
    assert asked.count("/.well-known/openid-configuration") <= 1


def test_whoever_is_at_two_sites_is_refused(tmp_path: Path) -> None:
    """It cannot be told which is meant."""
    with visited(tmp_path, sites=2) as visit:
        browser = visit.browser()
        assert "several Jira sites" in refused(browser, browser.sign_in())


def test_the_site_is_the_one_that_has_the_person(tmp_path: Path) -> None:
    """Whichever it is."""
    with visited(tmp_path, sites=2) as visit:
        visit.store.confirm(visit.site_id, INES_AT, None, "", Deed("operator", BEGUN))
        visit.signed_in()
        (there,) = [site.site_id for site in visit.store.sites() if site.site_id != visit.site_id]
        assert [one.account_id for one in visit.store.sessions(there)] == [INES]
        assert visit.store.sessions(visit.site_id) == ()


def test_nobody_signs_in_where_there_is_no_site(tmp_path: Path) -> None:
    """The sentence says how one is made."""
    with visited(tmp_path, sites=0) as visit:
        browser = visit.browser()
        assert "seatlight connect cursor" in refused(browser, browser.get("/sign-in"))


@pytest.mark.parametrize("methods", [["client_secret_post"], ["client_secret_post", "client_secret_basic"], None])
def test_the_secret_is_shown_as_the_provider_wants_it(tmp_path: Path, methods: list[str] | None) -> None:
    """In the body where Basic is not taken."""
    with visited(tmp_path) as visit:
        visit.provider.told = {"token_endpoint_auth_methods_supported": methods}
        visit.provider.secret_in_body = methods == ["client_secret_post"]
        assert visit.signed_in().is_in()


def test_a_key_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    """A minute after the last reading, and then the old one counts no longer."""
    with visited(tmp_path) as visit:
        assert visit.signed_in().is_in()
        visit.provider.published, visit.provider.signs_with = [2], 2
        browser = visit.browser()
        assert "does not hold" in refused(browser, browser.sign_in())
        visit.timer.seconds += 60
        assert visit.signed_in().is_in()
        visit.provider.signs_with = 1
        browser = visit.browser()
        assert "does not hold" in refused(browser, browser.sign_in())


def test_a_provider_that_goes_away_is_remembered(tmp_path: Path) -> None:
    """Its keys and its document stay as they were, however old, until it is back."""
    with visited(tmp_path) as visit:
        assert visit.signed_in().is_in()
        visit.provider.away = {"/.well-known/openid-configuration", "/jwks"}
        visit.timer.seconds += 7200
        assert visit.signed_in().is_in()


def test_so_many_sign_ins_begin_in_a_minute(tmp_path: Path) -> None:
    """Whoever floods the service with them fills no database."""
    with visited(tmp_path, per_minute=3) as visit:
        answers = [visit.browser().get("/sign-in") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [303, 303, 303, 429, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 61


def test_an_answer_without_end_is_cut_off(tmp_path: Path) -> None:
    """A provider cannot fill our memory."""
    with visited(tmp_path) as visit:
        visit.provider.token_answer = {"padding": "x" * 2_000_000}
        browser = visit.browser()
        assert "does not answer as it should" in refused(browser, browser.sign_in(), 503)
        visit.provider.token_answer = {}
        assert visit.signed_in().is_in()


def test_a_jira_that_is_away_is_not_told_as_nobody(tmp_path: Path) -> None:
    """Whoever is not confirmed hears that it could not be looked up; whoever is comes in."""
    away = {
        "SEATLIGHT_JIRA_URL": "http://127.0.0.1:9",
        "SEATLIGHT_JIRA_API_TOKEN": "a-token-of-jira",
        "SEATLIGHT_RETRY_FOR_SECONDS": "0",
    }
    with visited(tmp_path, instead_of_people=away) as visit:
        browser = visit.browser()
        assert "Jira does not answer now" in refused(browser, browser.sign_in(), 503)
        visit.store.confirm(visit.site_id, INES_AT, INES, "", Deed("operator", BEGUN))
        assert visit.signed_in().is_in()
