"""The endpoints of the Cursor Admin API that we read, and their paging, in the vendor's words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeVar

import msgspec

from seatlight.errors import GarbledAnswer, KeyRefused, PlanRefused, RequestRefused, SeatlightError
from seatlight.http import Http
from seatlight.sources.cursor.payloads import (
    AuditEvent,
    AuditLog,
    DailyRow,
    DailyUsage,
    Member,
    Members,
    MemberSpend,
    Paging,
    Spend,
    UsageEvents,
)

T = TypeVar("T")
Span = tuple[int, int]
"""First and last millisecond, both included."""

ADMIN, EVENTS = "admin", "events"
AUDIT_PAGE, DAILY_PAGE, SPEND_PAGE = 500, 250, 500
CLAMPED_PAGES = (50, 100, 250)
"""Sizes that a listing may be cut down to, whatever was asked for."""
EVENT_PAGES = (1000, 500, 100)
LONGEST_LISTING = 10_000

MEMBERS_PATH = "/teams/members"
EVENTS_PATH = "/teams/filtered-usage-events"

_members = msgspec.json.Decoder(Members, strict=False)
_audit_log = msgspec.json.Decoder(AuditLog, strict=False)
_daily_usage = msgspec.json.Decoder(DailyUsage, strict=False)
_spend = msgspec.json.Decoder(Spend, strict=False)
_usage_events = msgspec.json.Decoder(UsageEvents, strict=False)


def authorization(key: str) -> str:
    """The header that shows an Admin API key: basic authentication without a password."""
    return "Basic " + b64encode(f"{key}:".encode()).decode()


class CursorApi:
    """Asks Cursor, page by page; every failure is one of our errors."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._event_page = EVENT_PAGES[0]

    def members(self) -> list[Member]:
        """Everybody the roster lists; KeyRefused when the key is wrong."""
        try:
            return self._http.call("GET", MEMBERS_PATH, lane=ADMIN, decode=_members.decode).team_members
        except KeyRefused:
            says = (
                f"{self._http.host} does not accept the Cursor API key. A team admin can make one at "
                "cursor.com/dashboard under API Keys; put it where this one is kept: SEATLIGHT_CURSOR_API_KEY, or "
                "the connection in the settings."
            )
            raise KeyRefused(says) from None

    def seat_changes(self, span: Span) -> Iterator[list[AuditEvent]]:
        """The pages of the audit log that tell who was given or lost a seat."""
        asked: dict[str, str | int] = {"startTime": span[0], "endTime": span[1]}
        asked["eventTypes"] = "add_user,remove_user"
        path = "/teams/audit-logs"
        for number in range(1, LONGEST_LISTING):
            params = {**asked, "page": number, "pageSize": AUDIT_PAGE}
            page = self._ask("GET", path, partial(_page, _audit_log, number), params=params)
            yield page.events
            if not _goes_on(page.pagination, number, path):
                return

    def daily_rows(self, span: Span) -> Iterator[list[DailyRow]]:
        """The pages of the daily usage of everybody who was a member then."""
        path = "/teams/daily-usage-data"
        for number in range(1, LONGEST_LISTING):
            body = {"startDate": span[0], "endDate": span[1], "page": number, "pageSize": DAILY_PAGE}
            page = self._ask("POST", path, partial(_page, _daily_usage, number), body=body)
            yield page.data
            if not _goes_on(page.pagination, number, path):
                return

    def spend(self) -> Iterator[list[MemberSpend]]:
        """The pages of what the running billing cycle costs; they may be smaller than asked for."""
        for number in range(1, LONGEST_LISTING):
            body = {"page": number, "pageSize": SPEND_PAGE}
            page = self._ask("POST", "/teams/spend", _spend.decode, body=body)
            yield page.team_member_spend
            rows = len(page.team_member_spend)
            full = rows >= SPEND_PAGE or rows in CLAMPED_PAGES
            if not (full if page.total_pages is None else number < page.total_pages):
                return

    def count_events(self, span: Span) -> int | None:
        """How many usage events the span holds, None when the vendor does not say."""
        return self._events(span, 1, 1).total_usage_events_count

    def usage_events(self, span: Span, whose: str | None = None) -> Iterator[UsageEvents]:
        """The pages of usage events, as large as the vendor lets them be; of one address or of everybody."""
        yield (page := self._first_events(span, whose))
        size, number, arrived = _size(page, self._event_page), 1, len(page.events)
        while _more_events(page, number, size, arrived):
            number += 1
            if number > 2 * _pages(page.total_usage_events_count, size) + 10:
                raise _endless(EVENTS_PATH)
            page = self._events(span, number, self._event_page, whose)
            arrived += len(page.events)
            yield page

    def _first_events(self, span: Span, whose: str | None) -> UsageEvents:
        """The first page; a size that the vendor refuses is not asked for again."""
        while True:
            try:
                return self._events(span, 1, self._event_page, whose)
            except RequestRefused:
                smaller = [size for size in EVENT_PAGES if size < self._event_page]
                if not smaller:
                    raise
                self._event_page = smaller[0]

    def _events(self, span: Span, number: int, size: int, whose: str | None = None) -> UsageEvents:
        body: dict[str, int | str] = {"startDate": span[0], "endDate": span[1], "page": number, "pageSize": size}
        if whose is not None:
            body["email"] = whose
        return self._ask("POST", EVENTS_PATH, partial(_page, _usage_events, number), body=body, lane=EVENTS)

    def _ask(
        self,
        method: str,
        path: str,
        decode: Callable[[bytes], T],
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, int | str] | None = None,
        lane: str = ADMIN,
    ) -> T:
        try:
            return self._http.call(method, path, lane=lane, decode=decode, params=params, json=body)
        except KeyRefused:
            raise self._told_apart(path) from None

    def _told_apart(self, path: str) -> SeatlightError:
        """What a 401 means: the vendor also answers so when the key is good and the plan is not."""
        try:
            self.members()
        except SeatlightError as error:
            return error
        says = (
            f"{self._http.host} knows the key but does not let it read {path}: the team's plan or the key's "
            "rights do not reach that far. Ask Cursor about the plan, or make a key with admin rights."
        )
        return PlanRefused(says)


