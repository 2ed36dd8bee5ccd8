"""`python -m benchmarks [NAME …]`: measure all figures or some; tells each promise and what became of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from benchmarks.access import access
from benchmarks.document import document
from benchmarks.folding import folding
from benchmarks.kept import kept
from benchmarks.lines import Line
from benchmarks.machine import machine
from benchmarks.matching import matched
from benchmarks.memory import memory
from benchmarks.page import page
from benchmarks.pictures import pictures
from benchmarks.quota import quota
from benchmarks.reports import reports
from benchmarks.scale import scale
from benchmarks.serving import serving
from benchmarks.starting import starting

FIGURES: dict[str, Callable[[], Iterator[Line]]] = {
    "start": starting,
    "report": reports,
    "memory": memory,
    "document": document,
    "pictures": pictures,
    "fold": folding,
    "quota": quota,
    "kept": kept,
    "match": matched,
    "access": access,
    "serve": serving,
    "page": page,
    "scale": scale,
}


def main() -> None:
    """Print the machine, then line by line what was measured; a missed promise is told and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(FIGURES)}; all unless said")
    names = parser.parse_args().names
    for unknown in set(names) - set(FIGURES):
        parser.error(f"there is no figure {unknown!r}: choose among {', '.join(FIGURES)}")
    for line in machine():
        print(line)
    missed = sum(_print(FIGURES[name]) for name in names or FIGURES)
    print(f"\n{missed} missed." if missed else "\nAll kept.")


def _print(figure: Callable[[], Iterator[Line]]) -> int:
    """Print a figure's lines as they are measured; how many promises were missed."""
    print()
    missed = 0
    for line in figure():
        print(line, flush=True)
        missed += line.verdict == "MISSED"
    return missed


if __name__ == "__main__":
    main()
