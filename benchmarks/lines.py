"""A promise beside what was measured, and how both are printed."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

MB = 10**6


class Line(Struct, frozen=True):
    """What was measured, in a unit, beside the most or the least we promise (neither: nothing is promised).

    `beside` says what else belongs to it.
    """

    what: str
    measured: float
    unit: str
    most: float | None = None
    least: float | None = None
    beside: str = ""

    @property
    def verdict(self) -> str:
        """`kept` or `MISSED`; empty without a promise."""
        if self.most is None and self.least is None:
            return ""
        too_much = self.most is not None and self.measured > self.most
        too_little = self.least is not None and self.measured < self.least
        return "MISSED" if too_much or too_little else "kept"

    @property
    def promised(self) -> str:
        """The promise as text; empty without one."""
        if self.most is not None:
            return f"at most {spelled(self.most, self.unit)}"
        return "" if self.least is None else f"at least {spelled(self.least, self.unit)}"

    def __str__(self) -> str:
        text = f"{self.what:<58} {spelled(self.measured, self.unit):>14}  {self.promised:<19} {self.verdict:<6}"
        return f"{text}  {self.beside}".rstrip()


UNITS: dict[str, Callable[[float], str]] = {
    "s": lambda seconds: f"{seconds:.3f} s" if seconds < 1 else f"{seconds:.2f} s",
    "ms": lambda seconds: f"{seconds * 1000:.1f} ms",
    "µs": lambda seconds: f"{seconds * 1e6:.1f} µs",
    "kB": lambda size: f"{size / 1000:.0f} kB",
    "MB": lambda size: f"{size / MB:.0f} MB",
    "MB/s": lambda speed: f"{speed / MB:,.0f} MB/s",
    "/s": lambda count: f"{count:,.0f} /s",
    "requests": lambda count: f"{count:.0f} requests",
    "%": lambda share: f"{share:.0%}",
    "×": lambda ratio: f"{ratio:.2f} ×",
}
"""How an amount reads; times are in seconds and sizes in bytes whatever the unit they are shown in."""


def spelled(amount: float, unit: str) -> str:
    """The amount with its unit."""
    return UNITS[unit](amount)
