"""Causes: why attainments are beyond reach, each told apart from its consequences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.snapshot import Snapshot
from ontology.condition import Attainment
from ontology.names import Iri
from reasoning.curation.cutting import cheapest_cut
from reasoning.curation.diagnosis import Cause, Circle, EffortUnknown, Link, NeverMet, Untaught
from reasoning.curation.knots import AllBut, Edge, Knot, knots, usable
from reasoning.curation.ways import Ways
from reasoning.proof import Course


def causes(
    snapshot: Snapshot, beyond: Iterable[Attainment], assumed_minutes: int | None = None
) -> tuple[Cause, ...]:
    """Return why nobody gets into a set of attainments.

    `beyond` is an unfounded set: nobody holds a member, and every way to one needs another.
    Circles come first, then what nothing leads to, by name.
    """
    ways = Ways(snapshot, assumed_minutes)
    found = list(knots(ways, snapshot.numbers(beyond)))
    circles = [_circle(snapshot, ways, knot) for knot in found if knot.round]
    ends = [at for knot in found if not knot.round for at in knot.members]
    return (*circles, *_dead_ends(snapshot, ways, ends))


def links(snapshot: Snapshot, edges: Iterable[Edge]) -> tuple[Link, ...]:
    """Return edges by name."""
    name = snapshot.numbering.attainments
    return tuple(Link(name[e.target], name[e.needed], e.statement, e.by) for e in edges)


def _circle(snapshot: Snapshot, ways: Ways, knot: Knot) -> Circle:
    return Circle(
        links(snapshot, knot.round),
        snapshot.attainments(knot.members),
        cheapest_cut(snapshot, ways, knot.members),
    )


def _dead_ends(snapshot: Snapshot, ways: Ways, ends: list[int]) -> Iterator[Cause]:
    """Yield the ends that are none of a circle's, levels of one competency together."""
    untaught: dict[Iri, list[Attainment]] = {}
    uncertain: dict[Iri, list[Attainment]] = {}
    resources: dict[Iri, set[Iri]] = {}
    for at in sorted(ends):
        attainment = snapshot.numbering.attainments[at]
        if any(True for _ in usable(ways, at)):
            yield NeverMet(attainment, _impossible(ways, at))
            continue
        known = {
            way.taking.resource
            for way in ways.leading_to(at)
            if isinstance(way.taking, Course) and way.minutes is None
        }
        levels = uncertain if known else untaught
        levels.setdefault(attainment.competency, []).append(attainment)
        resources.setdefault(attainment.competency, set()).update(known)
    for name, levels_of in sorted(uncertain.items()):
        yield EffortUnknown(tuple(levels_of), tuple(sorted(resources[name])))
    for _, levels_of in sorted(untaught.items()):
        yield Untaught(tuple(levels_of))


def _impossible(ways: Ways, at: int) -> tuple[Iri, ...]:
    held = AllBut((at,))
    return tuple(
        sorted({demand.statement for way in usable(ways, at) for demand in way.hindrances(held)})
    )
