"""The address of a site as people paste it, and the header that shows a token."""

from base64 import b64decode

import pytest

from seatlight.errors import BadSetting
from seatlight.sources.jira import authorization, connect, site_address

CLOUD = "11223344-a1b2-3b33-c444-def123456789"
GATEWAY = f"https://api.atlassian.com/ex/jira/{CLOUD}"


@pytest.mark.parametrize(
    ("pasted", "site"),
    [
        ("https://x.atlassian.net", "https://x.atlassian.net"),
        ("https://x.atlassian.net/", "https://x.atlassian.net"),
        (" https://X.Atlassian.net ", "https://x.atlassian.net"),
        ("https://x.atlassian.net:443", "https://x.atlassian.net"),
        ("x.atlassian.net", "https://x.atlassian.net"),
        ("https://x.atlassian.net/jira/software/projects/APP/boards/1?x=1#top", "https://x.atlassian.net"),
        ("https://x.atlassian.net/rest/api/3", "https://x.atlassian.net"),
        ("https://acme.jira.com/browse/APP-1", "https://acme.jira.com"),
        (GATEWAY, GATEWAY),
        (f"{GATEWAY}/", GATEWAY),
        (f"{GATEWAY}/rest/api/3/myself", GATEWAY),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://localhost:8080"),
        (f"http://[::1]:8080/ex/jira/{CLOUD}/rest/api/3", f"http://[::1]:8080/ex/jira/{CLOUD}"),
    ],
)
def test_an_address_is_cut_down_to_its_site(pasted: str, site: str) -> None:
    """The address of any page of it will do."""
    assert site_address(pasted) == site


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("", "is no web address"),
        ("https://", "is no web address"),
        ("https://x.atlassian.net:port", "is no web address"),
        ("http://x.atlassian.net", "write https://"),
        ("ftp://127.0.0.1", "write https://"),
        ("https://api.atlassian.com", "lacks the id of its site"),
        ("https://api.atlassian.com/ex/jira/../confluence/x", "lacks the id of its site"),
        ("https://api.atlassian.com/ex/jira/a%2Fb", "lacks the id of its site"),
        ("https://jira.example.org", "no Jira Cloud site"),
        ("https://atlassian.net.example.org", "no Jira Cloud site"),
        ("https://evilatlassian.net", "no Jira Cloud site"),
        ("https://x.atlassian.net:8443", "names a port"),
        ("https://me:secret@x.atlassian.net", "by themselves"),
        ("https://me@x.atlassian.net", "by themselves"),
    ],
)
def test_an_address_that_is_none_of_a_site_is_refused_with_a_sentence(pasted: str, says: str) -> None:
    """The token goes to Atlassian alone, and only encrypted."""
    with pytest.raises(BadSetting, match=says) as caught:
        site_address(pasted)
    assert "secret" not in caught.value.says


def test_a_client_is_not_made_for_an_address_that_is_refused() -> None:
    """Nothing is ever sent there."""
    with pytest.raises(BadSetting):
        connect("http://jira.example.org", authorization="Bearer token", retry_for_seconds=0)


def test_a_token_is_shown_with_its_address_or_alone() -> None:
    """Basic for the token of a person, Bearer for that of a service account."""
    way, shown = authorization(" inès@example.org", "to:ken=\n").split(" ")
    assert (way, b64decode(shown).decode()) == ("Basic", "inès@example.org:to:ken=")
    assert authorization(None, "token\n") == "Bearer token"


@pytest.mark.parametrize("token", ["", " ", "two words", "line\nbreak", "tokën", "tab\tbed"])
def test_a_token_that_can_be_none_is_refused_before_it_is_sent(token: str) -> None:
    """The sentence does not repeat it."""
    for email in (None, "ines@example.org"):
        with pytest.raises(BadSetting, match="copy it once more") as caught:
            authorization(email, token)
        assert not token.strip() or token not in caught.value.says
