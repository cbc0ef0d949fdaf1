"""Making a path cheaper: other ways through the takings that can matter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from heapq import heappop, heappush

from graph.snapshot_conditions import mentioned
from reasoning.planning.problem import Problem
from reasoning.planning.search.ascent import Ascent, Case, Weights
from reasoning.planning.search.chaining import Chaining
from reasoning.planning.search.prune import arranged, pruned

MOST_CANDIDATES = 400
"""How many takings an improvement looks at; the rest is left to later, better searches."""


def candidates(problem: Problem, weigh: Weights, case: Case, ascent: Ascent, gap: int) -> list[int]:
    """Return the takings that may be in a path within `gap` of the bound, sorted.

    Every path pays, beyond the bound, what its takings have left after the ascent; so a taking
    matters only if some chain from a goal back to it has little left. Stops at
    `MOST_CANDIDATES`, the nearest first.
    """
    return _Chains(problem, weigh, case, ascent, gap).nearest()


class _Chains:
    """Shortest chains back from the goal, by what the ascent left of each taking's cost."""

    def __init__(
        self, problem: Problem, weigh: Weights, case: Case, ascent: Ascent, gap: int
    ) -> None:
        self._problem = problem
        self._weigh = weigh
        self._case = case
        self._left = ascent.left
        self._gap = gap
        self._waiting: list[tuple[int, int]] = []
        self._seen: set[int] = set()

    def nearest(self) -> list[int]:
        for goal in self._problem.goal:
            self._enter(goal, 0)
        for taking in sorted(self._case.taken):
            self._reach(taking, 0)
        found: set[int] = set()
        while self._waiting and len(found) < MOST_CANDIDATES:
            distance, taking = heappop(self._waiting)
            if taking not in found:
                found.add(taking)
                for need in self._problem.way(taking).needs:
                    for at in mentioned(need):
                        self._enter(at, distance)
        return sorted(found)

    def _enter(self, attainment: int, distance: int) -> None:
        for at in self._problem.snapshot.implying(attainment):
            if at not in self._seen:
                self._seen.add(at)
                for taking in self._problem.entrances(at):
                    if taking not in self._case.avoided:
                        self._reach(taking, distance)

    def _reach(self, taking: int, distance: int) -> None:
        left = self._left.get(taking)
        distance += self._weigh(taking) if left is None else left
        if distance <= self._gap:
            heappush(self._waiting, (distance, taking))


def greedy(
    problem: Problem,
    weigh: Weights,
    takings: Collection[int],
    kept: Collection[int],
) -> list[int] | None:
    """Return a path through these takings by least added-up cost; None where there is none."""
    chaining = Chaining(problem, takings, weigh)
    chaining.run()
    if not chaining.reached.keys() >= set(problem.goal):
        return None
    if not set(chaining.fired).issuperset(kept):
        return None
    return arranged(problem, sorted(chaining.support(problem.goal, sorted(kept))))


def exchanged(
    problem: Problem,
    weigh: Weights,
    takings: Sequence[int],
    path: Sequence[int],
    kept: Collection[int],
    expired: Callable[[], bool],
) -> list[int]:
    """Forbid one taking of the path after the other and mend the path around it, for nothing.

    Whatever is cheaper is kept; ends when a whole round brings nothing.
    """
    best, cost = list(path), sum(map(weigh, path))
    improved = True
    while improved:
        improved = False
        for banned in sorted(best, key=lambda each: (-weigh(each), each)):
            if banned in kept or banned not in best or expired():
                continue
            mended = _mended(problem, weigh, takings, best, banned, kept)
            if mended is not None and sum(map(weigh, mended)) < cost:
                best, cost = mended, sum(map(weigh, mended))
                improved = True
    return best


def _mended(
    problem: Problem,
    weigh: Weights,
    takings: Sequence[int],
    path: Sequence[int],
    banned: int,
    kept: Collection[int],
) -> list[int] | None:
    owned = set(path)
    around = greedy(
        problem,
        lambda taking: 0 if taking in owned else weigh(taking),
        [taking for taking in takings if taking != banned],
        kept,
    )
    if around is None:
        return None
    owned.discard(banned)
    both = arranged(problem, sorted(owned.union(around)))
    return pruned(problem, weigh, around if both is None else both, kept)
