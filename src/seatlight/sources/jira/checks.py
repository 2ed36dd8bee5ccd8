"""What `doctor` asks of Jira: whether the token works, which permissions it has, and what their lack means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from seatlight.errors import SeatlightError
from seatlight.model.checks import Check
from seatlight.model.people import People, PersonKind
from seatlight.model.site import Grant
from seatlight.sources.jira.api import JiraApi
from seatlight.sources.jira.people import JiraPeople
from seatlight.sources.jira.words import ADMINISTER, BROWSE_USERS, Denied, NotThere, administer_projects

WARN_BEFORE = timedelta(days=30)
KINDS = {"atlassian": "a person", "app": "an app", "customer": "a customer"}

WITHOUT_BROWSE = "without it nobody can be matched"
WITHOUT_ADMIN = "without it Jira does not say what others may see, so only those whose own Jira token we hold see names"
WITHOUT_PROJECTS = "no project is shown to the API token, so none can be opened"
WITHOUT_LEAD = "without it the people in its roles cannot be read, so only Jira admins see its report"


def check_jira(
    api: JiraApi, people: JiraPeople, opened: Sequence[Grant], today: date, expires_on: date | None = None
) -> Iterator[Check]:
    """Look at the token, then at everything it needs; a token that is refused ends it, for nothing works then.

    `opened` are the projects that were opened, `expires_on` the day the token ends where somebody told us.
    """
    try:
        kind = api.myself().account_type or ""
    except SeatlightError as error:
        yield Check("Jira token", "bad", error.says)
        return
    yield Check("Jira token", "good", f"{api.host} accepts it, as {KINDS.get(kind, 'an account of another kind')}")
    if expires_on is not None:
        yield _ending(expires_on, today)
    yield from _people(people)
    yield _administers(api)
    yield _projects(api)
    for grant in opened:
        yield from _project(api, grant)


def _ending(expires_on: date, today: date) -> Check:
    name, mend = "Jira token ends", "make a new one at id.atlassian.com and set it"
    if expires_on < today:
        return Check(name, "limited", f"it was to end on {expires_on}, yet it is still accepted: {mend}")
    days = (expires_on - today).days
    if expires_on - today <= WARN_BEFORE:
        return Check(name, "limited", f"it ends on {expires_on}, {_in_days(days)}: {mend}")
    return Check(name, "good", f"it ends on {expires_on}")


def _in_days(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _people(people: JiraPeople) -> Iterator[Check]:
    """Whether people are listed at this moment, and how many of them show their address."""
    try:
        found = people.people(anew=True)
    except Denied as error:
        yield Check(BROWSE_USERS, "bad", f"{error.says} {WITHOUT_BROWSE[0].upper()}{WITHOUT_BROWSE[1:]}.")
        return
    except SeatlightError as error:
        yield Check("Jira people", "bad", error.says)
        return
    if found.notes:
        yield Check(BROWSE_USERS, "limited", " ".join(found.notes))
    else:
        yield Check(BROWSE_USERS, "good", f"held: {len(found.everyone)} accounts are listed")
    yield _addresses(found)


def _addresses(found: People) -> Check:
    active = [one for one in found.everyone if one.active and one.kind is PersonKind.ATLASSIAN]
    shown = sum(1 for one in active if one.emails)
    says = f"{shown} of {len(active)} people show their address"
    if shown == len(active):
        return Check("Jira addresses", "good", says)
    return Check("Jira addresses", "limited", f"{says}; the others need an imported list or a match by hand")


def _administers(api: JiraApi) -> Check:
    try:
        held = api.my_permissions(["ADMINISTER"])["ADMINISTER"]
    except SeatlightError as error:
        return Check(ADMINISTER, "bad", error.says)
    return Check(ADMINISTER, "good", "held") if held else Check(ADMINISTER, "limited", f"not held: {WITHOUT_ADMIN}")


def _projects(api: JiraApi) -> Check:
    try:
        seen = sum(len(page) for page in api.projects())
    except SeatlightError as error:
        return Check("Browse projects", "bad", error.says)
    if not seen:
        return Check("Browse projects", "bad", WITHOUT_PROJECTS)
    return Check("Browse projects", "good", f"{seen} project{'s' if seen > 1 else ''} can be seen")


def _project(api: JiraApi, grant: Grant) -> Iterator[Check]:
    """Whether the roles of a project that was opened can be read."""
    name = administer_projects(grant.key)
    try:
        held = api.my_permissions(["ADMINISTER_PROJECTS", "BROWSE_PROJECTS", "ADMINISTER"], grant.project_id)
    except NotThere:
        held = {}
    except SeatlightError as error:
        yield Check(name, "bad", error.says)
        return
    if not held.get("BROWSE_PROJECTS"):
        yield Check(f"Browse {grant.key}", "bad", "the API token may not see it, so nobody sees its report")
    elif held["ADMINISTER_PROJECTS"] or held["ADMINISTER"] or not grant.roles:
        reads_roles = held["ADMINISTER_PROJECTS"] or held["ADMINISTER"]
        says = "held" if reads_roles else "not held, and not needed: no roles are chosen"
        yield Check(name, "good", says)
    else:
        yield Check(name, "limited", f"not held: {WITHOUT_LEAD}")
