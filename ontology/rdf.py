"""RDF documents in and out (the door to pyoxigraph)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pyoxigraph

from ontology.errors import SourceError
from ontology.names import Iri
from ontology.rdf_terms import Blank, Literal, Node, Triple

_DOCUMENTS = count()


def read_turtle(document: bytes) -> Iterator[Triple]:
    """Yield the triples of a Turtle document; its blank nodes are like those of no other.

    Raises `SourceError` with the place of what cannot be read.
    """
    return _read(document, pyoxigraph.RdfFormat.TURTLE)


def read_ntriples(document: bytes) -> Iterator[Triple]:
    """Yield the triples of an N-Triples document; see `read_turtle`."""
    return _read(document, pyoxigraph.RdfFormat.N_TRIPLES)


def _read(document: bytes, form: pyoxigraph.RdfFormat) -> Iterator[Triple]:
    scope = f"d{next(_DOCUMENTS)}-"
    try:
        for quad in pyoxigraph.parse(document, form, base_iri="urn:document"):
            yield Triple(
                _node(quad.subject, scope), Iri(quad.predicate.value), _node(quad.object, scope)
            )
    except SyntaxError as error:
        raise SourceError(str(error), "document") from None


def _node(term: object, scope: str) -> Node:
    match term:
        case pyoxigraph.NamedNode():
            return Iri(term.value)
        case pyoxigraph.BlankNode():
            return Blank(scope + term.value)
        case pyoxigraph.Literal():
            return Literal(term.value, Iri(term.datatype.value), term.language or "")
        case _:
            raise SourceError(f"not part of RDF 1.1: {term}", "document")
