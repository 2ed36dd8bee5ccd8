"""The product as in Jira, in one place: the sandbox, a service over it, and the stand-in for Jira's page."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from seatlight.actions.window import Ask
from seatlight.model.access import OPERATOR
from seatlight.sandbox import Box, Setup, start
from seatlight.surfaces.cli.demo_site import let_in, settings_for
from seatlight.surfaces.cli.team_box import BUILT
from seatlight.surfaces.web.app import make_app
from seatlight.surfaces.web.doors import doors_of
from seatlight.wiring import Worlds, opened
from tests.sandbox.hosted import Json
from tests.surfaces.web.ports import on_a_port

LONGEST_SECONDS = 60


@contextmanager
def in_jira(people: int, page: Path = BUILT) -> Iterator[Box]:
    """A sandbox of so many people whose stand-in for Jira's page shows a service's, while it runs.

    The site is as the demo makes it; usage was read before anybody asks for it.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, start(Setup(people=people)) as box:
        settings = settings_for(box, Path(folder))
        let_in(box, settings)
        with opened(settings, often=True) as store:
            assert store is not None
            worlds = Worlds(settings, store)
            reading = worlds.world(store.sites()[0].site_id).reading
            reading.want(OPERATOR, Ask())
            assert reading.wait(LONGEST_SECONDS)
            doors = doors_of(settings, worlds, store, local=False)
            app = make_app(worlds, doors.ways, doors.forge, more=doors.more, guards=doors.guards)
            try:
                with on_a_port(app) as port:
                    box.show(page, f"http://127.0.0.1:{port}")
                    yield box
            finally:
                if doors.forge is not None:
                    doors.forge.close()


def once_known(call: Callable[[], Json]) -> Json:
    """What a page hears of a call through the stand-in, once something is known; its status and body."""
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        told = call()
        found: Json = told.get("payload") or told.get("error") or told
        if found.get("status") != 202:
            return found
        time.sleep(0.05)
    raise AssertionError("nothing is known yet")
