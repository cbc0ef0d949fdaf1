"""The worked curricula, answered by the plain semantics and by trying everything."""

from __future__ import annotations

from decimal import Decimal

import pytest
from oracle import Clash, LeastPath, NoPath, Oracle, verdict
from worked_curricula import WorkedCase, worked_cases
from worked_questions import LIMIT_NAMES, load_case, question_of, taking_of

from ontology.condition import parse_attainment
from ontology.currency import to_major
from ontology.dataset import Dataset, replacing
from ontology.errors import MalformedQuestionError
from ontology.names import Iri
from ontology.terms import Prerequisite
from reasoning.outcome import Cost
from reasoning.proof import Course, SelfStudy, Taking
from reasoning.question import Question
from reasoning.semantics.path import answers, cost, is_unfounded, missed_recommendations, misstep
from reasoning.semantics.takings import effort
from shapes.contract import Rejected, admit

CASES = {case.name: case for case in worked_cases()}


def _names(outcome: str) -> list[str]:
    return [name for name, case in CASES.items() if case.outcome == outcome]


def _asked(case: WorkedCase) -> tuple[Dataset, Question]:
    loaded = load_case(case)
    assert not loaded.violations
    dataset = Dataset.of(loaded.statements)
    return dataset, question_of(case, dataset, loaded.learners)


def _figures(found: Cost) -> dict[str, float | None]:
    price = None
    if found.price is not None:
        price = float(to_major(found.price, found.currency or "EUR"))
    return {"hours": float(Decimal(found.minutes) / 60), "price": price, "steps": found.steps}


@pytest.mark.parametrize("name", _names("Found"))
def test_the_least_path_costs_what_was_derived(name: str) -> None:
    dataset, question = _asked(CASES[name])
    found = verdict(question, dataset)
    assert isinstance(found, LeastPath)
    assert answers(found.path, question, dataset)
    assert {key: _figures(found.cost)[key] for key in CASES[name].cost} == CASES[name].cost


@pytest.mark.parametrize("name", [n for n in _names("Found") if CASES[n].order is not None])
def test_the_order_may_be_taken_and_is_a_least_one(name: str) -> None:
    dataset, question = _asked(CASES[name])
    path = tuple(taking_of(text, dataset) for text in CASES[name].order or ())
    assert answers(path, question, dataset)
    figures = _figures(cost(path, question, dataset))
    assert {key: figures[key] for key in CASES[name].cost} == CASES[name].cost


@pytest.mark.parametrize("name", [n for n in CASES if CASES[n].invalid_orders])
def test_an_invalid_order_breaks_a_rule(name: str) -> None:
    dataset, question = _asked(CASES[name])
    for order in CASES[name].invalid_orders:
        path = tuple(taking_of(text, dataset) for text in order)
        assert misstep(path, question, dataset) is not None, order


@pytest.mark.parametrize("name", _names("Unreachable"))
def test_what_is_beyond_reach_was_derived(name: str) -> None:
    dataset, question = _asked(CASES[name])
    found = verdict(question, dataset)
    assert isinstance(found, NoPath)
    assert is_unfounded(found.unfounded, question, dataset)
    for text in CASES[name].unfounded:
        member = parse_attainment(text, dataset.prefixes)
        assert member in found.unfounded
        assert not is_unfounded(found.unfounded - {member}, question, dataset)


@pytest.mark.parametrize("name", _names("OverConstrained"))
def test_the_limits_that_clash_were_derived(name: str) -> None:
    dataset, question = _asked(CASES[name])
    expected = {frozenset(LIMIT_NAMES[n] for n in clash) for clash in CASES[name].clashes}
    assert verdict(question, dataset) == Clash(frozenset(expected))


@pytest.mark.parametrize("name", _names("Unusable"))
def test_an_unusable_question_is_refused(name: str) -> None:
    with pytest.raises(MalformedQuestionError):
        _asked(CASES[name])


@pytest.mark.parametrize("name", _names("Rejected"))
def test_a_curriculum_against_the_contracts_is_refused(name: str) -> None:
    loaded = load_case(CASES[name])
    if not loaded.violations:
        empty = Dataset.of(())
        assert isinstance(admit(empty, replacing(empty, loaded.statements)), Rejected)


@pytest.mark.parametrize("name", [n for n in CASES if CASES[n].assumptions is not None])
def test_the_assumptions_were_derived(name: str) -> None:
    dataset, question = _asked(CASES[name])
    path = Oracle(dataset).least_path(question)
    assert path is not None
    efforts = {taking: effort(taking, question, dataset) for taking in path}
    assumed = {taking for taking, found in efforts.items() if found and found.assumed}
    assert frozenset(_name(taking, dataset) for taking in assumed) == CASES[name].assumptions
    if CASES[name].mostly_assumed is not None:
        minutes = sum(found.minutes for found in efforts.values() if found and found.assumed)
        mostly = 2 * minutes > cost(path, question, dataset).minutes
        assert mostly is CASES[name].mostly_assumed


def _name(taking: Taking, dataset: Dataset) -> str:
    match taking:
        case Course(name):
            return dataset.prefixes.compact(name)
        case SelfStudy(attainment):
            return f"{dataset.prefixes.compact(attainment.competency)}@{attainment.level}"


@pytest.mark.parametrize("name", [n for n in CASES if CASES[n].recommended_missed is not None])
def test_the_recommendations_that_are_missed_were_derived(name: str) -> None:
    dataset, question = _asked(CASES[name])
    targets = {
        frozenset(_target(statement, dataset) for statement in missed)
        for missed in Oracle(dataset).fewest_missed(question)
    }
    assert targets == {CASES[name].recommended_missed}


@pytest.mark.parametrize("name", [n for n in CASES if n.startswith("recommended/")])
def test_the_order_misses_no_more_than_it_must(name: str) -> None:
    dataset, question = _asked(CASES[name])
    path = tuple(taking_of(text, dataset) for text in CASES[name].order or ())
    missed = missed_recommendations(path, question, dataset)
    assert missed in Oracle(dataset).fewest_missed(question)


def _target(name: Iri, dataset: Dataset) -> str:
    statement = dataset.get(name)
    assert statement is not None
    assert isinstance(statement.content, Prerequisite)
    target = dataset.prefixes.compact(statement.content.target)
    level = statement.content.level
    return target if level is None else f"{target}@{level}"
