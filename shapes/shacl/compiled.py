"""Shapes compiled once and run over any number of triple sets, many focus nodes at a time.

A node either yields results (what is reported) or merely conforms or not (what `sh:not` and
its kin ask); both readings use the same checks, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ontology.names import Iri
from ontology.rdf_terms import Node
from shapes.shacl.components import Check, Finding, Row, check_of
from shapes.shacl.index import TripleIndex
from shapes.shacl.paths import Path, walker
from shapes.shacl.shape import Constraint, Logical, Qualified, Shape, Target, component_of


class Result(NamedTuple):
    """One validation result; `shape` says severity and sentences."""

    shape: Shape
    path: Path | None
    component: Iri
    focus: Node
    value: Node | None


class CompiledShapes:
    """Shapes ready to be run.

    Raises `UnsupportedShapeError` when built from a shape that cannot be compiled.
    """

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self._programs = [_Program(shape) for shape in shapes]

    def results(self, index: TripleIndex) -> Iterator[Result]:
        """Yield the results of every shape on its targets, in the order of the shapes."""
        for program in self._programs:
            focuses = _focuses(program.shape.targets, index)
            if focuses:
                yield from program.results(index, focuses)


class _Program:
    """One shape with its checks."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._checks = [_check_of(constraint) for constraint in shape.constraints]
        self._properties = [_Program(each) for each in shape.properties]

    def results(self, index: TripleIndex, focuses: Sequence[Node]) -> Iterator[Result]:
        """Yield what is wrong with these focus nodes."""
        return self._results(index, _rows(self.shape.path, index, focuses))

    def _results(self, index: TripleIndex, rows: Sequence[Row]) -> Iterator[Result]:
        if self.shape.deactivated:
            return
        for finding in self._findings(index, rows):
            path = finding.predicate or self.shape.path
            yield Result(self.shape, path, finding.component, finding.focus, finding.value)
        if not self._properties:
            return
        # a value met twice is reported twice: once for each way to it
        values = [value for _, of_focus in rows for value in of_focus]
        walked: dict[Path | None, Sequence[Row]] = {}
        for program in self._properties:
            path = program.shape.path
            if path not in walked:
                walked[path] = _rows(path, index, values)
            yield from program._results(index, walked[path])

    def failing(self, index: TripleIndex, focuses: Sequence[Node]) -> set[Node]:
        """Return those of the distinct focus nodes that do not conform."""
        if self.shape.deactivated:
            return set()
        rows = _rows(self.shape.path, index, focuses)
        failed = {finding.focus for finding in self._findings(index, rows)}
        if self._properties:
            values = _values(rows)
            bad = set().union(*(each.failing(index, values) for each in self._properties))
            failed.update(focus for focus, values in rows if not bad.isdisjoint(values))
        return failed

    def _findings(self, index: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        for check in self._checks:
            yield from check(index, rows)


def _rows(path: Path | None, index: TripleIndex, focuses: Sequence[Node]) -> list[Row]:
    if path is None:
        return [(focus, (focus,)) for focus in focuses]
    if isinstance(path, str):
        values_of = index.forward(path).get
        return [(focus, values_of(focus, ())) for focus in focuses]
    walk = walker(path, index)
    return [(focus, walk(focus)) for focus in focuses]


def _values(rows: Sequence[Row]) -> list[Node]:
    return list(dict.fromkeys(value for _, values in rows for value in values))


def _focuses(targets: Iterable[Target], index: TripleIndex) -> list[Node]:
    found: dict[Node, None] = {}
    for target in targets:
        found.update(dict.fromkeys(_aimed_at(target, index)))
    return list(found)


def _aimed_at(target: Target, index: TripleIndex) -> Iterable[Node]:
    match target.how:
        case "targetClass":
            return index.instances(target.node)
        case "targetSubjectsOf":
            return index.forward(Iri(str(target.node)))
        case "targetObjectsOf":
            return index.backward(Iri(str(target.node)))
        case _:
            return (target.node,)


def _check_of(constraint: Constraint) -> Check:
    match constraint:
        case Logical():
            return _logical_check(constraint)
        case Qualified():
            return _qualified_check(constraint)
        case _:
            return check_of(constraint)


_WRONG_COUNT: dict[str, Callable[[int, int], bool]] = {
    "not": lambda failed, _: failed == 0,
    "node": lambda failed, _: failed > 0,
    "and": lambda failed, _: failed > 0,
    "or": lambda failed, members: failed == members,
    "xone": lambda failed, members: members - failed != 1,
}


def _logical_check(constraint: Logical) -> Check:
    component = component_of(constraint.name)
    programs = [_Program(shape) for shape in constraint.shapes]
    is_wrong = _WRONG_COUNT[constraint.name]

    def check(index: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        values = _values(rows)
        failing = [program.failing(index, values) for program in programs]
        for focus, of_focus in rows:
            for value in of_focus:
                if is_wrong(sum(value in each for each in failing), len(failing)):
                    yield Finding(component, focus, value)

    return check


def _qualified_check(constraint: Qualified) -> Check:
    wanted = _Program(constraint.shape)
    siblings = [_Program(shape) for shape in constraint.siblings]

    def check(index: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        values = _values(rows)
        good = set(values) - wanted.failing(index, values)
        for sibling in siblings:
            good &= sibling.failing(index, values)
        for focus, of_focus in rows:
            count = sum(value in good for value in of_focus)
            if constraint.least is not None and count < constraint.least:
                yield Finding(component_of("qualifiedMinCount"), focus, None)
            if constraint.most is not None and count > constraint.most:
                yield Finding(component_of("qualifiedMaxCount"), focus, None)

    return check
