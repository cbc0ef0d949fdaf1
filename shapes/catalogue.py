"""The contracts as files: shapes of the statement families, and the graph-wide ones.

Shapes are named in `https://w3id.org/waymark/shapes#`; the local name is what reports show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ontology.names import Iri
from ontology.rdf import read_turtle
from ontology.rdf_terms import Literal, Node, Triple
from shapes.shacl.compiled import CompiledShapes
from shapes.shacl.index import TripleIndex
from shapes.shacl.shape import SH, UnsupportedShapeError
from shapes.shacl.shape_reader import FIX, read_shapes

FAMILIES = Path(__file__).with_name("families")
GRAPH_WIDE = Path(__file__).with_name("graph_wide_contracts")
NAMESPACE = "https://w3id.org/waymark/shapes#"

_SPARQL = Iri(SH + "sparql")


class Sentence(NamedTuple):
    """What the shape of a graph-wide contract says; its check is the twin of that name."""

    name: str
    path: Iri
    message: str
    fix: str
    severity: Iri


@cache
def family_shapes() -> CompiledShapes:
    """Return the shapes of all statement families, compiled.

    Raises `UnsupportedShapeError` where a file uses what is not compiled.
    """
    return CompiledShapes(read_shapes(family_triples()))


def family_triples() -> Iterator[Triple]:
    """Yield the triples of all family files."""
    return _triples_in(FAMILIES)


def graph_wide_triples() -> Iterator[Triple]:
    """Yield the triples of the files of graph-wide contracts."""
    return _triples_in(GRAPH_WIDE)


@cache
def graph_wide_sentences() -> Mapping[str, Sentence]:
    """Return what the graph-wide contracts say, by their names."""
    graph = TripleIndex(graph_wide_triples())
    found = (_sentence(graph, node) for node in graph.forward(_SPARQL))
    return {sentence.name: sentence for sentence in found}


def short_name(shape: Node) -> str:
    """Return the name by which reports call a shape."""
    return str(shape).removeprefix(NAMESPACE)


def _triples_in(folder: Path) -> Iterator[Triple]:
    """Yield the triples of all files of a folder; blank nodes are distinct across files."""
    for file in sorted(folder.glob("*.ttl")):
        yield from read_turtle(file.read_bytes())


def _sentence(graph: TripleIndex, shape: Node) -> Sentence:
    path = graph.value(shape, Iri(SH + "path"))
    severity = graph.value(shape, Iri(SH + "severity"))
    constraint = graph.value(shape, _SPARQL)
    message = None if constraint is None else graph.value(constraint, Iri(SH + "message"))
    fix = graph.value(shape, FIX)
    if path is None or not isinstance(message, Literal) or not isinstance(fix, Literal):
        raise UnsupportedShapeError(f"`{shape}` wants a path, a message and a fix")
    return Sentence(
        short_name(shape),
        Iri(str(path)),
        message.lexical,
        fix.lexical,
        Iri(str(severity or SH + "Violation")),
    )
