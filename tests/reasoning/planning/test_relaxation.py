"""Questions without a path within their limits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import Course, attained, curriculum, ex

from graph.snapshot import Snapshot
from ontology.dataset import Dataset
from ontology.errors import MalformedQuestionError, UnknownTermError
from ontology.terms import Price
from reasoning.kernel.check import check
from reasoning.outcome import Found, OverConstrained, Undecided, Unreachable
from reasoning.planning.planner import solve
from reasoning.question import Limit, Limits, Objective, Question

START = date(2026, 1, 1)


def _question(goal: str, limits: Limits, objective: Objective = Objective.HOURS) -> Question:
    return Question((attained(goal),), frozenset(), START, objective=objective, limits=limits)


def _clash(dataset: Dataset, question: Question) -> OverConstrained:
    outcome = solve(Snapshot.compile(dataset), question)
    assert isinstance(outcome, OverConstrained)
    check(outcome, question, dataset)
    return outcome


TWO_WAYS = curriculum(
    untaught={"sql"},
    courses={
        "quick": Course("sql", minutes=60, price=Price(50_000, "EUR"), languages=("de",)),
        "cheap": Course("sql", minutes=6_000, price=Price(1_000, "EUR"), languages=("de",)),
    },
)


def test_budget_and_deadline_clash_though_each_can_be_kept() -> None:
    limits = Limits(
        budget=2_000, currency="EUR", minutes_per_week=600, deadline=START + timedelta(days=13)
    )
    outcome = _clash(TWO_WAYS, _question("sql", limits))
    assert outcome.clash == {Limit.BUDGET, Limit.DEADLINE}
    assert [(*repair.dropped, repair.cost.minutes) for repair in outcome.repairs] == [
        (Limit.BUDGET, 60),
        (Limit.DEADLINE, 6_000),
    ]


def test_what_takes_no_part_in_the_clash_is_not_in_it() -> None:
    limits = Limits(
        languages=("fr",), modality="online", max_steps=3, budget=90_000, currency="EUR"
    )
    outcome = _clash(TWO_WAYS, _question("sql", limits))
    assert outcome.clash == {Limit.LANGUAGE}
    assert [repair.dropped for repair in outcome.repairs] == [{Limit.LANGUAGE}]


def test_two_clashes_need_a_repair_of_two() -> None:
    dataset = curriculum(
        {"sql": "logic"},
        untaught={"sql", "logic"},
        courses={"sql-de": Course("sql", languages=("de",)), "logic-x": Course("logic")},
    )
    limits = Limits(languages=("en",), without=frozenset({ex("logic-x")}))
    outcome = _clash(dataset, _question("sql", limits))
    assert len(outcome.clash) == 1
    assert [repair.dropped for repair in outcome.repairs] == [{Limit.LANGUAGE, Limit.WITHOUT}]


def test_no_repair_drops_more_than_another() -> None:
    dataset = curriculum(
        untaught={"sql"},
        courses={
            "dear": Course("sql", minutes=60, price=Price(50_000, "EUR"), languages=("en",)),
            "far": Course("sql", minutes=6_000, price=Price(1_000, "EUR"), languages=("de",)),
        },
    )
    limits = Limits(
        budget=2_000,
        currency="EUR",
        languages=("en",),
        minutes_per_week=600,
        deadline=START + timedelta(days=13),
    )
    outcome = _clash(dataset, _question("sql", limits))
    assert Limit.BUDGET in outcome.clash
    assert len(outcome.clash) == 2
    dropped = [repair.dropped for repair in outcome.repairs]
    assert dropped == [{Limit.BUDGET}, {Limit.LANGUAGE, Limit.DEADLINE}]


def test_a_repair_is_offered_however_many_limits_stand_in_the_way() -> None:
    names = ("a", "b", "c", "d", "e")
    dataset = curriculum(
        {"goal": f"all({', '.join(names)})"},
        untaught=set(names),
        courses={
            "a-fr": Course("a", languages=("fr",)),
            "b-out": Course("b"),
            "c-dear": Course("c", price=Price(90_000, "EUR")),
            "d-long": Course("d", minutes=9_000),
        },
        efforts={"e": 60},
    )
    limits = Limits(
        languages=("en",),
        without=frozenset({ex("b-out")}),
        budget=1_000,
        currency="EUR",
        minutes_per_week=60,
        deadline=START + timedelta(days=6),
        self_study=False,
        max_steps=1,
    )
    outcome = _clash(dataset, _question("goal", limits))
    (repair,) = outcome.repairs
    assert repair.dropped == _question("goal", limits).stated - {Limit.DATES}
    assert isinstance(solve(Snapshot.compile(dataset), repair.question), Found)


def test_dropping_the_demand_for_prices_asks_for_hours() -> None:
    dataset = curriculum({}, untaught={"sql"}, courses={"free": Course("sql", minutes=90)})
    outcome = _clash(dataset, _question("sql", Limits(currency="EUR"), Objective.PRICE))
    assert outcome.clash == {Limit.PRICED}
    (repair,) = outcome.repairs
    assert repair.question.objective is Objective.HOURS
    assert repair.cost.objective == 90


def test_beyond_reach_whatever_is_dropped() -> None:
    dataset = curriculum({"a": "b", "b": "a"})
    question = _question("a", Limits(budget=0, currency="EUR", languages=("en",)))
    outcome = solve(Snapshot.compile(dataset), question)
    assert outcome == Unreachable(frozenset({attained("a"), attained("b")}))
    check(outcome, question, dataset)


def test_without_any_time_nothing_is_known() -> None:
    question = _question("sql", Limits())
    outcome = solve(Snapshot.compile(TWO_WAYS), question, lambda: True)
    assert outcome == Undecided(0, None)


def test_an_unknown_goal_is_the_callers_to_mend() -> None:
    with pytest.raises(UnknownTermError, match="nowhere"):
        solve(Snapshot.compile(TWO_WAYS), _question("nowhere", Limits()))


def test_a_level_beyond_the_scale_is_no_goal() -> None:
    with pytest.raises(MalformedQuestionError, match="cannot be held"):
        solve(Snapshot.compile(TWO_WAYS), _question("sql@4", Limits()))


def test_an_unknown_demand_is_the_callers_to_mend() -> None:
    limits = Limits(demanded=frozenset({ex("nowhere")}))
    with pytest.raises(UnknownTermError, match="nowhere"):
        solve(Snapshot.compile(TWO_WAYS), _question("sql", limits))
