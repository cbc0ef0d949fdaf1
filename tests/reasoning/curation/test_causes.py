"""Why things are beyond reach, against the plain semantics."""

from dataclasses import replace

import pytest
from builders import Course, attained, attained_all, condition, curriculum, ex, put, without
from hypothesis import example, given, settings
from hypothesis import strategies as st
from random_curricula import random_free_case
from scale import count
from worked_questions import START

from graph.snapshot import Snapshot
from ontology.condition import FALSE, Attainment, attainments
from ontology.dataset import Dataset
from ontology.terms import Prerequisite, Support, Teaching, Text
from reasoning.curation.causes import causes
from reasoning.curation.diagnosis import Cause, Circle, EffortUnknown, NeverMet, Untaught
from reasoning.proof import Course as Taken
from reasoning.question import Limits, Question
from reasoning.semantics.holding import closure
from reasoning.semantics.path import reachable, unfounded
from reasoning.semantics.takings import all_attainments

NOTHING = Question((), frozenset(), START, limits=Limits(dates=False))


def found(dataset: Dataset, question: Question = NOTHING) -> tuple[Cause, ...]:
    beyond = unfounded(question, dataset)
    return causes(Snapshot.compile(dataset), beyond, question.assumed_minutes)


def members(cause: Cause) -> frozenset[Attainment]:
    match cause:
        case Circle(members=inside):
            return frozenset(inside)
        case NeverMet(attainment=attainment):
            return frozenset({attainment})
        case _:
            return frozenset(cause.attainments)


def everything_but(inside: frozenset[Attainment], dataset: Dataset) -> frozenset[Attainment]:
    """Hold all that implies no member."""
    return frozenset(
        attainment
        for attainment in all_attainments(dataset)
        if not closure({attainment}, dataset) & inside
    )


@settings(max_examples=count(600), deadline=None)
@given(st.integers(0, 10**6))
def test_a_cause_stands_although_everything_else_is_held(seed: int) -> None:
    case = random_free_case(seed)
    question = replace(case.question, held=frozenset())
    for cause in found(case.dataset, question):
        inside = members(cause)
        held = everything_but(inside, case.dataset)
        reached = reachable(replace(question, held=held), case.dataset)
        assert not reached & inside


@settings(max_examples=count(600), deadline=None)
@given(st.integers(0, 10**6))
def test_whatever_is_beyond_reach_has_a_cause_and_mending_all_causes_frees_it(seed: int) -> None:
    case = random_free_case(seed)
    question = replace(case.question, held=frozenset())
    beyond = unfounded(question, case.dataset)
    roots = {member for cause in found(case.dataset, question) for member in members(cause)}
    assert roots <= beyond
    reached = reachable(replace(question, held=frozenset(roots)), case.dataset)
    assert beyond <= reached


@settings(max_examples=count(600), deadline=None)
@given(st.integers(0, 10**6))
@example(155)
@example(249)
def test_a_cut_frees_all_members_and_no_less_would(seed: int) -> None:
    case = random_free_case(seed)
    question = replace(case.question, held=frozenset())
    for cause in found(case.dataset, question):
        if isinstance(cause, Circle) and cause.cut:
            inside = frozenset(cause.members)
            outside = frozenset(all_attainments(case.dataset)) - inside
            held = replace(question, held=outside)
            apart = not closure(outside, case.dataset) & inside
            for kept in (None, *(cause.cut if apart else ())):
                gone = [case.dataset.statements[i] for i in cause.cut if i != kept]
                reached = reachable(held, without(case.dataset, *gone))
                assert (inside <= reached) == (kept is None)


@settings(max_examples=count(600), deadline=None)
@given(st.integers(0, 10**6))
def test_every_link_says_what_its_statement_says(seed: int) -> None:
    case = random_free_case(seed)
    question = replace(case.question, held=frozenset())
    for cause in found(case.dataset, question):
        if isinstance(cause, Circle):
            targets = [link.target for link in cause.links]
            assert [link.needed for link in cause.links] == [*targets[1:], targets[0]]
            for link in cause.links:
                statement = case.dataset.statements[link.statement].content
                if isinstance(statement, Prerequisite):
                    assert link.needed in set(attainments(statement.condition))


