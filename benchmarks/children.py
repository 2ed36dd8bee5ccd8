"""Seatlight as its own program: how it is started, and what a run of it used."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

SCRIPT = Path(sys.executable).with_name("seatlight")
INSTALLED = SCRIPT.exists()
NOT_HANDED_ON = ("SEATLIGHT_", "_RJEM_MALLOC_CONF")
"""Settings of ours, and what polars sets for its allocator in whoever has loaded it: a shell has neither."""
LAUNCH = Path(__file__).with_name("launch.py")
CALL = "from seatlight.surfaces.cli.main import main; main()"
"""What the installed command does."""


class Run(Struct, frozen=True):
    """What one run used: the wall and the CPU in seconds, the peak of its memory in bytes."""

    seconds: float
    cpu_seconds: float
    peak: int


def seatlight(*arguments: str, settings: Mapping[str, str] | None = None) -> Run:
    """Run the command with these settings alone; RuntimeError with what it said when it does not end well."""
    command = [str(SCRIPT)] if INSTALLED else [sys.executable, "-c", CALL]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)}
    ended = subprocess.run(
        [sys.executable, "-I", "-S", str(LAUNCH), *command, *arguments],
        env={**surroundings, **(settings or {})},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, cpu_seconds, peak, code = ended.stdout.split()
    if int(code):
        raise RuntimeError(f"seatlight {arguments[0]} ended with {code}: {ended.stderr.strip()}")
    return Run(float(seconds), float(cpu_seconds), int(peak))
