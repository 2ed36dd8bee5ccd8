"""`seatlight sites`: the sites of a database, and which installations of the Forge app may call for them."""

from __future__ import annotations

from typing import Any

import click

from seatlight.model.access import OPERATOR
from seatlight.surfaces.cli.admin import HERE, LIST, agreed, done, listing, office, with_options


@click.group("sites")
def command() -> None:
    """The sites of the database, and which installations of the Forge app may call for them: none unless allowed."""


@command.command("list")
@with_options(*LIST)
def show(**options: Any) -> int:
    """Every site with its installations, when each was heard last, and which are gone."""
    from seatlight.actions.admit_sites import list_sites
    from seatlight.reports.listings_of_service import site_list

    return listing(lambda deps: site_list(list_sites(OPERATOR, deps)), options, any_site=True)


@command.command("allow-installation")
@click.argument("installation")
@click.option("--cloud", required=True, metavar="ID", help="The cloudId of its Jira site.")
@click.option("--environment", required=True, metavar="ID", help="The app's environment that is installed.")
@click.option("--app", required=True, metavar="ID", help="The app.")
@with_options(*HERE)
def allow(installation: str, cloud: str, environment: str, app: str, **options: Any) -> int:
    """Let INSTALLATION (its id) call for a site, which is made where there is none of that name.

    A second time changes its ids, and lets one in again that was gone.
    """
    from seatlight.actions.admit_sites import WantedInstallation, allow_installation

    with office(options, create=True) as deps:
        allowed = allow_installation(OPERATOR, deps, WantedInstallation(installation, cloud, environment, app))
        name = deps.kept.site.name if deps.kept else ""
    return done(f"The installation {allowed.installation_id} may call for the site {name}.")


@command.command("remove-installation")
@click.argument("installation")
@with_options(*HERE)
def remove(installation: str, **options: Any) -> int:
    """Take INSTALLATION as gone: its calls are refused from now on. Its site's data stays for the grace period."""
    from seatlight.actions.admit_sites import remove_installation

    with office(options) as deps:
        gone = remove_installation(OPERATOR, deps, installation)
    return done(f"The installation {gone.installation_id} counts as gone.")


@command.command("erase")
@click.option("--yes", is_flag=True, help="Do not ask: it cannot be undone.")
@with_options(*HERE)
def erase(*, yes: bool, **options: Any) -> int:
    """Erase a site with all that is kept of it: keys, decisions, settings, tokens, audit log."""
    from seatlight.actions.admit_sites import erase_site

    with office(options) as deps:
        name = deps.kept.site.name if deps.kept else "site"
        if not yes:
            agreed(f"Erase {name} with all that is kept of it? It cannot be undone", "nothing was erased")
        counts = erase_site(OPERATOR, deps)
    return done(f"Erased {name}: {sum(counts.values()):,} rows.")
