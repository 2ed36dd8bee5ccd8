"""A reader of the stand-in for Jira's page, as a browser asks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from seatlight.sandbox import Box
from seatlight.sandbox.host import Host
from tests.sandbox.jira_reading import jira_box

NOWHERE = "http://127.0.0.1:9"
BUILT = {
    "index.html": "<!doctype html><html><head data-x>\n<title>Page</title></head><body></body></html>",
    "icon.svg": "<svg/>",
    "assets/page.js": "export default 1;",
    "assets/light.js": "export default 'html{}';",
    "assets/odd.bin": "?",
    ".vite/manifest.json": (
        '{"node_modules/@atlaskit/tokens/dist/esm/artifacts/themes/atlassian-light.js": {"file": "assets/light.js"},'
        '"node_modules/@atlaskit/tokens/dist/esm/artifacts/themes/atlassian-light-finesse.js": {"file": "x.js"},'
        '"index.html": {"file": "assets/page.js"}}'
    ),
}
Json = dict[str, Any]


@dataclass
class Hosted:
    """A sandbox that stands in for Jira's page: `site` is the origin of that, `frames` of what it frames."""

    box: Box
    host: Host

    @property
    def port(self) -> str:
        """Where both are."""
        return self.box.url.rpartition(":")[2]

    @property
    def site(self) -> str:
        """The origin of the stand-in's own page."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def frames(self) -> str:
        """The origin of the frames."""
        return f"http://localhost:{self.port}"

    def ask(self, path: str, method: str = "GET", at: str | None = None, **more: Any) -> httpx2.Response:
        """One request, by the name of this machine that a browser would say; redirects are not followed."""
        name = at or ("localhost" if path.startswith(("/frame", "/bridge")) else "127.0.0.1")
        headers = {"Host": f"{name}:{self.port}", **more.pop("headers", {})}
        with httpx2.Client(base_url=self.box.url, verify=False, trust_env=False, timeout=30) as client:
            return client.request(method, path, headers=headers, **more)

    def said(self, viewer: str, module: str, project: str | None = None) -> Json:
        """What the stand-in's page knows of a place."""
        given = {"viewer": viewer, "module": module} | ({"project": project} if project else {})
        answer = self.ask("/host/site.json", params=given)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def call(self, path: str, viewer: str = "lead", **more: Any) -> Json:
        """What a page gets to hear of a call that it makes, at the page of APP unless said otherwise."""
        whole = {"viewer": viewer, "module": "project-page", "project": "APP", "path": path, **more}
        answer = self.ask("/host/call", "POST", json=whole, headers={"Origin": self.site})
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found


@contextmanager
def hosted(page: Path, people: int = 29, **choices: Any) -> Iterator[Hosted]:
    """A sandbox that shows the page of a folder, over a service that is nowhere yet."""
    with jira_box(people=people, **choices) as box:
        yield Hosted(box, box.show(page, NOWHERE))


def built(folder: Path) -> Path:
    """A page as it could have been built."""
    for name, text in BUILT.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder
