"""From triples to property paths and RDF lists."""

from __future__ import annotations

from collections.abc import Iterator

from ontology.names import Iri
from ontology.rdf_terms import Blank, Literal, Node
from shapes.shacl.index import RDF, TripleIndex
from shapes.shacl.paths import Alternative, InSequence, Inverse, Path, Repeated
from shapes.shacl.shape import SH, UnsupportedShapeError

_FIRST = Iri(RDF + "first")
_REST = Iri(RDF + "rest")
_NIL = Iri(RDF + "nil")
_INVERSE = Iri(SH + "inversePath")
_ALTERNATIVE = Iri(SH + "alternativePath")
_REPEATED = {
    Iri(SH + "zeroOrMorePath"): (0, True),
    Iri(SH + "oneOrMorePath"): (1, True),
    Iri(SH + "zeroOrOnePath"): (0, False),
}


def read_list(graph: TripleIndex, head: Node) -> list[Node]:
    """Return the members of an RDF list.

    Raises `UnsupportedShapeError` where the list is broken or endless.
    """
    members: list[Node] = []
    seen: set[Node] = set()
    while head != _NIL:
        firsts = graph.forward(_FIRST).get(head, ())
        rests = graph.forward(_REST).get(head, ())
        if len(firsts) != 1 or len(rests) != 1 or head in seen:
            raise UnsupportedShapeError(f"`{head}` is no well-formed list")
        seen.add(head)
        members.append(firsts[0])
        head = rests[0]
    return members


def read_path(graph: TripleIndex, node: Node) -> Path:
    """Return the property path that the node describes.

    Raises `UnsupportedShapeError` where it describes none, or itself.
    """
    return _path(graph, node, frozenset())


def _path(graph: TripleIndex, node: Node, above: frozenset[Node]) -> Path:
    if isinstance(node, Literal) or node in above:
        raise UnsupportedShapeError(f"`{node}` is no property path")
    if not isinstance(node, Blank):
        return node
    found = list(_readings(graph, node, above | {node}))
    if len(found) != 1:
        raise UnsupportedShapeError(f"`{node}` is no property path, or several")
    return found[0]


def _readings(graph: TripleIndex, node: Node, above: frozenset[Node]) -> Iterator[Path]:
    if node in graph.forward(_FIRST):
        yield InSequence(_members(graph, node, above))
    for inner in graph.forward(_INVERSE).get(node, ()):
        yield Inverse(_path(graph, inner, above))
    for inner in graph.forward(_ALTERNATIVE).get(node, ()):
        yield Alternative(_members(graph, inner, above))
    for predicate, (least, endless) in _REPEATED.items():
        for inner in graph.forward(predicate).get(node, ()):
            yield Repeated(_path(graph, inner, above), least, endless)


def _members(graph: TripleIndex, head: Node, above: frozenset[Node]) -> tuple[Path, ...]:
    return tuple(_path(graph, member, above) for member in read_list(graph, head))
