"""Other good paths: as cheap as they come, and different from those known already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from reasoning.outcome import Found
from reasoning.planning.answer.found import found as answer
from reasoning.planning.answer.order import ordered
from reasoning.planning.answer.schedule import fits_a_life
from reasoning.planning.problem import Problem
from reasoning.planning.search.ascent import Case, Weights, ascend
from reasoning.planning.search.budgets import broken, side_limits
from reasoning.planning.search.prune import pruned


def other_paths(
    problem: Problem, found: Found, count: int, expired: Callable[[], bool]
) -> tuple[Found, ...]:
    """Return up to `count` further paths within the limits, cheapest first.

    No two of them, nor any and the one found, have the same takings. Their bound is that of the
    path found: it speaks of the question.
    """
    numbers = {problem.named(taking): taking for taking in _possible(problem, found)}
    known = [frozenset(numbers[step.taking] for step in found.steps)]
    while len(known) <= count and not expired():
        other = next((path for path in _others(problem, known, expired) if path not in known), None)
        if other is None:
            break
        known.append(other)
    paths = sorted(known[1:], key=lambda path: (sum(map(problem.objective, path)), sorted(path)))
    return tuple(answer(problem, ordered(problem, path), found.bound) for path in paths)


def _possible(problem: Problem, found: Found) -> Iterator[int]:
    """Yield the takings that may be those of the path."""
    for step in found.steps:
        for at in problem.snapshot.numbers(step.gains):
            yield from problem.entrances(at)
    yield from problem.demanded


def _others(
    problem: Problem, known: Sequence[frozenset[int]], expired: Callable[[], bool]
) -> Iterator[frozenset[int]]:
    """Yield paths within the limits, unlike the known ones first.

    Whatever a known path takes is dearer each time; then one taking of the known paths after
    the other is avoided.
    """
    kept = problem.demanded
    times = {taking: sum(taking in path for path in known) for path in known for taking in path}
    yield from _path(problem, _dearer(problem, times), Case(taken=kept), expired)
    for avoided in sorted(times.keys() - kept, key=lambda each: (-problem.objective(each), each)):
        case = Case(taken=kept, avoided=frozenset({avoided}))
        yield from _path(problem, problem.objective, case, expired)


def _path(
    problem: Problem, weigh: Weights, case: Case, expired: Callable[[], bool]
) -> Iterator[frozenset[int]]:
    ascent = ascend(problem, weigh, case, expired)
    if ascent.complete:
        path = pruned(problem, problem.objective, ascent.applied, case.taken)
        if not broken(side_limits(problem), path) and _has_a_schedule(problem, path):
            yield frozenset(path)


def _has_a_schedule(problem: Problem, path: Collection[int]) -> bool:
    weekly = problem.question.limits.minutes_per_week
    minutes = sum(map(problem.minutes, path))
    return not weekly or fits_a_life(minutes, problem.question.start, weekly)


def _dearer(problem: Problem, times: dict[int, int]) -> Weights:
    def weigh(taking: int) -> int:
        cost = problem.objective(taking)
        return 2 * cost + times.get(taking, 0) * max(cost, 1)

    return weigh
