"""A site at the command line: a sandbox, a database of its own, and commands that are typed into both."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from seatlight.sandbox import Box, Setup, start
from seatlight.surfaces.cli.main import run
from tests.surfaces.commands import Done, call

Captured = pytest.CaptureFixture[bytes]


@dataclass(frozen=True)
class Site:
    """Somebody at a terminal, with a folder of files and a sandbox that the settings point at."""

    box: Box
    folder: Path
    captured: Captured

    def __call__(self, *arguments: str | Path) -> Done:
        """Run a command with the settings of this site."""
        return call(self.captured, *arguments, "--config", self.config())

    def well(self, *arguments: str | Path) -> Done:
        """Run a command that is to end well."""
        done = self(*arguments)
        assert done.code == 0, done.err
        return done

    def config(self) -> Path:
        """The settings file: the sandbox's address without a key, no quotas of ours, no patience."""
        path = self.folder / "site.toml"
        if not path.exists():
            lines = ["retry_for_seconds = 0", "[cursor]", f"url = {self.box.url!r}"]
            path.write_text("\n".join([*lines, "admin_per_minute = 0", "events_per_minute = 0", ""]))
        return path

    def file(self, name: str, text: str) -> Path:
        """A file with this text."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def connect_cursor(self, *options: str | Path, key: str | None = None) -> Done:
        """Connect the sandbox's team."""
        return self("connect", "cursor", "--key-file", self.file("key", key or self.box.key), *options)

    def connect_jira(self, *options: str | Path, token: str | None = None) -> Done:
        """Connect the sandbox's Jira as its admin, unless the options say otherwise."""
        usual = ("--url", self.box.url, "--email", self.box.jira_email)
        given = options or usual
        return self("connect", "jira", "--token-file", self.file("token", token or self.box.jira_token), *given)

    def report(self, *options: str) -> dict[str, Any]:
        """The document of a report that came."""
        done = self("report", "--format", "json", *options)
        assert done.code in {0, 3}, done.err
        document: dict[str, Any] = json.loads(done.out)
        return document

    def row(self, email: str, *options: str) -> dict[str, Any]:
        """The row of the report that has an address."""
        rows = self.report(*options)["developers"]
        return next(row for row in rows if email in row["emails"])

    def names(self, *options: str) -> set[str]:
        """The names in a report that came."""
        return {row["name"] for row in self.report(*options)["developers"]}

    def listed(self, table: str, *arguments: str) -> list[dict[str, Any]]:
        """The rows of a list."""
        done = self(*arguments, "--format", "json")
        assert done.code in {0, 3}, done.err
        rows: list[dict[str, Any]] = json.loads(done.out)[table]
        return rows

    def account(self, email: str) -> str:
        """The account that an address truly belongs to."""
        return self.box.company().owner_of[email] or ""


@contextmanager
def site(folder: Path, captured: Captured, setup: Setup | None = None) -> Iterator[Site]:
    """A site whose sandbox is connected on both sides; it is this test's own and may be changed."""
    with start(setup or Setup(people=12)) as box:
        yield joined(Site(box, folder, captured))


def joined(one: Site) -> Site:
    """The site with its team and its Jira connected."""
    for done in (one.connect_cursor(), one.connect_jira()):
        assert done.code == 0, done.err
    return one


def connected(box: Box, folder: Path, *opened: str) -> Path:
    """A folder with the database of a site that was just connected to a sandbox, for many tests to begin with.

    The projects of these keys are open to their developers.
    """
    with pytest.MonkeyPatch.context() as around:
        around.setenv("XDG_DATA_HOME", str(folder))
        around.setenv("SEATLIGHT_RETRY_FOR_SECONDS", "0")
        around.setenv("SEATLIGHT_CURSOR_URL", box.url)
        around.setenv("SEATLIGHT_CURSOR_API_KEY", box.key)
        around.setenv("SEATLIGHT_JIRA_API_TOKEN", box.jira_token)
        assert run(["connect", "cursor"]) == 0
        assert run(["connect", "jira", "--url", box.url, "--email", box.jira_email]) == 0
        for key in opened:
            assert run(["grants", "allow", key, "--role", "Developers"]) == 0
    return folder


def beginning(one: Site, beginnings: Path) -> Site:
    """The site with a copy of a database that was connected before."""
    copytree(beginnings, one.folder / "home", dirs_exist_ok=True)
    return one


def typed_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Stdin has this text, and is no terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
