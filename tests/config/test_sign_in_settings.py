"""The settings of signing in: addresses that are encrypted, and what is missing is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from seatlight.config import load
from seatlight.errors import BadSetting
from seatlight.wiring import Worlds, entrance_of
from tests.store.databases import opened

ALL = {
    "SEATLIGHT_OIDC_ISSUER": "https://login.example.org/tenant/",
    "SEATLIGHT_OIDC_CLIENT_ID": "seatlight",
    "SEATLIGHT_PUBLIC_URL": "https://seatlight.example.org",
}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://seatlight.example.org", "https://seatlight.example.org"),
        ("https://Seatlight.Example.org:443/", "https://seatlight.example.org"),
        ("https://seatlight.example.org:8443", "https://seatlight.example.org:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_the_public_address_is_what_browsers_call_it(written: str, meant: str) -> None:
    """Without the usual port, in lower case, as in the header Origin."""
    assert load({"SEATLIGHT_PUBLIC_URL": written}).public_url == meant


@pytest.mark.parametrize(
    "written",
    [
        "http://seatlight.example.org",
        "http://192.0.2.1",
        "https://seatlight.example.org/path",
        "https://user:password@example.org",
        "https://example.org?x",
        "https://münchen.example.org",
        "seatlight.example.org",
        "ftp://localhost",
    ],
)
def test_a_public_address_that_will_not_do_is_refused(written: str) -> None:
    """Not encrypted, with a path, with a password, or none at all; a password is not repeated."""
    with pytest.raises(BadSetting) as refused:
        load({"SEATLIGHT_PUBLIC_URL": written})
    assert "password" not in refused.value.says


@pytest.mark.parametrize(
    "written", ["http://login.example.org", "https://a:secret@login.example.org", "login", "ldap://x"]
)
def test_an_issuer_that_will_not_do_is_refused(written: str) -> None:
    """Whoever answers there decides who comes in."""
    with pytest.raises(BadSetting) as refused:
        load({"SEATLIGHT_OIDC_ISSUER": written})
    assert "secret" not in refused.value.says


def test_an_issuer_is_kept_to_the_letter() -> None:
    """Its last slash belongs to its name."""
    settings = load(ALL | {"SEATLIGHT_OIDC_CLIENT_SECRET": "very-secret-indeed"})
    assert settings.oidc_issuer == "https://login.example.org/tenant/"
    assert "very-secret" not in repr(settings)
    assert load({"SEATLIGHT_OIDC_ISSUER": "http://127.0.0.1:9000"}).oidc_issuer == "http://127.0.0.1:9000"


def test_the_file_has_a_section_for_signing_in(tmp_path: Path) -> None:
    """Like every other setting."""
    file = tmp_path / "site.toml"
    file.write_text('public_url = "https://s.example.org"\n[oidc]\nissuer = "https://l.example.org"\nclient_id = "c"\n')
    settings = load({}, file)
    assert (settings.public_url, settings.oidc_issuer) == ("https://s.example.org", "https://l.example.org")
    assert settings.oidc_client_id == "c"


@pytest.mark.parametrize("missing", ALL)
def test_what_is_missing_to_sign_in_is_named(tmp_path: Path, missing: str) -> None:
    """The service does not start half open; with none of it there is no sign-in."""
    with opened(f"sqlite:///{tmp_path / 'seatlight.db'}") as store:
        settings = load({name: value for name, value in ALL.items() if name != missing})
        with pytest.raises(BadSetting, match=missing):
            entrance_of(settings, Worlds(settings, store), store)
        assert entrance_of(load({}), Worlds(load({}), store), store) is None
        alone = load({"SEATLIGHT_PUBLIC_URL": ALL["SEATLIGHT_PUBLIC_URL"]})
        assert entrance_of(alone, Worlds(alone, store), store) is None
