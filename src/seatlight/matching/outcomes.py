"""What comes of each trouble with a match; lists and docs say it in these words."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from seatlight.model.people import Trouble


class Outcome(msgspec.Struct, frozen=True):
    """What a trouble is called, what came of the address in one sentence, and what to do next."""

    title: str
    came_of_it: str
    next_action: str


OUTCOMES: Mapping[Trouble, Outcome] = {
    Trouble.REJECTED: Outcome(
        "Match rejected",
        "The account that the evidence names was rejected for this address, and nothing else leads to exactly one.",
        "confirm the right account, or that the address is nobody's",
    ),
    Trouble.TWO_ACCOUNTS: Outcome(
        "One address, two accounts",
        "The imported list, Jira or the rules give the address to two accounts or more, so it is matched to none.",
        "confirm the right account, or reject the wrong ones",
    ),
    Trouble.CLAIMED_TWICE: Outcome(
        "One account, claimed twice",
        "The imported list gives the account to several addresses, so none of them is matched by it.",
        "confirm each address that is theirs, reject the others",
    ),
    Trouble.GONE: Outcome(
        "Account gone",
        "Jira lists everybody, but not this account: a confirmed match holds and counts as left, "
        "an imported one is not taken.",
        "remove the seat, or confirm another account",
    ),
    Trouble.DEACTIVATED: Outcome(
        "Account deactivated",
        "The address is matched, but its account was deactivated or deleted while the seat is still paid for.",
        "remove the seat",
    ),
    Trouble.APP: Outcome(
        "An app's account",
        "The account belongs to an app and to no person, so only a confirmed match holds.",
        "confirm the person behind it, or that the address is nobody's",
    ),
    Trouble.CUSTOMER: Outcome(
        "A customer's account",
        "The account is a customer's of a service desk, so only a confirmed match holds.",
        "confirm the person's own account, or that the address is nobody's",
    ),
    Trouble.UNKNOWN_ACCOUNT: Outcome(
        "Unknown account",
        "Jira cannot say what sort of account it is, so only a confirmed match to an account with an id of its own "
        "holds.",
        "confirm the person's account, or that the address is nobody's",
    ),
    Trouble.TWO_ADDRESSES: Outcome(
        "One person, two addresses",
        "Several addresses are one account's: they add up in one row, and not all of them were confirmed by a person.",
        "confirm each address, or reject the one that is not theirs",
    ),
    Trouble.UNMATCHED: Outcome(
        "No account found",
        "Nothing says whose the address is; names that are alike are proposed and never taken.",
        "confirm a proposal or another account, or that the address is nobody's",
    ),
}
"""Every trouble, in the order in which the first that applies to an address is told."""
