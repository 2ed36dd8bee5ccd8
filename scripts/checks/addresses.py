"""Nothing in the tree names the machine it was made on, a package registry, or who wrote it with what."""

import re
from collections.abc import Iterator

from scripts.checks.tree import Finding, Tree

# Written so that no pattern matches its own text here.
MACHINES = (
    r"(?<![\w.])/(?:work|root|opt|mnt)[/](?=[\w.])",
    r"(?<![\w.])/(?:home|Users)[/]\w+",
    r"(?<![\w.])/(?:var[/])?tmp[/]\w",
    r"\b[A-Z]:\\{1,2}Users\\",
)
REGISTRIES = (
    r"pypi\.org",
    r"pythonhosted\.org",
    r"registry\.(?:npmjs|yarnpkg)\.\w+",
    r"\b(?:debian|ubuntu|alpinelinux)\.(?:org|com)\b",
    r"proxy\.golang\.org",
    r"(?:static|index)\.crates\.io",
    r"repo1?\.maven\.\w+",
    r"conda\.anaconda\.org",
    r"find-links[ =]",
    r"(?:extra-)?index-url[ =]",
)
MAKERS = (
    r"co-authored[-]by",
    r"\b(?:generated|written|made) (?:by|with) (?:an? )?(?:AI|LLM|language[ ]model|coding[ ]agent)\b",
    r"\bas an AI[ ]",
    r"\bsub-?agent[s]?\b",
    r"\b(?:my|the|this) (?:brief[ ](?:says|asks)|coding[ ]session|workplace)\b",
)
RULES = (
    (re.compile("|".join(MACHINES)), "names a place on one machine: use a path inside the checkout"),
    (re.compile("|".join(REGISTRIES)), "names a package registry: the lock has hashes and no addresses"),
    (re.compile("|".join(MAKERS), re.IGNORECASE), "tells how it came about: say what it is instead"),
)


def check(tree: Tree) -> Iterator[Finding]:
    """Each line of each text file that names what the repository must not know."""
    for path in tree.paths:
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            for pattern, says in RULES:
                if found := pattern.search(line):
                    yield Finding(path, number, f"'{found[0].strip()}' {says}.")
