"""Making a path cheaper: other ways through the takings that can matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush

from graph.snapshot_conditions import mentioned
from reasoning.planning.problem import Problem
from reasoning.planning.search.ascent import Ascent, Case, Weights
from reasoning.planning.search.chaining import Chaining
from reasoning.planning.search.prune import indispensable, pruned

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


class Mender:
    """Other ways to the goal of a case, through some takings only."""

    def __init__(
        self, problem: Problem, weigh: Weights, takings: Sequence[int], kept: frozenset[int]
    ) -> None:
        self._problem = problem
        self._weigh = weigh
        self._kept = kept
        self._chaining = Chaining(problem, takings)
        self._fixed = indispensable(problem, takings, kept)

    def greedy(self) -> list[int] | None:
        """Return a path of least added-up cost; None where there is none."""
        path = self._along(self._weigh, None)
        return None if path is None else pruned(self._problem, self._weigh, path, self._kept)

    def exchanged(self, path: Sequence[int], may_go_on: Callable[[int], bool]) -> list[int]:
        """Forbid one taking of the path after the other, and mend the path around it.

        What is in the path already costs the mending nothing. Whatever is cheaper in the end is
        kept; ends when a whole round brings nothing, or `may_go_on` refuses an effort.
        """
        best, cost = list(path), sum(map(self._weigh, path))
        improved = True
        while improved:
            improved = False
            for banned in sorted(best, key=lambda each: (-self._weigh(each), each)):
                if banned in self._fixed or banned not in best:
                    continue
                if not may_go_on(self._chaining.size):
                    return best
                mended = self._mended(best, banned)
                if mended is not None and sum(map(self._weigh, mended)) < cost:
                    best, cost = mended, sum(map(self._weigh, mended))
                    improved = True
        return best

    def _mended(self, path: Sequence[int], banned: int) -> list[int] | None:
        owned = set(path)
        around = self._along(lambda each: 0 if each in owned else self._weigh(each), banned)
        if around is None:
            return None
        return pruned(self._problem, self._weigh, around, self._kept)

    def _along(self, weigh: Weights, banned: int | None) -> list[int] | None:
        run = self._chaining.run(weigh, banned)
        if not (run.reaches(self._problem.goal) and run.fired.keys() >= self._kept):
            return None
        support = run.support(self._problem.goal, self._kept)
        return [taking for taking in run.fired if taking in support]
