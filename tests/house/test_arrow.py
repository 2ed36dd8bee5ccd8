"""The contracts of .importlinter hold on a small package of the same rooms, and each of them bites."""

import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.planted import plant

ROOT = Path(__file__).resolve().parents[2]
CORE = {"model", "tables", "matching", "metrics", "policies", "reviews", "access", "reports", "charts"}

# Every allowed kind of import once, so that a kept contract says something.
ROOMS = {
    "__init__": "",
    "__main__": "import seatlight.surfaces.cli.main",
    "surfaces.__init__": "",
    "surfaces.cli.__init__": "",
    "surfaces.cli.main": "import seatlight.sandbox.server, seatlight.wiring, seatlight.actions",
    "surfaces.web.__init__": "import seatlight.wiring, seatlight.render",
    "sandbox.__init__": "",
    "sandbox.server": "import os, time, random, seatlight.sandbox",
    "wiring": "import os, seatlight.sources.cursor.api, seatlight.store, seatlight.archive, seatlight.config",
    "actions": "import seatlight.reports, seatlight.access, seatlight.matching, seatlight.ports",
    "sources.__init__": "",
    "sources.cursor.__init__": "",
    "sources.cursor.api": "import seatlight.http, seatlight.ports, seatlight.tables",
    "sources.jira.__init__": "import seatlight.http",
    "store": "import sqlite3, seatlight.ports",
    "archive": "import os, seatlight.tables, seatlight.files",
    "ledger": "import seatlight.ports",
    "render": "import os, seatlight.reports, seatlight.files",
    "config": "import os",
    "charts": "import seatlight.reports",
    "reports": "import seatlight.metrics, seatlight.policies",
    "policies": "import seatlight.metrics",
    "reviews": "import seatlight.model",
    "metrics": "import seatlight.access, seatlight.tables",
    "access": "import seatlight.model",
    "matching": "import seatlight.model, rapidfuzz",
    "tables": "import seatlight.ports",
    "ports": "import seatlight.model",
    "model": "import datetime, seatlight.errors",
    "http": "import time, httpx2, seatlight.errors",
    "files": "import os, secrets, seatlight.errors",
    "errors": "",
}

VIOLATIONS = {
    "arrow: upwards": ("tables", "import seatlight.metrics", "arrow"),
    "arrow: neighbours": ("render", "import seatlight.config", "arrow"),
    "arrow: the bottom": ("files", "import seatlight.http", "arrow"),
    "arrow: a room nobody declared": ("attic", "", "arrow"),
    "arrow: who somebody is and who may look": ("matching", "import seatlight.access", "arrow"),
    "core: http": ("reports", "import seatlight.http", "core-is-pure"),
    "core: clock": ("metrics", "import time", "core-is-pure"),
    "core: environment": ("tables", "import os", "core-is-pure"),
    "core: environment, in a picture": ("charts", "import os", "core-is-pure"),
    "core: dice, through another room": ("ports", "import random", "core-is-pure"),
    "readers: numbers": ("sources.cursor.api", "import seatlight.metrics", "readers-know-no-numbers"),
    "readers: access": ("ledger", "import seatlight.access", "readers-know-no-numbers"),
    "vendors": ("sources.jira.__init__", "import seatlight.sources.cursor.api", "vendors-are-strangers"),
    "surfaces": ("surfaces.web.__init__", "import seatlight.surfaces.cli.main", "surfaces-are-strangers"),
    "surfaces: reading": ("surfaces.web.__init__", "import seatlight.store", "surfaces-do-not-read"),
    "command line: reading": (
        "surfaces.cli.main",
        "import seatlight.sources.cursor.api",
        "surfaces-do-not-read",
    ),
    "sandbox: web": (
        "surfaces.web.__init__",
        "import seatlight.sandbox.server",
        "sandbox-starts-from-the-command-line",
    ),
    "sandbox: product code": ("sandbox.server", "import seatlight.errors", "sandbox-stands-alone"),
}


def lint(root: Path, rooms: dict[str, str], *contracts: str) -> subprocess.CompletedProcess[str]:
    """Runs our contracts over a package of these rooms; the source lists of the core are those built."""
    plant(root, {f"seatlight/{name.replace('.', '/')}.py": text for name, text in rooms.items()})
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    config = ["--config", str(ROOT / ".importlinter"), "--no-cache"]
    starter = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as run; run()"
    command = [sys.executable, "-c", starter, *config, *chosen]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_rooms_that_import_what_they_may_pass(tmp_path: Path) -> None:
    """Every kind of import that the arrow allows."""
    done = lint(tmp_path, ROOMS)
    assert done.returncode == 0, done.stdout


def test_rooms_that_are_not_built_yet_are_not_missed(tmp_path: Path) -> None:
    """The command line, what it stands on, and nothing of the service."""
    later = (
        "store",
        "archive",
        "policies",
        "reviews",
        "__main__",
        "wiring",
        "surfaces.web",
    )
    rooms = {name: text for name, text in ROOMS.items() if not name.startswith(later)}
    done = lint(tmp_path, {name: keep(text, later) for name, text in rooms.items()})
    assert done.returncode == 0, done.stdout


def keep(text: str, later: tuple[str, ...]) -> str:
    """An import line without the rooms that come later."""
    names = [name for name in text.removeprefix("import ").split(", ") if name]
    kept = [name for name in names if not name.removeprefix("seatlight.").startswith(later)]
    return f"import {', '.join(kept)}" if kept else ""


@pytest.mark.parametrize("planted", VIOLATIONS)
def test_each_planted_import_breaks_its_contract(tmp_path: Path, planted: str) -> None:
    """One forbidden import, one broken contract."""
    room, text, contract = VIOLATIONS[planted]
    done = lint(tmp_path, ROOMS | {room: f"{ROOMS.get(room, '')}\n{text}"}, contract)
    assert done.returncode == 1
    assert "1 broken" in done.stdout


def test_every_room_of_the_core_that_is_built_stands_in_its_contract() -> None:
    """import-linter cannot mark these optional, so a new room has to be added by hand."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    listed = contracts["importlinter:contract:core-is-pure"]["source_modules"].split()
    package = ROOT / "src" / "seatlight"
    built = {room for room in CORE if (package / room / "__init__.py").is_file() or (package / f"{room}.py").is_file()}
    assert {name.removeprefix("seatlight.") for name in listed} == built
