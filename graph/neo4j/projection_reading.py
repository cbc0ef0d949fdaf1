"""Reading the projection of one tenant back, whatever somebody did to it by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.neo4j import projection_queries as cypher
from graph.neo4j.projection_figures import LEVEL, PREFIX, PREREQUISITE, TERM, Place, level_name
from graph.neo4j.projection_picture import DrawnLink, DrawnNode, Picture, written
from ontology.names import Iri

if TYPE_CHECKING:
    from graph.neo4j.projection import Tx

_MAIN = (TERM, PREREQUISITE, PREFIX, LEVEL)
UNPLACED = "?"
"""The label in the place of what no statement draws; its name is the server's element id."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is there, by the server's element ids."""

    nodes: Mapping[str, DrawnNode]
    links: Mapping[str, DrawnLink]

    @property
    def picture(self) -> Picture:
        """The same without the ids, to be compared."""
        return Picture.of(self.nodes.values(), self.links.values())


def picture_of(tx: Tx, tenant: str) -> Picture:
    """Return what is in the projection of a tenant.

    Nodes count that name the tenant and have one of the projection's labels, and every
    relationship between two of them, or of one of the projection's types at either end. Neo4j
    reads what is committed meanwhile: hold the lock of the tenant, or compare its head before
    and after.
    """
    return found_in(tx, tenant).picture


def found_in(tx: Tx, tenant: str) -> Found:
    """Return what `picture_of` counts, by element ids."""
    nodes: dict[str, DrawnNode] = {}
    for query in cypher.NODES.values():
        for record in tx.run(query, tenant=tenant):
            if record["id"] not in nodes:
                nodes[record["id"]] = _node(*record.values())
    return Found(nodes, dict(_links(tx, tenant, nodes)))


def _links(tx: Tx, tenant: str, nodes: Mapping[str, DrawnNode]) -> Iterator[tuple[str, DrawnLink]]:
    """Yield the relationships by element ids, some of them twice."""

    def place(identifier: str) -> Place:
        known = nodes.get(identifier)
        return Place(UNPLACED, identifier) if known is None else known.place

    for query in cypher.LINKS_FROM.values():
        for start, several in tx.run(query, tenant=tenant):
            for identifier, type_, end, properties in several:
                # people may hang notes of their own on what they see
                if end in nodes or type_ in cypher.LINKS:
                    text = written(_own(properties, tenant))
                    yield identifier, DrawnLink(type_, place(start), place(end), text)
    for query in cypher.LINKS_FROM_ELSEWHERE.values():
        for start, identifier, type_, end, properties in tx.run(query, tenant=tenant):
            text = written(_own(properties, tenant))
            yield identifier, DrawnLink(type_, place(start), place(end), text)


def _node(identifier: str, labels: list[str], properties: dict[str, Any]) -> DrawnNode:
    said = _own(properties, properties["tenant"])
    return DrawnNode(_place(identifier, labels, said), tuple(sorted(labels)), written(said))


def _place(identifier: str, labels: list[str], properties: Mapping[str, Any]) -> Place:
    main = next((label for label in _MAIN if label in labels), None)
    iri, scale, number = (properties.get(key) for key in ("iri", "scale", "number"))
    if main == LEVEL and isinstance(scale, str) and type(number) is int:
        return Place(main, level_name(Iri(scale), number))
    if main is not None and main != LEVEL and isinstance(iri, str):
        return Place(main, iri)
    return Place(UNPLACED, identifier)


def _own(properties: Mapping[str, Any], tenant: str) -> dict[str, Any]:
    """Return the properties without the tenant, which is said where it is another one or none."""
    named = properties.get("tenant")
    others = {key: value for key, value in properties.items() if key != "tenant"}
    return others if named == tenant else {**others, "tenant": named}
