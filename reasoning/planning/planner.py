"""The planner: from a question to its outcome.

A question is compiled a piece at a time (`problem`), a path found and its cost bounded from
below by dual ascent and branching (`search`), the path put in order, proved and laid out over
weeks (`answer`); where there is none, `relaxation` says why.
"""

from __future__ import annotations

from collections.abc import Callable

from graph.snapshot import Snapshot
from reasoning.outcome import Found, Outcome, Undecided
from reasoning.planning.answer.found import bound_of, cost, found
from reasoning.planning.preference import preferred
from reasoning.planning.problem import Problem
from reasoning.planning.relaxation import without_path
from reasoning.planning.search.ascent import Case, ascend
from reasoning.planning.search.branch import EFFORT, Searched, search
from reasoning.planning.search.prune import pruned
from reasoning.planning.variety import other_paths
from reasoning.question import Question


def never() -> bool:
    """Give the search all the time it wants."""
    return False


def solve(
    snapshot: Snapshot,
    question: Question,
    expired: Callable[[], bool] = never,
    effort: int = EFFORT,
) -> Outcome:
    """Answer a question.

    `expired` is asked now and then whether time is up; with `never` equal questions about
    equal datasets have equal answers. `effort` is what the search may spend before it settles
    for a gap, or for not knowing. Raises `InputError` where the question speaks of goals
    or demands that the snapshot does not know.
    """
    problem = Problem(snapshot, question)
    searched = search(problem, expired, effort)
    if searched.path is not None:
        path = preferred(problem, searched.path, expired)
        return found(problem, path, bound_of(problem, searched))
    if searched.lower is not None:
        return _undecided(problem, searched, expired)
    return without_path(snapshot, question, expired)


def alternatives(
    snapshot: Snapshot,
    question: Question,
    best: Found,
    count: int,
    expired: Callable[[], bool] = never,
) -> tuple[Found, ...]:
    """Return up to `count` other paths that answer the question, cheapest first.

    `best` is what `solve` found. All differ in what they take; fewer are returned where no
    more are found.
    """
    return other_paths(Problem(snapshot, question), best, count, expired)


def _undecided(problem: Problem, searched: Searched, expired: Callable[[], bool]) -> Undecided:
    """Say how far the search came; the best path breaks a limit on whole paths."""
    ascent = ascend(problem, problem.objective, Case(taken=problem.demanded), expired)
    if not ascent.complete:
        return Undecided(searched.lower or 0, None)
    path = pruned(problem, problem.objective, ascent.applied, problem.demanded)
    return Undecided(searched.lower or 0, cost(problem, path))
