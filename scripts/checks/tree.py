"""The files that are checked, and what a check says about them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOT_OURS = {".git", ".venv", "node_modules", "__pycache__", "build", "dist"}


@dataclass(frozen=True)
class Finding:
    """One breach of a house rule: where it is and what to do about it."""

    path: Path
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.says}"


@dataclass(frozen=True)
class Tree:
    """A checkout: its root, and the files in it that git tracks or would track."""

    root: Path
    paths: tuple[Path, ...]

    def under(self, *folders: str) -> Iterator[tuple[Path, ast.Module]]:
        """Python files of these top folders, with paths from the root, parsed."""
        for path in self.paths:
            if path.suffix == ".py" and path.parts[0] in folders:
                yield path, ast.parse(self.text(path), str(path))

    def text(self, path: Path) -> str:
        """The words of a file; empty if it is no text."""
        try:
            return (self.root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            return ""


def read_tree(root: Path) -> Tree:
    """The checkout at this place; without git every file but the well-known by-products counts."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and (root / ".git").exists():
        paths = {Path(name) for name in listed.stdout.split("\0") if name}
    else:
        paths = {path.relative_to(root) for path in root.rglob("*")}
    ours = (path for path in paths if not NOT_OURS & set(path.parts) and (root / path).is_file())
    return Tree(root, tuple(sorted(ours)))
