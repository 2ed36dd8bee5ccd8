"""A snapshot joined with people: who the developers are, and on which days each of them was active."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from seatlight.model.people import Person
from seatlight.tables.developers import developers_of, match, members_of
from seatlight.tables.schema import UNATTRIBUTED
from seatlight.tables.seat_dates import SeatDates
from seatlight.tables.snapshot import Snapshot
from seatlight.tables.totals import Tiers, added_up


@dataclass(frozen=True, eq=False)
class Joined:
    """A snapshot with its developers; what all metrics are measured on.

    `developers` has one row each (`tables.developers`), `members` says which developer each address is,
    `active_days` has one row per developer and active day, with the active day before it (`previous`, null for the
    first) and the one that begins a span (`span_start`), sorted by both. `active_by_day` tells how many developers
    were active on each day that anybody was, `untiered` holds the codes of models whose tier nobody knows.
    `narrowed` is true where only some developers are left (`of`): then usage without an address is nobody's.
    """

    snapshot: Snapshot
    members: pl.DataFrame
    developers: pl.DataFrame
    active_days: pl.DataFrame
    active_by_day: Mapping[int, int]
    people_known: bool
    tiers: Tiers = field(default_factory=dict)
    narrowed: bool = False

    @property
    def untiered(self) -> frozenset[int]:
        """The codes of models whose tier nobody knows."""
        return frozenset(range(1, len(self.snapshot.models))).difference(*self.tiers.values())

    @property
    def cycle_spend(self) -> pl.DataFrame:
        """What each address cost in the billing cycle, as the snapshot has it."""
        spend = self.snapshot.cycle_spend
        return spend.join(self.members.select("member"), on="member", how="semi") if self.narrowed else spend

    def of(self, accounts: frozenset[str]) -> Joined:
        """The developers of these Jira accounts alone; whoever has none is not among them."""
        return self._only(pl.col("account_id").is_in(list(accounts)).fill_null(value=False))

    def of_one(self, developer: int) -> Joined:
        """The developer of this code alone."""
        return self._only(pl.col("developer") == developer)

    def _only(self, mine: pl.Expr) -> Joined:
        developers = self.developers.filter(mine)
        codes = developers.select("developer")
        active = self.active_days.join(codes, on="developer", how="semi", maintain_order="left")
        return replace(
            self,
            members=self.members.join(codes, on="developer", how="semi", maintain_order="left"),
            developers=developers,
            active_days=active.set_sorted("developer"),
            active_by_day=_by_day(active),
            narrowed=True,
        )

    def added_up(self, by: Sequence[str], sums: Sequence[str], cuts: Sequence[int]) -> pl.DataFrame:
        """`tables.totals.added_up`, by `developer` in place of `member`; usage without an address is developer 0."""
        places = ["member" if key == "developer" else key for key in by]
        if self.narrowed:
            added = added_up(self.snapshot, list(dict.fromkeys([*places, "member"])), sums, cuts, self.tiers)
            added = added.join(self.members.select("member"), on="member", how="semi")
        else:
            added = added_up(self.snapshot, places, sums, cuts, self.tiers)
            if "member" not in places:
                return added
        coded = added.with_columns(_developer(self.members)).drop("member")
        if "member" in places and _one_each(self.members):
            return coded
        return coded.group_by(*by, "segment").agg(pl.col(sums).sum())


def join(
    snapshot: Snapshot,
    people: Sequence[Person] | None = None,
    tiers: Tiers | None = None,
    steady_days: int = 5,
    *,
    dates: SeatDates | None = None,
    all_people: bool = True,
) -> Joined:
    """Join what is known of usage with people; without people every address is its own developer.

    `dates` tell of seats what the vendor does not. Where not `all_people` are known, nobody is called unmatched.
    """
    everyone = None if people is None else tuple(people)
    members = members_of(snapshot, dates)
    matches = match(members, everyone)
    active = active_days(snapshot.member_days, matches, steady_days)
    return Joined(
        snapshot=snapshot,
        members=members.join(matches, on="member"),
        developers=developers_of(members, matches, everyone),
        active_days=active,
        active_by_day=_by_day(active),
        people_known=people is not None and all_people,
        tiers=tiers or {},
    )


def _by_day(active: pl.DataFrame) -> dict[int, int]:
    """How many developers were active on each day that anybody was."""
    counts = active["day"].value_counts()
    return dict(zip(counts["day"], counts["count"], strict=True))


def _one_each(members: pl.DataFrame) -> bool:
    """Whether no developer has a second address."""
    return bool((members["member"] == members["developer"]).all())


def _developer(members: pl.DataFrame) -> pl.Expr:
    """The developer of a member's code; 0 stays with usage without an address."""
    joined = members.filter(pl.col("member") != pl.col("developer"))
    codes = dict(zip(joined["member"], joined["developer"], strict=True))
    return (pl.col("member").replace(codes) if codes else pl.col("member")).alias("developer")


def active_days(days: pl.DataFrame, matches: pl.DataFrame, steady_days: int) -> pl.DataFrame:
    """The active days of developers, from MEMBER_DAYS: each with the one before it and the one that begins a span.

    `previous` is null on a developer's first active day, `span_start` is the active day `steady_days - 1` active
    days earlier, null when there are not that many. Sorted by developer and day, as MEMBER_DAYS are by member.
    """
    active = days.lazy().filter((pl.col("active") > 0) & (pl.col("member") != UNATTRIBUTED))
    theirs = active.select(_developer(matches), "day")
    if not _one_each(matches):
        theirs = theirs.unique().sort("developer", "day")
    return (
        theirs.with_columns(previous=_earlier(1), span_start=_earlier(steady_days - 1))
        .collect()
        .set_sorted("developer")
    )


def _earlier(places: int) -> pl.Expr:
    """The day that many rows before, where it is of the same developer."""
    same = pl.col("developer") == pl.col("developer").shift(places)
    return pl.when(same).then(pl.col("day").shift(places))
