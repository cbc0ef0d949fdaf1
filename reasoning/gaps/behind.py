"""What lies behind goals: the takings that can matter, in an order in which they can be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.snapshot_conditions import mentioned, met
from reasoning.planning.problem import Problem, Way


def behind(problem: Problem, marked: Mapping[int, int]) -> Mapping[int, int]:
    """Return what may be asked for on the way to the goals, those included, with their marks.

    Marks are bits: an attainment has those of all goals it lies behind. Only takings that the
    question permits count; what is held from the start is left out.
    """
    found = {goal: mark for goal, mark in marked.items() if goal not in problem.held}
    asked: dict[int, tuple[int, ...]] = {}
    waiting = dict.fromkeys(found)
    while waiting:
        at = next(iter(waiting))
        del waiting[at]
        if at not in asked:
            asked[at] = _asked(problem, at)
        for other in asked[at]:
            before = found.get(other, 0)
            if found[at] | before != before:
                found[other] = before | found[at]
                waiting[other] = None
    return found


def _asked(problem: Problem, at: int) -> tuple[int, ...]:
    """Return what the takings that lead to the attainment need, as far as it is not held."""
    needs = {need for taking in leading_to(problem, at) for need in problem.way(taking).needs}
    return tuple(sorted({other for need in needs for other in mentioned(need)}))


def leading_to(problem: Problem, at: int) -> tuple[int, ...]:
    """Return the permitted takings after which the attainment holds, sorted."""
    sources = problem.snapshot.implying(at)
    return tuple(sorted({taking for each in sources for taking in problem.entrances(each)}))


def in_order(problem: Problem, wanted: Iterable[int]) -> tuple[int, ...]:
    """Return the takings that gain something wanted and can be taken, each after what it needs."""
    ways = {
        taking: problem.way(taking) for at in sorted(wanted) for taking in leading_to(problem, at)
    }
    asking: dict[int, list[int]] = {}
    for taking, way in ways.items():
        for at in sorted({at for need in way.needs for at in mentioned(need)}):
            asking.setdefault(at, []).append(taking)
    reached = set(problem.held)
    taken: dict[int, None] = {}
    waiting = [taking for taking, way in ways.items() if is_ready(way, reached)]
    for taking in waiting:
        if taking in taken:
            continue
        taken[taking] = None
        fresh = [at for at in ways[taking].gains if at not in reached]
        reached.update(fresh)
        for at in fresh:
            waiting.extend(
                other
                for other in asking.get(at, ())
                if other not in taken and is_ready(ways[other], reached)
            )
    return tuple(taken)


def is_ready(way: Way, reached: set[int] | frozenset[int]) -> bool:
    """Tell whether everything that a taking needs is reached."""
    return all(met(need, reached.__contains__) for need in way.needs)
