"""Branch and bound: split the paths into cases until the best is proved, or effort is spent.

Every case is judged by a dual ascent. What is not yet decided is split on one taking: the
paths with it and those without. The cases that remain are the leaves of the certificate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from reasoning.planning.problem import Problem
from reasoning.planning.search.ascent import Ascent, Case, Sweep, Weights
from reasoning.planning.search.budgets import broken, side_limits
from reasoning.planning.search.improve import Mender, candidates
from reasoning.planning.search.needs import blocked
from reasoning.planning.search.prune import pruned
from reasoning.question import Limit

EFFORT = 12_000
"""How many entrances the sweeps of one search may look at before it settles for a gap.

Everyday questions are decided long before; it keeps the worst ones near a tenth of a second.
"""

SMALL = 16
"""A question whose first sweep takes one part in so many of the effort is small."""

PATIENCE = 5
"""How many times the effort a small question may take: it is one that can be decided."""

EXCHANGES = 10
"""Improving the first path may take one part in so many of the effort."""

TRADES = (1, 2, 4, 8, 16, 64, 256)
"""How dearly a broken side limit is charged, in eighths of the objective's own scale."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A case that is not split further, and why no path in it is cheaper than `lower`.

    `lower` is None where the case has no path: `ascent` then ends in an impossible cut, or
    exceeds `exceeded` in its unit; a case that takes what is forbidden needs no reason.
    """

    case: Case
    lower: int | None
    ascent: Ascent
    exceeded: Limit | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search knows in the end.

    `path` is the best one found, in an order in which it can be taken; None where there is
    none within the limits, or none was found. `lower` bounds what any path costs; None where
    it is certain that there is none. `work` is the effort that was spent.
    """

    path: tuple[int, ...] | None
    cost: int
    lower: int | None
    leaves: tuple[Leaf, ...]
    work: int


def search(
    problem: Problem,
    expired: Callable[[], bool],
    effort: int = EFFORT,
    avoided: frozenset[int] = frozenset(),
) -> Searched:
    """Find the cheapest path within all limits of the question, as far as effort reaches.

    Paths with what is `avoided` are left aside.
    """
    return _Search(problem, expired, effort).run(avoided)


