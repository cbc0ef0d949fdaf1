"""The order of a path: what is needed first, advice heeded, topics kept together."""

from __future__ import annotations

from collections.abc import Collection

from graph.snapshot_conditions import met
from ontology.names import Iri
from ontology.terms import Competency
from reasoning.planning.answer.advice import unheeded
from reasoning.planning.problem import Problem
from reasoning.planning.search.needs import all_met


def ordered(problem: Problem, path: Collection[int]) -> tuple[int, ...]:
    """Return the takings of a path in the order in which to take them.

    Of what is ready comes first what misses no advice that waiting would heed, then what goes
    on with the topic of the step before, then what that step made ready, then the first by
    name.
    """
    return _Line(problem, path).arranged()


class _Line:
    def __init__(self, problem: Problem, path: Collection[int]) -> None:
        self._problem = problem
        self._waiting = sorted(path)
        self._reached: set[int] = set()
        self._ready: list[int] = []
        self._in_the_end = frozenset(at for t in path for at in problem.way(t).gains)
        self._topics = {taking: _topics(problem, taking) for taking in path}
        self._recent: frozenset[int] = frozenset()
        self._topic: frozenset[Iri] = frozenset()

    def arranged(self) -> tuple[int, ...]:
        order: list[int] = []
        self._admit()
        while self._ready:
            taking = min(self._ready, key=self._rank)
            self._ready.remove(taking)
            order.append(taking)
            self._recent = frozenset(self._problem.way(taking).gains)
            self._topic = self._topics[taking]
            self._reached.update(self._recent)
            self._admit()
        return tuple(order)

    def _admit(self) -> None:
        """Move what has become ready."""
        waiting: list[int] = []
        for taking in self._waiting:
            ready = all_met(self._problem.way(taking).needs, self._reached)
            (self._ready if ready else waiting).append(taking)
        self._waiting = waiting

    def _rank(self, taking: int) -> tuple[int, bool, bool, int]:
        needs = self._problem.way(taking).needs
        follows = any(not self._recent.isdisjoint(need.attainments) for need in needs)
        return (
            self._hasty(taking),
            self._topic.isdisjoint(self._topics[taking]),
            not follows,
            taking,
        )

    def _hasty(self, taking: int) -> int:
        """Count the advice that would be heeded at the end of the path, but not now."""
        held = self._problem.held
        return sum(
            met(guard.need, lambda at: at in held or at in self._in_the_end)
            for guard in unheeded(self._problem, taking, self._reached)
        )


def _topics(problem: Problem, taking: int) -> frozenset[Iri]:
    """Return the competencies that a taking teaches, and their broader terms."""
    topics: set[Iri] = set()
    for competency, _ in problem.snapshot.attainments(problem.taught(taking)):
        topics.add(competency)
        statement = problem.snapshot.dataset.get(competency)
        if statement is not None and isinstance(statement.content, Competency):
            topics.update(statement.content.broader)
    return frozenset(topics)
