"""A connected database to begin with, copied for each test, and a service over it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from seatlight.sandbox import Box
from tests.surfaces.operation.served import Served, serving
from tests.surfaces.site import connected


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, box: Box) -> Path:
    """A folder with the database of a site that was just connected and has one project open."""
    return connected(box, tmp_path_factory.mktemp("opened"), "APP")


@pytest.fixture
def idle(box: Box, opened: Path, tmp_path: Path) -> Iterator[Served]:
    """A service that has not been started, with a database of its own."""
    home = copytree(opened, tmp_path / "home")
    with serving(box, home, tmp_path) as made:
        yield made


@pytest.fixture
def running(idle: Served) -> Served:
    """The same, started for whoever sits at this machine."""
    idle.start("--local")
    return idle
