"""What a good token proves, and that nothing but a good token proves anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from seatlight.errors import BadSetting, BadToken
from seatlight.model.invocation import Invocation, ProjectClaim
from seatlight.sandbox.box import Box
from seatlight.sandbox.forge.issuer import encode, sign
from seatlight.sources.forge import app_ari, bearer, verify
from seatlight.sources.forge.replays import Replays
from tests.sources.forge.door import Door, door, lead_of, site
from tests.sources.jira.site import NOW

APP = "77334c21-3dd0-474f-a53f-28b4eeee5a71"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A site with the app."""
    with site(people=1) as box:
        yield box


@pytest.fixture(scope="module")
def entrance(box: Box) -> Iterator[Door]:
    """A service with the site's keys."""
    with door(box) as entrance:
        yield entrance


def proves(entrance: Door, token: str, **passed: float) -> Invocation | str:
    """What a token proves so long after now, or the reason why it does not."""
    now = NOW + timedelta(**passed)
    try:
        return verify(token, entrance.keys, entrance.app_id, now, api_base=entrance.api_base)
    except BadToken as error:
        return error.reason


def claims(box: Box) -> dict[str, Any]:
    """The claims of a good token."""
    return box.forge.page_claims(lead_of(box, "APP"), "APP")


def test_the_token_of_a_page_tells_who_looks_and_from_where(box: Box, entrance: Door) -> None:
    """Everything in it that we read."""
    app = box.forge.app
    found = proves(entrance, box.forge.issuer.sign({**claims(box), "jti": "once"}))
    assert found == Invocation(
        cloud_id=box.cloud_id,
        installation_id=app.installation_id,
        environment_id=app.environment_id,
        environment_type="PRODUCTION",
        app_version="2.0.1",
        module_key="project-page",
        api_base_url=f"{box.url}/ex/jira/{box.cloud_id}",
        jti="once",
        expires_at=NOW + timedelta(seconds=25),
        principal=lead_of(box, "APP"),
        account_type="licensed",
        site_url="https://example.atlassian.net",
        project=ProjectClaim("10000", "APP", "software"),
    )


def test_the_token_of_an_event_tells_of_nobody(box: Box, entrance: Door) -> None:
    """And of no project."""
    found = proves(entrance, box.forge.event_token())
    assert isinstance(found, Invocation)
    assert (found.principal, found.account_type, found.project) == (None, None, None)


def test_an_event_without_a_context_tells_its_site_by_its_address(box: Box, entrance: Door) -> None:
    """The context is there for pages alone, by the contract."""
    told = claims(box)
    del told["context"], told["principal"]
    found = proves(entrance, box.forge.issuer.sign(told))
    assert isinstance(found, Invocation)
    assert found.cloud_id == box.cloud_id


@pytest.mark.parametrize("tail", ["", "/", "/..", "?x", "#x", "/rest", "%2e", "@example.org"])
def test_an_address_that_leads_elsewhere_is_refused_without_a_context(tail: str, box: Box, entrance: Door) -> None:
    """No site can be made of it."""
    told = claims(box)
    del told["context"]
    told["app"]["apiBaseUrl"] = f"{box.url}/ex/jira/{tail}"
    assert proves(entrance, box.forge.issuer.sign(told)) == "the token names another place than its site's Jira"


def test_the_gateway_of_atlassian_is_the_only_one_unless_said(box: Box, entrance: Door) -> None:
    """A token that is good on loopback is none where nobody allowed that."""
    with pytest.raises(BadToken) as refused:
        verify(box.forge.event_token(), entrance.keys, entrance.app_id, NOW)
    assert refused.value.reason == "the token names another place than its site's Jira"
    told = claims(box)
    told["app"]["apiBaseUrl"] = f"https://api.atlassian.com/ex/jira/{box.cloud_id}"
    assert verify(box.forge.issuer.sign(told), entrance.keys, entrance.app_id, NOW).api_base_url.endswith(box.cloud_id)


def test_the_audience_may_stand_in_a_list_alone(box: Box, entrance: Door) -> None:
    """Both forms are right by the standard."""
    found = proves(entrance, box.forge.issuer.sign({**claims(box), "aud": [entrance.app_id]}))
    assert isinstance(found, Invocation)
    assert proves(entrance, box.forge.issuer.sign({**claims(box), "aud": []})) == "the token is for another app"


@pytest.mark.parametrize(
    ("seconds", "outcome"),
    [
        (-11, "the token is not valid yet"),
        (-10, None),
        (0, None),
        (34.9, None),
        (35, "the token has expired"),
        (10**9, "the token has expired"),
    ],
)
def test_a_token_counts_from_ten_seconds_before_to_ten_after(
    seconds: float, outcome: str | None, box: Box, entrance: Door
) -> None:
    """Clocks may differ by so much."""
    box.forge.clock = NOW.replace(microsecond=0).timestamp
    found = proves(entrance, box.forge.event_token(), seconds=seconds)
    assert found == outcome if outcome else isinstance(found, Invocation)


@pytest.mark.parametrize(("seconds", "outcome"), [(900, True), (901, False)])
def test_no_token_lives_longer_than_a_quarter_of_an_hour(seconds: int, outcome: bool, box: Box, entrance: Door) -> None:
    """Whoever signs such a one did not mean a call."""
    told = claims(box)
    token = box.forge.issuer.sign({**told, "exp": told["iat"] + seconds})
    assert isinstance(proves(entrance, token), Invocation) == outcome


