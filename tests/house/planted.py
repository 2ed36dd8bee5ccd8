"""A checkout in a temporary folder, made of the files that a test plants."""

from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.checks.tree import Finding, Tree, read_tree

Check = Callable[[Tree], Iterator[Finding]]


def plant(root: Path, files: dict[str, str]) -> Tree:
    """Writes each text to its path under the root, and reads the result as a checkout."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_tree(root)


def found(check: Check, tree: Tree) -> list[tuple[str, int]]:
    """Where a check finds something: path and line."""
    return [(finding.path.as_posix(), finding.line) for finding in check(tree)]
