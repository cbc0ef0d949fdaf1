"""ESCO 1.2 as it lies beside the repository, or a seeded vocabulary of its size."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from benchmarks.seeded import PROVENANCE, REASON, Shape, seeded
from loaders.registry import load
from ontology.condition import Attainment, all_of, any_of
from ontology.dataset import Dataset, state
from ontology.terms import Competency, CompetencyKind, Kind, Prerequisite

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "esco-1.2.0"


def is_here() -> bool:
    """Tell whether the real files are beside the repository."""
    return FOLDER.is_dir()


@cache
def vocabulary() -> Dataset:
    """Return ESCO; where it is absent, a seeded curriculum with as many competencies."""
    if is_here():
        return Dataset.of(load([FOLDER]).statements)
    return seeded(1, Shape(resources=1_000, roles=3_000, role_size=(32, 48)))


@cache
def with_prerequisites() -> Dataset:
    """Return the vocabulary with seeded prerequisites between its competencies, acyclic."""
    random = Random(7)
    skills = sorted(
        statement.id
        for statement in vocabulary().by_kind[Kind.COMPETENCY]
        if isinstance(statement.content, Competency)
        and statement.content.kind is not CompetencyKind.GROUP
    )
    needs = []
    for number, skill in enumerate(skills[1:], start=1):
        near = [skills[random.randrange(max(0, number - 200), number)] for _ in range(3)]
        members = [Attainment(each, 1) for each in near[: random.randint(1, 3)]]
        join = any_of if random.random() < 0.3 else all_of
        needs.append(Prerequisite(skill, 1, join(*members), rationale=REASON))
    return Dataset.of((*vocabulary(), *(state(each, PROVENANCE) for each in needs)))
