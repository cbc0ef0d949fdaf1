"""Splicing: a sorted sequence with some members gone and others come, the rest moved in runs.

A change of ten among a hundred thousand leaves eleven long runs as they were. Copying them
costs next to nothing, and what was computed of neighbours within a run holds still.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

Member = TypeVar("Member")


class Run(NamedTuple):
    """Members of the old sequence that stay, half-open, and how many new ones follow them."""

    start: int
    stop: int
    come: int


def runs(length: int, gone: Iterable[int], come: Iterable[int]) -> tuple[Run, ...]:
    """Return the runs into which a sequence of that length falls, in their order.

    `gone` are the places of those that go, `come` the places before which new ones stand,
    once for each.
    """
    found: list[Run] = []
    start = 0
    for place, goes in sorted([*((at, True) for at in gone), *((at, False) for at in come)]):
        found.append(Run(start, place, 0 if goes else 1))
        start = place + goes
    return (*found, Run(start, length, 0))


def spliced(old: Sequence[Member], of_runs: Iterable[Run], come: Iterable[Member]) -> list[Member]:
    """Return the new sequence: the runs of the old one, with the new members in their order."""
    waiting = iter(come)
    made: list[Member] = []
    for run in of_runs:
        made += old[run.start : run.stop]
        made += (next(waiting) for _ in range(run.come))
    return made


def merged(
    old: Sequence[Member],
    gone: Iterable[Member],
    come: Sequence[Member],
    key: Callable[[Member], str],
) -> list[Member]:
    """Return a sequence that is sorted by a key without some members and with others, sorted too.

    Those that go are found by their keys, which are distinct.
    """

    def places(members: Iterable[Member]) -> list[int]:
        return [bisect_left(old, key(member), key=key) for member in members]

    return spliced(old, runs(len(old), places(gone), places(come)), come)
