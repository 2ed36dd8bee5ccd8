"""A Window: whole UTC days, first and last both included."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

EPOCH = date(1970, 1, 1)


def day_number(on: date) -> int:
    """The day as an integer, counted from 1970-01-01: how days stand in tables."""
    return (on - EPOCH).days


def day_of(number: int) -> date:
    """The day that a table's integer stands for."""
    return EPOCH + timedelta(days=number)


class Window(msgspec.Struct, frozen=True):
    """First and last UTC day, both included; the first is never after the last."""

    first_on: date
    last_on: date

    def __str__(self) -> str:
        """As people read it; a single day alone."""
        return f"{self.first_on}" if self.first_on == self.last_on else f"{self.first_on} to {self.last_on}"

    @property
    def days(self) -> int:
        """How many days the window has, at least 1."""
        return (self.last_on - self.first_on).days + 1

    @property
    def previous(self) -> Window:
        """The window of equal length just before."""
        return Window(self.first_on - timedelta(days=self.days), self.first_on - timedelta(days=1))

    @property
    def first(self) -> int:
        """The first day as an integer."""
        return day_number(self.first_on)

    @property
    def last(self) -> int:
        """The last day as an integer."""
        return day_number(self.last_on)

    def chunks(self, longest: int) -> list[Window]:
        """The window cut into pieces of at most `longest` days, newest first, without overlap or gap."""
        pieces, last_on = [], self.last_on
        while last_on >= self.first_on:
            first_on = max(self.first_on, last_on - timedelta(days=longest - 1))
            pieces.append(Window(first_on, last_on))
            last_on = first_on - timedelta(days=1)
        return pieces


def last_days(days: int, until: date) -> Window:
    """The window of `days` days that ends on `until`."""
    return Window(until - timedelta(days=days - 1), until)
