"""Entries: every label under which a term can be found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ontology.dataset import Dataset, Statement
from ontology.errors import MalformedNameError
from ontology.names import Iri, Prefixes, is_iri
from ontology.terms import (
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Kind,
    Resource,
    Role,
    Scale,
    Texts,
)

FINDABLE = (Kind.COMPETENCY, Kind.ROLE, Kind.RESOURCE, Kind.FRAMEWORK, Kind.SCALE)


class Entry(NamedTuple):
    """One label of one term; `preferred` tells it from the alternative ones.

    `classifies` marks the groups, which nobody can hold.
    """

    term: Iri
    kind: Kind
    text: str
    language: str
    preferred: bool
    classifies: bool = False


def entries(dataset: Dataset) -> Iterator[Entry]:
    """Yield the labels of all findable terms, by kind and name, the preferred ones first."""
    for kind in FINDABLE:
        for statement in sorted(dataset.by_kind[kind], key=_identity):
            yield from _of_statement(statement)


def _of_statement(statement: Statement) -> Iterator[Entry]:
    content, kind = statement.content, statement.kind
    group = isinstance(content, Competency) and content.kind is CompetencyKind.GROUP
    preferred, alternative = _texts(content)
    for text in preferred:
        yield Entry(statement.id, kind, text.text, text.language, True, group)
    for text in alternative:
        yield Entry(statement.id, kind, text.text, text.language, False, group)
    if isinstance(content, Role) and content.code:
        yield Entry(statement.id, kind, content.code, "", False)


def spelt_out(name: str, prefixes: Prefixes) -> Iri | None:
    """Return the IRI that a name spells out: a CURIE, or an IRI with or without brackets."""
    try:
        return prefixes.expand(name)
    except MalformedNameError:
        return Iri(name) if is_iri(name) else None


def _texts(content: Content) -> tuple[Texts, Texts]:
    match content:
        case Competency(labels=labels, alternative_labels=others):
            return labels, others
        case Role(labels=labels, alternative_labels=others):
            return labels, others
        case Resource(titles=titles):
            return titles, ()
        case Framework(labels=labels) | Scale(labels=labels):
            return labels, ()
        case _:
            return (), ()


def _identity(statement: Statement) -> Iri:
    return statement.id
