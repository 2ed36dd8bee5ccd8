"""Whatever is done to it, the store does as one of plain dictionaries does."""

from pathlib import Path
from random import Random
from shutil import copy
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatlight.store import SqlStore
from tests.store.cast import BEGUN
from tests.store.changes import changes, made, shown
from tests.store.databases import opened
from tests.store.plain import PlainStore

MOST = 60


def hold_together(store: SqlStore, chance: Random, count: int) -> None:
    """Makes so many changes of chance on both; each has to come to the same, and all that is shown at the end."""
    plain = PlainStore()
    site, twin = (each.add_site("Acme", BEGUN).site_id for each in (store, plain))
    for change, _ in zip(changes(chance), range(count), strict=False):
        assert made(store, site, change) == made(plain, twin, change), change
    assert shown(store, site) == shown(plain, twin)


@given(chance=st.randoms(use_true_random=False), count=st.integers(1, MOST))
def test_a_file_does_as_dictionaries_do(ready_file: Path, chance: Random, count: int) -> None:
    """Any changes, found by hypothesis."""
    with TemporaryDirectory() as folder, opened(f"sqlite:///{copy(ready_file, Path(folder) / 'a.db')}") as store:
        hold_together(store, chance, count)


@pytest.mark.parametrize("seed", range(2))
def test_either_database_does_as_dictionaries_do(store: SqlStore, seed: int) -> None:
    """Many changes in a row, of chance but always the same."""
    hold_together(store, Random(seed), 5 * MOST)
