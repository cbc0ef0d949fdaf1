"""Ways: all that leads to an attainment, and what each way asks for, by statement.

The planner's compiled takings forget which statement asks for what; here it is kept, and what
would be without some statements can be asked.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from typing import NamedTuple

from graph.snapshot import Snapshot
from graph.snapshot_conditions import Guard, Need, mentioned, met
from graph.snapshot_numbering import Numbering
from graph.snapshot_offers import Offer
from ontology.names import Iri
from ontology.terms import Kind, Teaching
from reasoning.proof import Course, SelfStudy, Taking


class Demand(NamedTuple):
    """What a statement asks for before a taking.

    `target` is the attainment whose groundwork it is: once that is held it is asked no more,
    and what the taking gains counts. None for what the taking itself asks for. Where that is
    the level from which it starts, `lowest` is the first level of that competency.
    """

    statement: Iri
    need: Need
    target: int | None = None
    lowest: int | None = None


class Way(NamedTuple):
    """A taking with all it gains, equivalents included, and its demands.

    `minutes` is None where the effort is unknown.
    """

    taking: Taking
    gains: frozenset[int]
    demands: tuple[Demand, ...]
    minutes: int | None

    def hindrances(self, held: Container[int], ignored: Collection[Iri] = ()) -> list[Demand]:
        """Return the demands that what is held does not meet, but for the ignored statements."""
        return [
            demand
            for demand in self.demands
            if demand.statement not in ignored and not self._is_met(demand, held)
        ]

    def awaited(self, demand: Demand, held: Container[int]) -> list[int]:
        """Return the attainments that would help to meet the demand, sorted."""
        return sorted(at for at in set(mentioned(demand.need)) if not self._given(demand, at, held))

    def _is_met(self, demand: Demand, held: Container[int]) -> bool:
        if demand.target is not None and demand.target in held:
            return True
        return met(demand.need, lambda at: self._given(demand, at, held))

    def _given(self, demand: Demand, at: int, held: Container[int]) -> bool:
        return at in held or (demand.target is not None and at in self.gains)


class Ways:
    """The ways of one snapshot, for somebody who assumes these minutes where none are stated."""

    def __init__(self, snapshot: Snapshot, assumed_minutes: int | None = None) -> None:
        self._snapshot = snapshot
        self._assumed = assumed_minutes
        self._known: dict[Taking, Way] = {}

    def leading_to(self, at: int) -> tuple[Way, ...]:
        """Return the ways after which the attainment holds: courses by name, then self-study."""
        snapshot = self._snapshot
        sources = sorted(snapshot.implying(at))
        places = sorted({place for each in sources for place in snapshot.taught_by.get(each, ())})
        courses = [self._of_course(snapshot.offers[place]) for place in places]
        studies = [
            self._of_study(each) for each in sources if self._study_minutes(each) is not None
        ]
        return (*courses, *studies)

    def _study_minutes(self, at: int) -> int | None:
        stated = self._snapshot.numbering.minutes[at]
        return self._assumed if stated is None else stated

    def _of_course(self, offer: Offer) -> Way:
        taking = Course(offer.resource.id)
        known = self._known.get(taking)
        if known is None:
            own = self._snapshot.required.of_resource.get(offer.resource.id, ())
            demands = (*_demands(own, None), *self._entries(offer), *self._groundwork(offer.gains))
            minutes = self._assumed if offer.minutes is None else offer.minutes
            gains = self._snapshot.held(offer.gains)
            known = self._known[taking] = Way(taking, gains, demands, minutes)
        return known

    def _of_study(self, at: int) -> Way:
        numbering = self._snapshot.numbering
        taking = SelfStudy(numbering.attainments[at])
        known = self._known.get(taking)
        if known is None:
            levels = range(numbering.lowest[at], at + 1)
            below = numbering.below[at]
            entry = [] if below < 0 else [_entry(taking.attainment.competency, below, numbering)]
            demands = (*entry, *self._groundwork(levels))
            gains = self._snapshot.held(levels)
            known = self._known[taking] = Way(taking, gains, demands, self._study_minutes(at))
        return known

    def _groundwork(self, gains: Iterable[int]) -> Iterator[Demand]:
        for at in gains:
            yield from _demands(self._snapshot.required.of_attainment.get(at, ()), at)

    def _entries(self, offer: Offer) -> Iterator[Demand]:
        """Yield the levels from which the course starts, each by the teaching that says so."""
        if not offer.entry:
            return
        attainments = self._snapshot.numbering.attainments
        for statement in self._snapshot.dataset.about(Kind.TEACHING, offer.resource.id):
            teaching = statement.content
            if isinstance(teaching, Teaching) and teaching.resource == offer.resource.id:
                for at in offer.entry:
                    competency, level = attainments[at]
                    start = teaching.level - 1 if teaching.start is None else teaching.start
                    if (teaching.competency, start) == (competency, level):
                        yield _entry(statement.id, at, self._snapshot.numbering)


class EdgeWays:
    """Ways by prerequisites alone: as if each level were learnt for itself, after the one below.

    What resources gain at once does not count, so that circles of prerequisites show which
    only a resource breaks.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[int, Way] = {}

    def leading_to(self, at: int) -> tuple[Way, ...]:
        """Return one way for each attainment that implies this one."""
        return tuple(self.own(each) for each in sorted(self._snapshot.implying(at)))

    def own(self, at: int) -> Way:
        """Return the way that leads to this very attainment."""
        known = self._known.get(at)
        if known is None:
            known = self._known[at] = self._made(at)
        return known

    def _made(self, at: int) -> Way:
        snapshot, numbering = self._snapshot, self._snapshot.numbering
        guarding = snapshot.required.of_attainment.get(at, ())
        taking = SelfStudy(numbering.attainments[at])
        below = at - 1 if at > numbering.lowest[at] else -1
        entry = [] if below < 0 else [_entry(taking.attainment.competency, below, numbering)]
        demands = (*entry, *_demands(guarding, None))
        return Way(taking, frozenset(snapshot.implied(at)), demands, 0)


def _demands(guards: Iterable[Guard], target: int | None) -> Iterator[Demand]:
    return (Demand(guard.id, guard.need, target) for guard in guards)


def _entry(statement: Iri, start: int, numbering: Numbering) -> Demand:
    return Demand(statement, Need(1, (start,)), lowest=numbering.lowest[start])
