"""What an answer says beside its path: order, schedule, recommendations, other paths."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import Course, attained, attained_all, curriculum, ex, put
from hypothesis import given
from hypothesis import strategies as st
from oracle import LeastPath, Oracle
from random_curricula import random_case
from scale import count

from graph.snapshot import Snapshot
from ontology.dataset import Dataset
from ontology.errors import MalformedQuestionError
from ontology.terms import Competency
from reasoning.kernel.check import check
from reasoning.outcome import Found, Wish, WishState
from reasoning.planning.answer.schedule import fits_a_life, scheduled
from reasoning.planning.planner import alternatives, solve
from reasoning.proof import Course as Taking
from reasoning.question import Limits, Question
from reasoning.semantics.path import answers

START = date(2026, 1, 1)


def _found(dataset: Dataset, goal: str, held: str = "", limits: Limits | None = None) -> Found:
    question = Question(
        tuple(sorted(attained_all(goal))), attained_all(held), START, limits=limits or Limits()
    )
    found = solve(Snapshot.compile(dataset), question)
    assert isinstance(found, Found)
    check(found, question, dataset)
    return found


def _order(found: Found) -> list[str]:
    takings = [step.taking for step in found.steps]
    return [t.resource.rpartition("/")[2] for t in takings if isinstance(t, Taking)]


def test_nothing_is_to_do_where_the_goal_is_held() -> None:
    found = _found(curriculum({"b": "a"}), "b", held="b")
    assert (found.steps, found.cost.objective, found.bound.lower) == ((), 0, 0)


def test_topics_stay_together() -> None:
    dataset = curriculum({"goal": "all(m1, m2, m3, m4)"})
    for name, topic in (("m1", "odd"), ("m2", "even"), ("m3", "odd"), ("m4", "even")):
        content = dataset.statements[ex(name)].content
        assert isinstance(content, Competency)
        dataset = put(dataset, replace(content, broader=(ex(topic),)))
    order = _order(_found(dataset, "goal"))
    assert order == ["m1-course", "m3-course", "m2-course", "m4-course", "goal-course"]


def test_a_step_is_followed_by_what_it_makes_ready() -> None:
    dataset = curriculum({"z": "a", "goal": "all(m, z)"})
    assert _order(_found(dataset, "goal")) == ["a-course", "z-course", "m-course", "goal-course"]


def test_advice_is_taken_first_when_it_is_taken_anyway() -> None:
    dataset = curriculum({"goal": "all(a, z)"}, recommended={"a": "z"})
    found = _found(dataset, "goal")
    assert _order(found) == ["z-course", "a-course", "goal-course"]
    assert found.recommended_missed == ()


def test_wishes_are_held_gained_or_open() -> None:
    snapshot = Snapshot.compile(curriculum({"b": "a"}))
    wishes = tuple(sorted(attained_all("a, c, h")))
    dataset = put(snapshot.dataset, *_more("c", "h"))
    question = Question((attained("b"),), attained_all("h"), START, wishes=wishes)
    found = solve(Snapshot.compile(dataset), question)
    assert isinstance(found, Found)
    assert found.wishes == (
        Wish(attained("a"), WishState.GAINED),
        Wish(attained("c"), WishState.OPEN),
        Wish(attained("h"), WishState.HELD),
    )


def _more(*names: str) -> list[Competency]:
    return [Competency(ex(name), ex("framework"), ()) for name in names]


def test_recommendations_are_honoured_as_well_as_any_least_path_does() -> None:
    """Best effort; on curricula of this size it nearly always succeeds."""
    tally: Counter[bool] = Counter()
    for seed in range(count(6_000)):
        case = random_case(seed)
        outcome = solve(Snapshot.compile(case.dataset), case.question)
        if isinstance(outcome, Found) and outcome.recommended_missed:
            fewest = Oracle(case.dataset).fewest_missed(case.question)
            best = min(map(len, fewest))
            assert len(outcome.recommended_missed) >= best
            tally[len(outcome.recommended_missed) == best] += 1
    assert tally[True] > 0
    assert tally[False] <= tally[True] // 10


def test_other_paths_answer_too_differ_and_come_cheapest_first() -> None:
    offered = 0
    for seed in range(count(3_000)):
        case = random_case(seed)
        snapshot = Snapshot.compile(case.dataset)
        best = solve(snapshot, case.question)
        if not isinstance(best, Found):
            continue
        others = alternatives(snapshot, case.question, best, 3)
        assert len(others) <= 3
        taken = [frozenset(step.taking for step in each.steps) for each in (best, *others)]
        assert len(set(taken)) == len(taken)
        costs = [other.cost.objective for other in others]
        assert costs == sorted(costs)
        for other in others:
            check(other, case.question, case.dataset)
            assert answers(other.proof.path, case.question, case.dataset)
            assert other.cost.objective >= best.cost.objective
            offered += 1
    assert offered > count(3_000) // 10


def test_a_second_way_is_found_where_there_is_one() -> None:
    dataset = curriculum({}, courses={"other": Course("sql", minutes=90)}, minutes={"sql": 60})
    question = Question((attained("sql"),), frozenset(), START)
    snapshot = Snapshot.compile(dataset)
    best = solve(snapshot, question)
    assert isinstance(best, Found)
    (other,) = alternatives(snapshot, question, best, 5)
    assert (best.cost.minutes, other.cost.minutes) == (60, 90)


@given(st.lists(st.integers(0, 1_000), max_size=12), st.integers(5, 600), st.integers(0, 10_000))
def test_a_schedule_loses_no_minute_and_fills_each_week(
    minutes: list[int], weekly: int, days: int
) -> None:
    schedule = scheduled(minutes, START + timedelta(days=days), weekly)
    spent: Counter[int] = Counter()
    for week in schedule.weeks:
        assert sum(share for _, share in week.minutes) <= weekly
        assert week.starts == START + timedelta(days=days + 7 * (week.number - 1))
        for number, share in week.minutes:
            spent[number] += share
    assert spent == {number: needed for number, needed in enumerate(minutes, 1)}
    for week in schedule.weeks[:-1]:
        assert sum(share for _, share in week.minutes) == weekly
    order = [number for week in schedule.weeks for number, _ in week.minutes]
    assert order == sorted(order)


@given(st.integers(0, 5_000), st.integers(1, 600))
def test_a_schedule_ends_with_the_first_deadline_that_it_keeps(total: int, weekly: int) -> None:
    ends = scheduled([total], START, weekly).ends
    limits = Limits(minutes_per_week=weekly, deadline=ends)
    assert (Question((), frozenset(), START, limits=limits).allowed_minutes or 0) >= total
    earlier = Limits(minutes_per_week=weekly, deadline=ends - timedelta(days=1))
    if ends > START:
        assert (Question((), frozenset(), START, limits=earlier).allowed_minutes or 0) < total


@pytest.mark.parametrize(
    ("minutes", "start", "weekly"),
    [
        (10_000_000, START, 1),
        (36_525 * 3 // 7 + 1, START, 3),
        (61, date(9999, 12, 31), 60 * 7),
    ],
)
def test_nothing_is_laid_out_beyond_a_life_or_the_calendar(
    minutes: int, start: date, weekly: int
) -> None:
    with pytest.raises(MalformedQuestionError, match=f"{weekly} minutes a week are too few"):
        scheduled([minutes], start, weekly)


def test_a_hundred_years_are_laid_out_and_not_a_day_more() -> None:
    assert len(scheduled([36_525 * 3 // 7], START, 3).weeks) == 5_218
    assert not fits_a_life(36_525 * 3 // 7 + 1, START, 3)
    assert scheduled([60], date(9999, 12, 31), 60 * 7).ends == date(9999, 12, 31)
    assert not fits_a_life(61, date(9999, 12, 31), 60 * 7)


def test_an_alternative_that_takes_too_long_is_none() -> None:
    courses = {"short": Course("sql", minutes=60), "long": Course("sql", minutes=6_000_000)}
    limits = Limits(minutes_per_week=3)
    question = Question((attained("sql"),), frozenset(), START, limits=limits)
    snapshot = Snapshot.compile(curriculum({}, courses=courses))
    best = solve(snapshot, question)
    assert isinstance(best, Found)
    others = alternatives(snapshot, question, best, 5)
    assert [each.cost.minutes for each in (best, *others)] == [60, 60]


def test_a_found_path_is_scheduled_where_hours_per_week_are_stated() -> None:
    found = _found(curriculum({"b": "a"}), "b", limits=Limits(minutes_per_week=90))
    assert found.schedule is not None
    assert [week.minutes for week in found.schedule.weeks] == [((1, 60), (2, 30)), ((2, 30),)]
    assert _found(curriculum({"b": "a"}), "b").schedule is None


def test_the_least_cost_is_that_of_trying_everything_whatever_is_minimised() -> None:
    for seed in range(count(1_000)):
        case = random_case(seed)
        verdict = Oracle(case.dataset).verdict(case.question)
        outcome = solve(Snapshot.compile(case.dataset), case.question)
        assert isinstance(outcome, Found) == isinstance(verdict, LeastPath)
        if isinstance(outcome, Found) and isinstance(verdict, LeastPath):
            assert outcome.cost.objective == verdict.cost.objective
