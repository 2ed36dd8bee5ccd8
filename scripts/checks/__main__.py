"""Runs every check over the checkout; says each finding, then the figures."""

import sys
from pathlib import Path

from scripts.checks import addresses, forge, names, settings, sizes
from scripts.checks.tree import Finding, read_tree

CHECKS = (addresses.check, sizes.check, names.check, settings.check, forge.check)


def main(root: Path) -> int:
    """0 when the house is in order, 1 with the findings printed when it is not."""
    tree = read_tree(root)
    findings: list[Finding] = [finding for check in CHECKS for finding in check(tree)]
    for finding in findings:
        print(finding)
    for line in sizes.figures(tree):
        print(line)
    if findings:
        print(f"{len(findings)} to put right in {len(tree.paths)} files.")
        return 1
    print(f"{len(tree.paths)} files follow the rules of the house.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2]))
