"""The parts of a triple: IRIs, literals, and blank nodes for what others write."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from ontology.names import Iri


class Blank(NamedTuple):
    """A node without a name; labels are distinct between documents."""

    label: str


class Literal(NamedTuple):
    """A value as it is written; `language` is empty unless the datatype is rdf:langString."""

    lexical: str
    datatype: Iri
    language: str = ""


Node: TypeAlias = Iri | Blank | Literal


class Triple(NamedTuple):
    """One edge of a graph."""

    subject: Node
    predicate: Iri
    value: Node
