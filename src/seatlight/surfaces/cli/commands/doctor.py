"""`seatlight doctor`: check everything, say what to fix."""

from __future__ import annotations

from pathlib import Path

import click

from seatlight.surfaces.cli.options import CONFIG

MARKS = {"good": ("✓", "green"), "limited": ("!", "yellow"), "bad": ("✗", "red")}


@click.command("doctor")
@CONFIG
def command(config: Path | None) -> int:
    """Check settings, key, plan and files, and say what to fix; exit code 1 when a report cannot be made."""
    from seatlight.actions.check import check_setup
    from seatlight.config import load
    from seatlight.model.access import OPERATOR
    from seatlight.wiring import wired

    with wired(load(file=config)) as deps:
        checks = check_setup(OPERATOR, deps)
    width = max(len(check.name) for check in checks)
    for check in checks:
        mark, colour = MARKS[check.outcome]
        click.echo(f"{click.style(mark, fg=colour)} {check.name:<{width}}  {check.says}")
    return 1 if any(check.outcome == "bad" for check in checks) else 0
