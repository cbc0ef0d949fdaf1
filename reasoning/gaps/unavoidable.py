"""What every path to a goal gains.

An attainment is on every path when the goal cannot be reached without it. That is decided for
many attainments at once: bit i of a mask stands for a world in which nobody may hold
candidate i, and one fixpoint computes in which of these worlds each attainment is reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.snapshot_conditions import Need
from reasoning.gaps.behind import behind, in_order
from reasoning.planning.problem import Problem


def unavoidable(problem: Problem, goals: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
    """Return what every path gains, each with the goals that cannot be reached without it.

    A goal is unavoidable for itself; goals beyond reach take no part.
    """
    wanted = sorted(goals)
    order = in_order(problem, behind(problem, dict.fromkeys(wanted, 1)))
    reached = {at for taking in order for at in problem.way(taking).gains}
    within = [at for at in wanted if at in reached]
    candidates = sorted(_on_one_path(problem, order, within))
    worlds = _Worlds(problem, candidates)
    worlds.settle(order)
    found: dict[int, tuple[int, ...]] = {}
    for place, candidate in enumerate(candidates):
        cut = tuple(at for at in within if not worlds.reached.get(at, 0) >> place & 1)
        if cut:
            found[candidate] = cut
    return found


class _Worlds:
    """In which worlds each attainment is reached, as a mask; held from the start is all."""

    def __init__(self, problem: Problem, candidates: Sequence[int]) -> None:
        self._problem = problem
        self._all = (1 << len(candidates)) - 1
        self._bit = {candidate: 1 << place for place, candidate in enumerate(candidates)}
        self.reached: dict[int, int] = {}

    def settle(self, order: Sequence[int]) -> None:
        """Take everything in every world that allows it, until nothing changes."""
        while any([self._take(taking) for taking in order]):
            pass

    def _take(self, taking: int) -> bool:
        way = self._problem.way(taking)
        worlds = self._all
        for need in way.needs:
            worlds &= self._met(need)
        for at in way.gains:
            worlds &= ~self._bit.get(at, 0)
        changed = False
        for at in way.gains:
            before = self.reached.get(at, 0)
            if worlds | before != before:
                self.reached[at] = before | worlds
                changed = True
        return changed

    def _met(self, need: Need) -> int:
        """Return the worlds in which at least `k` members hold, counted for all at once."""
        at_least = [self._all] + [0] * need.k
        masks = [self.reached.get(at, 0) for at in need.attainments]
        masks.extend(self._met(inner) for inner in need.conditions)
        for mask in masks:
            for count in range(need.k, 0, -1):
                at_least[count] |= at_least[count - 1] & mask
        return at_least[need.k]


def _on_one_path(problem: Problem, order: Sequence[int], goals: Iterable[int]) -> set[int]:
    """Return what one path to the goals gains: nothing else can be on every path."""
    first: dict[int, int] = {}
    for place, taking in enumerate(order):
        for at in problem.way(taking).gains:
            first.setdefault(at, place)
    gained: set[int] = set()
    waiting = list(goals)
    used: set[int] = set()
    while waiting:
        place = first[waiting.pop()]
        if place not in used:
            used.add(place)
            way = problem.way(order[place])
            gained.update(way.gains)
            for need in way.needs:
                waiting.extend(_support(need, first, place))
    return gained


def _support(need: Need, first: Mapping[int, int], place: int) -> list[int]:
    """Return attainments reached before that place which together meet the need."""
    ways = [(first[at], [at]) for at in need.attainments if first.get(at, place) < place]
    for inner in need.conditions:
        found = _support(inner, first, place)
        if _is_met(inner, first, place):
            ways.append((max((first[at] for at in found), default=-1), found))
    ways.sort()
    return [at for _, found in ways[: need.k] for at in found]


def _is_met(need: Need, first: Mapping[int, int], place: int) -> bool:
    count = sum(first.get(at, place) < place for at in need.attainments)
    return count + sum(_is_met(inner, first, place) for inner in need.conditions) >= need.k
