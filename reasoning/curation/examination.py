"""The examination of a curriculum: everything that is wrong with it, as values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from graph.snapshot import Snapshot
from ontology.condition import Attainment
from ontology.names import Iri
from ontology.terms import Competency, Importance
from reasoning.curation.causes import causes
from reasoning.curation.circles import broken_circles
from reasoning.curation.diagnosis import (
    Cause,
    Circle,
    Diagnosis,
    EffortUnknown,
    ManyEffortsUnknown,
    ManyUntaught,
    NeverMet,
    UnreachableRole,
    UnreachableRoles,
    Untaught,
    UntaughtFramework,
)
from reasoning.curation.leftovers import empty_roles, idle_resources, orphans
from reasoning.curation.redundancy import redundant
from reasoning.planning.problem import Problem
from reasoning.planning.reach import reachable
from reasoning.question import Limits, Question

MANY = 10


def diagnoses(snapshot: Snapshot) -> tuple[Diagnosis, ...]:
    """Return what ails a curriculum, the gravest first.

    Reach is judged for somebody who holds nothing, has no limits and assumes no hours. What
    concerns more than ten terms of one framework alike is said once for the framework.
    """
    free = Question((), frozenset(), date.min, limits=Limits(dates=False))
    reached = reachable(Problem(snapshot, free))
    beyond = frozenset(range(len(snapshot.numbering.attainments))) - reached
    found = causes(snapshot, snapshot.attainments(sorted(beyond)))
    return (
        *_summed_up(snapshot, found),
        *_unreachable_roles(snapshot, beyond),
        *empty_roles(snapshot),
        *broken_circles(snapshot, reached),
        *redundant(snapshot),
        *idle_resources(snapshot),
        *orphans(snapshot),
    )


def _summed_up(snapshot: Snapshot, found: Sequence[Cause]) -> Iterator[Diagnosis]:
    """Yield the causes; many of a kind in one framework are said at once."""
    untaught = _by_framework(snapshot, (each for each in found if isinstance(each, Untaught)))
    uncertain = _by_framework(snapshot, (each for each in found if isinstance(each, EffortUnknown)))
    yield from (each for each in found if isinstance(each, (Circle, NeverMet)))
    for framework, efforts in sorted(uncertain.items()):
        if len(efforts) > MANY:
            resources = sorted({name for each in efforts for name in each.resources})
            yield ManyEffortsUnknown(framework, _competencies(efforts), tuple(resources))
        else:
            yield from efforts
    for framework, ends in sorted(untaught.items()):
        if len(ends) <= MANY:
            yield from ends
        elif sum(len(end.attainments) for end in ends) == _size(snapshot, framework):
            yield UntaughtFramework(framework, len(ends))
        else:
            yield ManyUntaught(framework, _competencies(ends))


EndT = TypeVar("EndT", Untaught, EffortUnknown)


def _by_framework(snapshot: Snapshot, ends: Iterable[EndT]) -> dict[Iri, list[EndT]]:
    found: dict[Iri, list[EndT]] = {}
    for end in ends:
        framework = _framework(snapshot, end.attainments[0])
        found.setdefault(framework, []).append(end)
    return found


def _competencies(ends: Sequence[Untaught] | Sequence[EffortUnknown]) -> tuple[Iri, ...]:
    return tuple(end.attainments[0].competency for end in ends)


def _size(snapshot: Snapshot, framework: Iri) -> int:
    """Return how many attainments a framework has."""
    found = snapshot.numbering.attainments
    return sum(_framework(snapshot, attainment) == framework for attainment in found)


def _framework(snapshot: Snapshot, attainment: Attainment) -> Iri:
    statement = snapshot.dataset.get(attainment.competency)
    content = None if statement is None else statement.content
    return content.framework if isinstance(content, Competency) else attainment.competency


def _unreachable_roles(snapshot: Snapshot, beyond: frozenset[int]) -> Iterator[Diagnosis]:
    wanting: dict[Iri, tuple[Attainment, ...]] = {}
    by_framework: defaultdict[Iri, list[Iri]] = defaultdict(list)
    for role in snapshot.roles:
        needed = snapshot.numbers(snapshot.asked(role.id, Importance.ESSENTIAL))
        lacking = tuple(at for at in needed if at in beyond)
        if lacking:
            wanting[role.id] = snapshot.attainments(lacking)
            by_framework[role.framework].append(role.id)
    for framework, roles in sorted(by_framework.items()):
        if len(roles) > MANY:
            yield UnreachableRoles(framework, tuple(roles))
        else:
            yield from (UnreachableRole(role, wanting[role]) for role in roles)
