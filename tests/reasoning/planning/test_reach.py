"""What can be reached, and with how little: the fixpoint, the sweep and the semantics agree."""

from __future__ import annotations

from dataclasses import replace

from random_curricula import random_case
from scale import count

from graph.snapshot import Snapshot
from reasoning.planning.planner import never
from reasoning.planning.problem import Problem
from reasoning.planning.reach import reachable
from reasoning.planning.search.ascent import Case, ascend
from reasoning.planning.search.chaining import Chaining
from reasoning.planning.search.prune import indispensable, leading, pruned
from reasoning.semantics.holding import closure
from reasoning.semantics.path import reachable as reachable_in_words


def test_the_fixpoint_reaches_what_the_semantics_reaches() -> None:
    for seed in range(count(5_000)):
        case = random_case(seed)
        problem = Problem(Snapshot.compile(case.dataset), case.question)
        reached = set(problem.attainments(reachable(problem)))
        assert reached == reachable_in_words(case.question, case.dataset), seed


def test_a_sweep_ends_at_every_goal_or_in_a_cut_that_nothing_crosses() -> None:
    for seed in range(count(5_000)):
        case = random_case(seed)
        snapshot = Snapshot.compile(case.dataset)
        reached = reachable_in_words(case.question, case.dataset)
        held = closure(case.question.held, case.dataset)
        for goal in snapshot.numbering.attainments:
            if goal in held:
                continue
            problem = Problem(snapshot, replace(case.question, goal=(goal,)))
            ascent = ascend(problem, problem.objective, Case(), never)
            assert ascent.complete == (goal in reached), (seed, goal)
            if ascent.impossible is not None:
                assert not problem.attainments(ascent.impossible) & reached


def test_a_pruned_path_does_without_nothing() -> None:
    """Whatever is dropped from it, it no longer leads to the goal."""
    shortened = 0
    for seed in range(count(5_000)):
        case = random_case(seed)
        problem = Problem(Snapshot.compile(case.dataset), case.question)
        run = Chaining(problem, _everything(problem)).run(problem.objective)
        if not run.reaches(problem.goal):
            continue
        everything = list(run.fired)
        assert arranged(problem, everything) is not None
        path = pruned(problem, problem.objective, everything, ())
        assert arranged(problem, path) == path
        for taking in path:
            assert arranged(problem, [each for each in path if each != taking]) is None
        needed = indispensable(problem, everything, ())
        assert needed <= set(path)
        for taking in needed:
            assert arranged(problem, [each for each in everything if each != taking]) is None
        shortened += len(path) < len(everything)
    assert shortened > count(5_000) // 4


def arranged(problem: Problem, takings: list[int]) -> list[int] | None:
    """Return the takings in order; None where some can never be taken, or a goal is missed."""
    done = leading(problem, takings)
    return done if done is not None and len(done) == len(takings) else None


def _everything(problem: Problem) -> list[int]:
    takings = problem.courses + len(problem.snapshot.numbering.attainments)
    return [taking for taking in range(takings) if problem.allows(taking)]
