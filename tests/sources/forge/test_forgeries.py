"""Every bad token of the list, sent over HTTP: one sentence outside, the right reason inside, no fetch in vain."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from seatlight.sandbox.box import Box
from seatlight.sandbox.forge import FORGERIES, Forgery, forge_forged
from seatlight.sandbox.forge.bridge import NOT_VERIFIED
from tests.sources.forge.door import SAYS, Door, door, fetches, lead_of, site

UNREADABLE = "a claim is missing or of another form: "
REASONS = {
    "no token": "there is no token",
    "a password": "there is no token",
    "no words": "the token has not the form of one",
    "other key": "the signature is wrong",
    "unknown key": "no key of that id is published",
    "brings its key": "the signature is wrong",
    "names its key": "the signature is wrong",
    "no kid": "the token names no key of invocation tokens",
    "foreign kid": "the token names no key of invocation tokens",
    "kid of a path": "the token names no key of invocation tokens",
    "none": "the token has not the form of one",
    "none with signature": "the token is signed in another way than RS256",
    "HS256 with the public key": "the token is signed in another way than RS256",
    "RS512": "the token is signed in another way than RS256",
    "alg in lower case": "the token is signed in another way than RS256",
    "critical": "the token wants something to be understood that is not known",
    "unencoded": "the token wants something to be understood that is not known",
    "no signature": "the token has not the form of one",
    "padded": "the token has not the form of one",
    "signature of another": "the signature is wrong",
    "huge": "the token is too long",
    "other iss": "the token is by another issuer",
    "no iss": "the token is by another issuer",
    "other aud": "the token is for another app",
    "other aud in a list": "the token is for another app",
    "bare aud": "the token is for another app",
    "many aud": "the token is for another app",
    "no aud": "the token is for another app",
    "expired": "the token has expired",
    "not yet valid": "the token is not valid yet",
    "from the future": "the token was made in the future",
    "lives for days": "the token lives too long",
    "no exp": "the token does not tell when it begins and ends",
    "no nbf": "the token does not tell when it begins and ends",
    "no iat": "the token does not tell when it begins and ends",
    "no jti": UNREADABLE + "Object missing required field `jti`",
    "exp of words": UNREADABLE + "Expected `float | null`, got `str` - at `$.exp`",
    "isolated cloud": "the token is of an isolated cloud",
    "isolated cloud in app": "the token is of an isolated cloud",
    "isolated cloud in context": "the token is of an isolated cloud",
    "tells of another app": "the token tells of another app",
    "other address": "the token names another place than its site's Jira",
    "address of another site": "the token names another place than its site's Jira",
    "no installation": UNREADABLE + "Object missing required field `installationId` - at `$.app`",
    "principal of words": UNREADABLE + "Expected `str` matching regex '^[0-9A-Za-z:_-]{1,128}\\\\Z' - at `$.principal`",
    "other site": "the site is not one of ours",
    "other installation": "the site is ours, but the app was installed there anew",
    "development": "the installation is ours, but the app runs in another environment",
    "no principal": "the call is not made for anybody",
    "other principal": "the user token is of another account",
    "token of somebody else": "the user token is of another account",
    "system token of a user": "the user token is of another account",
    "ended user token": "Jira does not accept the user token",
    "no user token": "the call brings no user token",
    "made-up user token": "Jira does not accept the user token",
}


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A site with the app."""
    with site() as box:
        yield box


@pytest.fixture
def entrance(box: Box) -> Iterator[Door]:
    """A service that has just started."""
    with door(box) as entrance:
        yield entrance


def forged(box: Box, name: str) -> Forgery:
    """A bad call for the lead of APP."""
    return forge_forged(box.forge, name, lead_of(box, "APP"), "APP")


def test_every_forgery_has_its_reason() -> None:
    """None is left out of the tests below."""
    assert set(REASONS) == set(FORGERIES)


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_refused_for_its_reason_and_told_nothing(name: str, box: Box, entrance: Door) -> None:
    """With one and the same sentence, which the bridge makes into a rejection; nothing sent is in the reason."""
    forgery, before = forged(box, name), fetches(box)
    answer = box.forge.send(entrance.url, "/project/APP", forgery.headers)
    assert (answer.status, answer.json(), answer.rejected) == (401, {"detail": SAYS}, NOT_VERIFIED)
    assert entrance.reasons == [REASONS[name]]
    assert fetches(box) - before == (1 if forgery.looks_up else 0)
    sent = [value.removeprefix("Bearer ") for value in forgery.headers.values() if len(value) > 20]
    assert not [value for value in (*sent, lead_of(box, "APP"), box.cloud_id) if value in entrance.reasons[0]]


def test_no_forgery_costs_a_second_fetch_or_spoils_anything(box: Box, entrance: Door) -> None:
    """Within the minute, however many come; good calls come in all the while."""
    own = lead_of(box, "WEB")
    assert box.forge.call(entrance.url, "/project/WEB", account_id=own).succeeded
    before = fetches(box)
    for name in FORGERIES:
        assert box.forge.send(entrance.url, "/project/APP", forged(box, name).headers).status == 401
        answer = box.forge.call(entrance.url, "/project/WEB", account_id=own, project_key="WEB")
        assert answer.json() == {"account": own, "admin": False, "leads": True}
    assert fetches(box) == before
    assert entrance.reasons == [REASONS[name] for name in FORGERIES]


def test_a_page_cannot_put_its_own_headers_over_those_of_forge(box: Box, entrance: Door) -> None:
    """What the page sets is overwritten on the way."""
    admin = box.company().ours
    own = {"X-Forge-OAuth-User": box.forge.user_token(admin), "Authorization": "Bearer x.y.z", "X-Own": "1"}
    answer = box.forge.call(entrance.url, "/project/APP", account_id=lead_of(box, "APP"), headers=own)
    assert answer.json()["account"] == lead_of(box, "APP")
    assert entrance.heard[-1]["x-own"] == "1"


def test_a_token_that_was_used_for_a_change_changes_nothing_more(box: Box, entrance: Door) -> None:
    """Reading with it goes on until it ends."""
    headers = box.forge.page_headers(lead_of(box, "APP"))
    statuses = [box.forge.send(entrance.url, path, headers).status for path in ("/change", "/change", "/project/APP")]
    assert statuses == [200, 401, 200]
    assert entrance.reasons == ["the token was used before"]


def test_headers_of_32_kilobytes_come_in(box: Box, entrance: Door) -> None:
    """As long as tokens and the headers of a page may become together."""
    forge, lead = box.forge, lead_of(box, "APP")
    forge.tokens.length = 14_000
    forge.tokens.renew(lead)
    answer = forge.call(entrance.url, "/project/APP", account_id=lead, headers={"x-more": "x" * 17_000})
    forge.tokens.length = 900
    forge.tokens.end()
    assert answer.succeeded
    assert sum(len(name) + len(value) for name, value in entrance.heard[-1].items()) > 32_000
