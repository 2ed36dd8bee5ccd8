"""`seatlight doctor`: check everything, say what to fix."""

from __future__ import annotations

from pathlib import Path

import click

from seatlight.surfaces.cli.options import CONFIG, CONNECTION, SITE

PATIENCE_SECONDS = 10
"""How long each endpoint is waited for: whoever asks what is wrong sits in front of it."""
WIDTH = len("Spend of the billing cycle")
MARKS = {"good": ("✓", "green"), "limited": ("!", "yellow"), "bad": ("✗", "red")}


@click.command("doctor")
@SITE
@CONNECTION
@CONFIG
def command(site: str | None, connection: str | None, config: Path | None) -> int:
    """Check settings, database, key, plan, Jira and files, and say what to fix.

    Waits 10 seconds at most for each endpoint. Exit code 1 when no complete report can be made.
    """
    import msgspec

    from seatlight.actions.check import check_setup
    from seatlight.config import load
    from seatlight.model.access import OPERATOR
    from seatlight.wiring import Which, wired

    settings = load(file=config)
    hurried = msgspec.structs.replace(settings, retry_for_seconds=min(settings.retry_for_seconds, PATIENCE_SECONDS))
    code = 0
    which = Which(site, connection)
    with wired(hurried, which=which, answer_seconds=PATIENCE_SECONDS, keyless=True) as deps:
        for check in check_setup(OPERATOR, deps):
            mark, colour = MARKS[check.outcome]
            click.echo(f"{click.style(mark, fg=colour)} {check.name:<{WIDTH}}  {check.says}")
            code = 1 if check.outcome == "bad" else code
    return code
