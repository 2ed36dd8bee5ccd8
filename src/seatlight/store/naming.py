"""Where a text names one person, by account or by address."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import msgspec

from seatlight.errors import WrongUsage
from seatlight.store.action import ERASED

ADDRESS = r"(?<![\w.+%-]){name}(?![\w-]|\.\w)"
"""Where an address ends: `an@x.org` is not named in `jan@x.org` nor in `an@x.org.uk`."""
ACCOUNT = r"(?<![\w-]){name}(?![\w-])"
"""Where an account ends."""


class Named:
    """One person: by account, by addresses, and by a pattern of them all. WrongUsage where there is none of them."""

    def __init__(self, account_id: str | None, emails: Collection[str]) -> None:
        self.account_id = account_id or None
        self.emails = frozenset(form for email in emails if email for form in (email, email.lower()))
        forms = [ADDRESS.format(name=form) for email in self.emails for form in _spellings(email)]
        forms += [ACCOUNT.format(name=form) for form in _spellings(self.account_id or "")]
        if not forms:
            raise WrongUsage("Say whose data to erase: an account or an address.")
        # The longest first: one name may begin another.
        self._pattern = re.compile("|".join(sorted(forms, key=len, reverse=True)), re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        """Whether the text names the person."""
        return self._pattern.search(text) is not None

    def without(self, text: str) -> str:
        """The text with a mark where it names the person."""
        return self._pattern.sub(ERASED, text)

    def taken_out(self, value: Any) -> Any:
        """A JSON value without the parts that name the person; None when it was nothing else."""
        if isinstance(value, str):
            return None if self.is_in(value) else value
        if isinstance(value, list):
            return [
                kept
                for kept, was in ((self.taken_out(part), part) for part in value)
                if kept is not None or was is None
            ]
        if isinstance(value, dict):
            rest = {key: (self.taken_out(part), part) for key, part in value.items() if not self.is_in(key)}
            return {key: kept for key, (kept, was) in rest.items() if kept is not None or was is None}
        return value


def _spellings(name: str) -> set[str]:
    """A name as a pattern, also as JSON spells it; none for no name."""
    return {re.escape(form) for form in (name, msgspec.json.encode(name).decode()[1:-1]) if form}
