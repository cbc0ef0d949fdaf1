"""Unfounded sets: why there is no path, whatever limits are dropped (`model` §5)."""

from __future__ import annotations

from ontology.condition import Attainment
from ontology.errors import UnsoundProofError
from reasoning.kernel.cuts import crossing
from reasoning.kernel.reading import Reading


def check_unfounded(beyond: frozenset[Attainment], reading: Reading) -> None:
    """Check that a goal lies in the set, no member is held, and every way in starts inside.

    The ways to a member are the level above it, its equivalents, and every taking that gains
    it. Limits of the question are not looked at, but an effort that nobody states or assumes
    makes a way impassable. Raises `UnsoundProofError` with the first way in.
    """
    if beyond.isdisjoint(reading.question.goal):
        raise UnsoundProofError("no goal lies in the unfounded set")
    for member in sorted(beyond):
        if member in reading.held:
            raise UnsoundProofError(f"{member} is held and not beyond reach")
        for source in _sources(member, reading):
            if source not in beyond:
                raise UnsoundProofError(f"{member} follows from {source}, which lies outside")
    ways = crossing(beyond, reading, lambda taking: reading.effort(taking) is not None)
    if ways:
        raise UnsoundProofError(f"{min(map(str, ways))} leads into the unfounded set")


def _sources(member: Attainment, reading: Reading) -> list[Attainment]:
    competency, level = member
    equivalents = [Attainment(name, level) for name in reading.leading_to(competency)]
    if level < reading.top_level(competency):
        return [*equivalents, Attainment(competency, level + 1)]
    return equivalents
