"""The W3C tests of SHACL Core: every one whose constructs are compiled gives the expected report.

They come inside the source distribution of pyshacl: `fetch_w3c_suite.sh` unpacks it and prints
the directory that `WAYMARK_W3C_SUITE` names.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlparse

import pytest

from ontology.names import Iri
from ontology.rdf import read_turtle
from ontology.rdf_terms import Blank, Node, Triple
from shapes.shacl.compiled import CompiledShapes
from shapes.shacl.index import RDF_TYPE, TripleIndex
from shapes.shacl.path_reader import read_list, read_path
from shapes.shacl.paths import path_text
from shapes.shacl.shape import SH, UnsupportedShapeError
from shapes.shacl.shape_reader import read_shapes

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"

# whoever changes what is compiled changes this number
COMPILED_TESTS = 94
REFUSED_TESTS = ("qualified-001", "path-strange-001", "path-strange-002", "uniqueLang-002")


class Expected(NamedTuple):
    """One result, as tests compare it: blank nodes are all alike."""

    focus: str
    path: str | None
    value: str | None
    component: str
    severity: str
    shape: str


class Case(NamedTuple):
    """One test of the suite."""

    name: str
    graph: TripleIndex
    entry: Node


@pytest.fixture(scope="module")
def suite() -> Path:
    """Find the directory of the core tests."""
    where = os.environ.get("WAYMARK_W3C_SUITE")
    if not where:
        pytest.skip("WAYMARK_W3C_SUITE names no directory: see tests/shapes/fetch_w3c_suite.sh")
    return Path(where).resolve(strict=True) / "core"


def test_every_compiled_test_gives_the_expected_report(suite: Path) -> None:
    wrong = []
    passed = refused = 0
    for case in _cases(suite / "manifest.ttl"):
        try:
            found = _found(case)
        except UnsupportedShapeError:
            refused += 1
            continue
        passed += 1
        expected = Counter(_expected(case))
        if found != expected:
            wrong.append((case.name, expected - found, found - expected))
    assert wrong == []
    assert (passed, refused) == (COMPILED_TESTS, len(REFUSED_TESTS))


def test_what_is_not_compiled_is_refused(suite: Path) -> None:
    refused = []
    for case in _cases(suite / "manifest.ttl"):
        try:
            _found(case)
        except UnsupportedShapeError:
            refused.append(case.name)
    assert tuple(refused) == REFUSED_TESTS


def _cases(manifest: Path) -> Iterator[Case]:
    graph = _graph(manifest)
    here = Iri(manifest.as_uri())
    for entries in graph.forward(Iri(MF + "entries")).get(here, ()):
        for entry in read_list(graph, entries):
            if Iri(SHT + "Validate") in graph.forward(RDF_TYPE).get(entry, ()):
                yield Case(str(entry).rsplit("/", 1)[-1], graph, entry)
    for included in graph.forward(Iri(MF + "include")).get(here, ()):
        yield from _cases(_path_of(included))


def _found(case: Case) -> Counter[Expected]:
    action = _value(case.graph, case.entry, MF + "action")
    shapes = CompiledShapes(
        read_shapes(_triples(_path_of(_value(case.graph, action, SHT + "shapesGraph"))))
    )
    index = _graph(_path_of(_value(case.graph, action, SHT + "dataGraph")))
    return Counter(
        Expected(
            _text(result.focus),
            path_text(result.path),
            None if result.value is None else _text(result.value),
            result.component,
            result.shape.severity,
            _text(result.shape.id),
        )
        for result in shapes.results(index)
    )


def _expected(case: Case) -> Iterator[Expected]:
    report = _value(case.graph, case.entry, MF + "result")
    for result in case.graph.forward(Iri(SH + "result")).get(report, ()):
        path = case.graph.value(result, Iri(SH + "resultPath"))
        value = case.graph.value(result, Iri(SH + "value"))
        yield Expected(
            _text(_value(case.graph, result, SH + "focusNode")),
            None if path is None else path_text(read_path(case.graph, path)),
            None if value is None else _text(value),
            _text(_value(case.graph, result, SH + "sourceConstraintComponent")),
            _text(_value(case.graph, result, SH + "resultSeverity")),
            _text(_value(case.graph, result, SH + "sourceShape")),
        )


def _value(graph: TripleIndex, subject: Node, predicate: str) -> Node:
    found = graph.value(subject, Iri(predicate))
    assert found is not None
    return found


def _text(node: Node) -> str:
    return "_:" if isinstance(node, Blank) else str(node)


def _path_of(node: Node) -> Path:
    return Path(unquote(urlparse(str(node)).path))


@cache
def _triples(file: Path) -> tuple[Triple, ...]:
    # relative names in a file are meant relative to it
    base = f"@base <{file.as_uri()}> .\n"
    return tuple(read_turtle(base.encode() + file.read_bytes()))


@cache
def _graph(file: Path) -> TripleIndex:
    return TripleIndex(_triples(file))
