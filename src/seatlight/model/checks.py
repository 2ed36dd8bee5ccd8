"""What `doctor` tells: one outcome per thing looked at."""

from __future__ import annotations

from typing import Literal

import msgspec


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at: how it is, and a sentence that says what it means or how to mend it."""

    name: str
    outcome: Literal["good", "limited", "bad"]
    says: str
