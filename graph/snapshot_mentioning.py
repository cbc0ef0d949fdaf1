"""Who mentions whom: prerequisites by the competencies that their conditions name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ontology.condition import attainments
from ontology.dataset import Dataset, Statement, Turnover, identified
from ontology.names import Iri
from ontology.splice import merged
from ontology.terms import Kind, Prerequisite

Mentioning: TypeAlias = Mapping[Iri, tuple[Statement, ...]]


def mentioning(dataset: Dataset) -> Mentioning:
    """Return the prerequisites, required or recommended, that mention each competency.

    At whatever level they do; sorted by identity, and absent where there are none.
    """
    return _by_mentioned(dataset.by_kind[Kind.PREREQUISITE])


def mentioning_after(before: Mentioning, turned: Turnover) -> Mentioning:
    """Return the same after a change, from what it was before."""
    touched = turned.of(Kind.PREREQUISITE)
    if not touched:
        return before
    found = dict(before)
    gone, come = map(_by_mentioned, touched)
    for name in gone.keys() | come.keys():
        known = found.get(name, ())
        found[name] = tuple(merged(known, gone.get(name, ()), come.get(name, ()), identified))
        if not found[name]:
            del found[name]
    return found


def _by_mentioned(statements: Iterable[Statement]) -> Mentioning:
    found: dict[Iri, list[Statement]] = {}
    for statement in statements:
        if isinstance(content := statement.content, Prerequisite):
            for competency in {each.competency for each in attainments(content.condition)}:
                found.setdefault(competency, []).append(statement)
    return {competency: tuple(of_it) for competency, of_it in found.items()}
