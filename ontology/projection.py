"""The one projection between statements and RDF, lossless both ways.

Every subject belongs to one statement, so that a finding about a triple is a finding about its
statement; no node is blank, so that the difference of two datasets is that of two sets of
triples. `docs/reference/rdf-form.md` is the table of what is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ontology.dataset import Provenance, Statement, state
from ontology.rdf_form.reading import READERS, Reader, read_provenance
from ontology.rdf_form.said import Said, Source, named
from ontology.rdf_form.vocabulary import Rdf
from ontology.rdf_form.writing import content_triples, provenance_triples
from ontology.rdf_terms import Blank, Node, Triple, by_subject
from ontology.violations import Violation


class Reading(NamedTuple):
    """What triples say: the statements that are whole, and what is wrong with the rest."""

    statements: tuple[Statement, ...]
    violations: tuple[Violation, ...]


def triples_of(statement: Statement) -> Iterator[Triple]:
    """Yield the triples of a statement, provenance included; its own subject comes first."""
    yield from content_triples(statement.id, statement.content)
    yield from provenance_triples(statement.id, statement.provenance)


def statements_from(triples: Iterable[Triple], otherwise: Provenance | None = None) -> Reading:
    """Read statements back, in the order in which their subjects are first met.

    `otherwise` is the provenance of those that state none. Subjects may be blank where the
    identity follows from the content. Everything that cannot be kept is a violation: a
    malformed literal, an unknown property, a condition and mentions that disagree.
    """
    source = Source(by_subject(triples), set())
    statements: list[Statement] = []
    violations: list[Violation] = []
    for subject, properties in source.graph.items():
        read = _reader(properties.get(Rdf.TYPE, ()))
        if read is not None:
            said = Said(subject, subject, source, [])
            statements.extend(_statement(said, read, otherwise))
            violations.extend(said.problems)
    violations.extend(_left_over(source))
    return Reading(tuple(statements), tuple(violations))


def _reader(classes: Iterable[Node]) -> Reader | None:
    known = (READERS[each] for each in classes if isinstance(each, str) and each in READERS)
    return next(known, None)


def _statement(said: Said, read: Reader, otherwise: Provenance | None) -> Iterator[Statement]:
    """Yield the statement, if nothing is wrong with it."""
    content = read(said)
    provenance = read_provenance(said, otherwise)
    said.finish()
    if said.problems:
        return
    statement = state(content, provenance)
    if statement.id != said.subject and not isinstance(said.subject, Blank):
        fix = f"name it `<{statement.id}>`, or write a blank node"
        said.wrong("its IRI is not the one that follows from its key", Rdf.TYPE, fix=fix)
        return
    yield statement


def _left_over(source: Source) -> Iterator[Violation]:
    """Yield what belongs to no statement."""
    families = ", ".join(f"`{named(each)}`" for each in READERS)
    for subject in source.graph:
        if subject not in source.reached:
            said = Said(subject, subject, source, [])
            said.wrong(
                f"`{named(subject)}` is no statement, nor part of one",
                Rdf.TYPE,
                fix=f"give it one of the classes {families}, or leave it out",
            )
            yield from said.problems
