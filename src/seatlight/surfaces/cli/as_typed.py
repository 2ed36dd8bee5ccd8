"""The command as this person can type it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def as_typed() -> str:
    """`seatlight`, or where it lies under the working folder when no path leads to it."""
    typed = Path(sys.argv[0]).absolute()
    if shutil.which("seatlight") is None and typed.name == "seatlight" and typed.is_relative_to(Path.cwd()):
        return str(typed.relative_to(Path.cwd()))
    return "seatlight"