class _Search:
    def __init__(self, problem: Problem, expired: Callable[[], bool], effort: int) -> None:
        self._problem = problem
        self._expired = expired
        self._sides = side_limits(problem)
        self._weigh: Weights = problem.objective
        self._effort = effort
        self._work = 0
        self._best: list[int] | None = None
        self._cost = 0
        self._closed: list[Leaf] = []
        self._open: list[tuple[int, int, Leaf, list[int]]] = []
        self._entered = 0

    def run(self, avoided: frozenset[int]) -> Searched:
        self._enter(Case(self._problem.demanded, avoided))
        if self._work * SMALL <= self._effort:
            self._effort *= PATIENCE
        if self._open:
            self._improve(self._open[0][2])
        while self._open and not self._decided() and self._may_go_on():
            _, _, leaf, so_far = heappop(self._open)
            taking = self._pivot(leaf, so_far)
            if taking is None:
                self._closed.append(leaf)
                continue
            self._enter(Case(leaf.case.taken | {taking}, leaf.case.avoided))
            self._enter(Case(leaf.case.taken, leaf.case.avoided | {taking}))
        leaves = [*self._closed, *(leaf for _, _, leaf, _ in self._open)]
        bounds = [leaf.lower for leaf in leaves if leaf.lower is not None]
        path = None if self._best is None else tuple(self._best)
        return Searched(path, self._cost, min(bounds, default=None), tuple(leaves), self._work)

    def _decided(self) -> bool:
        """Tell whether no open case can hold anything cheaper than the best path."""
        return self._best is not None and self._open[0][0] >= self._cost

    def _may_go_on(self) -> bool:
        return self._work < self._effort and not self._expired()

    def _enter(self, case: Case) -> None:
        """Judge a case: close it, or keep it open with a path to split on."""
        if not all(map(self._problem.allows, case.taken)):
            self._closed.append(Leaf(case, None, Ascent(0)))
            return
        ascent = self._ascend(self._weigh, case)
        if ascent.impossible is not None:
            self._closed.append(Leaf(case, None, ascent))
            return
        path = self._path(ascent, case)
        for side in self._sides:
            by_side = self._ascend(side.weigh, case)
            if by_side.bound > side.most:
                self._closed.append(Leaf(case, None, by_side, side.limit))
                return
            self._path(by_side, case)
        self._entered += 1
        leaf = Leaf(case, ascent.bound, ascent)
        heappush(self._open, (ascent.bound, self._entered, leaf, path or []))

    def _ascend(self, weigh: Weights, case: Case) -> Ascent:
        sweep = Sweep(self._problem, weigh, case)
        ascent = sweep.run(self._expired)
        self._work += sweep.work
        return ascent

    def _path(self, ascent: Ascent, case: Case) -> list[int] | None:
        """Return the path of an ascent that ran to its end, and remember it if it is the best."""
        if not ascent.complete:
            return None
        path = pruned(self._problem, self._weigh, ascent.applied, case.taken)
        self._offer(path)
        return path

    def _offer(self, path: Sequence[int]) -> None:
        cost = sum(map(self._weigh, path))
        if (self._best is None or cost < self._cost) and not broken(self._sides, path):
            self._best, self._cost = list(path), cost

    def _improve(self, root: Leaf) -> None:
        """Look for cheaper paths among the takings that can matter."""
        if self._best is None:
            self._trade(root)
        if self._best is None or root.lower is None or self._cost <= root.lower:
            return
        if not self._may_go_on():
            return
        gap = self._cost - root.lower
        scope = candidates(self._problem, self._weigh, root.case, root.ascent, gap)
        mender = Mender(self._problem, self._weigh, scope, root.case.taken)
        for path in (mender.greedy(), self._best):
            if path is not None:
                self._offer(path)
                self._offer(mender.exchanged(path, self._may_spend))

    def _may_spend(self, effort: int) -> bool:
        self._work += effort
        return self._work < self._effort // EXCHANGES and not self._expired()

    def _trade(self, root: Leaf) -> None:
        """Charge the broken limits ever more dearly until a path keeps them all."""
        for price in TRADES:
            if self._best is None and not self._expired():
                self._path(self._ascend(self._charged(price), root.case), root.case)

    def _charged(self, price: int) -> Weights:
        """Weigh the objective, and beside it each side limit in eighths of its share."""
        scales = [(side.weigh, max(1, side.most)) for side in self._sides]
        typical = max(1, self._open[0][0])
        return lambda taking: (
            8 * self._weigh(taking)
            + sum(price * typical * weigh(taking) // most for weigh, most in scales)
        )

    def _pivot(self, leaf: Leaf, path: Sequence[int]) -> int | None:
        """Return the taking of the case's path that explains most of its gap; None: it is one.

        A cut that a path enters several times is paid once, and what a taking has left is
        paid by no cut.
        """
        free = [taking for taking in path if taking not in leaf.case.taken]
        if not free:
            return None
        excess = {taking: leaf.ascent.left.get(taking, self._weigh(taking)) for taking in free}
        bringing: dict[int, list[int]] = {}
        for taking in free:
            for at in self._problem.way(taking).gains:
                bringing.setdefault(at, []).append(taking)
        for cut, amount in leaf.ascent.cuts:
            entering = self._crossing(cut, bringing)
            for taking in entering if len(entering) > 1 else ():
                excess[taking] += amount * (len(entering) - 1)
        over = broken(self._sides, path)
        return max(
            free,
            key=lambda taking: (excess[taking], *(side.weigh(taking) for side in over), -taking),
        )

    def _crossing(self, cut: frozenset[int], bringing: Mapping[int, list[int]]) -> set[int]:
        """Return who crosses the cut, of those who bring something."""
        near = {taking for at in cut for taking in bringing.get(at, ())}
        return {taking for taking in near if not blocked(self._problem.way(taking).needs, cut)}
