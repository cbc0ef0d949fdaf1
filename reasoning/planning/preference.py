"""Among paths of equal cost, one that honours more recommendations, as far as one is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ontology.condition import attainments
from ontology.names import Iri
from ontology.terms import Prerequisite
from reasoning.planning.answer.advice import missed
from reasoning.planning.answer.order import ordered
from reasoning.planning.problem import Problem
from reasoning.planning.search.branch import EFFORT, search

MOST_WORK = EFFORT // 4
"""How much effort all tries together may take."""


def preferred(
    problem: Problem, path: Sequence[int], expired: Callable[[], bool]
) -> tuple[int, ...]:
    """Return a path that costs the same and misses less advice, or the path itself.

    What is missed is asked for as if it were a goal; a path that then costs no more is better.
    """
    best = ordered(problem, path)
    lacking = missed(problem, best)
    cost = sum(map(problem.objective, best))
    work = 0
    for wanted in _wanted(problem, lacking):
        if not lacking or work >= MOST_WORK or expired():
            break
        found = search(problem.wanting(wanted), expired, MOST_WORK // 4)
        work += found.work
        if found.path is None or found.cost != cost:
            continue
        other = ordered(problem, found.path)
        lacks = missed(problem, other)
        if len(lacks) < len(lacking):
            best, lacking = other, lacks
    return best


def _wanted(problem: Problem, lacking: Sequence[Iri]) -> list[int]:
    """Return what would honour the advice that is missed, most often wanted first."""
    times: dict[int, int] = {}
    for identifier in lacking:
        content = problem.snapshot.dataset.statements[identifier].content
        if isinstance(content, Prerequisite):
            for at in problem.snapshot.numbers(attainments(content.condition)):
                if at not in problem.held:
                    times[at] = times.get(at, 0) + 1
    return sorted(times, key=lambda at: (-times[at], at))
