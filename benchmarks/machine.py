"""What the figures depend on besides the code: the machine, the versions, whether there is bytecode."""

from __future__ import annotations

import os
import platform
import resource
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import seatlight
from benchmarks.children import INSTALLED, NOT_HANDED_ON
from benchmarks.launch import RSS_UNIT

LIBRARIES = ("msgspec", "polars", "narwhals", "httpx2", "click")


def machine() -> list[str]:
    """Lines for the head of the print-out."""
    load = f", load {os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}",
        f"Python {platform.python_version()}; seatlight {seatlight.__version__}; {versions}",
        *_remarks(),
    ]


def _remarks() -> list[str]:
    """What makes the figures other than an installed Seatlight would give them."""
    remarks = []
    if not INSTALLED:
        remarks.append("The command is not installed beside this Python: its code is run by python -c.")
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        remarks.append("PYTHONDONTWRITEBYTECODE is set: every start compiles what has no bytecode yet.")
    left_out = sorted(name for name in os.environ if name.startswith(NOT_HANDED_ON))
    if left_out:
        remarks.append(f"Left out of what is measured: {', '.join(left_out)}.")
    return remarks


def own_peak() -> int:
    """The peak of this process's memory in bytes; what its parent used before it began does not count."""
    with suppress(OSError):
        told = Path("/proc/self/status").read_text(encoding="ascii")
        return int(told.partition("VmHWM:")[2].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT
