"""Functions and files stay short; the tail is what counts."""

import ast
from collections.abc import Iterator
from statistics import median, quantiles

from scripts.checks.tree import Finding, Tree

LONGEST_FUNCTION = 60
LONGEST_FILE = 400
TESTS = "tests"
SOURCE = "src"


def check(tree: Tree) -> Iterator[Finding]:
    """Each function over 60 lines and each file over 400 lines of the package."""
    for path, module in tree.under(SOURCE):
        lines = len(tree.text(path).splitlines())
        if lines > LONGEST_FILE:
            yield Finding(path, 1, f"has {lines} lines, {LONGEST_FILE} at most: split it by what it is about.")
        for function in functions(module):
            if (length := lines_of(function)) > LONGEST_FUNCTION:
                says = f"{function.name} has {length} lines, {LONGEST_FUNCTION} at most: name its parts."
                yield Finding(path, function.lineno, says)


def figures(tree: Tree) -> list[str]:
    """Lines for a person to read: what the package measures, beside the numbers we hold."""
    source = list(tree.under(SOURCE))
    long = [lines_of(function) for _, module in source for function in functions(module)]
    files = [len(tree.text(path).splitlines()) for path, _ in source]
    tests = sum(len(tree.text(path).splitlines()) for path, _ in tree.under(TESTS))
    return [
        f"lines per function: {spread(long)} (held: median 10, 95 % 40, longest {LONGEST_FUNCTION})",
        f"lines per file: {spread(files)} (held: median 100, 95 % 300, longest {LONGEST_FILE})",
        f"test lines per source line: {tests / max(sum(files), 1):.2f} (held: 1.2 to 2)",
    ]


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines as written from `def` to the end, decorators left out."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def spread(lengths: list[int]) -> str:
    """Median, 95 % and longest; says so when there is nothing to measure."""
    if not lengths:
        return "none yet"
    high = quantiles(lengths, n=20, method="inclusive")[-1] if len(lengths) > 1 else lengths[0]
    return f"{len(lengths)} of them, median {median(lengths):.0f}, 95 % {high:.0f}, longest {max(lengths)}"
