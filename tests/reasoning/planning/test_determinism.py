"""Equal questions about equal datasets have equal answers, whatever was asked before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

from random_curricula import random_case
from scale import count

from graph.snapshot import Snapshot
from ontology.dataset import Dataset
from reasoning.outcome import Found
from reasoning.planning.planner import alternatives, solve

ROOT = Path(__file__).parents[3]

ASKING = """
import hashlib
from datetime import date
from benchmarks.seeded import Shape, seeded
from graph.snapshot import Snapshot
from ontology.terms import Importance
from random_curricula import random_case
from reasoning.certificate.certificate import answer_digest
from reasoning.planning.planner import solve
from reasoning.question import Question

digest = hashlib.sha256()
for seed in range(150):
    case = random_case(seed)
    outcome = solve(Snapshot.compile(case.dataset), case.question)
    digest.update(answer_digest(case.question, case.dataset.digest, outcome).encode())
shape = Shape(competencies=300, resources=900, roles=5, role_size=(8, 12), bundles=0.5)
snapshot = Snapshot.compile(seeded(2, shape))
for role in snapshot.roles:
    goal = snapshot.asked(role.id, Importance.ESSENTIAL)
    question = Question(goal, frozenset(), date(2026, 1, 1), role=role.id)
    outcome = solve(snapshot, question)
    digest.update(answer_digest(question, snapshot.dataset.digest, outcome).encode())
print(digest.hexdigest())
"""


def test_a_question_between_others_has_the_same_answer() -> None:
    for seed in range(count(2_000)):
        case = random_case(seed)
        snapshot = Snapshot.compile(case.dataset)
        first = solve(snapshot, case.question)
        for other in range(seed + 1, seed + 4):
            question = random_case(other).question
            known = set(question.goal) <= set(snapshot.numbering.attainments)
            if known and question.limits.demanded <= snapshot.offer_of.keys():
                solve(snapshot, question)
        assert solve(snapshot, case.question) == first


def test_the_order_of_the_statements_does_not_matter() -> None:
    for seed in range(count(2_000)):
        case = random_case(seed)
        shuffled = list(case.dataset)
        Random(seed).shuffle(shuffled)
        first = solve(Snapshot.compile(case.dataset), case.question)
        snapshot = Snapshot.compile(Dataset.of(shuffled))
        assert solve(snapshot, case.question) == first
        if isinstance(first, Found):
            others = alternatives(snapshot, case.question, first, 2)
            assert others == alternatives(snapshot, case.question, first, 2)


def test_answers_do_not_depend_on_the_hash_seed() -> None:
    answers = {_answers_with(seed) for seed in ("0", "1", "4242")}
    assert len(answers) == 1
    assert len(answers.pop()) == 64


def _answers_with(hash_seed: str) -> str:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
    }
    run = subprocess.run(
        [sys.executable, "-c", ASKING],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()
