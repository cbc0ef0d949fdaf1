"""Recommendations: which a path honours. They never forbid (`model` §3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.snapshot_conditions import Guard, met
from ontology.names import Iri
from reasoning.planning.problem import Problem


def missed(problem: Problem, path: Sequence[int]) -> tuple[Iri, ...]:
    """Return the recommended prerequisites that the path does not honour, sorted.

    A resource's own are judged before it, those of an attainment when it is gained, together
    with all that is gained then.
    """
    found: set[Iri] = set()
    reached: set[int] = set()
    for taking in path:
        found.update(guard.id for guard in unheeded(problem, taking, reached))
        reached.update(problem.way(taking).gains)
    return tuple(sorted(found))


def unheeded(problem: Problem, taking: int, reached: set[int]) -> Iterator[Guard]:
    """Yield the recommendations that the taking would miss for who holds `reached` as well."""
    advice, held = problem.snapshot.recommended, problem.held
    gains = problem.way(taking).gains

    def before(at: int) -> bool:
        return at in held or at in reached

    def after(at: int) -> bool:
        return at in gains or before(at)

    if advice.of_resource and taking < problem.courses:
        own = advice.of_resource.get(problem.snapshot.offers[taking].resource.id, ())
        yield from (guard for guard in own if not met(guard.need, before))
    if advice.of_attainment:
        for at in problem.taught(taking):
            if not before(at):
                guards = advice.of_attainment.get(at, ())
                yield from (guard for guard in guards if not met(guard.need, after))