@given(at=st.integers(0, 10**6), put=st.characters(codec="utf-8"), cut=st.integers(0, 2))
def test_no_change_of_a_single_character_is_overlooked(at: int, put: str, cut: int, box: Box, entrance: Door) -> None:
    """Put in, left out or replaced, anywhere."""
    good = box.forge.issuer.sign(claims(box))
    place = at % (len(good) + 1)
    bent = good[:place] + put + good[place + cut :]
    assert isinstance(proves(entrance, bent), Invocation) == (bent == good)


def test_no_other_spelling_of_the_signature_is_taken(box: Box, entrance: Door) -> None:
    """The last character has bits that say nothing; all but one way to write them are refused."""
    good = box.forge.issuer.sign(claims(box))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    taken = [letter for letter in letters if isinstance(proves(entrance, good[:-1] + letter), Invocation)]
    assert taken == [good[-1]]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
ESSENTIAL = [("iss",), ("aud",), ("exp",), ("nbf",), ("iat",), ("jti",), ("app",), ("app", "id"), ("app", "apiBaseUrl")]
OTHERS = [("context",), ("context", "cloudId"), ("context", "extension"), ("principal",), ("app", "environment")]


@given(path=st.sampled_from(ESSENTIAL + OTHERS), value=json_values)
def test_claims_of_any_form_are_refused_or_read(path: tuple[str, ...], value: object, box: Box, entrance: Door) -> None:
    """Signed as they are; never an error of another kind, never another site or app."""
    told = json.loads(json.dumps(claims(box)))
    inside = told
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = value
    found = proves(entrance, box.forge.issuer.sign(told))
    if isinstance(found, Invocation):
        assert (found.cloud_id, found.api_base_url) == (box.cloud_id, box.forge.app.api_base_url)
        assert found.principal in (None, lead_of(box, "APP"), value)


@given(header=st.dictionaries(st.sampled_from(["alg", "kid", "crit", "b64", "jwk", "typ"]), json_values))
def test_a_head_of_any_form_is_refused(header: dict[str, object], box: Box, entrance: Door) -> None:
    """Unless it is the right one."""
    token = sign(header, claims(box), box.forge.issuer.key)
    assert isinstance(proves(entrance, token), str)


@given(text=st.text(max_size=60))
def test_words_that_are_no_token_are_refused(text: str, box: Box, entrance: Door) -> None:
    """Whatever they are, with points in them or without."""
    for token in (text, f"{text}.{text}.{text}", f"{encode(text.encode())}.{encode(text.encode())}.AAAA"):
        assert isinstance(proves(entrance, token), str)


def test_a_head_that_nests_without_end_is_refused(box: Box, entrance: Door) -> None:
    """As is a body like that."""
    deep = b'{"alg":"RS256","kid":' + b"[" * 1400
    assert proves(entrance, f"{encode(deep)}.AAAA.AAAA") == "the head of the token cannot be read"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 5000])
def test_a_signed_body_that_is_no_object_is_refused(body: bytes, box: Box, entrance: Door) -> None:
    """Though nobody but Atlassian can sign one."""
    issuer = box.forge.issuer
    part = f"{encode(json.dumps({'alg': 'RS256', 'kid': issuer.kid}).encode())}.{encode(body)}"
    token = f"{part}.{encode(issuer.key.sign(part.encode(), PKCS1v15(), SHA256()))}"
    assert isinstance(proves(entrance, token), str)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer  ", "Basic YTpi", "bearer"])
def test_a_header_without_a_token_is_refused(header: str | None) -> None:
    """With the sentence of every bad token."""
    with pytest.raises(BadToken, match="does not prove who it comes from"):
        bearer(header)


def test_the_word_bearer_is_taken_in_any_case() -> None:
    """By the standard."""
    assert bearer("bEARER a.b.c ") == "a.b.c"


def test_the_id_of_the_app_is_made_whole_once() -> None:
    """Whether it was copied whole or in part."""
    whole = f"ari:cloud:ecosystem::app/{APP}"
    assert app_ari(whole) == app_ari(APP) == app_ari(f" {APP.upper()} ") == whole


@pytest.mark.parametrize("text", ["", "seatlight", "ari:cloud:ecosystem::app/", f"ari:cloud:other::app/{APP}", APP[1:]])
def test_what_is_no_id_of_an_app_is_a_bad_setting(text: str) -> None:
    """With the place to copy it from."""
    with pytest.raises(BadSetting, match=r"copy app\.id from the manifest"):
        app_ari(text)


def test_used_tokens_are_remembered_until_they_end(box: Box, entrance: Door) -> None:
    """And no longer, so that memory is bounded; where it is full, nobody is let in by mistake."""
    replays, late = Replays(most=2), NOW + timedelta(seconds=36)
    first, second, third = (entrance.prove({"authorization": f"Bearer {box.forge.event_token()}"}) for _ in range(3))
    replays.use(first, NOW)
    replays.use(second, NOW)
    with pytest.raises(BadToken) as again:
        replays.use(first, NOW + timedelta(seconds=34))
    with pytest.raises(BadToken) as full:
        replays.use(third, NOW)
    replays.use(third, late)
    assert [again.value.reason, full.value.reason] == [
        "the token was used before",
        "too many tokens are in use to tell whether this one was",
    ]
