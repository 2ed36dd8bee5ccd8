"""One sandbox and one service per module, with APP and WEB open to their developers and everything read."""

from collections.abc import Iterator

import pytest

from seatlight.sandbox import Box, Setup, start
from tests.surfaces.web.living import Here, served


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A team with both projects."""
    with start(Setup(people=18)) as running:
        yield running


@pytest.fixture(scope="module")
def here(box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """The service at work; whoever changes something in it takes it back."""
    with served(box, tmp_path_factory.mktemp("served")) as running:
        running.allow("APP")
        running.allow("WEB")
        running.read_all()
        yield running
