"""Whatever an outcome says of itself is recomputed, and every lie about it refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from builders import Course as CourseOf
from builders import attained, attained_all, curriculum, english, ex, put
from builders import condition as condition_of

from graph.snapshot import Snapshot
from ontology.dataset import Dataset
from ontology.errors import UnsoundProofError
from ontology.terms import (
    CompetencyKind,
    Content,
    Kind,
    LevelEffort,
    Prerequisite,
    Price,
    Strength,
)
from reasoning.bound import BoundCertificate
from reasoning.kernel.check import check
from reasoning.outcome import (
    Bound,
    Cost,
    Denied,
    Found,
    Outcome,
    OverConstrained,
    Schedule,
    Undecided,
    Unreachable,
    Week,
    Wish,
    WishState,
)
from reasoning.planning.planner import solve
from reasoning.proof import (
    Achieves,
    Assertion,
    Assumed,
    Course,
    Fact,
    Holds,
    Inference,
    Meets,
    Only,
    Proof,
    Quoted,
    Ready,
    Rule,
    SelfStudy,
)
from reasoning.question import Limit, Limits, Objective, Question

START = date(2026, 3, 2)
EUR = Price(5000, "EUR")
USD = Price(3000, "USD")


def asking(goal: str, held: str = "", limits: Limits | None = None) -> Question:
    return Question(
        goal=tuple(sorted(attained_all(goal))),
        held=attained_all(held),
        start=START,
        limits=limits or Limits(),
    )


def found(question: Question, dataset: Dataset) -> Found:
    outcome = solve(Snapshot.compile(dataset), question)
    assert isinstance(outcome, Found)
    check(outcome, question, dataset)
    return outcome


def refused(
    outcome: Outcome, question: Question, dataset: Dataset, match: str | None = None
) -> None:
    with pytest.raises(UnsoundProofError, match=match):
        check(outcome, question, dataset)


SQL = curriculum(
    {"sql": "any(logic, sets)", "joins": "sql"},
    recommended={"sql": "spreadsheets"},
    courses={"camp": CourseOf("sql, joins", 90, needs="logic", price=EUR)},
    minutes={"sql": 100, "logic": 30, "sets": 200},
    efforts={"spreadsheets": 60, "sql": 80},
    untaught=("spreadsheets",),
    roles={"analyst": "joins, spreadsheets?"},
)
QUESTION = replace(
    asking("joins", limits=Limits(minutes_per_week=60)),
    role=ex("analyst"),
    wishes=(attained("spreadsheets"),),
)


class TestFound:
    ANSWER = found(QUESTION, SQL)

    def test_the_answer_is_what_it_should_be(self) -> None:
        assert self.ANSWER.proof.path == (Course(ex("logic-course")), Course(ex("camp")))
        assert self.ANSWER.cost.minutes == self.ANSWER.bound.certified == 120
        assert len(self.ANSWER.recommended_missed) == 1

    @pytest.mark.parametrize(
        "change",
        [
            {"minutes": 119},
            {"objective": 119},
            {"steps": 1},
            {"price": 5000},
            {"currency": "EUR"},
        ],
    )
    def test_the_cost(self, change: dict[str, Any]) -> None:
        lie = replace(self.ANSWER, cost=replace(self.ANSWER.cost, **change))
        refused(lie, QUESTION, SQL, f"`{next(iter(change))}` of the cost")

    @pytest.mark.parametrize(
        "change",
        [
            {"gains": ()},
            {"gains": (attained("joins"), attained("sql"), attained("spreadsheets"))},
            {"minutes": 1},
            {"price": None},
            {"price": 1},
            {"currency": "USD"},
            {"assumed": True},
            {"taking": Course(ex("sql-course"))},
        ],
    )
    def test_a_step(self, change: dict[str, Any]) -> None:
        first, second = self.ANSWER.steps
        lie = replace(self.ANSWER, steps=(first, replace(second, **change)))
        refused(lie, QUESTION, SQL, f"`{next(iter(change))}` of path step 2")

    def test_the_number_and_order_of_steps(self) -> None:
        for steps in (self.ANSWER.steps[:1], self.ANSWER.steps * 2, ()):
            refused(replace(self.ANSWER, steps=steps), QUESTION, SQL, "the number of steps")
        turned = replace(self.ANSWER, steps=self.ANSWER.steps[::-1])
        refused(turned, QUESTION, SQL, "`taking` of path step 1")

    def test_wishes(self) -> None:
        wish = attained("spreadsheets")
        for state in set(WishState) - {WishState.OPEN}:
            lie = replace(self.ANSWER, wishes=(Wish(wish, state),))
            refused(lie, QUESTION, SQL, "the wishes")
        refused(replace(self.ANSWER, wishes=()), QUESTION, SQL, "the wishes")

    def test_missed_recommendations(self) -> None:
        refused(replace(self.ANSWER, recommended_missed=()), QUESTION, SQL, "recommendations")
        more = (*self.ANSWER.recommended_missed, ex("another"))
        refused(replace(self.ANSWER, recommended_missed=more), QUESTION, SQL, "recommendations")

    def test_a_course_may_recommend_what_comes_before_it(self) -> None:
        advice = Prerequisite(
            ex("camp"), None, attained("spreadsheets"), Strength.RECOMMENDED, english("it helps")
        )
        dataset = put(SQL, advice)
        for held, missed in (("", 2), ("spreadsheets", 0)):
            question = replace(QUESTION, held=attained_all(held))
            answer = found(question, dataset)
            assert len(answer.recommended_missed) == missed
            for lie in (answer.recommended_missed[1:], (*answer.recommended_missed, ex("z"))):
                if lie != answer.recommended_missed:
                    wrong = replace(answer, recommended_missed=lie)
                    refused(wrong, question, dataset, "recommendations")

    def test_the_bound(self) -> None:
        certificate = self.ANSWER.bound.certificate
        for lower, certified in ((119, 119), (121, 120), (119, 120), (121, 121), (120, 119)):
            lie = replace(self.ANSWER, bound=Bound(lower, certified, certificate))
            refused(lie, QUESTION, SQL, "the bound")
        empty = replace(self.ANSWER, bound=Bound(120, 120, BoundCertificate(())))
        refused(empty, QUESTION, SQL, "leave out a case")

    def test_a_bound_may_be_low_and_a_claim_above_what_is_certified(self) -> None:
        leaf = replace(self.ANSWER.bound.certificate.leaves[0], cuts=())
        weak = replace(self.ANSWER, bound=Bound(120, 0, BoundCertificate((leaf,))))
        check(weak, QUESTION, SQL)

    def test_another_question(self) -> None:
        refused(self.ANSWER, replace(QUESTION, goal=(attained("sql"),)), SQL, "role")
        refused(self.ANSWER, replace(QUESTION, wishes=()), SQL, "role")
        other = replace(QUESTION, role=None, goal=(attained("sql"),))
        refused(self.ANSWER, other, SQL, "end with the goal")

    def test_wishes_that_became_goals(self) -> None:
        both = replace(asking("joins, spreadsheets"), role=ex("analyst"))
        check(found(both, SQL), both, SQL)

    @pytest.mark.parametrize(
        ("limits", "problem"),
        [
            (Limits(budget=4999, currency="EUR"), "budget"),
            (Limits(budget=9999, currency="USD"), "forbidden"),
            (Limits(max_steps=1), "more steps"),
            (Limits(minutes_per_week=60, deadline=START + timedelta(days=12)), "deadline"),
            (Limits(without=frozenset({ex("camp")})), "forbidden"),
            (Limits(demanded=frozenset({ex("sql-course")})), "demanded"),
            (Limits(languages=("fr",)), "forbidden"),
            (Limits(modality="onsite"), "forbidden"),
            (Limits(region="AT"), "forbidden"),
        ],
    )
    def test_a_limit_that_the_path_breaks(self, limits: Limits, problem: str) -> None:
        dataset = _with(SQL, "logic-course", price=Price(0, "EUR"))
        dataset = _with(dataset, "camp", languages=("en",), modality="online", regions=("DE",))
        plain = replace(QUESTION, limits=Limits(minutes_per_week=limits.minutes_per_week))
        answer = found(plain, dataset)
        refused(answer, replace(plain, limits=limits), dataset, problem)

    def test_limits_may_be_used_up(self) -> None:
        dataset = _with(SQL, "logic-course", price=Price(0, "EUR"))
        exact = Limits(
            budget=5000,
            currency="EUR",
            max_steps=2,
            minutes_per_week=60,
            deadline=START + timedelta(days=13),
            demanded=frozenset({ex("camp")}),
        )
        question = replace(QUESTION, limits=exact)
        assert found(question, dataset).cost == Cost(120, 5000, "EUR", 2, 120)

    def test_a_course_that_is_closed_on_the_start_date(self) -> None:
        answer = found(QUESTION, SQL)
        for days, name in ((-1, "available_until"), (1, "available_from")):
            closed = _with(SQL, "camp", **{name: START + timedelta(days=days)})
            quoted = closed.get(ex("camp"))
            assert quoted is not None
            steps = tuple(
                Assertion(Quoted(ex("camp"), quoted.content))
                if step.conclusion == Quoted(ex("camp"), _content(SQL, "camp"))
                else step
                for step in answer.proof.steps
            )
            refused(replace(answer, proof=Proof(steps)), QUESTION, closed, "forbidden")

    def test_no_self_study(self) -> None:
        question = asking("spreadsheets")
        forbidding = replace(question, limits=Limits(self_study=False))
        refused(found(question, SQL), forbidding, SQL, "forbidden")


def _content(dataset: Dataset, name: str) -> Content:
    statement = dataset.get(ex(name))
    assert statement is not None
    return statement.content


def _with(dataset: Dataset, name: str, **changes: object) -> Dataset:
    """Return the dataset with other fields of one record."""
    content = _content(dataset, name)
    known = {name: getattr(content, name) for name in content.__dataclass_fields__}
    return put(dataset, type(content)(**{**known, **changes}))


class TestPrices:
    TWO = curriculum(courses={"a-eur": CourseOf("a", 10, price=EUR), "b-usd": CourseOf("b", 10)})

    def test_currencies_have_no_sum(self) -> None:
        dataset = _with(self.TWO, "b-usd", price=USD)
        answer = found(asking("a, b"), dataset)
        assert (answer.cost.price, answer.cost.currency) == (None, None)
        lie = replace(answer, cost=replace(answer.cost, price=8000, currency="EUR"))
        refused(lie, asking("a, b"), dataset, "the cost")

    def test_an_unknown_price_makes_the_sum_unknown(self) -> None:
        answer = found(asking("a, b"), self.TWO)
        assert answer.cost.price is None
        lie = replace(answer, cost=replace(answer.cost, price=5000, currency="EUR"))
        refused(lie, asking("a, b"), self.TWO, "the cost")

    def test_the_least_price(self) -> None:
        question = replace(asking("a", limits=Limits(currency="EUR")), objective=Objective.PRICE)
        answer = found(question, self.TWO)
        assert answer.cost == Cost(10, 5000, "EUR", 1, 5000)

    def test_the_fewest_steps(self) -> None:
        question = replace(asking("a, b"), objective=Objective.STEPS)
        assert found(question, self.TWO).cost.objective == 2


class TestAssumptions:
    BARE = curriculum(
        {"joins": "sql"}, courses={"tour": CourseOf("joins", None)}, untaught=("sql", "joins")
    )
    QUESTION = replace(asking("joins"), assumed_minutes=45)

    def test_what_nobody_states_is_assumed(self) -> None:
        answer = found(self.QUESTION, self.BARE)
        assert [step.assumed for step in answer.steps] == [True, True]
        refused(answer, replace(self.QUESTION, assumed_minutes=44), self.BARE, "not said")
        refused(answer, replace(self.QUESTION, assumed_minutes=None), self.BARE, "not said")

    def test_what_is_stated_is_not_assumed(self) -> None:
        stated = _with(self.BARE, "sql", effort=(LevelEffort(1, 60),))
        answer = found(self.QUESTION, self.BARE)
        refused(answer, self.QUESTION, stated, "not said")

    def test_an_assumption_may_be_stated_of_a_course_too(self) -> None:
        answer = found(self.QUESTION, self.BARE)
        assertion = Assertion(Assumed(Course(ex("tour")), 45))
        nobody = Assertion(Assumed(Course(ex("nobody")), 45))
        stated = replace(answer, proof=_before_the_last(answer.proof, assertion))
        check(stated, self.QUESTION, self.BARE)
        lie = replace(answer, proof=_before_the_last(answer.proof, nobody))
        refused(lie, self.QUESTION, self.BARE, "not said")

    def test_what_a_framework_assumes_comes_first(self) -> None:
        assuming = _with(self.BARE, "framework", assumed_effort=10)
        answer = found(self.QUESTION, assuming)
        assert {step.minutes: step.assumed for step in answer.steps} == {45: True, 10: True}
        assertion = Assertion(Assumed(Course(ex("tour")), 45))
        for dataset in (assuming, _with(self.BARE, "tour", effort=45)):
            honest = found(self.QUESTION, dataset)
            forged = replace(honest, proof=Proof((assertion, *honest.proof.steps)))
            refused(forged, self.QUESTION, dataset, "asserts what is not said")


def _before_the_last(proof: Proof, step: Assertion) -> Proof:
    return Proof((*proof.steps[:-1], step, proof.steps[-1]))


class TestSchedules:
    LONG = curriculum(
        {"a": "all()", "b": "all()", "c": "all()"}, minutes={"a": 90, "b": 0, "c": 30}
    )

    def test_weeks_are_filled_one_after_the_other(self) -> None:
        question = asking("a, b, c", limits=Limits(minutes_per_week=60))
        answer = found(question, self.LONG)
        schedule = answer.schedule
        assert schedule is not None
        assert [sum(m for _, m in week.minutes) for week in schedule.weeks] == [60, 60]
        assert schedule.ends == START + timedelta(days=13)
        lies: list[Schedule | None] = [
            None,
            replace(schedule, ends=schedule.ends - timedelta(days=1)),
            replace(schedule, weeks=schedule.weeks[:1]),
            replace(schedule, weeks=(*schedule.weeks, Week(3, START, ()))),
            replace(schedule, weeks=(replace(schedule.weeks[0], number=0), schedule.weeks[1])),
        ]
        for lie in lies:
            refused(replace(answer, schedule=lie), question, self.LONG, "the schedule")

    def test_without_hours_per_week_there_is_none(self) -> None:
        answer = found(asking("a"), self.LONG)
        assert answer.schedule is None
        lie = replace(answer, schedule=Schedule((), START))
        refused(lie, asking("a"), self.LONG, "the schedule")

    def test_a_path_of_no_time_ends_when_it_begins(self) -> None:
        answer = found(asking("b", limits=Limits(minutes_per_week=60)), self.LONG)
        assert answer.schedule == Schedule((Week(1, START, ((1, 0),)),), START)

    def test_a_step_of_no_time_stands_where_the_step_before_it_ends(self) -> None:
        goal, weekly = attained_all("a, b"), Limits(minutes_per_week=60)
        question = replace(asking("a, b", limits=weekly), goal=tuple(sorted(goal)))
        for minutes, number in ((59, 1), (60, 1), (61, 2), (62, 2), (120, 2), (121, 3)):
            dataset = curriculum({"a": "all()", "b": "a"}, minutes={"a": minutes, "b": 0})
            schedule = found(question, dataset).schedule
            assert schedule is not None
            assert schedule.weeks[-1].minutes[-1] == (2, 0)
            assert schedule.weeks[-1].number == number

    def test_no_calendar_is_endless(self) -> None:
        endless = curriculum({"a": "all()"}, minutes={"a": 10**9})
        question = asking("a", limits=Limits(minutes_per_week=1))
        answer = replace(found(asking("a"), endless), schedule=None)
        refused(answer, question, endless, "longer than there are dates")


class TestProofs:
    ANSWER = found(QUESTION, SQL)

    def proved_by(self, *steps: Assertion | Inference) -> Found:
        return replace(self.ANSWER, proof=Proof(steps))

    def test_every_step_is_needed(self) -> None:
        steps = self.ANSWER.proof.steps
        by_the_way = steps[22]
        assert by_the_way.conclusion == Holds(attained("sql"))
        for at, step in enumerate(steps):
            if step is not by_the_way:
                refused(self.proved_by(*steps[:at], *steps[at + 1 :]), QUESTION, SQL)

    def test_a_step_cites_only_what_is_before_it(self) -> None:
        *steps, last = self.ANSWER.proof.steps
        assert isinstance(last, Inference)
        for number in (0, -1, len(steps) + 1, len(steps) + 2):
            lie = replace(last, premises=(number,))
            refused(self.proved_by(*steps, lie), QUESTION, SQL, "achieve: cites a step")

    def test_the_error_names_the_step_and_its_rule(self) -> None:
        *steps, last = self.ANSWER.proof.steps
        assert isinstance(last, Inference)
        lie = replace(last, rule=Rule.STUDY)
        refused(self.proved_by(*steps, lie), QUESTION, SQL, rf"step {len(steps) + 1}, study: ")

    @pytest.mark.parametrize(
        "fact",
        [
            Holds(attained("logic")),
            Meets(condition_of("any(logic, sets)")),
            Ready(Course(ex("camp"))),
            Achieves(QUESTION.goal),
            Only(Kind.PREREQUISITE, ex("sql"), ()),
            Only(Kind.TEACHING, ex("camp"), (ex("a"),)),
            Quoted(ex("nothing"), _content(SQL, "camp")),
            Quoted(ex("sql"), _content(SQL, "camp")),
            Assumed(SelfStudy(attained("sql")), 60),
        ],
    )
    def test_what_nobody_says_is_not_asserted(self, fact: Fact) -> None:
        lie = self.proved_by(Assertion(fact), *self.ANSWER.proof.steps)
        refused(lie, QUESTION, SQL, "step 1 asserts what is not said")

    def test_an_empty_proof_proves_nothing(self) -> None:
        refused(self.proved_by(), QUESTION, SQL, "end with the goal")


class TestUnreachable:
    KNOT = curriculum(
        {"a": "b", "b": "a", "c": "any(a, d)"},
        levels={"b": 2},
        aligned={"d": "e"},
        untaught=("d", "e"),
        courses={"dream": CourseOf("e", None)},
    )
    BEYOND = attained_all("a, b, b@2, c, d, e")

    def test_every_member_is_needed(self) -> None:
        question = asking("c")
        check(Unreachable(self.BEYOND), question, self.KNOT)
        for member in self.BEYOND - {attained("c")}:
            refused(Unreachable(self.BEYOND - {member}), question, self.KNOT)
        refused(Unreachable(self.BEYOND - {attained("c")}), question, self.KNOT, "no goal")

    def test_what_is_held_is_not_beyond_reach(self) -> None:
        for held in ("c", "a", "e", "b@2"):
            refused(Unreachable(self.BEYOND), asking("c", held), self.KNOT, "is held")

    def test_what_follows_along_a_chain_is_held(self) -> None:
        chain = curriculum(aligned={"a": "b", "b": "c", "c": "d"}, untaught=("a", "b", "c", "d"))
        check(Unreachable(attained_all("a, b, c, d")), asking("d"), chain)
        for held in "abcd":
            question = asking("d", held)
            refused(Unreachable(attained_all("a, b, c, d")), question, chain, "is held")
            assert found(question, chain).steps == ()

    def test_levels_and_equivalents_are_ways(self) -> None:
        refused(Unreachable(self.BEYOND - attained_all("b@2")), asking("c"), self.KNOT, "follows")
        refused(Unreachable(self.BEYOND - attained_all("e")), asking("c"), self.KNOT, "follows")

    def test_no_limit_makes_a_way_impassable(self) -> None:
        forbidding = asking("sql", limits=Limits(without=frozenset({ex("sql-course")})))
        refused(
            Unreachable(attained_all("sql")), forbidding, curriculum({"sql": "all()"}), "leads into"
        )
        alone = asking("sql", limits=Limits(self_study=False))
        studied = curriculum({"sql": "all()"}, efforts={"sql": 60}, untaught=("sql",))
        refused(Unreachable(attained_all("sql")), alone, studied, "leads into")

    def test_nobody_studies_a_group(self) -> None:
        group = _with(self.KNOT, "e", kind=CompetencyKind.GROUP, effort=(LevelEffort(1, 5),))
        assuming = replace(asking("e"), assumed_minutes=60)
        dataset = _with(group, "dream", effort=None)
        alone = attained_all("e")
        refused(Unreachable(alone), assuming, dataset, "follows")
        unaligned = Dataset.of(s for s in dataset if s.kind not in {Kind.ALIGNMENT, Kind.TEACHING})
        check(Unreachable(alone), assuming, unaligned)
        unknown = replace(asking("nobody"), assumed_minutes=60)
        check(Unreachable(attained_all("nobody")), unknown, unaligned)

    def test_an_assumption_opens_a_way(self) -> None:
        assuming = replace(asking("c"), assumed_minutes=60)
        refused(Unreachable(self.BEYOND), assuming, self.KNOT, "leads into")


class TestOverConstrained:
    DATASET = curriculum(
        {"sql": "all()"}, courses={"short": CourseOf("sql", 30, languages=("fr",))}
    )
    QUESTION = asking(
        "sql", limits=Limits(languages=("en",), minutes_per_week=40, deadline=START, max_steps=3)
    )

    def answer(self) -> OverConstrained:
        outcome = solve(Snapshot.compile(self.DATASET), self.QUESTION)
        assert isinstance(outcome, OverConstrained)
        check(outcome, self.QUESTION, self.DATASET)
        return outcome

    def test_the_clash_is_of_limits_that_leave_no_path(self) -> None:
        answer = self.answer()
        assert answer.clash == {Limit.DEADLINE}
        for clash in (
            [],
            [Limit.BUDGET],
            [Limit.MAX_STEPS],
            [Limit.LANGUAGE],
            [Limit.DEADLINE, Limit.BUDGET],
        ):
            refused(replace(answer, clash=frozenset(clash)), self.QUESTION, self.DATASET)

    def test_it_is_shown(self) -> None:
        answer = self.answer()
        refused(replace(answer, certificate=None), self.QUESTION, self.DATASET, "nothing shows")
        empty = replace(answer, certificate=BoundCertificate(()))
        refused(empty, self.QUESTION, self.DATASET, "leave out a case")

    def test_a_repair_touches_the_clash_and_nothing_it_does_not_name(self) -> None:
        answer = self.answer()
        repair = answer.repairs[0]
        assert repair.dropped == {Limit.DEADLINE}
        for lie in (
            replace(repair, dropped=frozenset({Limit.LANGUAGE})),
            replace(repair, dropped=frozenset()),
            replace(repair, question=repair.question.dropping(frozenset({Limit.LANGUAGE}))),
            replace(repair, question=replace(repair.question, held=attained_all("sql"))),
            replace(repair, cost=replace(repair.cost, steps=4)),
        ):
            refused(replace(answer, repairs=(lie,)), self.QUESTION, self.DATASET, "repair 1")

    def test_a_repair_may_change_a_limit_instead_of_dropping_it(self) -> None:
        answer = self.answer()
        repair = answer.repairs[0]
        later = replace(self.QUESTION.limits, deadline=START + timedelta(days=60))
        kind = replace(repair, question=replace(self.QUESTION, limits=later))
        check(replace(answer, repairs=(kind,)), self.QUESTION, self.DATASET)
        steps = replace(kind, cost=replace(kind.cost, steps=3))
        for budget, price in ((9, 10), (9, None)):
            limits = replace(self.QUESTION.limits, budget=budget, currency="EUR")
            poor = replace(self.QUESTION, limits=limits)
            dear = replace(kind, question=poor.dropping(frozenset({Limit.DEADLINE})))
            lie = replace(dear, cost=replace(dear.cost, price=price))
            refused(replace(answer, repairs=(lie,)), poor, self.DATASET, "costs more")
        week = replace(later, minutes_per_week=60, deadline=START + timedelta(days=6))
        exact = replace(kind, question=replace(self.QUESTION, limits=week))
        check(replace(answer, repairs=(steps, exact)), self.QUESTION, self.DATASET)
        busy = replace(later, minutes_per_week=1)
        tight = replace(repair, question=replace(self.QUESTION, limits=busy))
        refused(
            replace(answer, repairs=(tight,)), self.QUESTION, self.DATASET, "more than it allows"
        )


def test_who_gave_up_or_was_denied_claims_nothing() -> None:
    check(Undecided(5, None), QUESTION, SQL)
    check(Denied("forbidden", "a rule"), QUESTION, SQL)
