"""A report that a running service makes, read as if it had been made here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Thread
from typing import Any, NamedTuple

from seatlight.actions.window import Ask
from seatlight.config import Settings
from seatlight.errors import Stopped, WrongUsage
from seatlight.model.loopback import leads_here
from seatlight.model.report import Report
from seatlight.surfaces.cli.progress import telling
from seatlight.surfaces.cli.run import marked_stopped
from seatlight.surfaces.cli.server import Asked, Listening, Server

REPORTS = {"developers": "report", "seats": "seats", "team": "team"}
"""What the API calls the report that has a drawing of this name."""
ONLY_HERE = {"viewer": "--as", "site": "--site", "engine": "--engine"}
"""Options on how a report is made here: there the token says who looks, and the service the rest."""
NO_PROOF = "The service wants an API token in SEATLIGHT_TOKEN: seatlight tokens create makes one where it runs."


class There(NamedTuple):
    """A running service and what it is asked for; on this machine it may let us in without a token."""

    url: str
    token: str | None
    retry_for_seconds: int
    asked: Asked

    def read(self, *, may_stop: bool) -> Report:
        """The report once the service has read everything; with `may_stop` Ctrl-C gives what it knew by then."""
        known: Report | None = None
        with self._server() as server, telling() as tell:
            try:
                for heard in server.heard(self.asked):
                    known = heard.report or known
                    tell(heard.progress)
            except KeyboardInterrupt:
                if known is None or not may_stop:
                    raise
                return marked_stopped(known)
        return _given(known)

    def follow(self) -> Report:
        """The same, drawn on the terminal while it grows."""
        from seatlight.surfaces.cli.follow import draw_until

        with self._server() as server:
            listening = Listening(server, self.asked)
            Thread(target=listening.run, name="listening", daemon=True).start()
            try:
                draw_until(listening.ended, lambda: listening.last.report, lambda: listening.last.progress)
            except KeyboardInterrupt:
                return marked_stopped(_given(listening.last.report))
        if listening.failure is not None:
            raise listening.failure
        return _given(listening.last.report)

    @contextmanager
    def _server(self) -> Iterator[Server]:
        server = Server(self.url, self.token, self.retry_for_seconds)
        try:
            yield server
        finally:
            server.close()


def there(url: str, settings: Settings, ask: Ask, drawing: str, options: Mapping[str, Any]) -> There:
    """The service at an address with the settings' token; WrongUsage without one, or for what is only said here."""
    for name, option in ONLY_HERE.items():
        if options.get(name):
            raise WrongUsage(f"{option} is for reports made here; of a service leave it out.")
    if settings.token is None and not leads_here(url):
        raise WrongUsage(NO_PROOF)
    strips = drawing == "developers" and options["form"] in {None, "table", "md"}
    asked = Asked(REPORTS[drawing], ask, options.get("connection"), strips)
    return There(url, settings.token and settings.token.reveal(), settings.retry_for_seconds, asked)


def _given(report: Report | None) -> Report:
    if report is None:
        raise Stopped("Stopped before anything was read.")
    return report
