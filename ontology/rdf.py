"""RDF in files: Turtle, N-Triples and JSON-LD, read and written.

Reading keeps lexical forms and IRIs as they are written; whether they are fit to be stored is
for the projection and the contracts to say. Nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from operator import attrgetter
from typing import TypeAlias

import pyoxigraph as ox

from ontology.dataset import Dataset, Statement
from ontology.errors import MalformedRdfError
from ontology.names import Iri
from ontology.projection import triples_of
from ontology.rdf_form.jsonld import jsonld
from ontology.rdf_form.syntax import Turtle, ntriples_line
from ontology.rdf_terms import Blank, Literal, Node, Triple
from ontology.terms import Kind

_Parsed: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_PLACE = re.compile(r"^Parser error at line \d+ (?:between columns \d+ and \d+|column \d+): ")
_PLACE_AGAIN = re.compile(r" \(line \d+\)$")


def read_turtle(content: bytes) -> Iterator[Triple]:
    """Yield the triples of a Turtle file in their order.

    Blank nodes are distinct from those of any other file, and the same whenever this one is
    read. Raises `MalformedRdfError` with the row and column of the first mistake.
    """
    return _triples(content, ox.RdfFormat.TURTLE)


def read_ntriples(content: bytes) -> Iterator[Triple]:
    """Yield the triples of an N-Triples file in their order; else as `read_turtle`."""
    return _triples(content, ox.RdfFormat.N_TRIPLES)


def read_jsonld(content: bytes) -> Iterator[Triple]:
    """Yield the triples of a JSON-LD file; else as `read_turtle`.

    A context that would have to be fetched is a mistake.
    """
    return _triples(content, ox.RdfFormat.JSON_LD)


def write_turtle(dataset: Dataset) -> bytes:
    """Write a dataset in Turtle, with its own short names, statements family by family.

    Equal datasets give equal bytes, whatever their order.
    """
    turtle = Turtle(dataset.prefixes)
    blocks = (
        block for statement in _in_order(dataset) for block in turtle.blocks(triples_of(statement))
    )
    return (turtle.head() + "".join(blocks)).encode()


def write_ntriples(dataset: Dataset) -> bytes:
    """Write a dataset as sorted lines of canonical N-Triples: equal datasets, equal bytes."""
    lines = [ntriples_line(triple) for statement in dataset for triple in triples_of(statement)]
    return "".join(sorted(lines)).encode()


def write_jsonld(dataset: Dataset) -> bytes:
    """Write a dataset in JSON-LD with an inline context: equal datasets, equal bytes."""
    return jsonld(triple for statement in _in_order(dataset) for triple in triples_of(statement))


def _in_order(dataset: Dataset) -> list[Statement]:
    """Return the statements by family, in the order of `Kind`, and identity."""
    by_kind = dataset.by_kind
    return [each for kind in Kind for each in sorted(by_kind[kind], key=attrgetter("id"))]


def _triples(content: bytes, syntax: ox.RdfFormat) -> Iterator[Triple]:
    terms = _Terms(sha256(content).hexdigest()[:12])
    try:
        # leniently: a bad IRI is reported later, together with all that is wrong
        for quad in ox.parse(content, syntax, without_named_graphs=True, lenient=True):
            yield Triple(
                terms.subject(quad.subject), Iri(quad.predicate.value), terms.node(quad.object)
            )
    except SyntaxError as error:
        problem = _PLACE_AGAIN.sub("", _PLACE.sub("", str(error.msg)))
        raise MalformedRdfError(problem, error.lineno, error.offset) from None


class _Terms:
    """The terms of one file; blank nodes are numbered as they are met."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._blanks: dict[str, Blank] = {}

    def subject(self, parsed: _Parsed) -> Iri | Blank:
        match parsed:
            case ox.NamedNode():
                return Iri(parsed.value)
            case ox.BlankNode():
                return self._blank(parsed.value)
            case _:
                raise MalformedRdfError("a subject must be an IRI or a blank node")

    def node(self, parsed: _Parsed) -> Node:
        match parsed:
            case ox.Literal():
                return _literal(parsed)
            case ox.Triple():
                raise MalformedRdfError("statements about statements (RDF 1.2) cannot be read")
            case _:
                return self.subject(parsed)

    def _blank(self, label: str) -> Blank:
        known = self._blanks.get(label)
        if known is None:
            known = self._blanks[label] = Blank(f"{self._file}n{len(self._blanks)}")
        return known


def _literal(parsed: ox.Literal) -> Literal:
    if parsed.direction is not None:
        raise MalformedRdfError("texts with a base direction (RDF 1.2) cannot be read")
    return Literal(parsed.value, Iri(parsed.datatype.value), parsed.language or "")
