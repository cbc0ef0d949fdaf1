"""The examination of a curriculum: everything that is wrong with it, as values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from graph.snapshot import Snapshot
from ontology.condition import Attainment
from ontology.names import Iri
from ontology.terms import Competency, CompetencyKind, Importance, Kind
from reasoning.curation.causes import causes
from reasoning.curation.circles import broken_circles
from reasoning.curation.diagnosis import (
    Cause,
    Diagnosis,
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
        *_with_frameworks(snapshot, found),
        *_unreachable_roles(snapshot, beyond),
        *empty_roles(snapshot),
        *broken_circles(snapshot, reached),
        *redundant(snapshot),
        *idle_resources(snapshot),
        *orphans(snapshot),
    )


def _with_frameworks(snapshot: Snapshot, found: Iterable[Cause]) -> Iterator[Diagnosis]:
    """Yield the causes; where a whole framework is untaught, that instead of its terms."""
    framework_of = {
        content.id: content.framework
        for statement in snapshot.dataset.by_kind[Kind.COMPETENCY]
        if isinstance(content := statement.content, Competency)
        and content.kind is not CompetencyKind.GROUP
    }
    size = Counter(framework_of.values())
    found = tuple(found)
    untaught = Counter(
        framework_of[cause.attainments[0].competency]
        for cause in found
        if isinstance(cause, Untaught)
    )
    bare = {name for name, count in untaught.items() if count == size[name] > MANY}
    yield from (UntaughtFramework(name, size[name]) for name in sorted(bare))
    for cause in found:
        if not isinstance(cause, Untaught) or (
            framework_of[cause.attainments[0].competency] not in bare
        ):
            yield cause


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
