"""Shapes as values: targets, constraints, and the sentences that go with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ontology.errors import InputError
from ontology.names import Iri
from ontology.rdf_terms import Node
from shapes.shacl.paths import Path

SH = "http://www.w3.org/ns/shacl#"


class UnsupportedShapeError(InputError):
    """A shape uses a construct that is not compiled, or uses one wrongly."""

    code = "UNSUPPORTED_SHAPE"


@dataclass(frozen=True, slots=True)
class Target:
    """Where focus nodes come from: `how` is the local name, as in ``targetClass``."""

    how: str
    node: Node


@dataclass(frozen=True, slots=True)
class ValueTest:
    """Every value node must pass a test; `name` is the parameter, as in ``minLength``."""

    name: str
    arguments: tuple[Node, ...]
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """The number of value nodes has a limit: ``minCount`` or ``maxCount``."""

    name: str
    limit: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Value nodes are compared with those of another predicate, as in ``lessThan``."""

    name: str
    predicate: Iri


@dataclass(frozen=True, slots=True)
class UniqueLanguage:
    """No two value nodes have the same language tag."""


@dataclass(frozen=True, slots=True)
class HasValue:
    """One value node is given."""

    value: Node


@dataclass(frozen=True, slots=True)
class Closed:
    """Value nodes have no predicates but these."""

    allowed: frozenset[Node]


@dataclass(frozen=True, slots=True)
class Logical:
    """Value nodes conform to other shapes: ``not``, ``and``, ``or``, ``xone`` or ``node``."""

    name: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Qualified:
    """So many value nodes conform to a shape, and (disjoint) to no sibling of it."""

    shape: Shape
    siblings: tuple[Shape, ...]
    least: int | None
    most: int | None


Constraint: TypeAlias = (
    ValueTest | Counting | Comparison | UniqueLanguage | HasValue | Closed | Logical | Qualified
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One node shape (`path` is None) or property shape.

    `message` and `fix` are empty where the file states none.
    """

    id: Node
    path: Path | None
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]
    severity: Iri
    message: str
    fix: str
    deactivated: bool


def component_of(name: str) -> Iri:
    """Return the constraint component of a parameter: ``minLength`` → sh:MinLength….

    >>> component_of("minLength")
    'http://www.w3.org/ns/shacl#MinLengthConstraintComponent'
    """
    return Iri(f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent")
