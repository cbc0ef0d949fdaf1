"""Forward chaining over takings: what can be reached, and at what added-up cost.

Each need counts the members that are met; with the K-th it is met, with its last need a taking
is ready. Cheapest first, this is Knuth's generalisation of Dijkstra's algorithm (1977): the
cost of a need is the sum over its K cheapest members, that of a taking its own and its needs'
(h_add; Bonet and Geffner, 2001). With weights of zero it is the linear fixpoint of Dowling and
Gallier (1984).
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from graph.snapshot_conditions import Need
from reasoning.planning.problem import Problem
from reasoning.planning.search.ascent import Weights

_NO_OUTER = -1


class Chaining:
    """Takings with a counter for each of their needs, to be run as often as one likes."""

    def __init__(self, problem: Problem, takings: Iterable[int]) -> None:
        self.problem = problem
        self.watching: dict[int, list[int]] = {}
        self.missing: dict[int, int] = {}
        self.counters: dict[int, range] = {}
        self.opening: list[int] = []
        self.outer: list[int] = []
        self.taking: list[int] = []
        for taking in takings:
            needs = problem.way(taking).needs
            first = len(self.opening)
            for need in needs:
                self._watch(need, taking, _NO_OUTER)
            self.missing[taking] = len(needs)
            self.counters[taking] = range(first, len(self.opening))

    @property
    def size(self) -> int:
        """How much there is to go through in a run."""
        return len(self.missing) + len(self.opening)

    def run(self, weigh: Weights, banned: int | None = None) -> ChainingRun:
        """Fire whatever becomes ready, cheapest first, without the banned taking."""
        return ChainingRun(self, weigh, banned)

    def _watch(self, need: Need, taking: int, outer: int) -> None:
        counter = len(self.opening)
        self.opening.append(need.k)
        self.outer.append(outer)
        self.taking.append(taking)
        for at in need.attainments:
            self.watching.setdefault(at, []).append(counter)
        for inner in need.conditions:
            self._watch(inner, taking, counter)


class ChainingRun:
    """What a run came to.

    `reached` maps an attainment to the taking that first gained it; `fired` are the takings
    that became ready, in order.
    """

    def __init__(self, chaining: Chaining, weigh: Weights, banned: int | None) -> None:
        self._chaining = chaining
        self._open = chaining.opening.copy()
        self._cost = [0] * len(self._open)
        self._missing = chaining.missing.copy()
        self._spent = {taking: weigh(taking) for taking in chaining.missing}
        self._met_by: dict[int, list[int]] = {}
        self._ready: list[tuple[int, int]] = []
        self.reached: dict[int, int] = {}
        self.fired: dict[int, None] = {}
        self._run(banned)

    def reaches(self, goal: Iterable[int]) -> bool:
        """Tell whether everything in the goal was reached."""
        return all(at in self.reached for at in goal)

    def support(self, goal: Iterable[int], kept: Iterable[int]) -> set[int]:
        """Return takings that lead to the goal, all reached, and to `kept`, all fired."""
        found: set[int] = set()
        waiting = [self.reached[at] for at in goal]
        waiting.extend(kept)
        while waiting:
            taking = waiting.pop()
            if taking not in found:
                found.add(taking)
                for counter in self._chaining.counters[taking]:
                    if self._chaining.outer[counter] == _NO_OUTER:
                        waiting.extend(self.reached[at] for at in self._met_by[counter])
        return found

    def _run(self, banned: int | None) -> None:
        ways = self._chaining.problem.way
        watching = self._chaining.watching
        self._ready = [(self._spent[t], t) for t, left in self._missing.items() if not left]
        heapify(self._ready)
        while self._ready:
            cost, taking = heappop(self._ready)
            if taking == banned:
                continue
            self.fired[taking] = None
            for at in ways(taking).gains:
                if at not in self.reached:
                    self.reached[at] = taking
                    for counter in watching.get(at, ()):
                        self._count(counter, cost, at)

    def _count(self, counter: int, cost: int, at: int) -> None:
        """Count a member that is met; the K-th meets the need."""
        if not self._open[counter]:
            return
        self._met_by.setdefault(counter, []).append(at)
        self._cost[counter] += cost
        self._open[counter] -= 1
        if self._open[counter]:
            return
        outer = self._chaining.outer[counter]
        if outer != _NO_OUTER:
            if self._open[outer]:
                self._met_by.setdefault(outer, []).extend(self._met_by[counter][:-1])
                self._count(outer, self._cost[counter], at)
            return
        taking = self._chaining.taking[counter]
        self._spent[taking] += self._cost[counter]
        self._missing[taking] -= 1
        if not self._missing[taking]:
            heappush(self._ready, (self._spent[taking], taking))
