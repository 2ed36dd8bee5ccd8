"""Answers that hold for a short while, so that the same question is not asked twice in a minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from seatlight.ports import Clock

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """The last answers by question, `most` of them, each for `holds`. Safe to use from several threads.

    Failures are not remembered. Two who ask the same at once both ask.
    """

    def __init__(self, clock: Clock, holds: timedelta, most: int) -> None:
        self._clock = clock
        self._holds = holds
        self._most = most
        self._lock = Lock()
        self._known: dict[K, tuple[datetime, V]] = {}

    def get(self, question: K, ask: Callable[[], V]) -> V:
        """What is known, else what `ask` answers; its age counts from before it was asked."""
        asked_at = self._clock()
        with self._lock:
            known = self._known.get(question)
        if known and timedelta() <= asked_at - known[0] < self._holds:
            return known[1]
        answer = ask()
        with self._lock:
            self._known.pop(question, None)
            while len(self._known) >= self._most:
                del self._known[next(iter(self._known))]
            self._known[question] = (asked_at, answer)
        return answer