def test_two_that_need_one_another_are_a_circle_with_a_cut() -> None:
    (cause,) = found(curriculum({"a": "b", "b": "a", "c": "a"}))
    assert isinstance(cause, Circle)
    assert cause.members == tuple(sorted(attained_all("a, b")))
    assert [(link.target, link.needed) for link in cause.links] == [
        (attained("a"), attained("b")),
        (attained("b"), attained("a")),
    ]
    assert len(cause.cut) == 1


def test_a_circle_may_run_through_the_needs_of_resources() -> None:
    courses = {"a-way": Course("a", needs="b")}
    (cause,) = found(curriculum({"b": "a"}, untaught=("a",), courses=courses))
    assert isinstance(cause, Circle)
    assert cause.links[0].by == Taken(ex("a-way"))
    assert len(cause.links) == 2


def test_of_two_edges_the_doubtful_one_is_cut() -> None:
    base = curriculum({"a": "b", "b": "a"})
    doubtful = Prerequisite(ex("b"), 1, condition("a"), rationale=(Text("en", "so it seems"),))
    (cause,) = found(put(base, replace(doubtful, support=Support(10, 6))))
    assert isinstance(cause, Circle)
    (cut,) = cause.cut
    statement = base.statements[cut].content
    assert isinstance(statement, Prerequisite)
    assert statement.target == ex("b")


def test_a_course_that_needs_what_only_it_teaches_is_a_circle_of_one() -> None:
    courses = {"a-way": Course("a", needs="a")}
    (cause,) = found(curriculum(untaught=("a",), courses=courses))
    assert isinstance(cause, Circle)
    assert len(cause.links) == 1


def test_what_nobody_teaches_is_the_cause_of_all_that_waits_for_it() -> None:
    assert found(curriculum({"b": "a", "c": "b"}, untaught=("a",))) == (Untaught((attained("a"),)),)


def test_untaught_levels_of_one_competency_are_one_cause() -> None:
    dataset = curriculum(levels={"a": 3}, untaught=("a",))
    assert found(dataset) == (Untaught(tuple(sorted(attained_all("a@1, a@2, a@3")))),)


def test_a_course_that_starts_from_what_nobody_teaches_is_no_circle() -> None:
    dataset = put(
        curriculum(
            levels={"a": 2}, progressive=("a",), untaught=("a",), courses={"way": Course("a@2")}
        ),
        Teaching(ex("way"), ex("a"), 2, 1),
    )
    assert found(dataset) == (Untaught((attained("a@1"),)),)


def test_an_effort_that_nobody_states_is_told_from_nobody_teaching() -> None:
    dataset = curriculum(untaught=("a",), courses={"way": Course("a", minutes=None)})
    assert found(dataset) == (EffortUnknown((attained("a"),), (ex("way"),)),)
    assert found(dataset, replace(NOTHING, assumed_minutes=60)) == ()


def test_a_condition_that_nothing_meets_is_said() -> None:
    never = Prerequisite(ex("a"), 1, FALSE, rationale=(Text("en", "closed"),))
    (cause,) = found(put(curriculum({"b": "a"}), never))
    assert isinstance(cause, NeverMet)
    assert cause.attainment == attained("a")


@pytest.mark.parametrize("both", [("a", "b"), ("b", "a")])
def test_a_circle_behind_a_dead_end_is_still_a_circle(both: tuple[str, str]) -> None:
    one, other = both
    dataset = curriculum({one: f"all({other}, gone)", other: one}, untaught=("gone",))
    kinds = sorted(type(cause).__name__ for cause in found(dataset))
    assert kinds == ["Circle", "Untaught"]


def test_a_circle_closed_by_the_groundwork_of_a_lower_level_is_seen() -> None:
    courses = {"way": Course("a@2")}
    dataset = curriculum(
        {"a@1": "b", "b": "a@2"}, levels={"a": 2}, untaught=("a",), courses=courses
    )
    assert [type(cause) for cause in found(dataset)] == [Circle]
