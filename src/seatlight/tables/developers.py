"""Addresses × people → developers: who a row of a report is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import count

import polars as pl

from seatlight.model.people import Person
from seatlight.tables.schema import UNATTRIBUTED
from seatlight.tables.seat_dates import SeatDates, with_seat_dates
from seatlight.tables.snapshot import Snapshot

SEAT_ORDER = ("active", "removed", "none", "unlisted")
"""What an address holds, best first; `unlisted` is an address on no roster."""


def members_of(snapshot: Snapshot, dates: SeatDates | None = None) -> pl.DataFrame:
    """One row per address (and per roster entry without one): seat, name, seat dates, whether it is a service account.

    Columns: member, email, name, seat (one of SEAT_ORDER), seats (paid ones), seat_since, removed_on, service,
    held_since. `dates` tell of seats what the vendor does not.
    """
    known = pl.DataFrame(
        {"member": range(1, len(snapshot.addresses)), "email": snapshot.addresses[1:]},
        schema={"member": pl.Int32, "email": pl.String},
    )
    named = snapshot.roster.filter(pl.col("member").is_not_null() & (pl.col("member") != UNATTRIBUTED))
    members = (
        known.join(_listed(named), on="member", how="left")
        .join(_dates(snapshot.seat_changes), on="member", how="left")
        .join(_service_accounts(snapshot), on="member", how="left")
        .with_columns(
            pl.col("seat").fill_null("unlisted"),
            pl.col("seats").fill_null(0),
            pl.col("service").fill_null(value=False) & pl.col("seat").is_null(),
        )
        .vstack(_without_address(snapshot, len(snapshot.addresses)))
    )
    return with_seat_dates(members, dates or SeatDates())


def _listed(roster: pl.DataFrame) -> pl.DataFrame:
    """The roster with one row per address: the best seat counts, a free owner's removal does not."""
    has = {seat: (pl.col("seat") == seat).any() for seat in ("active", "removed", "none")}
    seat = (
        pl.when(has["active"])
        .then(pl.lit("active"))
        .when(has["removed"] & ~has["none"])
        .then(pl.lit("removed"))
        .otherwise(pl.lit("none"))
    )
    name = pl.col("name").filter(pl.col("name").str.strip_chars() != "").first()
    return roster.group_by("member", maintain_order=True).agg(name=name, seat=seat, seats=has["active"].cast(pl.Int32))


def _dates(changes: pl.DataFrame) -> pl.DataFrame:
    """When each address last was given and last lost a seat."""
    of = {change: pl.col("day").filter(pl.col("change") == change).max() for change in ("add", "remove")}
    return changes.group_by("member").agg(seat_since=of["add"], removed_on=of["remove"])


def _service_accounts(snapshot: Snapshot) -> pl.DataFrame:
    """Addresses all of whose events a service account caused and that no daily row shows active."""
    return snapshot.member_days.group_by("member").agg(service=pl.col("service").min() == 1)


def _without_address(snapshot: Snapshot, first_code: int) -> pl.DataFrame:
    """Roster entries without an address: seats that nothing can be joined to, each its own."""
    entries = snapshot.roster.filter(pl.col("member").fill_null(UNATTRIBUTED) == UNATTRIBUTED)
    return entries.with_row_index("place", offset=first_code).select(
        pl.col("place").cast(pl.Int32).alias("member"),
        pl.lit(None, pl.String).alias("email"),
        pl.when(pl.col("name").str.strip_chars() != "").then(pl.col("name")),
        pl.col("seat"),
        (pl.col("seat") == "active").cast(pl.Int32).alias("seats"),
        pl.lit(None, pl.Int32).alias("seat_since"),
        pl.lit(None, pl.Int32).alias("removed_on"),
        pl.lit(value=False).alias("service"),
    )


def match(members: pl.DataFrame, people: Iterable[Person] | None) -> pl.DataFrame:
    """Which developer each member is: columns member, developer, person (place in `people`, null if none).

    Without people every address is its own developer. Addresses of one person become the developer with the
    smallest code among them. An address that two people claim is joined to neither.
    """
    codes = members.select("member", "email")
    if people is None:
        return codes.select("member", pl.col("member").alias("developer"), pl.lit(None, pl.Int32).alias("person"))
    owners = _owners(people)
    person = [owners.get(email) if email is not None else None for email in codes["email"]]
    first: dict[int, int] = {}
    for code, owner in zip(codes["member"], person, strict=True):
        if owner is not None:
            first.setdefault(owner, code)
    developer = [code if owner is None else first[owner] for code, owner in zip(codes["member"], person, strict=True)]
    return pl.DataFrame(
        {"member": codes["member"], "developer": developer, "person": person},
        schema={"member": pl.Int32, "developer": pl.Int32, "person": pl.Int32},
    )


