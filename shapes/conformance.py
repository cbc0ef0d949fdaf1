"""The oracle: pyshacl's word on the same triples and shapes, in the same terms as ours.

It is slow and used by tests, and for shapes that are not our own. Nothing is inferred, and
lexical forms stay as they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from logging import ERROR, getLogger
from typing import NamedTuple

from pyshacl import validate
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node as RdfNode

from ontology.names import Iri
from ontology.rdf_terms import Blank, Literal, Node, Triple
from shapes.shacl.compiled import Result
from shapes.shacl.paths import Path
from shapes.shacl.shape import SH


class Verdict(NamedTuple):
    """One result as both engines can say it.

    Blank nodes are all alike, and so are the paths that are more than a predicate.
    """

    shape: str
    focus: str
    path: str | None
    component: str
    value: str | None


def verdict_of(result: Result) -> Verdict:
    """Return our result as a verdict."""
    return Verdict(
        _written(result.shape.id),
        _written(result.focus),
        None if result.path is None else _path(result.path),
        result.component.removeprefix(SH),
        None if result.value is None else _written(result.value),
    )


def oracle_verdicts(triples: Iterable[Triple], shapes: Iterable[Triple]) -> set[Verdict]:
    """Return what pyshacl finds. It keeps quiet about ill-typed literals: they are the point.

    Raises `ValueError` where pyshacl cannot validate at all.
    """
    getLogger("rdflib.term").setLevel(ERROR)
    _, report, text = validate(
        _graph(triples),
        shacl_graph=_graph(shapes),
        inference="none",
        advanced=False,
        meta_shacl=False,
        do_owl_imports=False,
    )
    if not isinstance(report, Graph):
        raise ValueError(f"the oracle failed: {text}")
    return set(_verdicts(report))


def _path(path: Path) -> str:
    return f"<{path}>" if isinstance(path, str) else "_:"


def _verdicts(report: Graph) -> Iterator[Verdict]:
    for result in report.objects(None, URIRef(SH + "result")):
        path = report.value(result, URIRef(SH + "resultPath"))
        value = report.value(result, URIRef(SH + "value"))
        component = report.value(result, URIRef(SH + "sourceConstraintComponent"))
        yield Verdict(
            _rdf_written(report.value(result, URIRef(SH + "sourceShape"))),
            _rdf_written(report.value(result, URIRef(SH + "focusNode"))),
            None if path is None else _rdf_written(path),
            str(component).removeprefix(SH),
            None if value is None else _rdf_written(value),
        )


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    for subject, predicate, value in triples:
        graph.add((_rdf(subject), URIRef(predicate), _rdf(value)))
    return graph


def _rdf(node: Node) -> URIRef | BNode | RdfLiteral:
    match node:
        case Literal(language=language) if language:
            return RdfLiteral(node.lexical, lang=language)
        case Literal():
            return RdfLiteral(node.lexical, datatype=URIRef(node.datatype), normalize=False)
        case Blank():
            return BNode(node.label)
        case _:
            return URIRef(node)


def _written(node: Node) -> str:
    match node:
        case Literal():
            return _literal(node.lexical, node.datatype, node.language)
        case Blank():
            return "_:"
        case _:
            return f"<{node}>"


def _rdf_written(node: RdfNode | None) -> str:
    match node:
        case RdfLiteral():
            datatype = Iri(str(node.datatype)) if node.datatype else None
            return _literal(str(node), datatype, node.language)
        case BNode():
            return "_:"
        case _:
            return f"<{node}>"


def _literal(lexical: str, datatype: Iri | None, language: str | None) -> str:
    if language:
        return f'"{lexical}"@{language}'
    return f'"{lexical}"^^<{datatype or "http://www.w3.org/2001/XMLSchema#string"}>'
