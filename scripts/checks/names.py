"""Names say what a thing is; tests are named by a sentence."""

import ast
from collections.abc import Iterator

from scripts.checks.sizes import functions
from scripts.checks.tree import Finding, Tree

SAYS_NOTHING = {
    *("common", "data", "handler", "handlers", "helper", "helpers", "info", "infos", "manager", "managers"),
    *("misc", "process", "processes", "service", "services", "util", "utils"),
}
NAMED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
ALL = ("src", "tests", "scripts", "benchmarks")
WORDS_OF_A_TEST = 4


def check(tree: Tree) -> Iterator[Finding]:
    """Each module, function or class with a name that says nothing, and each test that is no sentence."""
    for path, module in tree.under(*ALL):
        for part in path.with_suffix("").parts[1:]:
            if says_nothing(part):
                yield Finding(path, 1, f"'{part}' names nothing: call the module by what it holds.")
        for node in ast.walk(module):
            if isinstance(node, NAMED) and says_nothing(node.name):
                says = f"'{node.name}' names nothing: call it by what it is or does."
                yield Finding(path, node.lineno, says)
    yield from short_tests(tree)


def short_tests(tree: Tree) -> Iterator[Finding]:
    """Each test whose name has fewer than four words after `test`."""
    for path, module in tree.under("tests"):
        if not path.name.startswith("test_"):
            continue
        for function in functions(module):
            words = [word for word in function.name.split("_") if word]
            if words[:1] == ["test"] and len(words) - 1 < WORDS_OF_A_TEST:
                says = f"{function.name} is no sentence: say in four words or more what must hold."
                yield Finding(path, function.lineno, says)


def says_nothing(name: str) -> bool:
    """Whether the whole name is one of the banned words, whatever its case and underscores."""
    return name.strip("_").lower() in SAYS_NOTHING
