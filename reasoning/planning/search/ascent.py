"""Dual ascent on cuts: a lower bound and a set of takings in one sweep (Wong, 1984).

A cut is a set of attainments that nobody holds at the start and that contains a target. It is
closed upwards: with an attainment it contains whatever implies it. Each cut is paid for by
what crosses it, as much as the crossing taking with the least cost left can bear; a taking
whose cost is spent is either barred, by taking what it needs into the cut, or, where nothing
that it needs is missing, applied. What is applied leads to the targets in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import TypeAlias

from reasoning.planning.problem import Problem
from reasoning.planning.search.needs import all_met, blocked, extensions

Weights: TypeAlias = Callable[[int], int]

NOBODY = 1 << 62
"""What a taking would have left that does not exist: more than any has."""


@dataclass(frozen=True, slots=True)
class Case:
    """The paths that take some takings and avoid others."""

    taken: frozenset[int] = frozenset()
    avoided: frozenset[int] = frozenset()


@dataclass(slots=True)
class Ascent:
    """What a sweep found out about a case.

    `bound` counts the cost of what the case takes, `left` is what each taking has not paid.
    `applied` are takings in an order in which they can be taken; they lead to all targets, all
    that the case takes among them, where the sweep is `complete`. With `impossible`, a cut that
    nothing crosses, there is no path.
    """

    bound: int
    cuts: list[tuple[frozenset[int], int]] = field(default_factory=list)
    applied: list[int] = field(default_factory=list)
    left: dict[int, int] = field(default_factory=dict)
    impossible: frozenset[int] | None = None
    complete: bool = False


class _Front:
    """The growing cut around one target: an attainment, or else a taking to be made ready."""

    __slots__ = ("crossing", "cut", "fresh", "goal", "seen", "spent", "taking")

    def __init__(self, goal: int | None, taking: int | None) -> None:
        self.goal = goal
        self.taking = taking
        self.cut: set[int] = set()
        self.crossing: list[int] = []
        self.fresh: list[int] = []
        self.spent: list[int] = []
        self.seen: set[int] = set()


class Sweep:
    """One dual ascent; `left` is what each taking can still pay."""

    def __init__(self, problem: Problem, weigh: Weights, case: Case) -> None:
        self._problem = problem
        self._weigh = weigh
        self._case = case
        self._left: dict[int, int] = dict.fromkeys(case.taken, 0)
        self._reached: set[int] = set()
        self._applied: list[int] = []
        self._done: set[int] = set()
        self._found = Ascent(sum(map(weigh, case.taken)), left=self._left, applied=self._applied)
        self.work = 0

    def run(self, expired: Callable[[], bool]) -> Ascent:
        """Sweep until every target is reached, one cannot be, or time is up."""
        fronts = [_Front(goal, None) for goal in self._problem.goal]
        fronts += [_Front(None, taking) for taking in sorted(self._case.taken)]
        queue = [(0, place) for place in range(len(fronts))]
        heapify(queue)
        while queue and not expired():
            score, place = heappop(queue)
            front = fronts[place]
            if not self._grown(front):
                continue
            if not front.crossing:
                self._found.impossible = frozenset(front.cut)
                break
            if queue and len(front.crossing) > max(score, queue[0][0]):
                heappush(queue, (len(front.crossing), place))
                continue
            self._raise(front)
            heappush(queue, (len(front.crossing), place))
        self._found.complete = all(map(self._reaches, fronts))
        return self._found

    def _reaches(self, front: _Front) -> bool:
        return front.goal in self._reached or front.taking in self._done

    def _raise(self, front: _Front) -> None:
        amount = min(self._cost_left(taking) for taking in front.crossing)
        for taking in front.crossing:
            self._left[taking] -= amount
        self._found.bound += amount
        self._found.cuts.append((frozenset(front.cut), amount))

    def _cost_left(self, taking: int) -> int:
        left = self._left.get(taking)
        if left is None:
            left = self._left[taking] = self._weigh(taking)
        return left

    def _grown(self, front: _Front) -> bool:
        """Grow the cut until nothing crosses it for free; False once its target is reached."""
        while not self._reaches(front):
            grown = front.cut and self._reached.isdisjoint(front.cut)
            if (grown or self._restarted(front)) and self._settled(front):
                return True
        return False

    def _restarted(self, front: _Front) -> bool:
        """Begin the cut anew; False where the taking was ready and has been applied."""
        front.cut, front.seen = set(), set()
        front.crossing, front.fresh, front.spent = [], [], []
        if front.goal is not None:
            self._include(front, (front.goal,))
        elif front.taking is not None:
            needs = self._problem.way(front.taking).needs
            options = extensions(needs, front.cut, self._reached)
            if not options:
                self._take(front.taking)
                return False
            self._include(front, self._firmest(options, front.cut))
        return True

    def _settled(self, front: _Front) -> bool:
        """Bar or apply what crosses for free; False where something was applied."""
        before = 0 if front.fresh else len(front.cut)
        while True:
            self._screen(front)
            free = [taking for taking in front.crossing if not self._cost_left(taking)]
            if not free:
                break
            front.crossing = [taking for taking in front.crossing if self._left[taking]]
            for taking in free:
                needs = self._problem.way(taking).needs
                if blocked(needs, front.cut):
                    continue
                options = extensions(needs, front.cut, self._reached)
                if not options:
                    self._apply(taking, front.spent)
                    return False
                front.spent.append(taking)
                self._include(front, self._firmest(options, front.cut))
        if len(front.cut) > before:
            front.crossing = self._unbarred(front.crossing, front.cut)
        return True

    def _screen(self, front: _Front) -> None:
        """Let what the cut has met anew cross it, unless the cut bars it."""
        fresh, front.fresh = front.fresh, []
        front.crossing.extend(self._unbarred(fresh, front.cut))

    def _unbarred(self, takings: list[int], cut: set[int]) -> list[int]:
        way = self._problem.way
        return [taking for taking in takings if not blocked(way(taking).needs, cut)]

    def _firmest(self, options: list[tuple[int, ...]], cut: set[int]) -> tuple[int, ...]:
        """Choose how to bar a taking: so that what then crosses can pay most, by fewest members."""
        if len(options) == 1:
            return options[0]
        return max(options, key=lambda members: (self._least_left(members, cut), -len(members)))

    def _least_left(self, members: Iterable[int], cut: set[int]) -> int:
        """Return the least that a taking has left that brings one of the members."""
        problem = self._problem
        left = [
            self._cost_left(taking)
            for member in members
            for at in problem.snapshot.implying(member)
            if at not in cut
            for taking in problem.entrances(at)
        ]
        return min(left, default=NOBODY)

    def _include(self, front: _Front, attainments: Iterable[int]) -> None:
        """Take attainments into the cut, with what implies them and who teaches them."""
        problem, avoided = self._problem, self._case.avoided
        for attainment in attainments:
            for at in problem.snapshot.implying(attainment):
                if at in front.cut:
                    continue
                front.cut.add(at)
                for taking in problem.entrances(at):
                    self.work += 1
                    if taking not in front.seen and taking not in avoided:
                        front.seen.add(taking)
                        front.fresh.append(taking)

    def _apply(self, taking: int, spent: list[int]) -> None:
        """Take it, and whatever is spent and becomes ready by it."""
        self._take(taking)
        more = True
        while more:
            more = False
            for waiting in reversed(spent):
                if waiting not in self._done and all_met(
                    self._problem.way(waiting).needs, self._reached
                ):
                    self._take(waiting)
                    more = True

    def _take(self, taking: int) -> None:
        self._done.add(taking)
        self._applied.append(taking)
        self._reached.update(self._problem.way(taking).gains)


def ascend(problem: Problem, weigh: Weights, case: Case, expired: Callable[[], bool]) -> Ascent:
    """Bound from below what a path of the case costs, and find takings for one."""
    return Sweep(problem, weigh, case).run(expired)
