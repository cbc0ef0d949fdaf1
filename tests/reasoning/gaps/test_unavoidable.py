"""What every path gains, against walking all paths of small random curricula."""

from collections.abc import Sequence
from dataclasses import replace

from builders import Course, attained_all, curriculum
from hypothesis import given, settings
from hypothesis import strategies as st
from random_curricula import Case, random_free_case
from scale import count
from worked_questions import START

from graph.snapshot import Snapshot
from ontology.condition import Attainment
from ontology.dataset import Dataset
from reasoning.gaps.supposing import Supposing
from reasoning.gaps.unavoidable import unavoidable
from reasoning.planning.problem import Problem
from reasoning.proof import SelfStudy, Taking
from reasoning.question import Question
from reasoning.semantics.holding import closure
from reasoning.semantics.step import taken, why_not
from reasoning.semantics.takings import all_attainments, effort, gains, takings


def found(dataset: Dataset, question: Question) -> dict[Attainment, tuple[Attainment, ...]]:
    snapshot = Snapshot.compile(dataset)
    problem = Problem(snapshot, question)
    numbered = unavoidable(problem, problem.goal)
    attainment = snapshot.numbering.attainments
    return {attainment[at]: snapshot.attainments(goals) for at, goals in numbered.items()}


def states(case: Case, possible: Sequence[Taking]) -> set[frozenset[Attainment]]:
    """Everything that can be held at some moment of some path of these takings."""
    start = closure(case.question.held, case.dataset)
    seen, waiting = {start}, [start]
    while waiting:
        held = waiting.pop()
        for taking in possible:
            if not why_not(taking, held, case.question, case.dataset):
                after = taken(taking, held, case.dataset)
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
    return seen


def on_every_path(
    case: Case, possible: Sequence[Taking]
) -> dict[Attainment, tuple[Attainment, ...]]:
    held = closure(case.question.held, case.dataset)
    expected: dict[Attainment, list[Attainment]] = {}
    moments = states(case, possible)
    for goal in case.question.goal:
        there = [moment for moment in moments if goal in moment]
        if there and goal not in held:
            for attainment in frozenset.intersection(*there) - held:
                expected.setdefault(attainment, []).append(goal)
    return {attainment: tuple(goals) for attainment, goals in expected.items()}


@settings(max_examples=count(600), deadline=None)
@given(st.integers(0, 10**6))
def test_it_is_what_no_path_leaves_out(seed: int) -> None:
    case = random_free_case(seed)
    known = Snapshot.compile(case.dataset).numbering.number_of
    possible = takings(case.question, case.dataset)
    expected = {a: goals for a, goals in on_every_path(case, possible).items() if a in known}
    assert found(case.dataset, case.question) == expected


def supposed(case: Case) -> tuple[Case, list[Taking]]:
    """The case and the takings of a world where one can learn whatever nobody teaches here."""
    question, dataset = case.question, case.dataset
    given = [each for each in takings(question, dataset) if effort(each, question, dataset)]
    led_to = {at for each in given for at in closure(gains(each, dataset), dataset)}
    more = [SelfStudy(at) for at in all_attainments(dataset) if at not in led_to]
    assumed = replace(question, assumed_minutes=question.assumed_minutes or 60)
    return replace(case, question=assumed), [*given, *more]


@settings(max_examples=count(600), deadline=None)
@given(st.integers(0, 10**6))
def test_behind_what_is_out_of_reach_it_is_what_no_path_of_a_better_world_leaves_out(
    seed: int,
) -> None:
    case = random_free_case(seed)
    snapshot = Snapshot.compile(case.dataset)
    problem = Supposing(Problem(snapshot, case.question))
    numbered = unavoidable(problem, problem.goal)
    attainment = snapshot.numbering.attainments
    there, possible = supposed(case)
    known = snapshot.numbering.number_of
    expected = {a: goals for a, goals in on_every_path(there, possible).items() if a in known}
    assert {
        attainment[at]: snapshot.attainments(goals) for at, goals in numbered.items()
    } == expected


def test_two_of_three_leave_nothing_unavoidable_but_what_they_share() -> None:
    dataset = curriculum({"goal": "2 of (a, b, c)", "a": "x", "b": "x", "c": "y"})
    question = Question(tuple(attained_all("goal")), frozenset(), START)
    assert found(dataset, question).keys() == attained_all("goal, x")


def test_a_course_that_teaches_both_ways_makes_its_gift_unavoidable() -> None:
    dataset = curriculum(
        {"goal": "any(a, b)"},
        untaught=("a", "b"),
        courses={"first": Course("a, z"), "second": Course("b, z")},
    )
    question = Question(tuple(attained_all("goal")), frozenset(), START)
    assert found(dataset, question).keys() == attained_all("goal, z")


def test_a_longer_way_round_is_a_way() -> None:
    dataset = curriculum(
        {"goal": "x", "z": "y", "y": "w"},
        untaught=("x",),
        courses={"short": Course("x", needs="a"), "long": Course("x", needs="z")},
    )
    question = Question(tuple(attained_all("goal")), frozenset(), START)
    assert found(dataset, question).keys() == attained_all("goal, x")
