"""Contracts about a change and not about a graph: who said something first, and what as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ontology.dataset import Change, Dataset, Statement
from ontology.names import Iri, Prefixes
from ontology.terms import Kind, Prefix
from ontology.violations import Violation
from shapes.naming import phrase


def first_said(change: Change) -> dict[Iri, Statement]:
    """Return what a change puts, each identity as it is said first."""
    first: dict[Iri, Statement] = {}
    for statement in change.put:
        first.setdefault(statement.id, statement)
    return first


def repeats(change: Change) -> Iterator[tuple[Statement, Statement]]:
    """Yield what is put again under one identity, and after what; the first one stands.

    A prefix may be bound again alike: every file of a folder names the ones it uses.
    """
    first: dict[Iri, Statement] = {}
    for statement in change.put:
        known = first.setdefault(statement.id, statement)
        if known is statement:
            continue
        if statement.kind is Kind.PREFIX and known.content == statement.content:
            continue
        yield statement, known


def said_twice(again: Statement, first: Statement, prefixes: Prefixes) -> Violation:
    """Say that one load puts an identity twice."""
    if isinstance(again.content, Prefix) and isinstance(first.content, Prefix):
        return _clash(
            again,
            "prefix-bound-once",
            f"{phrase(again, prefixes)} means `{first.content.namespace}` in {_place(first)}, "
            f"and `{again.content.namespace}` here",
            "bind it alike everywhere, or choose another prefix for one of the two",
        )
    if again.kind is not first.kind:
        return _of_two_kinds(again, first, prefixes)
    return _clash(
        again,
        "said-once",
        f"{phrase(again, prefixes)} is said twice in one load: first in {_place(first)}",
        "keep one of the two",
    )


def restated(
    base: Dataset, change: Change, put: Iterable[Statement], prefixes: Prefixes
) -> Iterator[Violation]:
    """Yield what is there already as something else, or in another source's words."""
    for statement in put:
        known = base.get(statement.id)
        if known is None or known.content == statement.content:
            continue
        if statement.id in change.retracted:
            continue
        if known.kind is not statement.kind:
            yield _of_two_kinds(statement, known, prefixes)
        elif known.provenance.source != statement.provenance.source:
            yield _by_another(statement, known, prefixes)


def _of_two_kinds(statement: Statement, known: Statement, prefixes: Prefixes) -> Violation:
    return _clash(
        statement,
        "one-kind",
        f"{phrase(statement, prefixes)} has the identifier of a {known.kind} in {_place(known)}",
        "give one of the two another identifier, or retract what is there first",
    )


def _by_another(statement: Statement, known: Statement, prefixes: Prefixes) -> Violation:
    if isinstance(statement.content, Prefix) and isinstance(known.content, Prefix):
        return _clash(
            statement,
            "prefix-bound-once",
            f"{phrase(statement, prefixes)} is bound to `{known.content.namespace}` by "
            f"`{known.provenance.source}`, and to `{statement.content.namespace}` here",
            "bind it alike, or choose another prefix here",
        )
    return _clash(
        statement,
        "one-source",
        f"{phrase(statement, prefixes)} is said differently by `{known.provenance.source}` "
        f"({_place(known)}) and by `{statement.provenance.source}`",
        "change it in the source that said it first, or retract it there",
    )


def _clash(statement: Statement, shape: str, message: str, fix: str) -> Violation:
    place = statement.provenance
    return Violation(
        shape=shape,
        message=message,
        focus=statement.id,
        fix=fix,
        file=place.file,
        row=place.row,
        column=place.column,
    )


def _place(statement: Statement) -> str:
    place = statement.provenance
    if place.file is None:
        return f"a statement by {place.author}" if place.author else "a statement without a place"
    return f"`{place.file}`" if place.row is None else f"`{place.file}`, row {place.row}"
