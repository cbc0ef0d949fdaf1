"""RDF in files: Turtle, N-Triples and JSON-LD, read and written.

Reading keeps lexical forms and IRIs as they are written; whether they are fit to be stored is
for the projection and the contracts to say. Nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import TypeAlias

import pyoxigraph as ox

from ontology.errors import MalformedRdfError
from ontology.names import Iri
from ontology.rdf_terms import Blank, Literal, Node, Triple

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
