"""What lies behind goals: the takings that can matter, in an order in which they can be taken."""

from __future__ import annotations

from collections.abc import Iterable

from graph.snapshot_conditions import mentioned, met
from reasoning.planning.problem import Problem, Way


def behind(problem: Problem, goals: Iterable[int]) -> frozenset[int]:
    """Return every attainment that may be asked for on the way to the goals, those included.

    Only takings that the question permits count; what is held from the start is left out.
    """
    found = {at for at in goals if at not in problem.held}
    waiting = sorted(found)
    while waiting:
        for taking in leading_to(problem, waiting.pop()):
            for need in problem.way(taking).needs:
                fresh = [at for at in mentioned(need) if at not in found]
                found.update(fresh)
                waiting.extend(fresh)
    return frozenset(found)


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