def _owners(people: Iterable[Person]) -> Mapping[str, int]:
    """Whose each address is: the person's place; addresses claimed by two people are nobody's."""
    owners: dict[str, int] = {}
    twice: set[str] = set()
    for place, person in enumerate(people):
        for email in dict.fromkeys(person.emails):
            if email in owners:
                twice.add(email)
            owners[email] = place
    return {email: place for email, place in owners.items() if email not in twice}


def developers_of(members: pl.DataFrame, matches: pl.DataFrame, people: tuple[Person, ...] | None) -> pl.DataFrame:
    """One row per developer: who it is and what seats it holds, whatever its usage.

    Columns: developer, developer_id, email, emails, name, account_id, deactivated, matched, listed, service, seat,
    seats, seat_since, held_since (a day by which the seat was held already; null where `seat_since` tells), removed_on,
    all_addresses (whether every address of the person was seen at the vendor). Sorted by developer.
    """
    place = {seat: index for index, seat in enumerate(SEAT_ORDER)}
    ranked = members.join(matches, on="member").with_columns(
        rank=pl.col("seat").replace_strict(place, return_dtype=pl.Int32)
    )
    counts = (pl.col("seat") == "active") | (pl.col("seat") != "active").all()
    since, held = pl.col("seat_since").filter(counts), pl.coalesce("seat_since", "held_since").filter(counts)
    grouped = (
        ranked.sort("rank", "email", "member")
        .group_by("developer", maintain_order=True)
        .agg(
            email=pl.col("email").first(),
            emails=pl.col("email").drop_nulls(),
            name=pl.col("name").drop_nulls().first(),
            person=pl.col("person").first(),
            service=pl.col("service").all(),
            listed=(pl.col("seat") != "unlisted").any(),
            seat=pl.col("seat").first().replace("unlisted", "none"),
            seats=pl.col("seats").sum(),
            seat_since=pl.when(since.null_count() == 0).then(since.min()),
            held_since=pl.when(since.null_count() > 0).then(held.min()),
            removed_on=pl.col("removed_on").max(),
        )
    )
    return _with_ids(_with_people(grouped, people or (), frozenset(members["email"])).sort("developer"))


def _with_ids(developers: pl.DataFrame) -> pl.DataFrame:
    """An id that stays the same from report to report: a short digest of the address.

    A seat without one goes by its name and its place among these seats on the roster.
    """
    nameless = count()
    columns = zip(developers["email"], developers["name"], strict=True)
    keys = [email or f"{name} #{next(nameless)}" for email, name in columns]
    digests = [sha256(key.encode()).hexdigest()[:16] for key in keys]
    return developers.with_columns(developer_id=pl.Series(digests, dtype=pl.String))


def _with_people(
    developers: pl.DataFrame, people: tuple[Person, ...], addresses: frozenset[str | None]
) -> pl.DataFrame:
    """What the people say goes before what the roster says; whoever has no name is called by the address."""
    who = pl.DataFrame(
        {
            "person": range(len(people)),
            "main": [person.emails[0] if person.emails else None for person in people],
            "called": [person.name for person in people],
            "account_id": [person.account_id for person in people],
            "deactivated": [not person.active for person in people],
            "all_addresses": [addresses.issuperset(person.emails) for person in people],
        },
        schema={
            "person": pl.Int32,
            "main": pl.String,
            "called": pl.String,
            "account_id": pl.String,
            "deactivated": pl.Boolean,
            "all_addresses": pl.Boolean,
        },
    )
    return (
        developers.join(who, on="person", how="left")
        .with_columns(
            email=pl.coalesce("main", "email"),
            matched=pl.col("person").is_not_null(),
            deactivated=pl.col("deactivated").fill_null(value=False),
            all_addresses=pl.col("all_addresses").fill_null(value=True),
        )
        .with_columns(name=pl.coalesce("called", "name", "email"))
        .drop("person", "main", "called")
    )
