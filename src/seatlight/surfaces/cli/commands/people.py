"""`seatlight people`: who is who, and what is open about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seatlight.model.access import OPERATOR
from seatlight.surfaces.cli.admin import HERE, LIST, agreed, done, give, listing, loaded, office, with_options
from seatlight.surfaces.cli.options import CONNECTION

REASON = click.option("--reason", default="", metavar="TEXT", help="Why, for the audit log.")


@click.group("people")
def command() -> None:
    """Which Jira person each Cursor address is: what is open, and what you decide about it."""


@command.command("list")
@click.option("--search", is_flag=True, help="Ask Jira's search for each open address; finds hidden ones.")
@click.option("--anew", is_flag=True, help="Read the people of Jira again, though it is less than a day ago.")
@click.option("--table", type=click.Choice(["open", "matched"]), help="Only this table.")
@with_options(CONNECTION, *LIST)
def show(*, search: bool, anew: bool, **options: Any) -> int:
    """Open matches with proposals, and everybody who is matched. Reads the roster, no usage is shown."""
    from seatlight.actions.match_people import list_people
    from seatlight.reports.listings import people_list
    from seatlight.surfaces.cli.asker import asker_of
    from seatlight.surfaces.cli.progress import watching
    from seatlight.surfaces.cli.run import quotas
    from seatlight.wiring import wired

    settings = loaded(options)
    with watching(quotas(settings)) as watcher, wired(settings, watcher.waiting, which=asker_of(options).which) as deps:
        found = list_people(OPERATOR, deps, watcher, search=search, anew=anew)
    people = found.people
    report = people_list(
        found.open,
        found.matching.matches,
        people.everyone if people else found.matching.people,
        found.notes,
        complete=people is not None and people.complete and not people.notes,
    )
    return give(report, options, "people")


@command.command("confirm")
@click.argument("email")
@click.argument("account", required=False)
@click.option("--nobody", is_flag=True, help="The address is nobody's, such as a shared one.")
@REASON
@with_options(*HERE)
def confirm(email: str, account: str | None, reason: str, *, nobody: bool, **options: Any) -> int:
    """EMAIL is the Jira account ACCOUNT (its id), whatever else is known; or with --nobody it is nobody's."""
    from seatlight.actions.match_people import confirm_match
    from seatlight.errors import WrongUsage

    if nobody == (account is not None):
        raise WrongUsage("Name either the account that the address belongs to, or --nobody.")
    with office(options) as deps:
        person = confirm_match(OPERATOR, deps, email, account, reason)
    named = f"{account}{f' ({person.name})' if person and person.name else ''}"
    return done(f"{email} is {'nobody' if account is None else named}.")


@command.command("reject")
@click.argument("email")
@click.argument("account")
@REASON
@with_options(*HERE)
def reject(email: str, account: str, reason: str, **options: Any) -> int:
    """EMAIL is not the Jira account ACCOUNT: never match or propose it again."""
    from seatlight.actions.match_people import reject_match

    with office(options) as deps:
        reject_match(OPERATOR, deps, email, account, reason)
    return done(f"{email} is not {account}.")


@command.command("unmatch")
@click.argument("email")
@with_options(*HERE)
def unmatch(email: str, **options: Any) -> int:
    """Forget what was decided about EMAIL; it is matched anew by what is known."""
    from seatlight.actions import match_people

    with office(options) as deps:
        match_people.unmatch(OPERATOR, deps, email)
    return done(f"Nothing is decided about {email} any more.")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@with_options(*HERE)
def bring_in(file: Path, **options: Any) -> int:
    """Import FILE in place of the last one: Atlassian's export of users, or a CSV of email, account_id, seat_since."""
    from seatlight.actions.match_people import import_people
    from seatlight.wiring import read_user_export

    imported = read_user_export(file)
    with office(options) as deps:
        count = import_people(OPERATOR, deps, imported)
    return done(f"Imported {count:,} {'line' if count == 1 else 'lines'}.")


@command.command("rules")
@click.option("--plus-tags", metavar="DOMAIN", help="name+anything@DOMAIN is name@DOMAIN.")
@click.option("--same", nargs=2, metavar="DOMAIN OTHER", help="name@DOMAIN at Cursor is name@OTHER in Jira.")
@click.option("--remove", is_flag=True, help="Take the rule away instead.")
@with_options(*LIST)
def rules(plus_tags: str | None, same: tuple[str, str] | None, *, remove: bool, **options: Any) -> int:
    """Address rules: list them, add one, or take one away. No address is bent without one."""
    from seatlight.actions import match_people
    from seatlight.actions.match_people import rule_of
    from seatlight.errors import WrongUsage
    from seatlight.reports.listings import rule_list

    if plus_tags is None and not same:
        if remove:
            raise WrongUsage("Which rule? Name it as it was added, with --plus-tags or --same.")
        return listing(lambda deps: rule_list(match_people.decisions_of(OPERATOR, deps).rules), options)
    rule = rule_of(plus_tags, same)
    with office(options) as deps:
        change = match_people.remove_rule if remove else match_people.add_rule
        change(OPERATOR, deps, rule)
    return done("The rule is gone." if remove else "The rule counts from the next report on.")


@command.command("erase")
@click.option("--account", metavar="ACCOUNT", help="The Jira account.")
@click.option("--email", "emails", multiple=True, metavar="ADDRESS", help="An address; may be given again.")
@click.option("--yes", is_flag=True, help="Do not ask: it cannot be undone.")
@with_options(*HERE)
def erase(account: str | None, emails: tuple[str, ...], *, yes: bool, **options: Any) -> int:
    """Erase one person from every table of the database. Their usage stays at Cursor, and in kept totals."""
    from seatlight.actions.read_audit import erase_person

    if not yes:
        agreed("Erase this person from the database? It cannot be undone", "nothing was erased")
    with office(options) as deps:
        counts = erase_person(OPERATOR, deps, account, emails)
    told = ", ".join(f"{count} in {table}" for table, count in counts.items() if count)
    return done(f"Erased: {told}." if told else "There was nothing of this person.")
