"""What is read, kept and shown of developers, with the site's settings as they are: for everybody at the site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import msgspec

from seatlight.actions.deps import Deps
from seatlight.actions.office import NO_DATABASE
from seatlight.errors import Refused, WrongUsage
from seatlight.model.access import Actor, Mode


class FieldsRead(msgspec.Struct, frozen=True):
    """What is read of one endpoint's answers, field by field; all else is dropped while an answer is decoded."""

    source: str
    endpoint: str
    fields: tuple[str, ...]


class Privacy(msgspec.Struct, frozen=True):
    """What is read and how far it is shown at this site.

    `hosts` are the only ones that are ever asked. `keeps_totals` says whether daily totals outlive the process.
    `open_projects` are as many as a Jira admin opened.
    """

    site: str
    reads: tuple[FieldsRead, ...]
    hosts: tuple[str, ...]
    mode: Mode
    group_of: int
    keeps_totals: bool
    open_projects: int
    narrowed_projects: int


class Surroundings(msgspec.Struct, frozen=True):
    """What of the service's settings everybody may know: whom it asks, whether it keeps totals, what it reads."""

    urls: tuple[str, ...]
    keeps_totals: bool
    reads: tuple[FieldsRead, ...]


def tell_privacy(actor: Actor, deps: Deps, at: Surroundings) -> Privacy:
    """What everybody at the site may know; Refused for whoever is of another. Tells nothing of anybody."""
    if deps.kept is None:
        raise WrongUsage(NO_DATABASE)
    site, store = deps.kept.site, deps.kept.store
    if actor.site_id not in {None, site.site_id}:
        raise Refused("There is no such site, or it is not for you to see.")
    privacy, grants = deps.rules().privacy, store.grants(site.site_id)
    theirs = [connection.url for connection in store.connections(site.site_id)]
    jira = [site.jira.url] if site.jira else []
    return Privacy(
        site.name,
        at.reads,
        hosts_of([*theirs, *jira, *at.urls]),
        privacy.mode,
        privacy.group_of,
        at.keeps_totals,
        len(grants),
        sum(1 for grant in grants if grant.mode not in {None, privacy.mode}),
    )


def by_endpoint(source: str, read: Iterable[tuple[str, str]]) -> tuple[FieldsRead, ...]:
    """Fields as the code lists them, (endpoint, field) by (endpoint, field), together by endpoint."""
    found: dict[str, list[str]] = {}
    for endpoint, field in read:
        found.setdefault(endpoint, []).append(field)
    return tuple(FieldsRead(source, endpoint, tuple(fields)) for endpoint, fields in found.items())


def hosts_of(urls: Sequence[str]) -> tuple[str, ...]:
    """The hosts of addresses, each once, in order."""
    return tuple(sorted({host for url in urls if (host := urlsplit(url).hostname)}))
