"""Among paths of equal cost, one that honours more recommendations, as far as one is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ontology.condition import attainments
from ontology.names import Iri
from ontology.terms import Prerequisite
from reasoning.planning.answer.advice import missed, unheeded
from reasoning.planning.answer.order import ordered
from reasoning.planning.problem import Problem
from reasoning.planning.search.branch import EFFORT, search

MOST_WORK = EFFORT // 8
"""How much effort all tries together may take."""


def preferred(
    problem: Problem, path: Sequence[int], expired: Callable[[], bool]
) -> tuple[int, ...]:
    """Return a path that costs the same and misses less advice, or the path itself.

    What is missed is asked for as if it were a goal, and who misses it is avoided; a path that
    then costs no more is better.
    """
    best = ordered(problem, path)
    lacking = missed(problem, best)
    cost = sum(map(problem.objective, best))
    work = 0
    tries = _tries(problem, best, lacking)
    while lacking and work < MOST_WORK and not expired():
        attempt = next(tries, None)
        if attempt is None:
            break
        found = search(attempt.problem, expired, MOST_WORK // 4, attempt.avoided)
        work += found.work
        if found.path is None or found.cost != cost:
            continue
        other = ordered(problem, found.path)
        lacks = missed(problem, other)
        if len(lacks) < len(lacking):
            best, lacking = other, lacks
            tries = _tries(problem, best, lacking)
    return best


class _Try(NamedTuple):
    problem: Problem
    avoided: frozenset[int]


def _tries(problem: Problem, path: Sequence[int], lacking: Sequence[Iri]) -> Iterator[_Try]:
    for wanted in _wanted(problem, lacking):
        yield _Try(problem.wanting(wanted), frozenset())
    for taking in _missing(problem, path):
        yield _Try(problem, frozenset({taking}))


def _missing(problem: Problem, path: Sequence[int]) -> list[int]:
    """Return the takings of the path that miss advice and are not demanded."""
    found: list[int] = []
    reached: set[int] = set()
    for taking in path:
        if taking not in problem.demanded and any(unheeded(problem, taking, reached)):
            found.append(taking)
        reached.update(problem.way(taking).gains)
    return found


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
