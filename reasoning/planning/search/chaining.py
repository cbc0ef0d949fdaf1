"""Forward chaining over takings: what can be reached, and at what added-up cost.

Each need counts the members that are met; with the K-th it is met, with its last need a taking
is ready. Cheapest first, this is Knuth's generalisation of Dijkstra's algorithm (1977): the
cost of a need is the sum over its K cheapest members, that of a taking its own and its needs'
(h_add; Bonet and Geffner, 2001). With weights of zero it is the linear fixpoint of Dowling and
Gallier (1984).
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from graph.snapshot_conditions import Need
from reasoning.planning.problem import Problem
from reasoning.planning.search.ascent import Weights


class Chaining:
    """Takings with counters over their needs; `run` fires them once, cheapest first.

    After it, `reached` maps an attainment to the taking that first gains it, and `fired` are
    the takings that became ready, in order.
    """

    def __init__(self, problem: Problem, takings: Iterable[int], weigh: Weights) -> None:
        self._problem = problem
        self._weigh = weigh
        self._missing: dict[int, int] = {}
        self._spent: dict[int, int] = {}
        self._watching: dict[int, list[_Counter]] = {}
        self._counters: dict[int, list[_Counter]] = {}
        self._cost: dict[int, int] = {}
        self._ready: list[tuple[int, int]] = []
        self.reached: dict[int, int] = {}
        self.fired: list[int] = []
        for taking in takings:
            self._enter(taking)

    def run(self) -> None:
        """Fire whatever becomes ready."""
        while self._ready:
            cost, taking = heappop(self._ready)
            self.fired.append(taking)
            for at in self._problem.way(taking).gains:
                if at not in self.reached:
                    self.reached[at] = taking
                    self._cost[at] = cost
                    for counter in self._watching.get(at, ()):
                        self._count(counter, cost, (at,))

    def support(self, targets: Iterable[int], kept: Iterable[int]) -> set[int]:
        """Return takings that lead to the targets, all reached, and to `kept`, all fired."""
        found: set[int] = set()
        waiting = [self.reached[at] for at in targets]
        waiting.extend(kept)
        while waiting:
            taking = waiting.pop()
            if taking not in found:
                found.add(taking)
                for counter in self._counters[taking]:
                    waiting.extend(self.reached[at] for at in counter.met_by)
        return found

    def _enter(self, taking: int) -> None:
        needs = self._problem.way(taking).needs
        self._missing[taking] = len(needs)
        self._spent[taking] = self._weigh(taking)
        self._counters[taking] = [self._watch(need, taking, None) for need in needs]
        if not needs:
            heappush(self._ready, (self._spent[taking], taking))

    def _watch(self, need: Need, taking: int, outer: _Counter | None) -> _Counter:
        counter = _Counter(need.k, taking, outer)
        for at in need.attainments:
            self._watching.setdefault(at, []).append(counter)
        for inner in need.conditions:
            self._watch(inner, taking, counter)
        return counter

    def _count(self, counter: _Counter, cost: int, met_by: tuple[int, ...]) -> None:
        """Count a member that is met; the K-th meets the need."""
        if counter.open == 0:
            return
        counter.open -= 1
        counter.cost += cost
        counter.met_by += met_by
        if counter.open:
            return
        if counter.outer is not None:
            self._count(counter.outer, counter.cost, counter.met_by)
            return
        taking = counter.taking
        self._spent[taking] += counter.cost
        self._missing[taking] -= 1
        if not self._missing[taking]:
            heappush(self._ready, (self._spent[taking], taking))


class _Counter:
    """How many members of a need are still open, and what the met ones cost."""

    __slots__ = ("cost", "met_by", "open", "outer", "taking")

    def __init__(self, k: int, taking: int, outer: _Counter | None) -> None:
        self.open = k
        self.taking = taking
        self.outer = outer
        self.cost = 0
        self.met_by: tuple[int, ...] = ()
