"""The built page as Forge serves it: its files under the policy, and the bridge put before everything else."""

import re
from pathlib import Path

import msgspec

from seatlight.sandbox.cursor.asking import Answer

HERE = Path(__file__).parent
SITE = "https://example.atlassian.net"
"""The Jira site that `policy.txt` was made for."""
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
BRIDGE = '<script src="/bridge/bridge.js"></script>'
NOT_BUILT = (
    "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Not built</title></head>"
    "<body><p>The page has not been built in this checkout: run make page, then load this again.</p></body></html>"
)
THEME = re.compile(r"@atlaskit/tokens/.*/themes/atlassian-([a-z]+)\.js$")
REPORTS_TO = "/bridge/violations"


def policy_for(site: str) -> str:
    """The policy for a page in a frame of this site.

    Violations are reported to the sandbox: Atlassian need not hear of them.
    """
    lines = (HERE / "policy.txt").read_text().replace(SITE, site).splitlines()
    kept = [line for line in lines if not line.startswith("report-uri ")]
    return "; ".join([*kept, f"report-uri {REPORTS_TO}"])


def page_file(folder: Path, path: str, policy: str) -> Answer:
    """A file of the built page; hidden ones are not deployed, so they are not there."""
    name = path.lstrip("/") or "index.html"
    if name == "index.html":
        return Answer(200, page_text(folder).encode(), headers_of(".html", policy))
    found = file_in(folder, name)
    if found is None:
        return Answer(404, b"There is no such file.", headers_of(".txt", policy))
    return Answer(200, found.read_bytes(), headers_of(found.suffix, policy))


def page_text(folder: Path) -> str:
    """The page with the bridge as the first thing in its head, where Forge puts it too."""
    index = folder / "index.html"
    text = index.read_text(encoding="utf-8") if index.is_file() else NOT_BUILT
    return re.sub(r"<head[^>]*>", lambda head: head[0] + BRIDGE, text, count=1)


def file_in(folder: Path, name: str) -> Path | None:
    """A file of a folder by its path; None for what is hidden, outside or not there."""
    parts = name.split("/")
    if any(part.startswith(".") or "\0" in part for part in parts):
        return None
    found = (folder / name).resolve()
    return found if found.is_relative_to(folder.resolve()) and found.is_file() else None


def headers_of(suffix: str, policy: str) -> dict[str, str]:
    """The headers of a file."""
    kind = TYPES.get(suffix, "application/octet-stream")
    return {"Content-Type": kind, "Cache-Control": "no-cache", "Content-Security-Policy": policy}


def themes_of(folder: Path) -> dict[str, str]:
    """Where the page's design tokens are, by theme: Jira brings its own, the stand-in takes the page's.

    Empty for a page that was not built, or has none in files of their own.
    """
    listing = folder / ".vite" / "manifest.json"
    if not listing.is_file():
        return {}
    chunks = msgspec.json.decode(listing.read_bytes(), type=dict[str, dict[str, object]])
    found = ((THEME.search(source), chunk) for source, chunk in chunks.items())
    return {match[1]: str(chunk["file"]) for match, chunk in found if match}
