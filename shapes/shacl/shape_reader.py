"""From the triples of a shapes graph to shapes; what is not supported is refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn, TypeGuard

from ontology.names import Iri
from ontology.rdf_terms import Blank, Literal, Node, Triple
from shapes.shacl.index import RDF_TYPE, TripleIndex
from shapes.shacl.path_reader import read_list, read_path
from shapes.shacl.shape import (
    SH,
    Closed,
    Comparison,
    Constraint,
    Counting,
    HasValue,
    Logical,
    Qualified,
    Shape,
    Target,
    UniqueLanguage,
    UnsupportedShapeError,
    ValueTest,
)

FIX = Iri("https://w3id.org/waymark/ns#fix")

_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_SINGLE_TESTS = (
    "datatype",
    "nodeKind",
    "minLength",
    "maxLength",
    "minInclusive",
    "minExclusive",
    "maxInclusive",
    "maxExclusive",
)
_COUNTS = ("minCount", "maxCount")
_COMPARISONS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_LOGICAL_LISTS = ("and", "or", "xone")
_QUALIFIED = (
    "qualifiedValueShape",
    "qualifiedMinCount",
    "qualifiedMaxCount",
    "qualifiedValueShapesDisjoint",
)
_SAID_BESIDE = ("name", "description", "order", "group", "defaultValue")

COMPILED = frozenset(
    SH + name
    for name in (
        *_TARGETS,
        *_SINGLE_TESTS,
        *_COUNTS,
        *_COMPARISONS,
        *_LOGICAL_LISTS,
        *_QUALIFIED,
        *("class", "pattern", "flags", "languageIn", "in", "uniqueLang", "hasValue"),
        *("closed", "ignoredProperties", "not", "node", "property"),
        *("severity", "message", "deactivated"),
    )
)
_KNOWN = COMPILED | {SH + name for name in ("path", *_SAID_BESIDE)}
_SHAPE_CLASSES = (Iri(SH + "NodeShape"), Iri(SH + "PropertyShape"))
_CLASS = Iri("http://www.w3.org/2000/01/rdf-schema#Class")


def read_shapes(triples: Iterable[Triple]) -> tuple[Shape, ...]:
    """Read every shape that has a target or is declared as a shape.

    Raises `UnsupportedShapeError` for a construct that is not compiled, a parameter that
    cannot be used, and for shapes that refer to themselves.
    """
    graph = TripleIndex(triples)
    _refuse_extensions(graph)
    reader = _Reader(graph)
    return tuple(reader.shape(node) for node in _roots(graph))


def _roots(graph: TripleIndex) -> Iterator[Node]:
    found: dict[Node, None] = {}
    for declared in _SHAPE_CLASSES:
        found.update(dict.fromkeys(graph.backward(RDF_TYPE).get(declared, ())))
    for name in _TARGETS:
        found.update(dict.fromkeys(graph.forward(Iri(SH + name))))
    return iter(found)


def _refuse_extensions(graph: TripleIndex) -> None:
    """Refuse what changes the meaning of shapes from outside of them."""
    for predicate in graph.predicates:
        if predicate in {SH + "entailment", SH + "parameter", SH + "validator"}:
            raise UnsupportedShapeError(f"`{predicate}` is not compiled")


class _Reader:
    """Reads shapes out of one graph, each once."""

    def __init__(self, graph: TripleIndex) -> None:
        self._graph = graph
        self._read: dict[Node, Shape] = {}
        self._open: set[Node] = set()

    def shape(self, node: Node) -> Shape:
        """Read one shape and those it refers to."""
        known = self._read.get(node)
        if known is not None:
            return known
        if node in self._open:
            _refuse(node, "a shape that refers to itself has no defined meaning")
        self._open.add(node)
        self._refuse_unknown(node)
        shape = self._built(node)
        self._open.discard(node)
        self._read[node] = shape
        return shape

    def _built(self, node: Node) -> Shape:
        found = self._values(node, "path")
        path = read_path(self._graph, self._one(node, "path")) if found else None
        severity = self._optional(node, "severity") or Iri(SH + "Violation")
        return Shape(
            id=node,
            path=path,
            targets=tuple(self._targets(node)),
            constraints=tuple(self._constraints(node, path is not None)),
            properties=tuple(self.shape(each) for each in self._values(node, "property")),
            severity=Iri(str(severity)),
            message=self._sentence(node, Iri(SH + "message")),
            fix=self._sentence(node, FIX),
            deactivated=self._is_true(node, "deactivated"),
        )

    def _targets(self, node: Node) -> Iterator[Target]:
        for name in _TARGETS:
            for value in self._values(node, name):
                yield Target(name, value)
        if node in self._graph.instances(_CLASS):
            yield Target("targetClass", node)

    def _constraints(self, node: Node, is_property: bool) -> Iterator[Constraint]:
        yield from self._value_tests(node)
        yield from self._property_constraints(node, is_property)
        for name in ("equals", "disjoint"):
            for value in self._values(node, name):
                yield Comparison(name, _iri(node, value))
        for value in self._values(node, "hasValue"):
            yield HasValue(value)
        if self._is_true(node, "closed"):
            yield Closed(self._allowed(node))
        yield from self._logical(node)

    def _value_tests(self, node: Node) -> Iterator[Constraint]:
        for value in self._values(node, "class"):
            yield ValueTest("class", (value,))
        for name in _SINGLE_TESTS:
            if self._values(node, name):
                yield ValueTest(name, (self._one(node, name),))
        for name in ("in", "languageIn"):
            if self._values(node, name):
                yield ValueTest(name, tuple(read_list(self._graph, self._one(node, name))))
        flags = self._optional(node, "flags")
        for value in self._values(node, "pattern"):
            yield ValueTest("pattern", (value,), flags.lexical if _is_text(flags) else "")

    def _property_constraints(self, node: Node, is_property: bool) -> Iterator[Constraint]:
        names = (*_COUNTS, "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape")
        used = [name for name in names if self._values(node, name)]
        if used and not is_property:
            _refuse(node, f"`sh:{used[0]}` needs a `sh:path` beside it")
        for name in _COUNTS:
            if name in used:
                yield Counting(name, self._number(node, name))
        if self._is_true(node, "uniqueLang"):
            yield UniqueLanguage()
        for name in ("lessThan", "lessThanOrEquals"):
            for value in self._values(node, name):
                yield Comparison(name, _iri(node, value))
        yield from self._qualified(node)

    def _qualified(self, node: Node) -> Iterator[Qualified]:
        disjoint = self._is_true(node, "qualifiedValueShapesDisjoint")
        for value in self._values(node, "qualifiedValueShape"):
            yield Qualified(
                self.shape(value),
                tuple(self.shape(each) for each in self._siblings(node, value)) if disjoint else (),
                self._limit(node, "qualifiedMinCount"),
                self._limit(node, "qualifiedMaxCount"),
            )

    def _siblings(self, node: Node, value: Node) -> Iterator[Node]:
        """Yield the qualified value shapes of the other properties of this shape's parents."""
        inside = self._graph.forward(Iri(SH + "property"))
        found: dict[Node, None] = {}
        for parent in self._graph.backward(Iri(SH + "property")).get(node, ()):
            for child in inside.get(parent, ()):
                found.update(dict.fromkeys(self._values(child, "qualifiedValueShape")))
        return (each for each in found if each != value)

    def _logical(self, node: Node) -> Iterator[Constraint]:
        for name in ("not", "node"):
            for value in self._values(node, name):
                yield Logical(name, (self.shape(value),))
        for name in _LOGICAL_LISTS:
            for value in self._values(node, name):
                members = read_list(self._graph, value)
                yield Logical(name, tuple(self.shape(each) for each in members))

    def _allowed(self, node: Node) -> frozenset[Node]:
        allowed: set[Node] = set()
        for each in self._values(node, "property"):
            allowed.update(
                path for path in self._values(each, "path") if not isinstance(path, Blank)
            )
        for ignored in self._values(node, "ignoredProperties"):
            allowed.update(read_list(self._graph, ignored))
        return frozenset(allowed)

    def _refuse_unknown(self, node: Node) -> None:
        for predicate in self._graph.predicates:
            name = str(predicate)
            unknown = name.startswith(SH) and name not in _KNOWN
            if unknown and node in self._graph.forward(predicate):
                _refuse(node, f"`sh:{name[len(SH) :]}` is not compiled")

    def _values(self, node: Node, name: str) -> Sequence[Node]:
        return self._graph.forward(Iri(SH + name)).get(node, ())

    def _optional(self, node: Node, name: str) -> Node | None:
        return self._one(node, name) if self._values(node, name) else None

    def _one(self, node: Node, name: str) -> Node:
        values = self._values(node, name)
        if len(values) != 1:
            _refuse(node, f"`sh:{name}` has {len(values)} values: one is meant")
        return values[0]

    def _limit(self, node: Node, name: str) -> int | None:
        return self._number(node, name) if self._values(node, name) else None

    def _number(self, node: Node, name: str) -> int:
        value = self._one(node, name)
        if not (_is_text(value) and value.lexical.isascii() and value.lexical.isdigit()):
            _refuse(node, f"`sh:{name}` wants a whole number, not `{value}`")
        return int(value.lexical)

    def _is_true(self, node: Node, name: str) -> bool:
        value = self._optional(node, name)
        if value is None:
            return False
        if not (_is_text(value) and value.lexical in {"true", "false"}):
            _refuse(node, f"`sh:{name}` wants `true` or `false`, written so")
        return value.lexical == "true"

    def _sentence(self, node: Node, predicate: Iri) -> str:
        found = self._graph.forward(predicate).get(node, ())
        return min((value.lexical for value in found if _is_text(value)), default="")


def _is_text(node: Node | None) -> TypeGuard[Literal]:
    return isinstance(node, Literal)


def _iri(shape: Node, node: Node) -> Iri:
    if isinstance(node, Literal | Blank):
        _refuse(shape, f"`{node}` is no predicate")
    return Iri(str(node))


def _refuse(shape: Node, problem: str) -> NoReturn:
    raise UnsupportedShapeError(f"the shape `{shape}` cannot be used: {problem}")
