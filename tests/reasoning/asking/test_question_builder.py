"""A request becomes a complete question, or everything that is wrong with it is said at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import Course, attained, attained_all, curriculum, english, ex, put

from ontology.dataset import Dataset
from ontology.errors import InputError, MalformedQuestionError, UnknownTermError
from ontology.names import Iri
from ontology.terms import Competency, CompetencyKind, Price, Resource
from reasoning.asking.question_builder import Request, build_question, currency_in_force
from reasoning.question import Limits, Objective

START = date(2026, 3, 2)
DATASET = put(
    curriculum(
        levels={"sql": 2},
        courses={"camp": Course("sql, charts", price=Price(100, "EUR"))},
        roles={"analyst": "sql@2, charts?", "dreamer": "charts?"},
    ),
    Competency(ex("area"), ex("framework"), english("Area"), CompetencyKind.GROUP),
    Resource(ex("exam"), ex("framework"), english("Exam")),
)
DOLLARS = put(
    DATASET, Resource(ex("exam"), ex("framework"), english("Exam"), price=Price(1, "USD"))
)
CAMP = frozenset({ex("camp")})


def asking(goal: str = "sql", limits: Limits | None = None) -> Request:
    return Request(START, goal=tuple(attained_all(goal)), limits=limits or Limits())


class TestComplete:
    def test_a_goal_is_sorted_and_distinct(self) -> None:
        twice = Request(START, goal=(attained("sql"), attained("charts"), attained("sql")))
        assert build_question(twice, DATASET).goal == (attained("charts"), attained("sql"))

    def test_a_role_is_its_essential_requirements(self) -> None:
        found = build_question(Request(START, role=ex("analyst")), DATASET)
        assert (found.role, found.goal) == (ex("analyst"), (attained("sql@2"),))
        assert found.wishes == (attained("charts"),)

    def test_wishes_become_goals_on_demand(self) -> None:
        both = Request(START, role=ex("analyst"), with_optional=True)
        found = build_question(both, DATASET)
        assert (found.goal, found.wishes) == ((attained("charts"), attained("sql@2")), ())

    def test_a_role_without_anything_essential_has_no_goal(self) -> None:
        found = build_question(Request(START, role=ex("dreamer")), DATASET)
        assert (found.goal, found.wishes) == ((), (attained("charts"),))

    def test_the_rest_is_handed_on(self) -> None:
        limits = Limits(region="AT", languages=("EN", "de", "en"))
        request = Request(
            START,
            goal=(attained("sql"),),
            held=attained_all("charts"),
            objective=Objective.STEPS,
            assumed_minutes=60,
            limits=limits,
        )
        found = build_question(request, DATASET)
        assert (found.start, found.held, found.assumed_minutes) == (START, request.held, 60)
        assert found.objective is Objective.STEPS
        assert found.limits == replace(limits, languages=("de", "en"))


class TestCurrency:
    def test_the_only_one_is_in_force_where_it_matters(self) -> None:
        budget = asking(limits=Limits(budget=5))
        assert build_question(budget, DATASET).limits.currency == "EUR"
        priced = replace(asking(), objective=Objective.PRICE)
        assert build_question(priced, DATASET).limits.currency == "EUR"
        assert build_question(asking(), DATASET).limits.currency is None

    def test_a_stated_one_is_in_force(self) -> None:
        stated = asking(limits=Limits(budget=5, currency="USD"))
        assert build_question(stated, DOLLARS).limits.currency == "USD"
        assert currency_in_force("USD", DATASET) == "USD"

    def test_several_and_none_stated(self) -> None:
        problem = "prices are in EUR and USD: state the currency"
        with pytest.raises(MalformedQuestionError, match=problem):
            build_question(asking(limits=Limits(budget=5)), DOLLARS)
        with pytest.raises(MalformedQuestionError, match=problem):
            currency_in_force(None, DOLLARS)
        assert build_question(asking(), DOLLARS).limits.currency is None

    def test_a_catalogue_without_prices_has_none(self) -> None:
        bare = curriculum(courses={"camp": Course("sql")})
        assert currency_in_force(None, bare) is None
        assert build_question(asking(limits=Limits(budget=5)), bare).limits.currency is None


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (Request(START), "a role or a goal, one of them and not both"),
        (replace(asking(), role=ex("analyst")), "a role or a goal, one of them and not both"),
        (asking("area"), "`ex:area` is a group and cannot be a goal"),
        (replace(asking(), held=attained_all("area")), "`ex:area` is a group and cannot be held"),
        (asking("sql@3"), "`ex:sql@3` lies beyond the levels of `ex:sql`: 1 to 2"),
        (replace(asking(), held=attained_all("charts@2")), "`ex:charts`: 1 to 1"),
        (asking(limits=Limits(demanded=frozenset({ex("exam")}))), "`ex:exam` teaches nothing"),
        (
            asking(
                limits=Limits(demanded=frozenset({ex("camp")}), without=frozenset({ex("camp")}))
            ),
            "`ex:camp` is both demanded and excluded",
        ),
        (asking(limits=Limits(budget=-1)), "a budget is 0 or more"),
        (asking(limits=Limits(max_steps=-1)), "the number of steps is from 0"),
        (replace(asking(), assumed_minutes=-1), "the hours to assume are 0 or more"),
        (asking(limits=Limits(minutes_per_week=0)), "the hours per week are more than 0"),
        (asking(limits=Limits(deadline=START)), "a deadline wants the hours per week"),
        (
            asking(limits=Limits(deadline=START - timedelta(days=1), minutes_per_week=60)),
            "the deadline 2026-03-01 lies before the start 2026-03-02",
        ),
    ],
)
def test_an_unusable_question(request_: Request, problem: str) -> None:
    with pytest.raises(MalformedQuestionError) as refusal:
        build_question(request_, DATASET)
    assert problem in refusal.value.message


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (asking("nonsense"), "unknown competency `ex:nonsense`"),
        (replace(asking(), held=attained_all("nonsense")), "unknown competency `ex:nonsense`"),
        (Request(START, role=ex("nobody")), "unknown role `ex:nobody`"),
        (Request(START, role=Iri("urn:x:y")), "unknown role `<urn:x:y>`"),
        (asking(limits=Limits(without=frozenset({ex("x")}))), "unknown resource `ex:x`"),
        (asking(limits=Limits(demanded=frozenset({ex("x")}))), "unknown resource `ex:x`"),
    ],
)
def test_an_unknown_term(request_: Request, problem: str) -> None:
    with pytest.raises(UnknownTermError) as refusal:
        build_question(request_, DATASET)
    assert refusal.value.message == problem


def test_all_problems_are_said_at_once() -> None:
    request = asking("area, nonsense, charts@9", limits=Limits(budget=-1))
    with pytest.raises(InputError) as refusal:
        build_question(request, DATASET)
    assert isinstance(refusal.value, MalformedQuestionError)
    for part in ("is a group", "unknown competency", "beyond the levels", "a budget is"):
        assert part in refusal.value.message


def _abroad() -> Dataset:
    courses = {
        "camp": Course("sql", price=Price(1, "EUR")),
        "club": Course("sql", price=Price(1, "CHF")),
    }
    dataset = curriculum({}, courses=courses)
    for name, modality, regions in (("camp", "online", ("DE", "DE-BY")), ("club", "onsite", ())):
        content = dataset.statements[ex(name)].content
        assert isinstance(content, Resource)
        dataset = put(dataset, replace(content, modality=modality, regions=regions))
    return dataset


ABROAD = _abroad()


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        (Limits(modality="onlin"), "no resource is held `onlin`: did you mean `online`?"),
        (Limits(modality="Online"), "no resource is held `Online`: did you mean `online`?"),
        (Limits(modality="blended"), "no resource is held `blended`: known are `online`, `onsite`"),
        (Limits(region="de-by"), "no resource is offered in `de-by`: did you mean `DE-BY`?"),
        (Limits(currency="USD"), "no price is in USD: prices are in CHF and EUR"),
        (Limits(currency="USD", budget=5), "no price is in USD: prices are in CHF and EUR"),
    ],
)
def test_a_word_that_the_catalogue_does_not_have(limits: Limits, problem: str) -> None:
    with pytest.raises(MalformedQuestionError) as refusal:
        build_question(asking(limits=limits), ABROAD)
    assert refusal.value.message == problem


@pytest.mark.parametrize(
    "limits",
    [
        Limits(modality="online", region="DE", currency="CHF"),
        # nothing may be offered yet where somebody lives
        Limits(region="FR"),
    ],
)
def test_a_word_that_the_catalogue_has(limits: Limits) -> None:
    assert build_question(asking(limits=limits), ABROAD).limits == limits


def test_a_catalogue_that_says_nothing_of_the_sort_has_no_words_for_it() -> None:
    limits = Limits(modality="online", region="de", currency="USD")
    assert build_question(asking(limits=limits), curriculum({"sql": "sets"})).limits == limits


def test_zero_is_a_limit() -> None:
    limits = Limits(budget=0, max_steps=0, minutes_per_week=1, deadline=START)
    found = build_question(replace(asking(limits=limits), assumed_minutes=0), DATASET)
    assert (found.limits.budget, found.limits.max_steps, found.assumed_minutes) == (0, 0, 0)
