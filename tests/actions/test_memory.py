"""What was worked out lately is worked out once, and work beside other work tells how it ended."""

import threading

import pytest

from seatlight.actions.beside import Beside
from seatlight.actions.memory import Memory, Same


class Counting:
    """Makes a new thing each time, and counts."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> int:
        self.made += 1
        return self.made


def test_the_same_question_is_worked_out_once() -> None:
    """Equal parts count as the same, whether they are the same objects or not."""
    memory, make = Memory[int](), Counting()
    assert [memory.get(([1], "a"), make) for _ in range(3)] == [1, 1, 1]


def test_another_question_is_worked_out_anew() -> None:
    """Any part that differs makes another question."""
    memory, make = Memory[int](), Counting()
    assert [memory.get((part,), make) for part in ("a", "b", "a")] == [1, 2, 1]


def test_only_the_last_few_are_remembered() -> None:
    """What was asked longest ago goes first."""
    memory, make = Memory[int](most=2), Counting()
    assert [memory.get((part,), make) for part in ("a", "b", "c", "a")] == [1, 2, 3, 4]


def test_a_failure_is_not_remembered() -> None:
    """Whoever asks next works it out again."""
    memory, make = Memory[int](), Counting()

    def fail() -> int:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        memory.get(("a",), fail)
    assert memory.get(("a",), make) == 1


def test_many_may_ask_at_once() -> None:
    """Each gets an answer to its own question."""
    memory = Memory[int](most=3)
    found: list[tuple[int, int]] = []

    def ask(number: int) -> None:
        found.append((number, memory.get((number,), lambda: number)))

    threads = [threading.Thread(target=ask, args=(number % 5,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 50
    assert all(asked == answer for asked, answer in found)


def test_work_beside_other_work_is_done_when_waited_for() -> None:
    """It begins at once, in a thread of its own."""
    done: list[str] = []
    work = Beside(lambda: done.append(threading.current_thread().name))
    work.wait()
    assert done == ["beside"]


def test_a_failure_beside_is_told_to_whoever_waits() -> None:
    """Each time."""

    def fail() -> None:
        raise ValueError("no")

    work = Beside(fail)
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            work.wait()


def test_the_very_same_thing_is_told_from_one_that_is_alike() -> None:
    """Where comparing would be wrong or slow, the object itself counts."""
    thing, alike = [1], [1]
    assert Same(thing) == Same(thing)
    assert Same(thing) != Same(alike)
    assert Same(thing) != thing
    assert len({Same(thing), Same(thing)}) == 1
    memory = Memory[int](2)
    assert memory.get((Same(thing),), lambda: 1) == 1
    assert memory.get((Same(alike),), lambda: 2) == 2
    assert memory.get((Same(thing),), lambda: 3) == 1
