"""How Jira's refusals are put, and the kinds of them that mean something else here than elsewhere."""

from __future__ import annotations

from seatlight import errors
from seatlight.http import HINTS, STATUSES, Words


class Denied(errors.PlanRefused):
    """The token is good, but its account lacks a permission (403)."""


class NotThere(errors.RequestRefused):
    """There is no such thing, or the token's account may not see it (404)."""


class TooSlow(errors.VendorFault):
    """Jira gave up on a request that took over ten seconds (409); a smaller one may pass, the same one will not."""

    retry = False


MAKE_ANOTHER = (
    "It may have ended (tokens live at most a year) or belong to another e-mail address: make a new one at "
    "id.atlassian.com under API tokens and set it"
)

JIRA = Words(
    statuses={
        **STATUSES,
        401: (errors.KeyRefused, "{host} does not accept the Jira API token ({status})"),
        402: (Denied, "{host} does not let the Jira API token ask for {path} ({status})"),
        403: (Denied, "{host} does not let the Jira API token ask for {path} ({status})"),
        404: (NotThere, "{host} shows us no {path} ({status})"),
        409: (TooSlow, "{host} takes too long over {path} ({status})"),
    },
    hints={
        **HINTS,
        errors.KeyRefused: f"{MAKE_ANOTHER}.",
        errors.RateLimited: "Others at the site may be asking as well; try again in a few minutes.",
        errors.RequestRefused: "Check the address of the Jira site; if it is right, update Seatlight.",
        Denied: "A Jira admin can grant the permission.",
        NotThere: "Check the address of the Jira site, and what the token's account may see.",
        TooSlow: "Try again when Jira is less busy.",
    },
)
"""Jira's answers in our words; a 401 is always one of the token, whatever its body says."""

BROWSE_USERS = "Browse users and groups"
ADMINISTER = "Administer Jira"


def administer_projects(key: str) -> str:
    """The name of the permission that shows who is in the roles of a project."""
    return f"Administer Projects in {key}"


def hides_addresses(host: str) -> Denied:
    """The error for a token that may not ask for the addresses that people hide."""
    return Denied(
        f"{host} does not let the Jira API token ask for addresses that people hide: only apps that Atlassian "
        "granted the scope read:email-address:jira may."
    )


def lacks(host: str, what: str, permission: str) -> Denied:
    """The error for something that the token's account may not ask, naming the permission that would let it."""
    return Denied(
        f"{host} does not let the Jira API token {what}: its account needs the permission '{permission}', "
        "which a Jira admin can grant."
    )
