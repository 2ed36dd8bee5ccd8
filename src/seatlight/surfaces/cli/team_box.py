"""The sandbox as a place to point the product at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import seatlight
from seatlight.config import Settings, load
from seatlight.errors import WrongUsage
from seatlight.sandbox import Box, Setup, start

BUILT = Path(seatlight.__file__).parent / "surfaces" / "web" / "built"
"""Where the page is built into, for the stand-in for Jira; the web's own rooms need what a sandbox does without."""


@contextmanager
def team_box(people: int) -> Iterator[Box]:
    """A sandbox of so many people, while it runs."""
    try:
        setup = Setup(people=people)
    except ValueError as error:
        raise WrongUsage(str(error)) from None
    with start(setup) as box:
        yield box


def settings_of(box: Box) -> Settings:
    """Settings that point at a sandbox; the user's own settings stay out of it."""
    return load({
        "SEATLIGHT_CURSOR_URL": box.url,
        "SEATLIGHT_CURSOR_API_KEY": box.key,
        "SEATLIGHT_CURSOR_ADMIN_PER_MINUTE": "0",
        "SEATLIGHT_CURSOR_EVENTS_PER_MINUTE": "0",
        "SEATLIGHT_JIRA_URL": box.url,
        "SEATLIGHT_JIRA_EMAIL": box.jira_email,
        "SEATLIGHT_JIRA_API_TOKEN": box.jira_token,
    })  # fmt: skip
