"""Property paths: from a focus node to its value nodes (SHACL §2.3.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ontology.names import Iri
from ontology.rdf_terms import Node
from shapes.shacl.index import TripleIndex


@dataclass(frozen=True, slots=True)
class Inverse:
    """The path walked backwards."""

    path: Path


@dataclass(frozen=True, slots=True)
class InSequence:
    """One path after the other."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any one of the paths."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """The path from `least` (0 or 1) times to once, or without end."""

    path: Path
    least: int
    endless: bool


Path: TypeAlias = Iri | Inverse | InSequence | Alternative | Repeated
Walk: TypeAlias = Callable[[Node], Sequence[Node]]


def walker(path: Path, index: TripleIndex) -> Walk:
    """Return the function from a node to the distinct nodes at the end of the path."""
    match path:
        case Inverse(path=inner):
            return _backwards(inner, index)
        case InSequence(paths=paths):
            return _chained([walker(each, index) for each in paths])
        case Alternative(paths=paths):
            return _joined([walker(each, index) for each in paths])
        case Repeated():
            return _repeated(path, walker(path.path, index))
        case _:
            table = index.forward(path)
            return lambda node: table.get(node, ())


def path_text(path: Path | None) -> str | None:
    """Write a path as in SPARQL, with full IRIs."""
    match path:
        case None:
            return None
        case Inverse(path=inner):
            return f"^{path_text(inner)}"
        case InSequence(paths=paths):
            return "(" + "/".join(str(path_text(each)) for each in paths) + ")"
        case Alternative(paths=paths):
            return "(" + "|".join(str(path_text(each)) for each in paths) + ")"
        case Repeated():
            mark = ("+" if path.least else "*") if path.endless else "?"
            return f"({path_text(path.path)}){mark}"
        case _:
            return f"<{path}>"


def _backwards(path: Path, index: TripleIndex) -> Walk:
    match path:
        case Inverse(path=inner):
            return walker(inner, index)
        case InSequence(paths=paths):
            return _chained([_backwards(each, index) for each in reversed(paths)])
        case Alternative(paths=paths):
            return _joined([_backwards(each, index) for each in paths])
        case Repeated():
            return _repeated(path, _backwards(path.path, index))
        case _:
            table = index.backward(path)
            return lambda node: table.get(node, ())


def _chained(walks: Sequence[Walk]) -> Walk:
    def walk(node: Node) -> Sequence[Node]:
        reached: Sequence[Node] = (node,)
        for each in walks:
            reached = list(dict.fromkeys(value for start in reached for value in each(start)))
        return reached

    return walk


def _joined(walks: Sequence[Walk]) -> Walk:
    return lambda node: list(dict.fromkeys(value for each in walks for value in each(node)))


def _repeated(path: Repeated, once: Walk) -> Walk:
    def walk(node: Node) -> Sequence[Node]:
        reached: dict[Node, None] = {} if path.least else {node: None}
        waiting = [node]
        while waiting:
            for value in once(waiting.pop()):
                if value not in reached:
                    reached[value] = None
                    if path.endless:
                        waiting.append(value)
        return list(reached)

    return walk
