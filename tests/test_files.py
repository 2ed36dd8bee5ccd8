"""What a killed process leaves of a file is swept up, and nothing else is."""

import os
from pathlib import Path

from seatlight.files import remove_leftovers, write_whole

LEFT = ".seatlight-0123456789abcdef.part"


def aged(path: Path, seconds: float) -> Path:
    """The file, written this long before the Unix epoch's millionth second."""
    path.write_bytes(b"half")
    os.utime(path, (1_000_000 - seconds, 1_000_000 - seconds))
    return path


def test_leftovers_go_once_they_are_old(tmp_path: Path) -> None:
    """A younger one may belong to a process that is still writing."""
    old, young = aged(tmp_path / LEFT, 2), aged(tmp_path / LEFT.replace("0", "f"), 0)
    remove_leftovers(tmp_path, before=1_000_000 - 1)
    assert not old.exists()
    assert young.exists()


def test_names_that_are_not_of_our_making_are_left_alone(tmp_path: Path) -> None:
    """However old they are, and however like ours they look."""
    others = {aged(tmp_path / name, 2) for name in (f"x{LEFT}", f"{LEFT}.bak", ".seatlight-0.part", "notes.txt")}
    remove_leftovers(tmp_path, before=1_000_000)
    assert set(tmp_path.iterdir()) == others


def test_a_file_is_replaced_whole_without_a_trace(tmp_path: Path) -> None:
    """The temporary file becomes the file."""
    target = tmp_path / "day"
    write_whole(target, b"old and longer")
    write_whole(target, bytearray(b"new"))
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]
