"""What can be reached at all: the fixpoint over the whole catalogue."""

from __future__ import annotations

from reasoning.planning.problem import Problem
from reasoning.planning.search.chaining import Chaining


def reachable(problem: Problem) -> frozenset[int]:
    """Return all that is held or can be held after takings the question permits by itself.

    Linear in the size of the catalogue. Limits on whole paths (budget, deadline, number of
    steps) and what is demanded are left aside.
    """
    takings = problem.courses + len(problem.snapshot.numbering.attainments)
    chaining = Chaining(problem, filter(problem.allows, range(takings)))
    return problem.held.union(chaining.run(_nothing).reached)


def _nothing(taking: int) -> int:
    return 0
