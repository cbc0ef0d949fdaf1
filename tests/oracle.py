"""What the answer is, found by trying everything: for curricula of a handful of takings.

Nothing here is clever: uniform-cost search over what is held, each move judged by
`reasoning.semantics`. The planner and the kernel are held against it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, count
from typing import NamedTuple, TypeAlias

from ontology.condition import Attainment
from ontology.dataset import Dataset
from ontology.names import Iri
from reasoning.outcome import Cost
from reasoning.proof import Course, Taking
from reasoning.question import Limit, Objective, Question
from reasoning.semantics.holding import closure
from reasoning.semantics.path import cost, missed_recommendations, unfounded
from reasoning.semantics.step import forbidden, not_ready, taken
from reasoning.semantics.takings import effort, gains, price, takings

Path: TypeAlias = tuple[Taking, ...]
Held: TypeAlias = frozenset[Attainment]


@dataclass(frozen=True, slots=True)
class LeastPath:
    """There are paths, and this is one of the cheapest."""

    path: Path
    cost: Cost


@dataclass(frozen=True, slots=True)
class NoPath:
    """There is none, whatever is dropped: these are all the attainments beyond reach."""

    unfounded: Held


@dataclass(frozen=True, slots=True)
class Clash:
    """There is none within the limits: all minimal sets of limits that leave none."""

    minimal: frozenset[frozenset[Limit]]


Verdict: TypeAlias = LeastPath | NoPath | Clash


def verdict(question: Question, dataset: Dataset) -> Verdict:
    """Return the answer to the question."""
    return Oracle(dataset).verdict(question)


class _Spent(NamedTuple):
    objective: int
    minutes: int
    price: int
    steps: int


@dataclass(order=True)
class _Label:
    spent: _Spent
    age: int
    held: Held = field(compare=False)
    path: Path = field(compare=False)


class Oracle:
    """Answers questions about one dataset, remembering what may follow what."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._after: dict[tuple[Held, Taking], Held | None] = {}
        self._gains: dict[Taking, Held] = {}

    def verdict(self, question: Question) -> Verdict:
        """Return the answer to the question."""
        path = self.least_path(question)
        if path is not None:
            return LeastPath(path, cost(path, question, self._dataset))
        beyond = unfounded(question, self._dataset)
        if beyond.intersection(question.goal):
            return NoPath(beyond)
        return Clash(frozenset(self._clashes(question)))

    def least_path(self, question: Question) -> Path | None:
        """Return a cheapest path within the limits, if there is any."""
        return next(self._paths(question), None)

    def least_paths(self, question: Question) -> list[Path]:
        """Return every cheapest path without a step that adds nothing, in every order."""
        found: list[Path] = []
        least: int | None = None
        for path in self._paths(question, every_order=True):
            spent = cost(path, question, self._dataset).objective
            least = spent if least is None else least
            if spent > least:
                break
            found.append(path)
        return found

    def fewest_missed(self, question: Question) -> set[tuple[Iri, ...]]:
        """Return what the cheapest paths miss that honour most recommendations."""
        missed = {
            missed_recommendations(path, question, self._dataset)
            for path in self.least_paths(question)
        }
        fewest = min(map(len, missed))
        return {some for some in missed if len(some) == fewest}

    def _clashes(self, question: Question) -> Iterator[frozenset[Limit]]:
        stated = question.stated
        found: list[frozenset[Limit]] = []
        for size in range(1, len(stated) + 1):
            for kept in map(frozenset, combinations(sorted(stated), size)):
                if any(smaller <= kept for smaller in found):
                    continue
                if self.least_path(question.dropping(stated - kept)) is None:
                    found.append(kept)
                    yield kept

    def _paths(self, question: Question, *, every_order: bool = False) -> Iterator[Path]:
        """Yield paths to the goal, cheapest first; each held set once, or in every order."""
        moves = self._moves(question)
        demanded = frozenset[Taking](Course(name) for name in question.limits.demanded)
        age, start = count(), closure(question.held, self._dataset)
        labels = [_Label(_Spent(0, 0, 0, 0), next(age), start, ())]
        settled: dict[tuple[Held, frozenset[Taking]], list[_Spent]] = {}
        while labels:
            label = heapq.heappop(labels)
            done = demanded.intersection(label.path)
            if done == demanded and label.held.issuperset(question.goal):
                yield label.path
                continue
            known = settled.setdefault((label.held, done), [])
            if not every_order and any(_no_more(spent, label.spent) for spent in known):
                continue
            known.append(label.spent)
            for taking, price_of_it in moves.items():
                if taking in demanded - done or not self._gain(taking) <= label.held:
                    after = self._held_after(label.held, taking)
                    spent = _plus(label.spent, price_of_it)
                    if after is not None and _within(spent, question):
                        path = (*label.path, taking)
                        heapq.heappush(labels, _Label(spent, next(age), after, path))

    def _moves(self, question: Question) -> dict[Taking, _Spent]:
        """Return what the question allows to take, with what each costs."""
        allowed = [
            taking
            for taking in takings(question, self._dataset)
            if not forbidden(taking, question, self._dataset)
        ]
        return {taking: self._spent_on(taking, question) for taking in allowed}

    def _spent_on(self, taking: Taking, question: Question) -> _Spent:
        found, stated = effort(taking, question, self._dataset), price(taking, self._dataset)
        minutes = found.minutes if found else 0
        amount = stated.minor if stated else 0
        by_objective = {Objective.HOURS: minutes, Objective.PRICE: amount, Objective.STEPS: 1}
        return _Spent(by_objective[question.objective], minutes, amount, 1)

    def _gain(self, taking: Taking) -> Held:
        if taking not in self._gains:
            self._gains[taking] = gains(taking, self._dataset)
        return self._gains[taking]

    def _held_after(self, held: Held, taking: Taking) -> Held | None:
        """Return what is held after the taking; None where it may not be taken."""
        if (held, taking) not in self._after:
            ready = not not_ready(taking, held, self._dataset)
            after = taken(taking, held, self._dataset) if ready else None
            self._after[held, taking] = after
        return self._after[held, taking]


def _plus(one: _Spent, other: _Spent) -> _Spent:
    return _Spent(*(a + b for a, b in zip(one, other, strict=True)))


def _no_more(one: _Spent, other: _Spent) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def _within(spent: _Spent, question: Question) -> bool:
    limits, allowed = question.limits, question.allowed_minutes
    return (
        (limits.budget is None or spent.price <= limits.budget)
        and (allowed is None or spent.minutes <= allowed)
        and (limits.max_steps is None or spent.steps <= limits.max_steps)
    )
