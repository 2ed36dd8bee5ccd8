"""Everybody that Jira lists, read at most once a day or on request, and kept for when Jira is away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

import msgspec

from seatlight.errors import GarbledAnswer, NotYetRead, SeatlightError, Stopped, TimedOut
from seatlight.model.people import How, People, Person, PersonKind
from seatlight.ports import Clock
from seatlight.sources.jira import payloads, to_people
from seatlight.sources.jira.api import JiraApi
from seatlight.sources.jira.words import BROWSE_USERS, Denied, TooSlow, lacks

A_DAY = timedelta(days=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
"""So long a Jira that failed is left alone, unless somebody asks for it."""
PAGES = (1000, 200, 50)
"""Sizes of a page of people: the next one when Jira takes too long over it."""
PAGES_OF_KNOWN = 3
"""So many pages in a row without anybody new, and the listing does not end."""
FOUND_AT_MOST = 10


class KeptList(Protocol):
    """Where the last list is kept between runs. Safe to use from several threads."""

    def load(self) -> People | None:
        """The list that was kept last, None where there is none."""

    def save(self, people: People) -> None:
        """Keep this list in place of the one before."""


class JiraPeople:
    """The people of a Jira site. Safe to use from several threads: one reads, the others wait for it.

    Where `email_api` says so when a list is read, addresses are asked for by themselves, whatever their owners show.
    """

    remote = True

    def __init__(
        self,
        api: JiraApi,
        kept: KeptList | None,
        clock: Clock,
        *,
        daily: timedelta = A_DAY,
        email_api: Callable[[], bool] = lambda: False,
    ) -> None:
        self._api = api
        self._kept = kept
        self._clock = clock
        self._daily = daily
        self._email_api = email_api
        self._reading = Lock()
        self._last: People | None = None
        self._failed: tuple[datetime, SeatlightError] | None = None

    def people(self, *, anew: bool = False) -> People:
        """Everybody: the last list where it is less than a day old and not wanted `anew`, else a new one.

        When that fails the last list comes with a note; without any the error is raised.
        """
        asked_at = self._clock()
        last = self._last
        if last and not anew and self._is_fresh(last, asked_at):
            return last
        # Whoever has a list, even an older one, does not wait for somebody else who reads it anew.
        if not self._reading.acquire(blocking=anew or last is None) and last:
            return last
        try:
            return self._people(asked_at, anew)
        finally:
            self._reading.release()

    def known(self) -> People:
        """The last list, asking nobody; with a note where reading it anew failed.

        Without any list the failure itself, or NotYetRead where nobody has tried yet.
        """
        asked_at = self._clock()
        last = self._newest(asked_at)
        if self._failed and not (last and self._is_fresh(last, asked_at)):
            return self._despite(self._failed[1], last)
        if last is None:
            raise NotYetRead("The people of Jira have not been read yet.")
        return last

    def bulk(self, account_ids: Collection[str]) -> tuple[Person, ...]:
        """The people with these ids as Jira knows them now; whoever is gone does not come."""
        ids = sorted(set(account_ids) - {to_people.NOBODY, ""})
        return to_people.people(self._api.users_by_id(ids))

    def search(self, email: str) -> tuple[Person, ...]:
        """The active people whom Jira's search finds for a whole address, none where we may not search."""
        try:
            users = self._api.search_users(email, FOUND_AT_MOST)
        except Denied:
            return ()
        found = to_people.people(users)
        return tuple(person for person in found if person.active and person.kind is PersonKind.ATLASSIAN)

    def _is_fresh(self, last: People, asked_at: datetime) -> bool:
        return last.read_at is not None and last.read_at > asked_at - self._daily

    def _people(self, asked_at: datetime, anew: bool) -> People:
        """The list, while nobody else reads it."""
        last = self._newest(asked_at)
        if last and not anew and self._is_fresh(last, asked_at):
            return last
        if self._failed and not anew and asked_at - self._failed[0] < A_MINUTE:
            return self._despite(self._failed[1], last)
        if anew:
            self._api.forgive()
        try:
            found = self._read(asked_at, last)
        except Stopped:
            raise
        except SeatlightError as error:
            # Counted from now on: a Jira that hangs fails a minute after it was asked.
            self._failed = (self._clock(), error)
            return self._despite(error, last)
        self._last, self._failed = found, None
        if self._kept:
            self._kept.save(found)
        return found

    def _newest(self, asked_at: datetime) -> People | None:
        """The last list, from the drawer where another process may have put a newer one."""
        if self._kept and not (self._last and self._is_fresh(self._last, asked_at)):
            found = [people for people in (self._last, self._kept.load()) if people]
            self._last = max(found, key=lambda people: people.read_at or LONG_AGO, default=None)
        return self._last

    def _despite(self, error: SeatlightError, last: People | None) -> People:
        """The last list with a note of why there is no newer one; the error itself where there is no list."""
        if last is None:
            raise type(error)(error.says)
        as_of = f"{last.read_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if last.read_at else "an earlier day"
        note = f"The people are those that Jira listed at {as_of}, because reading them anew failed: {error.says}"
        return msgspec.structs.replace(last, notes=(*last.notes, note))

    def _read(self, asked_at: datetime, last: People | None) -> People:
        users = list(self._users())
        if not users:
            self._api.myself()
            raise lacks(self._api.host, "list people (the list is empty)", BROWSE_USERS)
        emails, how, notes = self._emails(users, last) if self._email_api() else ({}, How.VISIBLE, ())
        return People(to_people.people(users, emails), asked_at, how=how, notes=notes)

    def _users(self) -> Iterator[payloads.User]:
        """Every account up to the first empty page, each once: pages may be short before that."""
        sizes, start, seen, idle = list(PAGES), 0, set[str | None](), 0
        while page := self._page(start, sizes):
            new = [user for user in page if user.account_id not in seen]
            seen.update(user.account_id for user in new)
            idle = 0 if new else idle + 1
            if idle >= PAGES_OF_KNOWN:
                raise GarbledAnswer(f"{self._api.host} lists the same people again and again. Try again later.")
            # A row that comes twice must not make us pass over another.
            start += len({user.account_id for user in page})
            yield from new

    def _page(self, start: int, sizes: list[int]) -> Sequence[payloads.User]:
        """One page; a size that Jira takes too long over is not asked for again."""
        while True:
            try:
                return self._api.users(start, sizes[0])
            except (TooSlow, TimedOut) as error:
                if len(sizes) == 1:
                    raise _too_slow(self._api.host, sizes[0], type(error)) from None
                del sizes[0]

    def _emails(self, users: list[payloads.User], last: People | None) -> tuple[dict[str, str], How, tuple[str, ...]]:
        """The addresses by account, how they were found, and a note where only visible ones are known.

        A trouble that will pass does not take away addresses that were known before: it is raised.
        """
        ids = [person.account_id or "" for person in to_people.people(users) if person.kind is PersonKind.ATLASSIAN]
        try:
            return to_people.addresses(self._api.user_emails(ids)), How.EMAIL_API, ()
        except SeatlightError as error:
            if isinstance(error, Stopped) or (last and last.how is How.EMAIL_API and not isinstance(error, Denied)):
                raise
            return {}, How.VISIBLE, (f"Only addresses that people show are known: {error.says}",)


def may_ask_for_addresses(api: JiraApi) -> bool:
    """Whether the token is let ask for addresses that people hide, tried on its own account."""
    own = api.myself().account_id
    try:
        return bool(own) and bool(api.user_emails([own or ""]))
    except Denied:
        return False


def _too_slow(host: str, size: int, kind: Callable[[str], SeatlightError]) -> SeatlightError:
    return kind(f"{host} takes too long to list people, even {size} at a time. Try again when Jira is less busy.")
