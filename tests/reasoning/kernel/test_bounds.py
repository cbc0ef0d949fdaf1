"""A certified bound is below every path, and what is no bound is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from builders import Course as CourseOf
from builders import attained_all, curriculum, english, ex, put
from oracle import Clash, LeastPath, verdict
from random_curricula import random_case
from scale import count

from graph.snapshot import Snapshot
from ontology.dataset import Dataset
from ontology.errors import UnsoundProofError
from ontology.terms import Resource
from reasoning.bound import BoundCertificate, Cut, CutLeaf
from reasoning.kernel.bounds import certified_bound, check_no_path, covers
from reasoning.kernel.reading import Reading
from reasoning.outcome import Found, OverConstrained
from reasoning.planning.planner import solve
from reasoning.proof import Course, SelfStudy, Taking
from reasoning.question import Limit, Limits, Objective, Question
from reasoning.semantics.holding import closure
from reasoning.semantics.takings import all_attainments, takings

NOTHING: frozenset[Taking] = frozenset()
A, B = Course(ex("a")), Course(ex("b"))


def asking(goal: str, held: str = "", limits: Limits | None = None) -> Question:
    return Question(
        goal=tuple(sorted(attained_all(goal))),
        held=attained_all(held),
        start=date(2026, 3, 2),
        limits=limits or Limits(),
    )


def cut(members: str, amount: int = 0) -> Cut:
    return Cut(attained_all(members), amount)


def leaf(
    *cuts: Cut, taken: frozenset[Taking] = NOTHING, avoided: frozenset[Taking] = NOTHING
) -> CutLeaf:
    return CutLeaf(taken, avoided, cuts)


def bound(question: Question, dataset: Dataset, *leaves: CutLeaf) -> int:
    return certified_bound(BoundCertificate(leaves), question, dataset)


CHAIN = curriculum({"sql": "any(logic, sets)"}, minutes={"sql": 100, "logic": 30, "sets": 20})


class TestCuts:
    def test_amounts_add_up_as_far_as_takings_cost(self) -> None:
        question = asking("sql")
        assert bound(question, CHAIN, leaf(cut("sql", 100))) == 100
        assert bound(question, CHAIN, leaf(cut("sql", 100), cut("sql, logic, sets", 20))) == 120
        with pytest.raises(UnsoundProofError, match="charged more than it costs"):
            bound(question, CHAIN, leaf(cut("sql", 101)))
        with pytest.raises(UnsoundProofError, match="charged more than it costs"):
            bound(question, CHAIN, leaf(cut("sql", 100), cut("sql, logic, sets", 21)))
        with pytest.raises(UnsoundProofError, match="charged more than it costs"):
            bound(question, CHAIN, leaf(cut("sql", 60), cut("sql", 60)))

    def test_a_cut_that_leaves_a_way_out_is_crossed_by_more(self) -> None:
        with pytest.raises(UnsoundProofError, match="charged more"):
            bound(asking("sql"), CHAIN, leaf(cut("sql", 100), cut("sql, logic", 20)))

    def test_nothing_of_a_cut_is_held(self) -> None:
        with pytest.raises(UnsoundProofError, match="held at the start"):
            bound(asking("sql", "logic"), CHAIN, leaf(cut("sql, logic", 20)))

    def test_a_cut_has_to_be_entered(self) -> None:
        with pytest.raises(UnsoundProofError, match="need not be entered"):
            bound(asking("sql"), CHAIN, leaf(cut("logic", 30)))

    def test_an_amount_is_no_debt(self) -> None:
        with pytest.raises(UnsoundProofError, match="negative"):
            bound(asking("sql"), CHAIN, leaf(cut("sql", -1)))

    def test_what_an_equivalent_stands_for_is_entered_through_it(self) -> None:
        aligned = curriculum(aligned={"sql": "query"}, minutes={"sql": 100, "query": 30})
        assert bound(asking("sql"), aligned, leaf(cut("sql", 30))) == 30
        with pytest.raises(UnsoundProofError, match="charged more"):
            bound(asking("sql"), aligned, leaf(cut("sql", 31)))

    def test_a_higher_level_enters_too(self) -> None:
        levels = curriculum(levels={"sql": 2}, minutes={"sql": 100, "sql@2": 30})
        with pytest.raises(UnsoundProofError, match="charged more"):
            bound(asking("sql"), levels, leaf(cut("sql", 31)))

    def test_self_study_enters_too(self) -> None:
        alone = curriculum({"sql": "all()"}, minutes={"sql": 100}, efforts={"sql": 40})
        with pytest.raises(UnsoundProofError, match="charged more"):
            bound(asking("sql"), alone, leaf(cut("sql", 41)))
        assert (
            bound(asking("sql", limits=Limits(self_study=False)), alone, leaf(cut("sql", 100)))
            == 100
        )

    def test_self_study_has_no_price(self) -> None:
        alone = curriculum({"sql": "all()"}, efforts={"sql": 40})
        question = replace(asking("sql", limits=Limits(currency="EUR")), objective=Objective.PRICE)
        assert bound(question, alone, leaf(cut("sql", 0))) == 0
        with pytest.raises(UnsoundProofError, match="charged more"):
            bound(question, alone, leaf(cut("sql", 1)))

    def test_what_is_forbidden_enters_nowhere(self) -> None:
        dear = curriculum(
            {"sql": "all()"}, minutes={"sql": 100}, courses={"fast": CourseOf("sql", 9)}
        )
        with pytest.raises(UnsoundProofError, match="charged more"):
            bound(asking("sql"), dear, leaf(cut("sql", 10)))
        excluded = asking("sql", limits=Limits(without=frozenset({ex("fast")})))
        assert bound(excluded, dear, leaf(cut("sql", 100))) == 100

    def test_a_course_that_teaches_its_own_groundwork_enters(self) -> None:
        camp = curriculum(
            {"joins": "sets"},
            minutes={"joins": 100, "sets": 50},
            courses={"camp": CourseOf("joins, sets", 9)},
        )
        with pytest.raises(UnsoundProofError, match="charged more"):
            bound(asking("joins"), camp, leaf(cut("joins, sets", 10)))


class TestLeaves:
    def test_a_demand_is_taken_wherever_it_leads(self) -> None:
        camp = curriculum(
            {"sql": "all()"},
            minutes={"sql": 50, "genius": 30},
            courses={"class": CourseOf("sql", 20, needs="genius")},
        )
        question = asking("sql", limits=Limits(demanded=frozenset({ex("class")})))
        taken = frozenset[Taking]({Course(ex("class"))})
        assert bound(question, camp, leaf(cut("genius", 30), taken=taken)) == 50
        assert bound(question, camp, leaf(cut("genius", 30))) == 30
        avoiding = leaf(avoided=taken)
        assert bound(question, camp, leaf(cut("genius", 30), taken=taken), avoiding) == 50
        at_odds = leaf(taken=taken, avoided=taken)
        assert bound(question, camp, leaf(cut("genius", 30), taken=taken), at_odds) == 50
        with pytest.raises(UnsoundProofError, match="need not be entered"):
            bound(asking("sql"), camp, leaf(cut("genius", 30)))

    def test_a_cut_that_something_taken_crosses_counts_nothing(self) -> None:
        taken = frozenset[Taking]({Course(ex("sql-course"))})
        without = leaf(cut("sql", 100), avoided=taken)
        assert (
            bound(asking("sql"), CHAIN, leaf(cut("sql", 100), taken=taken), leaf(avoided=taken))
            == 0
        )
        assert bound(asking("sql"), CHAIN, leaf(cut("sql", 100), taken=taken), without) == 100

    def test_the_least_leaf_counts(self) -> None:
        logic = frozenset[Taking]({Course(ex("logic-course"))})
        with_it = leaf(cut("sql", 100), taken=logic)
        without = leaf(cut("sql", 100), cut("sql, sets, logic", 20), avoided=logic)
        assert bound(asking("sql"), CHAIN, with_it, without) == 120
        with pytest.raises(UnsoundProofError, match="leave out a case"):
            bound(asking("sql"), CHAIN, with_it)
        with pytest.raises(UnsoundProofError, match="leave out a case"):
            bound(asking("sql"), CHAIN)

    def test_a_leaf_without_a_path_shows_it(self) -> None:
        every = frozenset[Taking]({Course(ex("logic-course")), Course(ex("sets-course"))})
        impossible = CutLeaf(NOTHING, every, (), impossible=cut("sql, logic, sets"))
        cases = [leaf(taken=frozenset({taking}), avoided=every - {taking}) for taking in every]
        both = leaf(cut("sql", 100), taken=every)
        assert bound(asking("sql"), CHAIN, impossible, both, *cases) == 20
        forged = replace(impossible, avoided=NOTHING)
        with pytest.raises(UnsoundProofError, match="impossible can be crossed"):
            bound(asking("sql"), CHAIN, forged, both, *cases)

    def test_a_leaf_that_exceeds_a_limit_has_no_path(self) -> None:
        question = asking("sql", limits=Limits(max_steps=1))
        exceeding = replace(
            leaf(cut("sql", 1), cut("logic, sets, sql", 1)), exceeded=Limit.MAX_STEPS
        )
        with pytest.raises(UnsoundProofError, match="charged more"):
            bound(
                asking("sql", limits=Limits(max_steps=1)),
                CHAIN,
                replace(exceeding, cuts=exceeding.cuts * 2),
            )
        check_no_path(BoundCertificate((exceeding,)), Reading(question, CHAIN))
        with pytest.raises(UnsoundProofError, match="is not exceeded"):
            bound(asking("sql", limits=Limits(max_steps=2)), CHAIN, exceeding)
        with pytest.raises(UnsoundProofError, match="states no `budget`"):
            bound(question, CHAIN, replace(exceeding, exceeded=Limit.BUDGET))

    def test_what_teaches_nothing_cannot_be_taken(self) -> None:
        exam = put(CHAIN, Resource(ex("exam"), ex("framework"), english("Exam"), effort=1))
        question = asking("sql", limits=Limits(demanded=frozenset({ex("exam")})))
        taken = frozenset[Taking]({Course(ex("exam"))})
        check_no_path(BoundCertificate((leaf(taken=taken),)), Reading(question, exam))

    def test_a_leaf_may_take_what_is_forbidden_and_then_has_no_path(self) -> None:
        course = frozenset[Taking]({Course(ex("sql-course"))})
        question = asking("sql", limits=Limits(without=frozenset({ex("sql-course")})))
        certificate = BoundCertificate((leaf(taken=course),))
        with pytest.raises(UnsoundProofError, match="leave out a case"):
            check_no_path(certificate, Reading(question, CHAIN))
        both = frozenset({ex("sql-course")})
        demanding = asking("sql", limits=Limits(without=both, demanded=both))
        check_no_path(certificate, Reading(demanding, CHAIN))


class TestCovering:
    def test_every_case_is_some_case(self) -> None:
        a, b = frozenset[Taking]({A}), frozenset[Taking]({B})
        assert covers([(NOTHING, NOTHING)])
        assert covers([(a, NOTHING), (NOTHING, a)])
        assert covers([(a, b), (b, a), (a | b, NOTHING), (NOTHING, a | b)])
        assert covers([(a, NOTHING), (b, a), (NOTHING, a | b)])
        assert not covers([])
        assert not covers([(a, NOTHING)])
        assert not covers([(a, b), (b, a), (NOTHING, a | b)])
        assert not covers([(a, NOTHING), (b, a)])

    def test_as_trying_all_of_them_says(self) -> None:
        random = Random(7)
        takings_ = [SelfStudy(attained) for attained in sorted(attained_all("a, b, c, d"))]
        answers = set()
        for _ in range(count(3000)):
            cases = [_random_case(random, takings_) for _ in range(random.randint(1, 6))]
            paths = [
                {taking for at, taking in enumerate(takings_) if number >> at & 1}
                for number in range(16)
            ]
            covered = all(
                any(taken <= path and not avoided & path for taken, avoided in cases)
                for path in paths
            )
            assert covers(cases) is covered
            answers.add(covered)
        assert answers == {True, False}


def _random_case(
    random: Random, among: list[SelfStudy]
) -> tuple[frozenset[Taking], frozenset[Taking]]:
    sides = [random.choice((0, 0, 1, 2)) for _ in among]
    taken = frozenset[Taking](t for t, side in zip(among, sides, strict=True) if side == 1)
    avoided = frozenset[Taking](t for t, side in zip(among, sides, strict=True) if side == 2)
    return taken, avoided


def test_no_accepted_bound_is_above_the_least_cost() -> None:
    accepted = 0
    for seed in range(count(10_000)):
        case = random_case(seed)
        certificate = _random_certificate(Random(seed), case.question, case.dataset)
        try:
            proved = certified_bound(certificate, case.question, case.dataset)
        except UnsoundProofError:
            continue
        accepted += 1
        found = verdict(case.question, case.dataset)
        assert not isinstance(found, LeastPath) or proved <= found.cost.objective, seed
    assert accepted > count(10_000) // 20


def _random_certificate(random: Random, question: Question, dataset: Dataset) -> BoundCertificate:
    """Cuts and amounts at random, often around a goal, over one random branch or none."""
    outside = sorted(set(all_attainments(dataset)) - closure(question.held, dataset))
    some = [t for t in takings(question, dataset) if random.random() < 0.2][:1]
    cases = [(frozenset[Taking](some), NOTHING), (NOTHING, frozenset[Taking](some))]
    leaves = []
    for taken, avoided in cases if some else cases[:1]:
        cuts = []
        for _ in range(random.randint(1, 3)):
            members = {t for t in outside if t in question.goal or random.random() < 0.4}
            cuts.append(Cut(frozenset(members), random.choice((0, 1, 20, 60, 120, 180))))
        leaves.append(CutLeaf(taken, avoided, tuple(cuts)))
    return BoundCertificate(tuple(leaves))


def test_no_certificate_of_a_clash_is_accepted_where_there_is_a_path() -> None:
    refused = 0
    for seed in range(count(10_000)):
        case = random_case(seed)
        outcome = solve(Snapshot.compile(case.dataset), case.question)
        if not isinstance(outcome, OverConstrained) or outcome.certificate is None:
            continue
        for limit in sorted(outcome.clash):
            fewer = case.question.dropping(case.question.stated - outcome.clash | {limit})
            reading = Reading(fewer, case.dataset)
            if isinstance(verdict(fewer, case.dataset), Clash):
                continue
            refused += 1
            with pytest.raises(UnsoundProofError):
                check_no_path(outcome.certificate, reading)
    assert refused


def test_the_bound_of_the_planner_is_what_its_certificate_proves() -> None:
    for seed in range(count(3000)):
        case = random_case(seed)
        outcome = solve(Snapshot.compile(case.dataset), case.question)
        if isinstance(outcome, Found):
            proved = certified_bound(outcome.bound.certificate, case.question, case.dataset)
            assert proved == outcome.bound.certified
