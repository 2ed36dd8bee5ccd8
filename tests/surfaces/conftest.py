"""One sandbox per module, and surroundings without settings of the person who runs the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seatlight.config import SETTINGS
from seatlight.sandbox import Box, Setup, start
from tests.surfaces.commands import settings_file
from tests.surfaces.site import connected


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Takes settings out of the environment, so that those of a test count; its database has a folder of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
        monkeypatch.delenv(f"{setting.name}_FILE", raising=False)


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A sandbox of the usual team in which nothing goes wrong."""
    with start(Setup()) as running:
        yield running


@pytest.fixture
def config(tmp_path_factory: pytest.TempPathFactory, box: Box) -> Path:
    """A settings file that points at the sandbox, in a folder of its own."""
    return settings_file(tmp_path_factory.mktemp("settings"), box)


@pytest.fixture(scope="module")
def beginnings(tmp_path_factory: pytest.TempPathFactory, box: Box) -> Path:
    """A folder with the database of a site that was just connected to the module's sandbox."""
    return connected(box, tmp_path_factory.mktemp("connected"))
