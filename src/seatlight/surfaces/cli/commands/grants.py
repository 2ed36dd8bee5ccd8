"""`seatlight grants`: Project Visibility, deny by default."""

from __future__ import annotations

from typing import Any

import click

from seatlight.model.access import OPERATOR, Mode
from seatlight.surfaces.cli.admin import HERE, LIST, done, listing, office, with_options


@click.group("grants")
def command() -> None:
    """Which Jira projects show a report, and to whom. No project does until it is allowed here."""


@command.command("allow")
@click.argument("project")
@click.option("--role", "roles", multiple=True, metavar="NAME", help="Members are the people in this role of it.")
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), help="Narrow what the site allows.")
@with_options(*HERE)
def allow(project: str, roles: tuple[str, ...], mode: str | None, **options: Any) -> int:
    """Open PROJECT (its key) to its members; a second time changes roles and mode.

    Without --role its members are those who can be assigned issues in it.
    """
    from seatlight.actions.grant_access import allow_project

    with office(options) as deps:
        opened = allow_project(OPERATOR, deps, project, roles, Mode(mode) if mode else None)
    members = opened.members
    if members is None:
        return done(f"{opened.grant.key} is open.")
    for note in members.notes:
        click.echo(f"! {note}", err=True)
    done(f"{opened.grant.key} ({opened.grant.name}) is open to {len(members.accounts)} people: {members.rule}.")
    return 0 if members.complete and members.accounts else 3


@command.command("deny")
@click.argument("project")
@with_options(*HERE)
def deny(project: str, **options: Any) -> int:
    """Close PROJECT (its key): nobody but the operator sees its report from now on."""
    from seatlight.actions.grant_access import deny_project

    with office(options) as deps:
        grant = deny_project(OPERATOR, deps, project)
    return done(f"{grant.key} is closed.")


@command.command("list")
@with_options(*LIST)
def show(**options: Any) -> int:
    """The projects that are open, with how many people see each, and by which rule."""
    from seatlight.actions.grant_access import open_projects
    from seatlight.reports.listings import grant_list

    return listing(
        lambda deps: grant_list((one.grant, one.members, one.why) for one in open_projects(OPERATOR, deps)), options
    )
