"""The stand-in's answers: its own page at 127.0.0.1, and at localhost, another origin, the frame of the app's page."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import msgspec

from seatlight.sandbox.cursor.asking import Answer, Question
from seatlight.sandbox.forge.bridge import PAGE_SECONDS
from seatlight.sandbox.forge.claims import APP_VERSION, context_of
from seatlight.sandbox.forge.forge import Forge
from seatlight.sandbox.host.built import HERE, REPORTS_TO, file_in, headers_of, page_file, policy_for, themes_of
from seatlight.sandbox.host.calls import asked_of, told
from seatlight.sandbox.host.place import fits, place_of
from seatlight.sandbox.host.viewers import Viewer, listed_for, viewers_of

STATIC = HERE / "static"
OURS, FRAMES = "127.0.0.1", "localhost"
FIRST = "/host/lead/light/projects/APP/project-page"
TICKS_SECONDS = 3600.0
MOST_VIOLATIONS = 1000
TITLE = "AI Adoption Analytics"


class Host:
    """The stand-in, for a page in a folder and a service at an address. Safe among threads.

    `violations` are the breaches of the policy that browsers reported: by which directive, and what was stopped. A call
    may take `limit_seconds`.
    """

    def __init__(self, forge: Callable[[], Forge], page: Path, service_url: str) -> None:
        self.service_url = service_url
        self.limit_seconds = PAGE_SECONDS
        self.violations: list[dict[str, str]] = []
        self._forge, self._page = forge, page
        self._ticking, self._ticked = threading.Lock(), 0.0

    def serves(self, path: str) -> bool:
        """Whether a path is the stand-in's, and no API's."""
        return path in ("/host", REPORTS_TO) or path.startswith(("/host/", "/frame/", "/bridge/"))

    def answer(self, question: Question) -> Answer:
        """The answer to a request; whoever asks by another name than this machine's own is refused."""
        at, _, port = question.host.partition(":")
        site, frames = f"http://{OURS}:{port}", f"http://{FRAMES}:{port}"
        if question.path.startswith("/host"):
            if at == FRAMES and question.method == "GET":
                return Answer(302, b"", {"Location": f"{site}{question.path}"})
            return self._of_site(question, site, frames) if at == OURS else refused("This is for its own machine.")
        return self._of_frame(question, site) if at == FRAMES else refused("This is for frames.")

    def _of_site(self, question: Question, site: str, frames: str) -> Answer:
        path, policy = question.path, own_policy(frames)
        if path == "/host/call":
            return self._call(question, site)
        if path == "/host/site.json":
            return self._site(question, site, frames)
        if path.rstrip("/") == "/host":
            return Answer(302, b"", {"Location": FIRST})
        file = file_in(STATIC, path.removeprefix("/host/static/"))
        if file:
            return Answer(200, file.read_bytes(), headers_of(file.suffix, policy))
        place = place_of(path)
        if place is None or place.viewer not in viewers_of(self._forge().company):
            return Answer(404, b"There is nobody and nothing here: begin at /host/.", headers_of(".txt", policy))
        return Answer(200, (STATIC / "host.html").read_bytes(), headers_of(".html", policy))

    def _of_frame(self, question: Question, site: str) -> Answer:
        if question.path == REPORTS_TO:
            return self._reported(question)
        policy = policy_for(site)
        if question.path == "/bridge/bridge.js":
            return Answer(200, (STATIC / "bridge.js").read_bytes(), headers_of(".js", policy))
        return page_file(self._page, question.path.removeprefix("/frame"), policy)

    def _site(self, question: Question, site: str, frames: str) -> Answer:
        """Everything that the stand-in's page says of a place."""
        given = {name: values[-1] for name, values in parse_qs(question.query).items()}
        forge, key, module = self._forge(), given.get("project"), given.get("module", "")
        viewers = viewers_of(forge.company)
        viewer, project = viewers.get(given.get("viewer", "")), forge.company.find_project(key) if key else None
        if viewer is None or (key and project is None) or not fits(module, key):
            return Answer(404, b'{"message": "There is nobody and nothing here."}')
        around = {
            "siteUrl": site,
            "environmentId": forge.app.environment_id,
            "environmentType": forge.app.environment_type,
            "appVersion": APP_VERSION,
        }
        told_of_place = {
            "title": TITLE,
            "frame": f"{frames}/frame/index.html",
            "icon": f"{frames}/frame/icon.svg" if file_in(self._page, "icon.svg") else None,
            "viewers": list(viewers.values()),
            "projects": [{"key": one.key, "name": one.name} for one in forge.company.projects.values()],
            "listed": listed_for(forge.company, viewer, project or first_project(forge)),
            "themes": themes_of(self._page),
            "context": context_of(forge.app, viewer.account_id, module, project) | around,
        }
        return answered(told_of_place)

    def _call(self, question: Question, site: str) -> Answer:
        """A call of the page, passed on as Forge does; the page in the frame cannot make it by itself."""
        if question.method != "POST" or question.origin != site:
            return refused("Calls come from the stand-in's own page.")
        try:
            asked = asked_of(question.body)
            viewer = self._viewer(asked.viewer)
            if not fits(asked.module, asked.project):
                raise ValueError(f"There is no page {asked.module} there.")
            self._tick()
            answer = self._forge().call(
                self.service_url,
                asked.path,
                asked.method,
                asked.body,
                account_id=viewer.account_id,
                project_key=asked.project,
                module_key=asked.module,
                headers=asked.own_headers(),
                limit_seconds=self.limit_seconds,
            )
        except ValueError as error:
            return answered({"rejected": str(error)})
        return answered(told(answer))

    def _viewer(self, key: str) -> Viewer:
        found = viewers_of(self._forge().company).get(key)
        if found is None:
            raise ValueError(f"There is no {key} here.")
        return found

    def _tick(self) -> None:
        """The hourly call, as far as an hour has passed since the last that the service took."""
        forge = self._forge()
        with self._ticking:
            if forge.clock() - self._ticked < TICKS_SECONDS:
                return
            if any(one.succeeded for one in forge.tick(self.service_url, "/forge/tick", tries=1)):
                self._ticked = forge.clock()

    def _reported(self, question: Question) -> Answer:
        """A breach of the policy, noted."""
        try:
            report = msgspec.json.decode(question.body, type=dict[str, dict[str, Any]]).get("csp-report", {})
        except ValueError:
            report = {}
        if len(self.violations) < MOST_VIOLATIONS:
            kept = ("effective-directive", "blocked-uri")
            self.violations.append({name: str(report.get(name, "")) for name in kept})
        return Answer(204, b"")


def first_project(forge: Forge) -> Any:
    """The project that pages outside of projects name."""
    return next(iter(forge.company.projects.values()))


def own_policy(frames: str) -> str:
    """The policy of the stand-in's own page."""
    return f"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src {frames}; " + (
        f"frame-src {frames}; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
    )


def answered(value: object) -> Answer:
    """JSON."""
    return Answer(200, msgspec.json.encode(value), {"Cache-Control": "no-store"})


def refused(message: str) -> Answer:
    """A refusal."""
    return Answer(403, msgspec.json.encode({"message": message}))
