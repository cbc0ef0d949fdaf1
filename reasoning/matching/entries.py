"""Entries: every label under which a term can be found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ontology.dataset import Change, Dataset, Statement
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
        for statement in dataset.by_kind[kind]:
            yield from entries_of(statement)


def entries_of(statement: Statement) -> Iterator[Entry]:
    """Yield the labels of one term, the preferred ones first; none where it is not findable."""
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


class Relabelled(NamedTuple):
    """The labels of one term before a change, and after it."""

    before: tuple[Entry, ...]
    after: tuple[Entry, ...]


def relabelled(before: Dataset, after: Dataset, change: Change) -> tuple[Relabelled, ...]:
    """Return what a change that led from one dataset to the other does to labels."""
    found = []
    for name in sorted({statement.id for statement in change.put} | change.retracted):
        said = [dataset.get(name) for dataset in (before, after)]
        labels = Relabelled(*(tuple(entries_of(each)) if each else () for each in said))
        if labels.before != labels.after:
            found.append(labels)
    return tuple(found)
