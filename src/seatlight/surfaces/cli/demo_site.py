"""A site of the invented team, connected and opened as an admin would, and served until somebody ends it."""

from __future__ import annotations

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
from seatlight.model.access import OPERATOR, Permission
from seatlight.model.site import JiraAccess
from seatlight.sandbox import Box
from seatlight.surfaces.cli.as_typed import as_typed
from seatlight.surfaces.cli.commands.serve import serve
from seatlight.surfaces.cli.team_box import settings_of
from seatlight.wiring import look_at_jira, look_at_vendor, now, office_of

HOST = "127.0.0.1"
PROJECT, ROLE = "APP", "Developers"
"""What the demo opens: one project, to its developers."""

ANSWERS = """
The same is now served over HTTP, at http://{host}:{port} until Ctrl-C. In another terminal:

  {seatlight} report --server http://{host}:{port} --project {project}
      the members of one project, asked of the service instead of Cursor
  curl -s 'http://{host}:{port}/api/v1/report?project={project}'
      the same document as JSON, with how the reading gets on
  curl -s http://{host}:{port}/api/openapi.json
      everything that can be asked
"""
AS_MEMBER = """  curl -s -H 'Authorization: Bearer {token}' 'http://{host}:{port}/api/v1/report?project={project}'
      the same as {name} may see it, a developer there; without the project there is nothing for {name}
"""


class Member(NamedTuple):
    """A developer of the open project, and a token that may see what they may."""

    name: str
    token: str


def serve_demo(box: Box, port: int) -> int:
    """Serve the sandbox's team on loopback, for whoever sits at this machine; the exit code.

    The database lies in a folder of its own that is gone afterwards.
    """
    with TemporaryDirectory(prefix="seatlight-demo-") as folder:
        ours = msgspec.structs.replace(settings_of(box), home=Path(folder), log="warning")
        with office_of(ours, create=True) as deps:
            member = _opened(box, ours, deps)
        # From here on what was saved counts, as it does for anybody.
        saved = msgspec.structs.replace(ours, cursor_api_key=None, jira_url=None, jira_email=None, jira_api_token=None)
        return serve(saved, HOST, port, local=True, on_start=lambda: click.echo(_answers(port, member)))


def _opened(box: Box, settings: Settings, deps: Deps) -> Member | None:
    """Connect both, open the project, and give one of its developers a token; None where it has none."""
    look = partial(look_at_vendor, settings, box.url, box.key, now)
    connect_vendor(OPERATOR, deps, look, name="cursor", vendor="cursor", url=box.url, key=box.key)
    access = JiraAccess(box.url, box.jira_email, box.jira_token[-4:])
    look = partial(look_at_jira, settings, access, box.jira_token, now)
    connect_jira(OPERATOR, deps, look, access, box.jira_token)
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


def _answers(port: int, member: Member | None) -> str:
    """What is served, with queries that are ready to be typed."""
    place = {"seatlight": as_typed(), "host": HOST, "port": port, "project": PROJECT}
    asked_by_all = ANSWERS.format(**place)
    return asked_by_all + AS_MEMBER.format(token=member.token, name=member.name, **place) if member else asked_by_all
