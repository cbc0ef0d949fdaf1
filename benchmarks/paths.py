"""Paths in process, on a warm snapshot: solved and proved, then checked by the kernel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path
from random import Random

from benchmarks.measure import Line, below, median_of
from benchmarks.seeded import Shape, seeded
from graph.snapshot import Snapshot
from loaders.registry import load
from ontology.condition import Attainment
from ontology.dataset import Dataset
from ontology.names import Iri
from reasoning.asking.question_builder import Request, build_question
from reasoning.kernel.check import check
from reasoning.planning.planner import solve
from reasoning.question import Question

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "data-practice"
START = date(2026, 1, 5)
QUESTIONS = 40


def paths_on_the_example() -> Iterator[Line]:
    """Yield the median over every learner and role of the example."""
    loaded = load([EXAMPLE])
    dataset = Dataset.of(loaded.statements)
    snapshot = Snapshot.compile(dataset, 1)
    questions = [
        _question(dataset, role.id, learner.held_on(START))
        for learner, role in product(loaded.learners, snapshot.roles)
    ]
    yield below("path on the example, solved", _solving(snapshot, questions), 0.05)
    yield below("path on the example, checked", _checking(snapshot, questions), 0.05)


def paths_on_a_large_curriculum() -> Iterator[Line]:
    """Yield the median over roles of 14,000 competencies and 50,000 resources, 30 % held."""
    dataset = seeded(1, Shape())
    snapshot = Snapshot.compile(dataset, 1)
    roles = [role.id for role in snapshot.roles][:QUESTIONS]
    everything = snapshot.numbering.attainments
    random = Random(5)
    held = [frozenset(random.sample(everything, len(everything) * 3 // 10)) for _ in roles]
    questions = [_question(dataset, *asked) for asked in zip(roles, held, strict=True)]
    yield below("path on 14,000 competencies, solved", _solving(snapshot, questions), 0.05)
    yield below("path on 14,000 competencies, checked", _checking(snapshot, questions), 0.05)


def _question(dataset: Dataset, role: Iri, held: frozenset[Attainment]) -> Question:
    return build_question(Request(start=START, role=role, held=held), dataset)


def _solving(snapshot: Snapshot, questions: list[Question]) -> float:
    solve(snapshot, questions[0])
    return median_of([partial(solve, snapshot, question) for question in questions])


def _checking(snapshot: Snapshot, questions: list[Question]) -> float:
    outcomes = [solve(snapshot, question) for question in questions]
    pairs = zip(outcomes, questions, strict=True)
    return median_of([partial(check, *pair, snapshot.dataset) for pair in pairs])
