"""Splicing: a sorted sequence with some members gone and others come, the rest as it was.

A change of ten among a hundred thousand leaves long runs untouched. Copying them costs next
to nothing, and what was computed of neighbours within a run holds still.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

Member = TypeVar("Member")


class Gap(NamedTuple):
    """Where members of the old sequence (half-open) give way to a number of new ones."""

    start: int
    stop: int
    come: int


def gaps(gone: Iterable[int], come: Iterable[int]) -> tuple[Gap, ...]:
    """Return the gaps between what stays, in their order; no two of them touch.

    `gone` are the places of those that go, `come` the places before which new ones stand,
    once for each.
    """
    found: list[Gap] = []
    for place, goes in sorted([*((at, True) for at in gone), *((at, False) for at in come)]):
        start, stop, number = (
            found.pop() if found and found[-1].stop == place else Gap(place, place, 0)
        )
        found.append(Gap(start, stop + goes, number + (not goes)))
    return tuple(found)


def spliced(old: Iterable[Member], at: Iterable[Gap], come: Sequence[Member]) -> list[Member]:
    """Return the new sequence: the new members in their order fill the gaps of the old one."""
    made = list(old)
    upto = len(come)
    for gap in reversed(tuple(at)):
        made[gap.start : gap.stop] = come[upto - gap.come : upto]
        upto -= gap.come
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

    return spliced(old, gaps(places(gone), places(come)), come)
