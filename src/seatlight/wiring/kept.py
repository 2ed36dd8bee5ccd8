"""The configuration database: where it is, what seals its secrets, and which site and connection are meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from seatlight.actions.deps import Kept
from seatlight.config import Settings
from seatlight.errors import BadSetting, StoreFailed, WrongUsage
from seatlight.files import write_private
from seatlight.model.audit import Deed
from seatlight.model.checks import Check
from seatlight.model.site import Connection, Site
from seatlight.ports import Clock, ConfigStore

if TYPE_CHECKING:
    from seatlight.store import Claim, Probe, SqlStore

DATABASE, SECRET_KEY = "seatlight.db", "secret.key"
DEFAULT_SITE = "default"
NOTHING_SEALS = (
    "SEATLIGHT_SECRET_KEY is not set, and without it nothing is kept: seatlight settings new-secret-key prints a new "
    "one, to be set or put into a file that SEATLIGHT_SECRET_KEY_FILE names."
)
Named = TypeVar("Named", Site, Connection)


class Which(msgspec.Struct, frozen=True):
    """Which site and which connection are meant, by name; None where there is only one."""

    site: str | None = None
    connection: str | None = None


@contextmanager
def opened(settings: Settings, *, create: bool = False, often: bool = False) -> Iterator[SqlStore | None]:
    """The database that the settings name, or the one of this machine's user; None where there is none.

    With `create` it is made where it is missing, and so is the secret key beside a database that nobody named.
    What is read `often` is remembered until anybody changes anything.
    """
    url = database_url(settings, create=create)
    if url is None:
        yield None
        return
    keys = _secret_keys(settings, create=create)
    if create and not keys:
        raise BadSetting(NOTHING_SEALS)
    # The database's libraries take longer to load than a report without one takes to begin.
    from seatlight.store import Seals, open_store

    store = open_store(url, Seals(keys) if keys else None, create=create, often=often)
    try:
        yield store
    finally:
        store.close()


def site_is_there(settings: Settings, name: str | None) -> bool:
    """Whether the database has a site of this name, or any where None is meant; none is made.

    A database that somebody named is made ready for one.
    """
    with opened(settings, create=settings.database_url is not None) as store:
        return store is not None and any(name in {None, site.name} for site in store.sites())


@contextmanager
def claimed(settings: Settings, holder: str, clock: Clock) -> Iterator[Claim | None]:
    """The database of the settings, claimed for one service; None where there is none and none can be made.

    Conflict where another service has it: `holder` is what a second one is told. A server's has to be there already.
    """
    url = database_url(settings, create=True)
    if url is None:
        yield None
        return
    from seatlight.store import claim

    with claim(url, holder, clock()) as held:
        yield held


def probe_of(settings: Settings) -> Probe | None:
    """What tells whether the database of the settings answers; None where there is none."""
    url = database_url(settings, create=False)
    if url is None:
        return None
    from seatlight.store import Probe

    return Probe(url)


def database_url(settings: Settings, *, create: bool) -> str | None:
    """The address of the database; None where nobody named one and there is none."""
    if settings.database_url is not None:
        return settings.database_url.reveal()
    if settings.home is None:
        return None
    path = settings.home / DATABASE
    return f"sqlite:///{path}" if create or path.exists() else None


def _secret_keys(settings: Settings, *, create: bool) -> Sequence[str]:
    """What secrets are sealed with, the newest first; empty where nobody said."""
    if settings.secret_key is not None:
        return [key for part in settings.secret_key.reveal().split(",") if (key := part.strip())]
    if settings.home is None or settings.database_url is not None:
        return []
    path = settings.home / SECRET_KEY
    if create and not path.exists():
        write_private(path, fresh_secret_key() + "\n")
    return _read_keys(path) if path.exists() else []


def fresh_secret_key() -> str:
    """A new secret key, as text."""
    from seatlight.store import new_secret_key

    return new_secret_key()


def _read_keys(path: Path) -> list[str]:
    """The keys of a file, one on each line; the newest first."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise BadSetting(f"The secret key in {path} cannot be read; check whose file it is.") from None
    return text.split()


def check_database(settings: Settings, kept: Kept | None) -> Iterator[Check]:
    """Whether there is a database, and whether its secrets can be unsealed; nothing where none is wanted."""
    if kept is None:
        if settings.database_url is not None:
            yield Check("Database", "limited", "it is empty: seatlight connect cursor makes a site in it")
        return
    connections = kept.store.connections(kept.site.site_id)
    named = f"site {kept.site.name}: {len(connections)} {'team' if len(connections) == 1 else 'teams'} connected"
    yield Check("Database", "good", f"{named}, Jira {'connected' if kept.site.jira else 'not connected'}")
    try:
        for connection in connections:
            kept.store.key_of(kept.site.site_id, connection.connection_id)
        if kept.site.jira is not None:
            kept.store.jira_token(kept.site.site_id)
    except StoreFailed as error:
        yield Check("Secret key", "bad", error.says)
    else:
        yield Check("Secret key", "good", "every secret can be unsealed")


def kept_of(
    store: ConfigStore,
    which: Which,
    clock: Clock,
    *,
    create: bool = False,
    any_connection: bool = False,
    any_site: bool = False,
) -> Kept | None:
    """The site and connection that are meant; None where there is no site and none is to be made.

    WrongUsage where there are several and nobody said which; with `any_connection` it may stay open which connection,
    with `any_site` the first of several sites will do.
    """
    sites = store.sites()[:1] if any_site and which.site is None else store.sites()
    if create and not any(site.name == (which.site or site.name) for site in sites):
        deed = Deed("operator", clock())
        return Kept(store, store.add_site(which.site or DEFAULT_SITE, deed))
    site = _meant(sites, which.site, "site", "--site")
    if site is None:
        return None
    connections = store.connections(site.site_id)
    if any_connection and which.connection is None and len(connections) != 1:
        return Kept(store, site)
    return Kept(store, site, _meant(connections, which.connection, "connection", "--connection"))


def _meant(found: Sequence[Named], name: str | None, kind: str, option: str) -> Named | None:
    """The one of that name, or the only one; None where there is none at all."""
    names = ", ".join(one.name for one in found)
    if name is None:
        if len(found) > 1:
            raise WrongUsage(f"There are several {kind}s: say which with {option} ({names}).")
        return found[0] if found else None
    chosen = next((one for one in found if one.name == name), None)
    if chosen is None:
        raise WrongUsage(f"There is no {kind} {name!r}{f'; there are {names}' if names else ''}.")
    return chosen
