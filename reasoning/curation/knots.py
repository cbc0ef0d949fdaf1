"""Knots: what waits for one another, told apart from what only waits behind it.

What is beyond reach waits for other things beyond reach. Those that wait for one another,
directly or round about, are one knot: a strongly connected component of what waits for what.
A knot is a cause of its own where members stay beyond reach although everything outside it
were held; the rest is consequence.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ontology.names import Iri
from reasoning.curation.components import components
from reasoning.curation.ways import Demand, Way
from reasoning.proof import Taking

TRIED_STARTS = 200


class Leads(Protocol):
    """Where ways come from."""

    def leading_to(self, at: int, /) -> tuple[Way, ...]:
        """Return the ways after which the attainment holds."""
        ...


class Edge(NamedTuple):
    """`target` waits for `needed`, since a statement demands it of the way `by`."""

    target: int
    needed: int
    statement: Iri
    by: Taking


@dataclass(frozen=True, slots=True)
class Knot:
    """Members that no way from outside leads to; a shortest round among them, if there is one."""

    members: tuple[int, ...]
    round: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class AllBut:
    """Everything is held but these."""

    missing: Container[int]

    def __contains__(self, at: object) -> bool:
        return at not in self.missing


def knots(leads: Leads, beyond: Collection[int]) -> Iterator[Knot]:
    """Yield the knots of an unfounded set that are causes of their own, by their first member."""
    missing = frozenset(beyond)
    waiting = {at: set(_awaited(leads, at, missing)) for at in sorted(missing)}
    for component in components(waiting):
        members = stuck(leads, component)
        if members:
            yield Knot(members, shortest_round(leads, members))


def _awaited(leads: Leads, at: int, missing: frozenset[int]) -> Iterator[int]:
    """Yield what an attainment waits for, that included which, once held, waives a demand."""
    held = AllBut(missing)
    for way in usable(leads, at):
        for demand in way.hindrances(held):
            yield from way.awaited(demand, held)
            if demand.target is not None:
                yield demand.target


def usable(leads: Leads, at: int) -> Iterator[Way]:
    """Yield the ways to an attainment that can be planned and do not start from it."""
    for way in leads.leading_to(at):
        if way.minutes is not None and not any(_starts_at(demand, at) for demand in way.demands):
            yield way


def _starts_at(demand: Demand, at: int) -> bool:
    """Tell whether a way has to be entered from the very level, or a higher one of the same."""
    (start, *_) = (*demand.need.attainments, at)
    return demand.lowest is not None and demand.lowest <= at <= start


def stuck(leads: Leads, members: Sequence[int], ignored: Collection[Iri] = ()) -> tuple[int, ...]:
    """Return the members that stay beyond reach although everything else is held."""
    left = set(members)
    changed = True
    while changed:
        freed = [at for at in sorted(left) if _is_free(leads, at, left, ignored)]
        left.difference_update(freed)
        changed = bool(freed)
    return tuple(sorted(left))


def _is_free(leads: Leads, at: int, left: set[int], ignored: Collection[Iri]) -> bool:
    held = AllBut(left)
    return any(not way.hindrances(held, ignored) for way in usable(leads, at))


def edges(
    leads: Leads, at: int, missing: Collection[int], ignored: Collection[Iri] = ()
) -> Iterator[Edge]:
    """Yield what an attainment waits for, while exactly `missing` is not held."""
    held = AllBut(missing)
    for way in usable(leads, at):
        for demand in way.hindrances(held, ignored):
            for needed in way.awaited(demand, held):
                yield Edge(at, needed, demand.statement, way.taking)


def shortest_round(
    leads: Leads, members: Sequence[int], ignored: Collection[Iri] = ()
) -> tuple[Edge, ...]:
    """Return a shortest round of edges among the members; none where there is no round."""
    inside = frozenset(members)
    leaving = {
        at: [edge for edge in edges(leads, at, inside, ignored) if edge.needed in inside]
        for at in sorted(inside)
    }
    best: tuple[Edge, ...] = ()
    for start in sorted(inside)[:TRIED_STARTS]:
        found = _round_through(start, leaving, len(best) or len(inside) + 1)
        if found:
            best = found
        if len(best) == 1:
            break
    return best


def _round_through(
    start: int, leaving: dict[int, list[Edge]], shorter_than: int
) -> tuple[Edge, ...]:
    """Return the shortest round through `start` of fewer edges than that, breadth first."""
    trails: dict[int, tuple[Edge, ...]] = {start: ()}
    frontier = [start]
    for _ in range(shorter_than - 1):
        following: list[int] = []
        for at in frontier:
            for edge in leaving[at]:
                if edge.needed == start:
                    return (*trails[at], edge)
                if edge.needed not in trails:
                    trails[edge.needed] = (*trails[at], edge)
                    following.append(edge.needed)
        frontier = following
    return ()
