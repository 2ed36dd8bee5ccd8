"""A service on loopback with a sign-in provider, and browsers that visit both."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

import httpx2

from seatlight.config import load
from seatlight.model.audit import Deed
from seatlight.store import SqlStore
from seatlight.surfaces.web.app import make_app
from seatlight.surfaces.web.doors import doors_of
from seatlight.wiring import Worlds
from tests.still import Still
from tests.store.databases import opened
from tests.surfaces.web.ports import HOST, on_a_port
from tests.surfaces.web.provider import CLIENT_ID, CLIENT_SECRET, Provider, provider

BEGUN = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
PUBLIC = "https://seatlight.example.org"
INES, INES_AT = "acc-ines", "ines.duarte@example.org"
PEOPLE = f"""email,name,account_id,status,also
{INES_AT},Ines Duarte,{INES},active,
left@example.org,Lev Ott,acc-left,deactivated,
without@example.org,Without Id,,active,
"""
LANDING = f"{PUBLIC}/api/v1/csrf"
Response = httpx2.Response


@dataclass
class Clock:
    """A clock that stands until somebody moves it."""

    at: datetime = BEGUN

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        """So much time passes."""
        self.at += timedelta(**time)


@dataclass
class Visited:
    """A service, its store, its provider and the clock of all three."""

    url: str
    public: str
    store: SqlStore
    clock: Clock
    provider: Provider
    site_id: str
    client: httpx2.Client
    timer: Still

    def browser(self) -> "Browser":
        """A browser without cookies."""
        return Browser(self)

    def signed_in(self) -> "Browser":
        """A browser that has signed in as Ines."""
        browser = self.browser()
        browser.sign_in()
        assert browser.is_in()
        return browser


@dataclass
class Browser:
    """Keeps cookies as browsers do, writes the headers that they write, and follows nobody by itself."""

    visited: Visited
    cookies: dict[str, str] = field(default_factory=dict)
    set_cookies: list[str] = field(default_factory=list)

    def get(self, address: str, **headers: str) -> Response:
        """What is at an address of the service or elsewhere."""
        return self.ask("GET", address, **headers)

    def ask(self, method: str, address: str, **headers: str) -> Response:
        """Ask anything; underscores in header names stand for dashes, an empty header is left out."""
        visited, public = self.visited, self.visited.public
        address = urljoin(public, address)
        ours = address.startswith(public)
        sent = {name.replace("_", "-"): value for name, value in headers.items() if value}
        if ours and self.cookies:
            sent.setdefault("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        address = address.replace(public, visited.url, 1) if ours else address
        written = [(name.encode(), value.encode()) for name, value in sent.items()]
        answer = visited.client.request(method, address, headers=written)
        visited.client.cookies.clear()
        if ours:
            self._keep(answer)
        return answer

    def post(self, path: str, *, token: str | None = None, **headers: str) -> Response:
        """Change something from a page of the service, with its CSRF token unless another is given."""
        usual = {"origin": self.visited.public, "sec_fetch_site": "same-origin"}
        shown = self.csrf() if token is None else token
        return self.ask("POST", path, **{**usual, "x_csrf_token": shown, **headers})

    def csrf(self) -> str:
        """The CSRF token of the session; empty where there is none."""
        return str(self.get("/api/v1/csrf").json().get("token", ""))

    def is_in(self) -> bool:
        """Whether the service knows who this is."""
        status = self.get("/api/v1/csrf").status_code
        assert status in {200, 401}
        return status == 200

    def sign_in(self, path: str = "/sign-in") -> Response:
        """To the provider and back; gives the last answer."""
        return self.get(self.back(path))

    def back(self, path: str = "/sign-in") -> str:
        """To the provider; gives the address that it sends the browser back to."""
        sent = self.get(path)
        assert sent.status_code == 303, sent.text
        return self.get(sent.headers["location"]).headers["location"]

    def _keep(self, answer: Response) -> None:
        self.set_cookies = answer.headers.get_list("set-cookie")
        for line in self.set_cookies:
            name, _, value = line.partition(";")[0].partition("=")
            if "max-age=0" in line.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value.strip('"')


@contextmanager
def visited(
    folder: Path,
    public: str | None = PUBLIC,
    *,
    local: bool = False,
    sites: int = 1,
    per_minute: int = 10_000,
    instead_of_people: Mapping[str, str] | None = None,
) -> Iterator[Visited]:
    """A service with a database of its own that lets people in through a provider, while it is needed."""
    clock = Clock()
    people = folder / "people.csv"
    people.write_text(PEOPLE)
    with provider(clock) as signs, closing(opened(f"sqlite:///{folder / 'seatlight.db'}")) as store:
        made = [store.add_site(f"site-{number}", Deed("operator", BEGUN)) for number in range(sites)]
        surroundings = dict(instead_of_people or {"SEATLIGHT_PEOPLE": str(people)})
        if public:
            surroundings |= {
                "SEATLIGHT_OIDC_ISSUER": signs.url,
                "SEATLIGHT_OIDC_CLIENT_ID": CLIENT_ID,
                "SEATLIGHT_OIDC_CLIENT_SECRET": CLIENT_SECRET,
                "SEATLIGHT_PUBLIC_URL": public,
            }
        settings = load(surroundings)
        timer = Still()
        worlds = Worlds(settings, store, clock, timer=timer)
        doors = doors_of(settings, worlds, store, local=local, timer=timer, sign_ins_per_minute=per_minute)
        app = make_app(worlds, doors.ways, doors.forge, more=doors.more, guards=doors.guards)
        with on_a_port(app) as port, httpx2.Client(trust_env=False, timeout=30) as client:
            url = f"http://{HOST}:{port}"
            yield Visited(url, public or url, store, clock, signs, made[0].site_id if made else "", client, timer)
