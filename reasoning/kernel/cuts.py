"""Cuts: which takings can be the first to gain a member of a set that nobody holds at the start.

Whoever has no member, nor anything that a member follows from, holds at most all the rest.
What may be taken by somebody who holds all the rest *crosses* into the set; H only grows
and rules 1 to 3 never ask that something is not held, so nothing else can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ontology.condition import Attainment
from ontology.names import Iri
from reasoning.kernel.reading import Reading
from reasoning.proof import Taking


def least_levels(members: Iterable[Attainment], reading: Reading) -> Mapping[Iri, int]:
    """Return all from which a member follows: each competency with the lowest such level."""
    least: dict[Iri, int] = {}
    waiting = list(members)
    while waiting:
        competency, level = waiting.pop()
        if level < least.get(competency, level + 1):
            least[competency] = level
            waiting.extend(Attainment(name, level) for name in reading.leading_to(competency))
    return least


def outside(least: Mapping[Iri, int]) -> Callable[[Attainment], bool]:
    """Return what is held by somebody who holds all but these levels and those above."""

    def held(attainment: Attainment) -> bool:
        return attainment.level < least.get(attainment.competency, attainment.level + 1)

    return held


def crossing(
    members: Iterable[Attainment], reading: Reading, allowed: Callable[[Taking], bool]
) -> frozenset[Taking]:
    """Return the allowed takings that cross into the set."""
    least = least_levels(members, reading)
    held = outside(least)
    into = {
        taking
        for competency, level in least.items()
        for taking in reading.takings_into(competency, level)
    }
    return frozenset(
        taking for taking in into if allowed(taking) and reading.entry(taking).open_to(held)
    )
