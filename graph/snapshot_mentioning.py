"""Who mentions whom: prerequisites by the competencies that their conditions name."""

from __future__ import annotations

from collections.abc import Mapping

from ontology.condition import attainments
from ontology.dataset import Dataset, Statement
from ontology.names import Iri
from ontology.terms import Kind, Prerequisite


def mentioning(dataset: Dataset) -> Mapping[Iri, tuple[Statement, ...]]:
    """Return the prerequisites, required or recommended, that mention each competency.

    At whatever level they do; sorted by identity, and absent where there are none.
    """
    found: dict[Iri, list[Statement]] = {}
    for statement in sorted(dataset.by_kind[Kind.PREREQUISITE], key=lambda each: each.id):
        if isinstance(content := statement.content, Prerequisite):
            for competency in {each.competency for each in attainments(content.condition)}:
                found.setdefault(competency, []).append(statement)
    return {competency: tuple(statements) for competency, statements in found.items()}
