"""Every setting that the code reads is documented, and every documented one is read."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.checks.tree import Finding, Tree

CONFIG = Path("src/seatlight/config/settings.py")
NAME = re.compile(r"\bSEATLIGHT_[A-Z][A-Z0-9_]*[A-Z0-9]\b")


def check(tree: Tree) -> Iterator[Finding]:
    """Each setting that lacks its page, and each page that tells of a setting nothing reads."""
    if CONFIG not in tree.paths:
        return
    known = names_read(tree)
    written = tree.text(CONFIG).splitlines()
    documented: set[str] = set()
    for path in pages(tree):
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            for name in NAME.findall(line):
                documented.add(name)
                if name.removesuffix("_FILE") not in known and name not in known:
                    yield Finding(path, number, f"{name} is read by no code: remove it or read it.")
    for name in sorted(known - documented):
        at = next((number for number, line in enumerate(written, 1) if name in line), 1)
        yield Finding(CONFIG, at, f"{name} is documented nowhere: describe it in README.md or under docs/.")


def names_read(tree: Tree) -> set[str]:
    """The environment names in `SETTINGS` of the package's config, as this checkout has it."""
    listing = "from seatlight.config import SETTINGS; print(*(setting.name for setting in SETTINGS))"
    surroundings = os.environ | {"PYTHONPATH": str(tree.root / "src")}
    listed = subprocess.run(
        [sys.executable, "-c", listing], env=surroundings, capture_output=True, text=True, check=True
    )
    return set(listed.stdout.split())


def pages(tree: Tree) -> Iterator[Path]:
    """The pages for operators: the README and docs/, without the records of past decisions."""
    for path in tree.paths:
        decision = path.parts[:2] == ("docs", "decisions")
        if path.suffix == ".md" and (path == Path("README.md") or path.parts[0] == "docs") and not decision:
            yield path