P = TypeVar("P", AuditLog, DailyUsage, UsageEvents)


def _page(decoder: msgspec.json.Decoder[P], number: int, body: bytes) -> P:
    """Decodes a page and makes sure that it is the one that was asked for."""
    page = decoder.decode(body)
    paging = page.pagination or Paging()
    told = paging.page if paging.current_page is None else paging.current_page
    if told not in (None, 0, number):
        raise msgspec.ValidationError(f"page {told} instead of page {number}")
    return page


def _goes_on(paging: Paging | None, number: int, path: str) -> bool:
    """Whether another page follows page `number`; without a word about pages there is just one."""
    if paging is None:
        return False
    pages = paging.num_pages if paging.total_pages is None else paging.total_pages
    if paging.has_next_page is None:
        return number < (pages or 1)
    if paging.has_next_page and pages and number > 2 * pages + 10:
        raise _endless(path)
    return paging.has_next_page


def _more_events(page: UsageEvents, number: int, size: int, arrived: int) -> bool:
    """Whether more events follow: by the vendor's word, else by its number of pages, else by its count."""
    paging, counted = page.pagination or Paging(), page.total_usage_events_count
    if paging.has_next_page is not None:
        return paging.has_next_page
    if paging.num_pages is not None:
        return number < paging.num_pages
    return bool(page.events) and (len(page.events) >= size if counted is None else arrived < counted)


def _size(page: UsageEvents, asked: int) -> int:
    """The page size that is really in force."""
    told = page.pagination.page_size if page.pagination else None
    return min(asked, told) if told else asked


def _pages(counted: int | None, size: int) -> int:
    return LONGEST_LISTING if counted is None else -(-counted // size)


def _endless(path: str) -> GarbledAnswer:
    return GarbledAnswer(f"The vendor's listing of {path} does not end. Try again later.")
