"""The address of a Jira site, as people paste it, and the way its API is reached there."""

from __future__ import annotations

import re
from base64 import b64encode
from urllib.parse import SplitResult, urlsplit

from seatlight.errors import BadSetting
from seatlight.model.loopback import is_loopback

API = "/rest/api/3"
GATEWAY = "api.atlassian.com"
SITES = (".atlassian.net", ".jira.com", ".atlassian-us-gov-mod.net")
"""What the hosts of Jira Cloud end with."""

_cloud = re.compile(r"/ex/jira/([0-9A-Za-z-]{1,64})(?=/|$)")
FORMS = f"write https://<site>.atlassian.net, or https://{GATEWAY}/ex/jira/<cloudId> for a token with scopes"


def site_address(address: str) -> str:
    """The address of a Jira site without anything behind it: the address of a page is cut down to its site.

    Raises BadSetting for what is no Jira Cloud site, and for http:// beyond this machine.
    """
    text = address.strip()
    parts = _split(text if "://" in text else f"https://{text}", address)
    host = parts.hostname or ""
    here = is_loopback(host)
    if parts.scheme != "https" and not (parts.scheme == "http" and here):
        raise BadSetting(f"The Jira address {address} is not encrypted: write https:// in front of it.")
    if here:
        return f"{parts.scheme}://{parts.netloc}{_cut(parts.path)}"
    if host == GATEWAY:
        found = _cloud.match(parts.path)
        if found is None:
            raise BadSetting(f"The Jira address {address} lacks the id of its site: {FORMS}.")
        return f"https://{GATEWAY}/ex/jira/{found[1]}"
    if not host.endswith(SITES):
        raise BadSetting(f"The Jira address {address} is no Jira Cloud site: {FORMS}.")
    return f"https://{host}"


def api_address(address: str) -> str:
    """Where the API of a site answers."""
    return site_address(address) + API


def authorization(email: str | None, token: str) -> str:
    """The header that shows an API token: Basic together with the e-mail of its account, Bearer without one.

    What stands around the token is cut off; BadSetting for characters in it that no token has.
    """
    shown = token.strip()
    if not re.fullmatch(r"[!-~]+", shown):
        raise BadSetting("The Jira API token is empty or has characters that no token has: copy it once more.")
    if email is None:
        return f"Bearer {shown}"
    return "Basic " + b64encode(f"{email.strip()}:{shown}".encode()).decode()


def _split(text: str, address: str) -> SplitResult:
    """The parts of an address; BadSetting where it has none, or holds more than an address."""
    try:
        parts = urlsplit(text)
        port, shown = parts.port, parts.hostname
    except ValueError:
        parts, port, shown = urlsplit(""), None, None
    if not shown:
        raise BadSetting(f"The Jira address {address} is no web address: {FORMS}.")
    if parts.username is not None or parts.password is not None:
        raise BadSetting("The Jira address holds a name or password: set the e-mail and the API token by themselves.")
    if port not in (None, 443) and not is_loopback(shown):
        raise BadSetting(f"The Jira address {address} names a port, and Jira Cloud has none: {FORMS}.")
    return parts


def _cut(path: str) -> str:
    """What stands before the API in the path of an address on this machine."""
    return path.partition("/rest/")[0].rstrip("/")
