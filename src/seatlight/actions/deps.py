"""What actions see of the world; `wiring` fills it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from seatlight.actions.memory import Memory
from seatlight.errors import Refused
from seatlight.model.access import Form, Scope
from seatlight.model.checks import Check
from seatlight.model.people import Decisions
from seatlight.model.rules import SiteRules
from seatlight.model.site import Connection, Site
from seatlight.model.window import Window
from seatlight.ports import Clock, ConfigStore, IssueTracker, Need, PeopleSource, Watcher
from seatlight.tables.snapshot import Snapshot


class Usage(Protocol):
    """The usage of one connection."""

    def reach(self, answers: Window) -> Window:
        """The days that can be known, where these are those that the vendor answers for."""

    def refresh(self, need: Need, watcher: Watcher, *, anew: bool = False) -> None:
        """Read what is missing of a need or may have changed by a full hour; with `anew` whatever may have."""

    def known(self, need: Need) -> Snapshot | None:
        """What is known now, asking nobody; None before anything is."""

    def covered(self) -> tuple[int, int]:
        """Of the days whose events were last wanted, how many are read, and how many there are."""

    def stop(self) -> None:
        """End whatever is being read, for good."""


class GuardedUsage:
    """The usage of one connection behind a lock that only a Scope opens."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage

    def reach(self, answers: Window) -> Window:
        """The days that can be known: nothing of anybody, so it needs no Scope."""
        return self._usage.reach(answers)

    def refresh(self, scope: Scope, need: Need, watcher: Watcher, *, anew: bool = False) -> None:
        """`Usage.refresh` for whoever may see something; Refused for everybody else."""
        _opened_by(scope)
        self._usage.refresh(need, watcher, anew=anew)

    def known(self, scope: Scope, need: Need) -> Snapshot | None:
        """`Usage.known` for whoever may see something; what comes of it is to be cut to the scope."""
        _opened_by(scope)
        return self._usage.known(need)

    def covered(self) -> tuple[int, int]:
        """`Usage.covered`: two counts of days, nothing of anybody."""
        return self._usage.covered()

    def stop(self) -> None:
        """End whatever is being read, for good."""
        self._usage.stop()


def _opened_by(scope: Scope) -> None:
    if not isinstance(scope, Scope) or scope.form is Form.NOTHING:
        raise Refused("Usage is shown to nobody for whom that was not decided.")


MOST_SHOWN = 32
"""So many reports of a connection are kept as they were shown."""


@dataclass(frozen=True)
class Kept:
    """What the configuration database keeps of the one site that this world is about.

    `connection` is None where the key came from the environment alone.
    """

    store: ConfigStore
    site: Site
    connection: Connection | None = None

    @property
    def decisions(self) -> Decisions:
        """What was decided about addresses, as of now."""
        return self.store.decisions(self.site.site_id)


@dataclass(frozen=True)
class Deps:
    """The world of an action: where usage, people and projects come from, and what a site has set.

    `tracker` is None where no Jira is connected, `kept` where there is no configuration database.
    """

    clock: Clock
    usage: GuardedUsage
    people: PeopleSource
    checks: Callable[[], Iterable[Check]]
    reach_days: int
    rules: Callable[[], SiteRules]
    tracker: IssueTracker | None = None
    kept: Kept | None = None
    memory: Memory[Any] = field(default_factory=Memory)
    """What was measured lately; what comes of it is cut to a Scope like everything else."""
    shown: Memory[Any] = field(default_factory=lambda: Memory(MOST_SHOWN))
    """What was shown lately, each under the Scope that it was cut to."""
