"""Finding terms by their labels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from api.application.application import Application, Asked
from graph.snapshot import Snapshot
from ontology.terms import Kind
from reasoning.matching.lexical import Hit


class Sought(StrEnum):
    """What can be looked for."""

    COMPETENCY = Kind.COMPETENCY.value
    ROLE = Kind.ROLE.value
    RESOURCE = Kind.RESOURCE.value


@dataclass(frozen=True, slots=True)
class FoundTerms:
    """Hits, best first, in one revision."""

    snapshot: Snapshot
    text: str
    hits: tuple[Hit, ...]


def find(
    application: Application,
    asked: Asked,
    text: str,
    sought: tuple[Sought, ...],
    language: str | None,
    most: int,
) -> FoundTerms:
    """Find competencies, roles and resources by label in any language, typos forgiven."""
    known = application.snapshots.at(asked.tenant, asked.revision)
    kinds = tuple(Kind(each.value) for each in sought)
    return FoundTerms(known.snapshot, text, known.index.find(text, kinds, language, most))
