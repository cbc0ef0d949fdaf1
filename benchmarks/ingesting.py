"""Reading and judging ESCO, against rdflib and pyshacl doing the same job.

The peer gets the same statements in Turtle and the same family shapes: it parses and
validates. Ours reads the files, projects and validates, graph-wide contracts included. The
peer is given a part of the roles, so that a run ends; its time grows with the statements,
and ours is measured on the same part.
"""

from __future__ import annotations

from collections.abc import Iterator
from logging import ERROR, getLogger

from pyshacl import validate
from rdflib import Graph

from benchmarks.esco import FOLDER, is_here, vocabulary
from benchmarks.measure import Line, against, below, once
from loaders.registry import load
from ontology.dataset import EMPTY, Change, Dataset
from ontology.rdf import write_turtle
from ontology.terms import Kind
from shapes.catalogue import FAMILIES
from shapes.contract import Rejected, admit

PART = 10
"""One requirement in so many is judged by both."""


def load_and_admit() -> Iterator[Line]:
    """Yield the whole of ESCO for ourselves, and a part of it against the peer."""
    if is_here():
        _, seconds = once(lambda: _admit(Change(load([FOLDER]).statements)))
        yield below("load and admit all of ESCO", seconds, 15.0)
    part = _part(vocabulary())
    turtle = write_turtle(part)
    _, ours = once(lambda: _admit(Change(tuple(part))))
    _, peer = once(lambda: _validate(turtle))
    yield against(f"admit {len(part):,} statements", ours, "rdflib + pyshacl", peer, 10)


def _part(dataset: Dataset) -> Dataset:
    """Return the dataset with one in so many of its requirements, the most numerous family."""
    requirements = sorted(statement.id for statement in dataset.by_kind[Kind.REQUIREMENT])
    dropped = {each for place, each in enumerate(requirements) if place % PART}
    return Dataset.of(statement for statement in dataset if statement.id not in dropped)


def _admit(change: Change) -> None:
    verdict = admit(EMPTY, change)
    if isinstance(verdict, Rejected):
        raise AssertionError(f"refused: {verdict.report.violations[:3]}")


def _validate(turtle: bytes) -> None:
    getLogger("rdflib.term").setLevel(ERROR)
    data, shapes = Graph().parse(data=turtle, format="turtle"), Graph()
    for file in sorted(FAMILIES.glob("*.ttl")):
        shapes.parse(file, format="turtle")
    conforms, _, text = validate(data, shacl_graph=shapes, inference="none")
    if not conforms:
        raise AssertionError(f"the peer disagrees: {text[:500]}")
