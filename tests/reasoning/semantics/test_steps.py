"""Each rule of a step by name: what stands in the way, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import Course as CourseOf
from builders import attained, attained_all, curriculum, english, ex, put

from ontology.dataset import Dataset
from ontology.terms import (
    Competency,
    CompetencyKind,
    Framework,
    LevelEffort,
    Price,
    Resource,
    Teaching,
)
from reasoning.proof import Course, SelfStudy, Taking
from reasoning.question import Limit, Limits, Objective, Question
from reasoning.semantics.holding import closure
from reasoning.semantics.path import (
    answers,
    cost,
    exceeded,
    misstep,
    reachable,
    unfounded,
    without_limits,
)
from reasoning.semantics.reasons import Obstacle, Reason
from reasoning.semantics.step import forbidden, speaks, why_not
from reasoning.semantics.takings import Effort, effort, gains, takings

START = date(2026, 3, 2)
CAMP = Course(ex("camp"))
DATASET = curriculum(
    {"sql": "logic", "joins@2": "sets"},
    levels={"joins": 2},
    progressive=("joins",),
    courses={"camp": CourseOf("sql, joins@2", needs="chairs")},
    efforts={"logic": 30},
    untaught=("chairs",),
)


def asking(goal: str = "sql", limits: Limits | None = None) -> Question:
    return Question(
        tuple(sorted(attained_all(goal))), frozenset(), START, limits=limits or Limits()
    )


def with_camp(**changes: object) -> Dataset:
    """Return the dataset with other facts about the camp."""
    stated = DATASET.statements[CAMP.resource].content
    assert isinstance(stated, Resource)
    known = {name: getattr(stated, name) for name in Resource.__dataclass_fields__}
    return put(DATASET, Resource(**{**known, **changes}))


def obstacles(taking: Taking, held: str, question: Question, dataset: Dataset) -> list[Obstacle]:
    holding = closure(attained_all(held), dataset)
    return [reason.obstacle for reason in why_not(taking, holding, question, dataset)]


class TestRules:
    def test_every_reason_is_told_with_what_it_is_about(self) -> None:
        reasons = why_not(CAMP, frozenset(), asking(), DATASET)
        about = [(reason.obstacle, reason.attainment) for reason in reasons]
        assert about == [
            (Obstacle.OWN_NEED, None),
            (Obstacle.GROUNDWORK, attained("joins@2")),
            (Obstacle.GROUNDWORK, attained("sql")),
            (Obstacle.START, attained("joins")),
        ]
        named = [DATASET.get(reason.prerequisite) for reason in reasons if reason.prerequisite]
        assert len(named) == 3
        assert None not in named

    def test_each_is_mended_by_what_it_asks_for(self) -> None:
        assert obstacles(CAMP, "chairs, logic, sets, joins", asking(), DATASET) == []
        lacking = {
            "logic, sets, joins": Obstacle.OWN_NEED,
            "chairs, sets, joins": Obstacle.GROUNDWORK,
            "chairs, logic, joins": Obstacle.GROUNDWORK,
            "chairs, logic, sets": Obstacle.START,
        }
        for held, obstacle in lacking.items():
            assert obstacles(CAMP, held, asking(), DATASET) == [obstacle]

    def test_what_is_held_already_is_not_asked_again(self) -> None:
        assert obstacles(CAMP, "chairs, joins@2, sql", asking(), DATASET) == []

    def test_self_study_asks_the_same_of_one_level(self) -> None:
        alone = SelfStudy(attained("joins@2"))
        assuming = replace(asking(), assumed_minutes=60)
        assert obstacles(alone, "", assuming, DATASET) == [Obstacle.GROUNDWORK, Obstacle.START]
        assert obstacles(alone, "joins, sets", assuming, DATASET) == []


class TestForbidden:
    @pytest.mark.parametrize(
        ("camp", "limits", "obstacle"),
        [
            ({"languages": ("fr",)}, Limits(languages=("en", "de")), Obstacle.LANGUAGE),
            ({"modality": "onsite"}, Limits(modality="online"), Obstacle.MODALITY),
            ({"regions": ("DE", "CH")}, Limits(region="AT"), Obstacle.REGION),
            ({"available_from": START + timedelta(days=1)}, Limits(), Obstacle.DATES),
            ({"available_until": START - timedelta(days=1)}, Limits(), Obstacle.DATES),
            ({"effort": None}, Limits(), Obstacle.EFFORT),
            ({}, Limits(without=frozenset({ex("camp")})), Obstacle.WITHOUT),
            ({}, Limits(budget=1, currency="EUR"), Obstacle.PRICE),
            ({"price": Price(0, "USD")}, Limits(budget=1, currency="EUR"), Obstacle.CURRENCY),
        ],
    )
    def test_a_limit_by_name(
        self, camp: dict[str, object], limits: Limits, obstacle: Obstacle
    ) -> None:
        question = asking(limits=limits)
        assert forbidden(CAMP, question, with_camp(**camp)) == (Reason(obstacle),)
        relaxed = without_limits(question)
        still = () if obstacle is not Obstacle.EFFORT else (Reason(obstacle),)
        assert forbidden(CAMP, relaxed, with_camp(**camp)) == still

    @pytest.mark.parametrize(
        ("camp", "limits"),
        [
            ({}, Limits(languages=("en",), modality="online", region="AT")),
            ({"languages": ("fr", "en-us")}, Limits(languages=("de", "EN"))),
            ({"modality": "online"}, Limits(modality="online")),
            ({"regions": ("DE", "AT")}, Limits(region="AT")),
            ({"available_from": START, "available_until": START}, Limits()),
            ({"price": Price(5, "EUR")}, Limits(budget=1, currency="EUR")),
            ({"price": Price(5, "EUR")}, Limits(currency="USD")),
            ({}, Limits(self_study=False)),
            ({}, Limits(max_steps=0, demanded=frozenset({ex("joins-course")}))),
        ],
    )
    def test_what_forbids_nothing(self, camp: dict[str, object], limits: Limits) -> None:
        assert forbidden(CAMP, asking(limits=limits), with_camp(**camp)) == ()

    def test_self_study(self) -> None:
        alone = SelfStudy(attained("logic"))
        strict = Limits(budget=0, currency="EUR", languages=("fr",), modality="onsite", region="AT")
        assert forbidden(alone, asking(limits=strict), DATASET) == ()
        none = asking(limits=Limits(self_study=False))
        assert forbidden(alone, none, DATASET) == (Reason(Obstacle.NO_SELF_STUDY),)
        unknown = SelfStudy(attained("sql"))
        assert forbidden(unknown, asking(), DATASET) == (Reason(Obstacle.EFFORT),)

    def test_a_price_objective_demands_prices(self) -> None:
        question = replace(asking(), objective=Objective.PRICE)
        assert forbidden(CAMP, question, DATASET) == (Reason(Obstacle.PRICE),)

    def test_what_teaches_nothing_is_no_taking(self) -> None:
        exam = put(DATASET, Resource(ex("exam"), ex("framework"), english("Exam"), effort=5))
        assert Course(ex("exam")) not in takings(asking(), exam)
        assert forbidden(Course(ex("exam")), asking(), exam) == (Reason(Obstacle.NOTHING_TAUGHT),)

    def test_a_range_takes_whole_subtags(self) -> None:
        assert speaks("en-gb", "en")
        assert speaks("EN", "en")
        assert not speaks("enm", "en")
        assert not speaks("en", "en-gb")


class TestTakings:
    def test_what_is_gained_is_every_level_up_to_what_is_taught(self) -> None:
        assert gains(CAMP, DATASET) == attained_all("sql, joins, joins@2")
        assert gains(SelfStudy(attained("joins@2")), DATASET) == attained_all("joins, joins@2")

    def test_nobody_studies_a_group_or_a_level_that_is_not_there(self) -> None:
        group = Competency(ex("area"), ex("framework"), english("A"), CompetencyKind.GROUP)
        dataset = put(DATASET, replace(group, effort=(LevelEffort(0, 5),)))
        assuming = replace(asking(), assumed_minutes=60)
        for text in ("area", "joins@3", "nobody"):
            assert effort(SelfStudy(attained(text)), assuming, dataset) is None
            assert SelfStudy(attained(text)) not in takings(assuming, dataset)

    def test_stated_efforts_come_before_assumed_ones(self) -> None:
        assuming = replace(asking(), assumed_minutes=99)
        assert effort(CAMP, assuming, DATASET) == Effort(60, False)
        silent = with_camp(effort=None)
        assert effort(CAMP, assuming, silent) == Effort(99, True)
        assert effort(CAMP, asking(), silent) is None
        generous = Framework(ex("framework"), english("F"), assumed_effort=7)
        assert effort(CAMP, assuming, put(silent, generous)) == Effort(7, True)
        assert effort(Course(ex("nobody")), assuming, DATASET) is None

    def test_an_effort_of_one_level_comes_before_that_of_each(self) -> None:
        both = (LevelEffort(0, 10), LevelEffort(2, 20))
        joins = DATASET.statements[ex("joins")].content
        assert isinstance(joins, Competency)
        dataset = put(DATASET, replace(joins, effort=both))
        assert effort(SelfStudy(attained("joins")), asking(), dataset) == Effort(10, False)
        assert effort(SelfStudy(attained("joins@2")), asking(), dataset) == Effort(20, False)


class TestPaths:
    PATH = (SelfStudy(attained("logic")), Course(ex("sql-course")))

    def test_a_path_takes_everything_once_and_in_order(self) -> None:
        assert answers(self.PATH, asking(), DATASET)
        wrong = misstep(self.PATH[::-1], asking(), DATASET)
        assert wrong is not None
        assert (wrong.number, wrong.taking) == (1, self.PATH[1])
        twice = misstep(self.PATH[:1] * 2, asking(), DATASET)
        assert twice is not None
        assert twice.reasons == (Reason(Obstacle.TAKEN),)

    def test_an_effort_that_is_unknown_has_no_sum(self) -> None:
        with pytest.raises(ValueError, match="the effort of"):
            cost((CAMP,), asking(), with_camp(effort=None))

    def test_limits_on_whole_paths(self) -> None:
        for limits, limit in (
            (Limits(max_steps=1), Limit.MAX_STEPS),
            (Limits(budget=0), Limit.BUDGET),
            (Limits(minutes_per_week=60, deadline=START + timedelta(days=5)), Limit.DEADLINE),
            (Limits(demanded=frozenset({ex("camp")})), Limit.WITH),
        ):
            assert exceeded(self.PATH, asking(limits=limits), DATASET) == {limit}
        fitting = Limits(max_steps=2, minutes_per_week=105, deadline=START + timedelta(days=5))
        assert exceeded(self.PATH, asking(limits=fitting), DATASET) == frozenset()

    def test_what_can_be_reached_and_what_cannot(self) -> None:
        everything = attained_all("logic, sets, sql, joins, joins@2, chairs")
        assert reachable(asking(), DATASET) == everything - attained_all("chairs")
        assert unfounded(asking(), DATASET) == attained_all("chairs")
        excluded = asking(limits=Limits(without=frozenset({ex("sets-course")})))
        assert attained("joins@2") not in reachable(excluded, DATASET)
        assert unfounded(excluded, DATASET) == attained_all("chairs")

    def test_a_course_may_need_what_another_level_of_it_gives(self) -> None:
        leap = put(DATASET, Teaching(ex("camp"), ex("joins"), 1))
        assert obstacles(CAMP, "chairs, logic, sets", asking(), leap) == []
