"""What roles ask for: as a whole, and after a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ontology.dataset import Dataset, Statement, Turnover
from ontology.names import Iri
from ontology.splice import merged
from ontology.terms import Kind, Requirement

Requirements: TypeAlias = Mapping[Iri, tuple[Requirement, ...]]


def requirements(dataset: Dataset) -> Requirements:
    """Return the requirements of each role, sorted by competency."""
    return _by_role(dataset.by_kind[Kind.REQUIREMENT])


def requirements_after(before: Requirements, turned: Turnover) -> Requirements:
    """Return the same after a change, from what it was before."""
    touched = turned.of(Kind.REQUIREMENT)
    if not touched:
        return before
    found = dict(before)
    gone, come = map(_by_role, touched)
    for role in gone.keys() | come.keys():
        known = found.get(role, ())
        found[role] = tuple(merged(known, gone.get(role, ()), come.get(role, ()), _competency))
        if not found[role]:
            del found[role]
    return found


def _by_role(statements: Iterable[Statement]) -> dict[Iri, tuple[Requirement, ...]]:
    found: dict[Iri, list[Requirement]] = {}
    for statement in statements:
        content = statement.content
        if isinstance(content, Requirement):
            found.setdefault(content.role, []).append(content)
    return {role: tuple(sorted(of_role, key=_competency)) for role, of_role in found.items()}


def _competency(requirement: Requirement) -> Iri:
    return requirement.competency
