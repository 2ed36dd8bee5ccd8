"""Where a text names one person, by account or by address."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import msgspec

from seatlight.errors import WrongUsage
from seatlight.store.action import ERASED

BEFORE, AFTER = r"(?<![\w.+%-])", r"(?![\w-]|\.\w)"
"""What an address or an account is not part of: `an@x.org` is not named in `jan@x.org` nor in `an@x.org.uk`."""


class Named:
    """One person: by account, by addresses, and by a pattern of them all. WrongUsage where there is none of them."""

    def __init__(self, account_id: str | None, emails: Collection[str]) -> None:
        self.account_id = account_id or None
        self.emails = frozenset(form for email in emails if email for form in (email, email.lower()))
        names = {*self.emails, *([self.account_id] if self.account_id else [])}
        if not names:
            raise WrongUsage("Say whose data to erase: an account or an address.")
        # The longest first: one name may begin another. As JSON a name may be spelled otherwise.
        forms = sorted({*names, *(msgspec.json.encode(name).decode()[1:-1] for name in names)}, key=len, reverse=True)
        self._pattern = re.compile(BEFORE + f"(?:{'|'.join(map(re.escape, forms))})" + AFTER, re.IGNORECASE)

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
