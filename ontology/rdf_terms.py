"""RDF terms and triples, as plain values (RDF 1.1 Concepts §3).

A node is an IRI, a blank node or a literal. Terms are equal when they are written alike:
``"1"^^xsd:integer`` and ``"01"^^xsd:integer`` are two literals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ontology.names import Iri


class Blank(NamedTuple):
    """A blank node; its label means something in one graph alone."""

    label: str

    def __str__(self) -> str:
        return f"_:{self.label}"


class Literal(NamedTuple):
    """A lexical form with its datatype; `language` is empty unless that is rdf:langString."""

    lexical: str
    datatype: Iri
    language: str = ""


Node: TypeAlias = Iri | Blank | Literal


class Triple(NamedTuple):
    """A subject has a property with a value."""

    subject: Iri | Blank
    predicate: Iri
    value: Node


Properties: TypeAlias = Mapping[Iri, Sequence[Node]]
Graph: TypeAlias = Mapping[Iri | Blank, Properties]


def by_subject(triples: Iterable[Triple]) -> Graph:
    """Group triples by subject and property, in the order in which those are met."""
    graph: dict[Iri | Blank, dict[Iri, list[Node]]] = {}
    for subject, predicate, value in triples:
        properties = graph.get(subject)
        if properties is None:
            properties = graph[subject] = {}
        values = properties.get(predicate)
        if values is None:
            properties[predicate] = [value]
        else:
            values.append(value)
    return graph
