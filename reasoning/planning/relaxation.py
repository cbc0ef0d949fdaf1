"""Where there is no path: beyond reach, or which limits clash and what would mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from graph.snapshot import Snapshot
from reasoning.bound import BoundCertificate
from reasoning.outcome import OverConstrained, Repair, Undecided, Unreachable
from reasoning.planning.answer.found import certificate, cost
from reasoning.planning.problem import Problem
from reasoning.planning.search.ascent import Ascent, Case, Sweep
from reasoning.planning.search.branch import Leaf, Searched, search
from reasoning.planning.search.budgets import side_limits
from reasoning.question import Limit, Question

MOST_DROPPED = 3
"""How many limits a repair may drop."""

MOST_REPAIRS = 12
"""How many repairs are offered at most."""


def without_path(
    snapshot: Snapshot, question: Question, expired: Callable[[], bool]
) -> Unreachable | OverConstrained | Undecided:
    """Explain a question that has no path within its limits."""
    free = Problem(snapshot, question.dropping(question.stated))
    beyond = Sweep(free, _nothing, Case()).run(expired).impossible
    if beyond is not None:
        return Unreachable(free.attainments(beyond))
    return _Relaxation(snapshot, question, expired).explained()


class _Judged(NamedTuple):
    """What is known of the question under some limits; neither a path nor none: unknown."""

    problem: Problem
    path: tuple[int, ...] | None
    none: tuple[Leaf, ...]


class _Relaxation:
    """Judges one question under subsets of its limits, each once."""

    def __init__(self, snapshot: Snapshot, question: Question, expired: Callable[[], bool]) -> None:
        self._snapshot = snapshot
        self._question = question
        self._expired = expired
        self._stated = question.stated
        self._judged: dict[frozenset[Limit], _Judged] = {}

    def explained(self) -> OverConstrained | Undecided:
        clash = self._clash(frozenset())
        return OverConstrained(clash, self._repairs(clash), self._certificate(clash))

    def _clash(self, dropped: frozenset[Limit]) -> frozenset[Limit]:
        """Return a minimal set of limits under which there is still no path.

        A deletion filter: each limit in turn is left out if there is no path without it.
        """
        kept = self._stated - dropped
        for limit in sorted(kept):
            if self._has_none(kept - {limit}):
                kept -= {limit}
        return kept

    def _repairs(self, clash: frozenset[Limit]) -> tuple[Repair, ...]:
        """Return the smallest sets of limits to drop, cheapest path first.

        Whatever is dropped has to hit every clash: drop one limit of a clash, and where there
        is still no path, one of the clash that is left (Reiter, 1987).
        """
        found: dict[frozenset[Limit], Repair] = {}
        waiting = [(frozenset[Limit](), clash)]
        while waiting and len(found) < MOST_REPAIRS and not self._expired():
            dropped, left = waiting.pop(0)
            for limit in sorted(left):
                more = dropped | {limit}
                if any(known <= more for known in found):
                    continue
                if self._has_none(self._stated - more):
                    if len(more) < MOST_DROPPED:
                        waiting.append((more, self._clash(more)))
                elif (repair := self._repair(more)) is not None:
                    found[more] = repair
        if not found and (repair := self._repair(self._enough())) is not None:
            return (repair,)
        return tuple(sorted(found.values(), key=_cheapest_first))

    def _enough(self) -> frozenset[Limit]:
        """Return a minimal set of limits without which there is a path, however many."""
        dropped = self._stated
        for limit in sorted(self._stated):
            if self._judge(self._stated - (dropped - {limit})).path is not None:
                dropped -= {limit}
        return dropped

    def _repair(self, dropped: frozenset[Limit]) -> Repair | None:
        judged = self._searched(self._stated - dropped)
        if judged.path is None:
            return None
        return Repair(dropped, judged.problem.question, cost(judged.problem, judged.path))

    def _has_none(self, limits: frozenset[Limit]) -> bool:
        """Tell whether it is certain that there is no path under these limits."""
        return bool(self._judge(limits).none)

    def _judge(self, limits: frozenset[Limit]) -> _Judged:
        known = self._judged.get(limits)
        if known is None:
            problem = Problem(self._snapshot, self._under(limits))
            if side_limits(problem):
                known = _judged(problem, search(problem, self._expired))
            else:
                known = _reached(problem, self._expired)
            self._judged[limits] = known
        return known

    def _searched(self, limits: frozenset[Limit]) -> _Judged:
        judged = self._judge(limits)
        problem = judged.problem
        return judged if side_limits(problem) else _judged(problem, search(problem, self._expired))

    def _under(self, limits: frozenset[Limit]) -> Question:
        return self._question.dropping(self._stated - limits)

    def _certificate(self, clash: frozenset[Limit]) -> BoundCertificate:
        judged = self._judge(clash)
        return certificate(judged.problem, judged.none)


def _judged(problem: Problem, searched: Searched) -> _Judged:
    none = searched.leaves if searched.path is None and searched.lower is None else ()
    return _Judged(problem, searched.path, none)


def _reached(problem: Problem, expired: Callable[[], bool]) -> _Judged:
    """Judge by reachability alone, where no limit speaks of whole paths."""
    case = Case(taken=problem.demanded)
    if not all(map(problem.allows, case.taken)):
        return _Judged(problem, None, (Leaf(case, None, Ascent(0)),))
    ascent = Sweep(problem, _nothing, case).run(expired)
    if ascent.impossible is not None:
        return _Judged(problem, None, (Leaf(case, None, ascent),))
    return _Judged(problem, tuple(ascent.applied) if ascent.complete else None, ())


def _cheapest_first(repair: Repair) -> tuple[int, int, list[Limit]]:
    return (repair.cost.objective, len(repair.dropped), sorted(repair.dropped))


def _nothing(taking: int) -> int:
    return 0
