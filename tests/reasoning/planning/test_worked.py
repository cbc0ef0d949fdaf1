"""The worked curricula, answered by the planner."""

from __future__ import annotations

from decimal import Decimal

import pytest
from worked_curricula import WorkedCase, worked_cases
from worked_questions import LIMIT_NAMES, load_case, question_of

from graph.snapshot import Snapshot
from ontology.condition import parse_attainment
from ontology.currency import to_major
from ontology.dataset import Dataset
from ontology.names import Iri
from ontology.terms import Prerequisite
from reasoning.kernel.check import check
from reasoning.outcome import Cost, Found, Outcome, OverConstrained, Unreachable
from reasoning.planning.planner import solve
from reasoning.proof import Course, Taking

CASES = {case.name: case for case in worked_cases()}


def _names(outcome: str) -> list[str]:
    return [name for name, case in CASES.items() if case.outcome == outcome]


def _solved(case: WorkedCase) -> tuple[Dataset, Outcome]:
    loaded = load_case(case)
    dataset = Dataset.of(loaded.statements)
    question = question_of(case, dataset, loaded.learners)
    outcome = solve(Snapshot.compile(dataset), question)
    check(outcome, question, dataset)
    return dataset, outcome


def _found(name: str) -> tuple[Dataset, Found]:
    dataset, outcome = _solved(CASES[name])
    assert isinstance(outcome, Found)
    return dataset, outcome


def _figures(cost: Cost) -> dict[str, float | None]:
    price = None
    if cost.price is not None:
        price = float(to_major(cost.price, cost.currency or "EUR"))
    return {"hours": float(Decimal(cost.minutes) / 60), "price": price, "steps": cost.steps}


@pytest.mark.parametrize("name", _names("Found"))
def test_the_path_costs_what_was_derived_and_is_proved_the_best(name: str) -> None:
    _, found = _found(name)
    figures = _figures(found.cost)
    assert {key: figures[key] for key in CASES[name].cost} == CASES[name].cost
    assert found.bound.lower == found.bound.certified == found.cost.objective


@pytest.mark.parametrize("name", [n for n in CASES if CASES[n].assumptions is not None])
def test_assumptions_are_named(name: str) -> None:
    dataset, found = _found(name)
    assumed = frozenset(_name(step.taking, dataset) for step in found.steps if step.assumed)
    assert assumed == CASES[name].assumptions


@pytest.mark.parametrize("name", [n for n in CASES if CASES[n].recommended_missed is not None])
def test_what_the_least_path_cannot_honour_is_named(name: str) -> None:
    dataset, found = _found(name)
    targets = frozenset(_target(identifier, dataset) for identifier in found.recommended_missed)
    assert targets == CASES[name].recommended_missed


@pytest.mark.parametrize("name", [n for n in CASES if n.startswith("recommended/")])
def test_recommendations_put_steps_in_order(name: str) -> None:
    dataset, found = _found(name)
    order = tuple(_written(step.taking, dataset) for step in found.steps)
    assert order == CASES[name].order


@pytest.mark.parametrize("name", _names("Unreachable"))
def test_what_is_beyond_reach_is_named(name: str) -> None:
    dataset, outcome = _solved(CASES[name])
    assert isinstance(outcome, Unreachable)
    for text in CASES[name].unfounded:
        assert parse_attainment(text, dataset.prefixes) in outcome.beyond


@pytest.mark.parametrize("name", _names("OverConstrained"))
def test_the_clash_is_one_that_was_derived_and_can_be_mended(name: str) -> None:
    _, outcome = _solved(CASES[name])
    assert isinstance(outcome, OverConstrained)
    minimal = [frozenset(LIMIT_NAMES[each] for each in clash) for clash in CASES[name].clashes]
    assert outcome.clash in minimal
    assert outcome.repairs
    assert all(repair.dropped & outcome.clash for repair in outcome.repairs)


def _name(taking: Taking, dataset: Dataset) -> str:
    if isinstance(taking, Course):
        return dataset.prefixes.compact(taking.resource)
    competency, level = taking.attainment
    return f"{dataset.prefixes.compact(competency)}@{level}"


def _written(taking: Taking, dataset: Dataset) -> str:
    name = _name(taking, dataset)
    return name if isinstance(taking, Course) else f"self-study {name}"


def _target(identifier: Iri, dataset: Dataset) -> str:
    content = dataset.statements[identifier].content
    assert isinstance(content, Prerequisite)
    target = dataset.prefixes.compact(content.target)
    return target if content.level is None else f"{target}@{content.level}"
