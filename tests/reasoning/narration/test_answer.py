"""How good a path is, what it rests on and what it leaves open, in words."""

from dataclasses import replace
from datetime import date

import pytest
from builders import attained, curriculum
from worked_questions import START

from graph.snapshot import Snapshot
from reasoning.bound import BoundCertificate
from reasoning.narration.answer import answer, bound, cost
from reasoning.narration.failure import denied, undecided
from reasoning.narration.labels import Labels
from reasoning.narration.limits import limit
from reasoning.outcome import Bound, Cost, Denied, Found, Undecided, Wish, WishState
from reasoning.planning.planner import solve
from reasoning.question import Limit, Limits, Objective, Question

DATASET = curriculum({"b": "a"}, recommended={"b": "c"}, roles={"role": "b, x?"})
LABELS = Labels(DATASET, DATASET.prefixes)
QUESTION = Question((attained("b"),), frozenset(), START)
NONE = BoundCertificate(())


def hours(minutes: int) -> Cost:
    return Cost(minutes, None, None, 2, minutes)


def path() -> Found:
    found = solve(Snapshot.compile(DATASET), QUESTION)
    assert isinstance(found, Found)
    return found


@pytest.mark.parametrize(
    ("lower", "certified", "expected"),
    [
        (1000, 1000, "That is provably the least: no path takes less time."),
        (
            1000,
            970,
            "The search found that no path takes less time; it is proved that this one "
            "takes at most 4 % more time than the least possible.",
        ),
        (
            900,
            900,
            "It is proved that this path takes at most 12 % more time than the least possible.",
        ),
        (
            990,
            900,
            "The search found that this path takes at most 2 % more time than the least "
            "possible; it is proved that it takes at most 12 % more time than the least "
            "possible.",
        ),
        (0, 0, "It is proved that this path may be any distance above the least possible."),
    ],
)
def test_the_bound_never_promises_more_than_is_proved(
    lower: int, certified: int, expected: str
) -> None:
    assert bound(Bound(lower, certified, NONE), hours(1000), QUESTION) == expected


@pytest.mark.parametrize("objective", Objective)
def test_every_objective_has_its_words(objective: Objective) -> None:
    said = bound(Bound(9, 9, NONE), hours(10), replace(QUESTION, objective=objective))
    assert "12 %" in said


@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        (
            Cost(90, 12050, "EUR", 1, 0),
            "The path takes 1 hour 30 minutes in one step and costs 120.50 EUR.",
        ),
        (Cost(60, 0, None, 2, 0), "The path takes 1 hour in two steps and costs nothing."),
        (
            Cost(60, None, None, 2, 0),
            "The path takes 1 hour in two steps; what it costs is not known.",
        ),
        (Cost(60, 500, "JPY", 2, 0), "The path takes 1 hour in two steps and costs 500 JPY."),
    ],
)
def test_costs_are_said_in_major_units(spent: Cost, expected: str) -> None:
    assert cost(spent) == expected


def test_assumptions_are_said_first_where_they_carry_most_of_the_effort() -> None:
    found = path()
    assumed = replace(found, steps=tuple(replace(step, assumed=True) for step in found.steps))
    sentences = answer(assumed, QUESTION, LABELS)
    assert sentences[0] == "This answer rests on assumptions for more than half of its effort."
    assert (
        "The effort of two steps is assumed to be 1 hour each: "
        "the course “a-course” and the course “b-course”."
    ) in sentences
    longer = replace(assumed, steps=(replace(assumed.steps[0], minutes=90), assumed.steps[1]))
    assert (
        "The effort of two steps is assumed: 1 hour 30 minutes for the course “a-course” "
        "and 1 hour for the course “b-course”."
    ) in answer(longer, QUESTION, LABELS)
    half = replace(found, steps=(replace(found.steps[0], assumed=True), found.steps[1]))
    assert answer(half, QUESTION, LABELS)[0].startswith("The path takes 2 hours")


def test_wishes_and_missed_recommendations_are_said() -> None:
    wishes = (
        Wish(attained("a"), WishState.GAINED),
        Wish(attained("c"), WishState.HELD),
        Wish(attained("x"), WishState.OPEN),
    )
    sentences = answer(replace(path(), wishes=wishes), QUESTION, LABELS)
    assert (
        "Of what is optional, “c” is held already, “a” is gained by the way and “x” stays open."
    ) in sentences
    assert (
        "Not on this path: before “b” it is good, though not necessary, to have “c”: b rests on c."
    ) in sentences


def test_who_holds_the_goal_has_nothing_to_learn() -> None:
    held = replace(QUESTION, held=frozenset(QUESTION.goal))
    found = solve(Snapshot.compile(DATASET), held)
    assert isinstance(found, Found)
    assert answer(found, held, LABELS) == (
        "Nothing is left to learn: all that is asked for is held already.",
    )


def test_a_search_that_had_to_stop_says_how_far_it_came_and_what_helps() -> None:
    stopped = "The search had to stop before it knew whether there is a path within the limits."
    assert undecided(Undecided(0, None), QUESTION, LABELS) == (stopped, "More time may decide it.")
    limits = replace(QUESTION.limits, budget=30000, currency="EUR", max_steps=4)
    limited = replace(QUESTION, limits=limits)
    assert undecided(Undecided(120, Cost(600, None, None, 5, 600)), limited, LABELS) == (
        stopped,
        "No path takes less than 2 hours.",
        "The best path so far breaks a limit. "
        "The path takes 10 hours in five steps; what it costs is not known.",
        "More time may decide it, and so may leaving out the budget of 300 EUR or the limit of "
        "four steps.",
    )


def test_a_denial_names_its_rule() -> None:
    assert denied(Denied("deny", "no plans for others")) == (
        "Policy forbids this question, by the rule “no plans for others”.",
    )


@pytest.mark.parametrize("named", Limit)
def test_every_limit_has_words(named: Limit) -> None:
    limits = Limits(
        budget=10000,
        currency="EUR",
        minutes_per_week=300,
        deadline=date(2026, 5, 3),
        languages=("en", "tlh"),
        modality="online",
        region="AT",
        max_steps=3,
    )
    assert len(limit(named, replace(QUESTION, limits=limits), LABELS)) > 10
