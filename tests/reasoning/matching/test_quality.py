"""How well terms are found: ESCO's skills asked by alternative labels that the index lacks."""

import csv
import random
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from builders import FRAMEWORK, stated
from scale import count

from ontology.names import Iri
from ontology.terms import Competency, Text
from reasoning.matching.lexical import Index

ESCO = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "esco-1.2.0"
pytestmark = pytest.mark.skipif(not ESCO.is_dir(), reason="the ESCO files are not here")


class Quality(NamedTuple):
    """Mean reciprocal rank among the first twenty, and the share of first hits."""

    reciprocal_rank: float
    first: float


def rows(name: str) -> list[dict[str, str]]:
    csv.field_size_limit(10**9)
    with (ESCO / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def preferred() -> dict[str, str]:
    return {row["conceptUri"]: row["preferredLabel"] for row in rows("skills_en.csv")}


def alternatives() -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for path in ESCO.glob("*SkillsCollection_en.csv"):
        for row in rows(path.name):
            texts = (row["altLabels"] or "").replace("|", "\n").split("\n")
            labels = {" ".join(text.split()) for text in texts if text.strip()}
            found.setdefault(row["conceptUri"] or "", set()).update(labels)
    return {skill: sorted(labels) for skill, labels in found.items() if labels}


def asked(said: Mapping[str, list[str]], known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the same five hundred (skill, label) every time, or a tenth of them."""
    chance = random.Random(0)
    skills = chance.sample(sorted(said.keys() & known.keys()), count(500))
    return [(skill, chance.choice(said[skill])) for skill in skills]


def index(known: Mapping[str, str], said: Mapping[str, list[str]]) -> Index:
    return Index.of(
        stated(
            *(
                Competency(
                    Iri(skill),
                    FRAMEWORK,
                    (Text("en", label),),
                    alternative_labels=tuple(Text("en", text) for text in said.get(skill, ())),
                )
                for skill, label in known.items()
            )
        )
    )


def quality(searched: Index, questions: list[tuple[str, str]]) -> Quality:
    ranks = []
    for skill, label in questions:
        found = [hit.term for hit in searched.find(label)]
        ranks.append(found.index(Iri(skill)) + 1 if Iri(skill) in found else 0)
    return Quality(
        sum(1 / rank for rank in ranks if rank) / len(ranks),
        sum(rank == 1 for rank in ranks) / len(ranks),
    )


def test_by_preferred_labels_alone() -> None:
    known, said = preferred(), alternatives()
    found = quality(index(known, {}), asked(said, known))
    assert found.reciprocal_rank >= 0.64
    assert found.first >= 0.56


def test_the_other_alternative_labels_help() -> None:
    known, said = preferred(), alternatives()
    questions = asked(said, known)
    for skill, label in questions:
        said[skill] = [text for text in said[skill] if text != label]
    found = quality(index(known, said), questions)
    assert found.reciprocal_rank >= 0.78
    assert found.first >= 0.72
