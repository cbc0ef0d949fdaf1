"""Bounds: what a certificate proves that every path costs, in whole numbers.

For a path with all of a leaf's `taken` and none of its `avoided`: the taken cost what they
cost. Each cut has to be entered, so the path has a taking that crosses it; if none of `taken`
does, that is one of the others. No taking is charged more than it costs over all the cuts
it crosses, so together the others cost at least the sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from typing import TypeAlias

from ontology.condition import Attainment
from ontology.errors import UnsoundProofError
from reasoning.bound import BoundCertificate, Cut, CutLeaf
from reasoning.kernel.cuts import crossing, least_levels, outside
from reasoning.kernel.permission import may_be_taken
from reasoning.kernel.reading import Reading
from reasoning.proof import Course, Taking
from reasoning.question import Limit, Objective, Question
from reasoning.statements import Statements


def certified_bound(
    certificate: BoundCertificate, question: Question, statements: Statements
) -> int:
    """Return the least that any path within the limits costs, in the unit of the objective.

    Raises `UnsoundProofError` where a leaf is not what it says it is, the leaves leave out a
    case, or they leave no path at all.
    """
    return bound_of(certificate, Reading(question, statements))


def bound_of(certificate: BoundCertificate, reading: Reading) -> int:
    """Return the same for a question that is being read already."""
    bounds = _bounds(certificate, reading)
    if not bounds:
        raise UnsoundProofError("the bound says that there is no path")
    return min(bounds)


def check_no_path(certificate: BoundCertificate, reading: Reading) -> None:
    """Check that the certificate leaves no path; raises `UnsoundProofError` otherwise."""
    if _bounds(certificate, reading):
        raise UnsoundProofError("the certificate of the clash leaves a path")


def _bounds(certificate: BoundCertificate, reading: Reading) -> list[int]:
    """Return the bounds of the leaves that have paths; the leaves cover every path."""
    checker = _Checker(reading)
    bounds = [checker.bound(number, leaf) for number, leaf in enumerate(certificate.leaves, 1)]
    cases = [
        (leaf.taken - checker.demanded, leaf.avoided)
        for leaf in certificate.leaves
        if not leaf.avoided & checker.demanded
    ]
    if not covers(cases):
        raise UnsoundProofError("the leaves of the bound leave out a case")
    return [bound for bound in bounds if bound is not None]


Case: TypeAlias = tuple[frozenset[Taking], frozenset[Taking]]


def covers(cases: Sequence[Case]) -> bool:
    """Tell whether every path has all the taken and none of the avoided of some case."""
    waiting = [cases]
    while waiting:
        open_cases = waiting.pop()
        if any(not taken and not avoided for taken, avoided in open_cases):
            continue
        mentioned = Counter(chain.from_iterable(chain(*case) for case in open_cases))
        if not mentioned:
            return False
        most = max(mentioned, key=lambda taking: (mentioned[taking], str(taking)))
        waiting.append([(taken - {most}, out) for taken, out in open_cases if most not in out])
        waiting.append([(taken, out - {most}) for taken, out in open_cases if most not in taken])
    return True


class _Checker:
    """Re-checks leaves; what crosses a set is worked out once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._question = reading.question
        self._permitted: dict[Taking, bool] = {}
        self._crossing: dict[frozenset[Attainment], frozenset[Taking]] = {}
        self.demanded = frozenset[Taking](Course(name) for name in reading.question.limits.demanded)

    def bound(self, number: int, leaf: CutLeaf) -> int | None:
        """Return what every path of the leaf costs at least; None where it has no path."""
        if leaf.avoided & (self.demanded | leaf.taken):
            return None
        if not all(map(self._is_permitted, leaf.taken)):
            return None
        for cut in (*leaf.cuts, *((leaf.impossible,) if leaf.impossible else ())):
            self._check(number, cut, leaf)
        if leaf.impossible is not None:
            if self._crossed(leaf.impossible, leaf):
                raise UnsoundProofError(f"leaf {number}: the impossible can be crossed")
            return None
        if leaf.exceeded is None:
            return self._sum(number, leaf, self._price(self._question.objective))
        allowed, price = self._limit(number, leaf.exceeded)
        if self._sum(number, leaf, price) <= allowed:
            raise UnsoundProofError(f"leaf {number}: `{leaf.exceeded}` is not exceeded")
        return None

    def _check(self, number: int, cut: Cut, leaf: CutLeaf) -> None:
        if cut.amount < 0:
            raise UnsoundProofError(f"leaf {number}: a cut has a negative amount")
        if cut.members & self._reading.held:
            raise UnsoundProofError(f"leaf {number}: a member of a cut is held at the start")
        if cut.members.isdisjoint(self._question.goal) and not self._is_wanted(cut, leaf):
            raise UnsoundProofError(f"leaf {number}: a cut need not be entered")

    def _is_wanted(self, cut: Cut, leaf: CutLeaf) -> bool:
        """Tell whether something that has to be taken waits until the set is entered."""
        held = outside(least_levels(cut.members, self._reading))
        has_to_be = leaf.taken | self.demanded
        return not all(self._reading.entry(taking).open_to(held) for taking in has_to_be)

    def _sum(self, number: int, leaf: CutLeaf, price: Callable[[Taking], int]) -> int:
        charged: Counter[Taking] = Counter()
        total = sum(map(price, leaf.taken))
        for cut in leaf.cuts:
            crossed = self._crossed(cut, leaf)
            if crossed.isdisjoint(leaf.taken):
                total += cut.amount
                charged.update(dict.fromkeys(crossed, cut.amount))
        for taking, amount in charged.items():
            if amount > price(taking):
                raise UnsoundProofError(f"leaf {number}: {taking} is charged more than it costs")
        return total

    def _crossed(self, cut: Cut, leaf: CutLeaf) -> frozenset[Taking]:
        if cut.members not in self._crossing:
            found = crossing(cut.members, self._reading, self._is_permitted)
            self._crossing[cut.members] = found
        return self._crossing[cut.members] - leaf.avoided

    def _is_permitted(self, taking: Taking) -> bool:
        if taking not in self._permitted:
            self._permitted[taking] = may_be_taken(taking, self._reading)
        return self._permitted[taking]

    def _price(self, unit: Objective) -> Callable[[Taking], int]:
        """Return what a permitted taking costs in that unit."""
        match unit:
            case Objective.HOURS:
                return self._minutes
            case Objective.PRICE:
                return self._amount
            case Objective.STEPS:
                return _one

    def _limit(self, number: int, limit: Limit) -> tuple[int, Callable[[Taking], int]]:
        limits = self._question.limits
        match limit:
            case Limit.BUDGET if limits.budget is not None:
                return limits.budget, self._amount
            case Limit.DEADLINE if self._question.allowed_minutes is not None:
                return self._question.allowed_minutes, self._minutes
            case Limit.MAX_STEPS if limits.max_steps is not None:
                return limits.max_steps, _one
            case _:
                raise UnsoundProofError(f"leaf {number}: the question states no `{limit}`")

    def _minutes(self, taking: Taking) -> int:
        effort = self._reading.effort(taking)
        return effort[0] if effort is not None else 0

    def _amount(self, taking: Taking) -> int:
        if not isinstance(taking, Course):
            return 0
        resource = self._reading.resource(taking.resource)
        return resource.price.minor if resource is not None and resource.price is not None else 0


def _one(_: Taking) -> int:
    return 1
