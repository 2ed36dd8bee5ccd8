"""A site of the invented team, connected and opened as an admin would, and served until somebody ends it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click
import msgspec

from seatlight.actions.connect import connect_jira, connect_vendor
from seatlight.actions.deps import Deps
from seatlight.actions.give_tokens import WantedToken, create_token
from seatlight.actions.grant_access import allow_project
from seatlight.config import Settings
from seatlight.config.parse import Secret
from seatlight.model.access import OPERATOR, Permission
from seatlight.model.site import JiraAccess
from seatlight.sandbox import Box
from seatlight.surfaces.cli.as_typed import as_typed
from seatlight.surfaces.cli.commands.serve import serve
from seatlight.surfaces.cli.in_jira import address_of, admit_app, open_in_browser, with_forge
from seatlight.surfaces.cli.team_box import BUILT, settings_of
from seatlight.wiring import look_at_jira, look_at_vendor, now, office_of

HOST = "127.0.0.1"
PROJECT, ROLE = "APP", "Developers"
"""What the demo opens: one project, to its developers."""

PAGE = """
The same as a page, until Ctrl-C:

  {jira}
      as in Jira, inside a stand-in for it: change who looks at the top, and see what each of them may
  {service}
      stand-alone, as whoever sits at this machine
"""
NO_PAGE = """
The same is now served over HTTP, at {service} until Ctrl-C.
"""
ANSWERS = """
And over HTTP, in another terminal:

  {seatlight} report --server {service} --project {project}
      the members of one project, asked of the service instead of Cursor
  curl -s '{service}/api/v1/report?project={project}'
      the same document as JSON, with how the reading gets on
  curl -s {service}/api/openapi.json
      everything that can be asked
"""
AS_MEMBER = """  curl -s -H 'Authorization: Bearer {token}' '{service}/api/v1/report?project={project}'
      the same as {name} may see it, a developer there; without the project there is nothing for {name}
"""


class Member(NamedTuple):
    """A developer of the open project, and a token that may see what they may."""

    name: str
    token: str


def serve_demo(box: Box, port: int, *, browser: bool) -> int:
    """Serve the sandbox's team on loopback, with the sandbox as the Jira around its page; the exit code.

    The database lies in a folder of its own that is gone afterwards. With `browser` the page is opened as well.
    """
    service = f"http://{HOST}:{port}"
    with TemporaryDirectory(prefix="seatlight-demo-") as folder:
        settings = settings_for(box, Path(folder))
        member = let_in(box, settings)
        box.show(BUILT, service)
        return serve(settings, HOST, port, local=True, on_start=_told(box, service, member, browser=browser))


def settings_for(box: Box, folder: Path) -> Settings:
    """Settings of a service over a sandbox and its Forge, with its database in a folder.

    They connect nothing: what `let_in` saves counts, as it does for anybody.
    """
    none = dict.fromkeys(("cursor_api_key", "jira_url", "jira_email", "jira_api_token"))
    return with_forge(msgspec.structs.replace(settings_of(box), home=folder, log="warning", **none), box)


def let_in(box: Box, settings: Settings) -> Member | None:
    """Connect both, admit the app, open the project, and give one of its developers a token; None where it has none.

    The office looks around with the box's own keys, before they are saved.
    """
    keys = {"jira_url": box.url, "jira_email": box.jira_email, "jira_api_token": Secret(box.jira_token)}
    with office_of(msgspec.structs.replace(settings, **keys), create=True) as deps:
        look = partial(look_at_vendor, settings, box.url, box.key, now)
        connect_vendor(OPERATOR, deps, look, name="cursor", vendor="cursor", url=box.url, key=box.key)
        access = JiraAccess(box.url, box.jira_email, box.jira_token[-4:])
        look = partial(look_at_jira, settings, access, box.jira_token, now)
        connect_jira(OPERATOR, deps, look, access, box.jira_token)
        admit_app(box, deps)
        members = allow_project(OPERATOR, deps, PROJECT, (ROLE,)).members
        return _member(deps, members.accounts if members else frozenset())


def _member(deps: Deps, accounts: frozenset[str]) -> Member | None:
    people = deps.people.people()
    members = [one for one in (people.everyone if people else ()) if one.account_id in accounts and one.name]
    if not members:
        return None
    first = min(members, key=lambda one: one.name or "")
    wanted = WantedToken("demo", first.account_id, frozenset({Permission.VIEW}))
    return Member(first.name or "", create_token(OPERATOR, deps, wanted).text)


def _told(box: Box, service: str, member: Member | None, *, browser: bool) -> Callable[[], None]:
    """Says what is served, with queries that are ready to be typed, and opens the page where that is wanted."""
    is_built = (BUILT / "index.html").is_file()

    def tell() -> None:
        place = {"seatlight": as_typed(), "jira": address_of(box), "service": service, "project": PROJECT}
        click.echo(((PAGE if is_built else NO_PAGE) + ANSWERS).format(**place), nl=False)
        if member:
            click.echo(AS_MEMBER.format(token=member.token, name=member.name, **place), nl=False)
        click.echo()
        if browser and is_built and sys.stdout.isatty():
            open_in_browser(address_of(box))

    return tell
