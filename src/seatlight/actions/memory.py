"""What was worked out lately, for whoever asks the same again: many look at the same report."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Same:
    """Stands for this very object among the parts of a result: another that is alike is another."""

    __slots__ = ("_thing",)

    def __init__(self, thing: object) -> None:
        self._thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self._thing is other._thing

    def __hash__(self) -> int:
        return id(self._thing)


class Memory(Generic[T]):
    """The last `most` results by what they were worked out from. Safe to use from several threads.

    Two who ask the same at once may both work it out; nothing is kept of a failure.
    """

    def __init__(self, most: int = 4) -> None:
        self._most = most
        self._known: list[tuple[tuple[Any, ...], T]] = []
        self._lock = Lock()

    def get(self, parts: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What was made of these very parts, else what `make` makes."""
        with self._lock:
            entries = list(self._known)
        for known, result in entries:
            if all(part is before or part == before for part, before in zip(parts, known, strict=True)):
                return result
        result = make()
        with self._lock:
            self._known = [(parts, result), *self._known][: self._most]
        return result
