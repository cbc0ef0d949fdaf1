"""Leaving out what a path does not need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.snapshot_conditions import Need
from reasoning.planning.problem import Problem
from reasoning.planning.search.ascent import Weights
from reasoning.planning.search.needs import all_met


def leading(problem: Problem, takings: Iterable[int]) -> list[int] | None:
    """Return all that can be taken, in such an order; None where a goal is not reached by it."""
    waiting = list(takings)
    done: list[int] = []
    reached: set[int] = set()
    while waiting:
        later = []
        for taking in waiting:
            way = problem.way(taking)
            if all_met(way.needs, reached):
                done.append(taking)
                reached.update(way.gains)
            else:
                later.append(taking)
        if len(later) == len(waiting):
            break
        waiting = later
    return done if reached.issuperset(problem.goal) else None


def pruned(
    problem: Problem, weigh: Weights, takings: Sequence[int], kept: Collection[int]
) -> list[int]:
    """Drop takings while the rest still leads to the goal, the dearest and longest first.

    `takings` is an order in which they can be taken, and so is the result; `kept` are not
    dropped.
    """
    path = _supporting(problem, takings, kept)
    needed = indispensable(problem, path, kept)
    for taking in sorted(path, key=lambda each: (-weigh(each), -problem.minutes(each), -each)):
        if taking in path and taking not in needed:
            # what needs it goes with it: so what is needed once is needed until the end
            shorter = leading(problem, [each for each in path if each != taking])
            if shorter is not None and set(kept) <= set(shorter):
                path = shorter
                needed = indispensable(problem, path, kept)
    return path


def indispensable(problem: Problem, takings: Iterable[int], kept: Iterable[int]) -> frozenset[int]:
    """Return takings without which the others cannot lead to the goal, `kept` included.

    Whoever alone brings a goal, or what something indispensable needs, is indispensable too.
    There may be others.
    """
    bringing: dict[int, list[int]] = {}
    for taking in takings:
        for at in problem.way(taking).gains:
            bringing.setdefault(at, []).append(taking)
    found: set[int] = set()
    waiting = [bringing[at][0] for at in problem.goal if len(bringing.get(at, ())) == 1]
    waiting.extend(kept)
    while waiting:
        taking = waiting.pop()
        if taking not in found:
            found.add(taking)
            for need in problem.way(taking).needs:
                waiting.extend(_sole_bringers(need, taking, bringing))
    return frozenset(found)


def _sole_bringers(need: Need, taking: int, bringing: Mapping[int, list[int]]) -> list[int]:
    """Return who alone brings a member, where the need cannot do without any that is brought.

    What the taking itself brings comes too late for its needs.
    """
    if need.conditions:
        return []
    others = [bringing[at] for at in need.attainments if bringing.get(at, [taking]) != [taking]]
    if len(others) > need.k:
        return []
    return [bringers[0] for bringers in others if len(bringers) == 1]


def _supporting(problem: Problem, takings: Sequence[int], kept: Collection[int]) -> list[int]:
    """Keep what first gained something that is wanted, back from the goal."""
    first: dict[int, int] = {}
    for place, taking in enumerate(takings):
        for at in problem.way(taking).gains:
            first.setdefault(at, place)
    wanted = {first[at] for at in problem.goal}
    wanted.update(place for place, taking in enumerate(takings) if taking in kept)
    for place in range(len(takings) - 1, -1, -1):
        if place in wanted:
            for need in problem.way(takings[place]).needs:
                wanted.update(_supports(need, first, place, wanted) or ())
    return [taking for place, taking in enumerate(takings) if place in wanted]


def _supports(
    need: Need, first: Mapping[int, int], before: int, wanted: set[int]
) -> tuple[int, ...] | None:
    """Return places before `before` that meet the need, with few that are not wanted yet."""
    options: list[tuple[int, ...]] = [
        (first[at],) for at in need.attainments if first.get(at, before) < before
    ]
    for inner in need.conditions:
        found = _supports(inner, first, before, wanted)
        if found is not None:
            options.append(found)
    if len(options) < need.k:
        return None
    options.sort(key=lambda places: sum(place not in wanted for place in places))
    return tuple(place for option in options[: need.k] for place in option)
