"""What the sandbox's team really did, as far as the API can tell it, in clean form."""

import msgspec

from seatlight.sandbox.jira.facts import JiraFacts


class RosterEntry(msgspec.Struct, frozen=True):
    """One line of the list of members; `email` is null where the API hides it."""

    email: str | None
    name: str
    role: str
    removed: bool
    character: str


class SeatChange(msgspec.Struct, frozen=True):
    """A seat given or taken, as the audit log tells; `at` is an instant in UTC, `change` add or remove."""

    email: str
    at: str
    change: str


class Day(msgspec.Struct, frozen=True, gc=False):
    """One daily row; two rows of one address and day add up. `is_active` is null where it is not told."""

    email: str | None
    day: str
    is_active: bool | None = False
    applies: int = 0
    accepts: int = 0
    rejects: int = 0
    tabs_shown: int = 0
    tabs_accepted: int = 0
    composer_requests: int = 0
    chat_requests: int = 0
    agent_requests: int = 0
    cmdk_usages: int = 0

    def says_anything(self) -> bool:
        """Whether the row is active or counts anything."""
        offered = self.applies + self.accepts + self.rejects + self.tabs_shown + self.tabs_accepted
        asked = self.composer_requests + self.chat_requests + self.agent_requests + self.cmdk_usages
        return bool(self.is_active or offered or asked)


class Tokens(msgspec.Struct, frozen=True, gc=False):
    """Token counts of one event and the model's price in cents; the price may be unknown."""

    input: int
    output: int
    cache_read: int
    cache_write: int
    total_cents: float | None


class Event(msgspec.Struct, frozen=True, gc=False):
    """One usage event; `tokens` is null where they are unknown, `charged_cents` where no cost is told."""

    email: str | None
    at_ms: int
    model: str
    kind: str
    tokens: Tokens | None
    charged_cents: float | None
    service_account: str | None = None
    automation: str | None = None
    free_bugbot: bool = False


class MemberSpend(msgspec.Struct, frozen=True):
    """What an address cost in the billing cycle: on demand, and in all (null where the API does not tell)."""

    email: str
    spend_cents: float
    overall_spend_cents: float | None


class Spend(msgspec.Struct, frozen=True):
    """The running billing cycle, from an instant that is not midnight."""

    cycle_start_at: str
    members: list[MemberSpend]


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """The whole truth about a sandbox; addresses in lower case, days and instants ISO 8601 in UTC."""

    schema: str = "seatlight.facts/1"
    now: str
    today: str
    reach_days: int
    seed: int
    people: int
    quirks: list[str]
    roster: list[RosterEntry]
    seat_changes: list[SeatChange]
    days: list[Day]
    events: list[Event]
    spend: Spend
    jira: JiraFacts
