"""One term and what stands around it: what it needs, who teaches it, what it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from graph.snapshot import Snapshot
from ontology.dataset import Dataset, Statement
from ontology.errors import UnknownTermError
from ontology.names import Iri
from ontology.terms import Competency, Kind, Requirement, Role


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A term with the statements around it; each tuple is sorted by identity.

    `needs`: its own prerequisites. `leads_to`: prerequisites of others that mention it.
    `asks_for`: requirements of a role. `asked_by`: requirements that ask for a competency.
    `taught` and `assessed`: teachings and assessings of it, or of a resource.
    `narrower`: terms whose `broader` it is. `alignments`: with it at either end.
    """

    revision: int
    term: Statement
    needs: tuple[Statement, ...]
    leads_to: tuple[Statement, ...]
    asks_for: tuple[Statement, ...]
    asked_by: tuple[Statement, ...]
    taught: tuple[Statement, ...]
    assessed: tuple[Statement, ...]
    narrower: tuple[Statement, ...]
    alignments: tuple[Statement, ...]


def neighbourhood(snapshot: Snapshot, term: Iri) -> Neighbourhood:
    """Look a term up.

    Raises `UnknownTermError` where nothing of that name is known.
    """
    dataset = snapshot.dataset
    statement = dataset.get(term)
    if statement is None:
        raise UnknownTermError(f"unknown term `{dataset.prefixes.compact(term)}`")
    return Neighbourhood(
        revision=snapshot.revision,
        term=statement,
        needs=dataset.about(Kind.PREREQUISITE, term),
        leads_to=snapshot.mentioning.get(term, ()),
        asks_for=dataset.about(Kind.REQUIREMENT, term),
        asked_by=_asking(dataset, term),
        taught=dataset.about(Kind.TEACHING, term),
        assessed=dataset.about(Kind.ASSESSING, term),
        narrower=_narrower(dataset, term),
        alignments=dataset.about(Kind.ALIGNMENT, term),
    )


def _asking(dataset: Dataset, term: Iri) -> tuple[Statement, ...]:
    found = (
        statement
        for statement in dataset.by_kind[Kind.REQUIREMENT]
        if isinstance(statement.content, Requirement) and statement.content.competency == term
    )
    return tuple(sorted(found, key=lambda statement: statement.id))


def _narrower(dataset: Dataset, term: Iri) -> tuple[Statement, ...]:
    found = (
        statement
        for kind in (Kind.COMPETENCY, Kind.ROLE)
        for statement in dataset.by_kind[kind]
        if isinstance(statement.content, Competency | Role) and term in statement.content.broader
    )
    return tuple(sorted(found, key=lambda statement: statement.id))
