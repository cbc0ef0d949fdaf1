"""Reading the projection of one tenant back, whatever somebody did to it by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.neo4j import projection_queries as cypher
from graph.neo4j.projection_figures import LEVEL, PREFIX, PREREQUISITE, TERM, Place, level_name
from graph.neo4j.projection_picture import DrawnLink, DrawnNode, Picture, written

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
    relationship that starts at one of them and ends at another, or is of one of the
    projection's types. Neo4j reads what is committed meanwhile: hold the lock of the tenant,
    or compare its head before and after.
    """
    return found_in(tx, tenant).picture


def found_in(tx: Tx, tenant: str) -> Found:
    """Return what `picture_of` counts, by element ids."""
    nodes: dict[str, DrawnNode] = {}
    for query in cypher.NODES.values():
        for record in tx.run(query, tenant=tenant):
            if record["id"] not in nodes:
                nodes[record["id"]] = _node(*record.values())
    links: dict[str, DrawnLink] = {}
    for query in cypher.LINKS_FROM.values():
        for start, several in tx.run(query, tenant=tenant):
            for identifier, type_, end, properties in several:
                if end in nodes or type_ in cypher.LINKS:
                    target = nodes[end].place if end in nodes else Place(UNPLACED, end)
                    text = written(_own(properties, tenant))
                    links[identifier] = DrawnLink(type_, nodes[start].place, target, text)
    return Found(nodes, links)


def _node(identifier: str, labels: list[str], properties: dict[str, Any]) -> DrawnNode:
    said = _own(properties, properties["tenant"])
    return DrawnNode(_place(identifier, labels, said), tuple(sorted(labels)), written(said))


def _place(identifier: str, labels: list[str], properties: Mapping[str, Any]) -> Place:
    main = next((label for label in _MAIN if label in labels), None)
    if main == LEVEL and {"scale", "number"} <= properties.keys():
        return Place(main, level_name(properties["scale"], properties["number"]))
    if main is not None and main != LEVEL and "iri" in properties:
        return Place(main, str(properties["iri"]))
    return Place(UNPLACED, identifier)


def _own(properties: Mapping[str, Any], tenant: str) -> dict[str, Any]:
    """Return the properties without the tenant, which is said where it is another one."""
    return {key: value for key, value in properties.items() if key != "tenant" or value != tenant}
