"""`seatlight settings`: thresholds, prices, privacy and model tiers of a site, and its secret key."""

from __future__ import annotations

from typing import Any

import click

from seatlight.model.access import OPERATOR
from seatlight.surfaces.cli.admin import HERE, LIST, done, listing, office, with_options


@click.group("settings")
def command() -> None:
    """What a site has set: thresholds, prices, how far its members see, model tiers."""


@command.command("list")
@with_options(*LIST)
def show(**options: Any) -> int:
    """Every setting with the value that counts."""
    from seatlight.actions.set_rules import list_settings
    from seatlight.reports.listings import setting_list

    return listing(lambda deps: setting_list(list_settings(OPERATOR, deps)), options)


@command.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("key")
@click.argument("value")
@with_options(*HERE)
def put(key: str, value: str, **options: Any) -> int:
    """Set KEY to VALUE, such as limits.grace_days 21 or privacy.mode pseudonyms."""
    from seatlight.actions.set_rules import set_setting
    from seatlight.reports.listings import as_text

    with office(options) as deps:
        found = set_setting(OPERATOR, deps, key, value)
    return done(f"{found.key} is {as_text(found.value)}.")


@command.command("unset")
@click.argument("key")
@with_options(*HERE)
def unset(key: str, **options: Any) -> int:
    """Take KEY back to what it is without."""
    from seatlight.actions.set_rules import unset_setting
    from seatlight.reports.listings import as_text

    with office(options) as deps:
        found = unset_setting(OPERATOR, deps, key)
    return done(f"{found.key} is {as_text(found.value) or 'not set'} again.")


@command.command("new-secret-key")
def new_secret_key() -> int:
    """Print a new secret key; put it before the old one in SEATLIGHT_SECRET_KEY, with a comma between."""
    from seatlight.wiring import fresh_secret_key

    return done(fresh_secret_key())


@command.command("reseal")
@with_options(*HERE)
def reseal(**options: Any) -> int:
    """Seal every secret in the database with the newest secret key; the older ones can go after that."""
    from seatlight.actions import set_rules

    with office(options) as deps:
        count = set_rules.reseal(OPERATOR, deps)
    return done(f"Sealed {count} {'secret' if count == 1 else 'secrets'} with the newest secret key.")
