"""Keeping the projection up to date: what a commit changes is redrawn in its own transaction.

The projection is the newest revision as people look at it in Neo4j Browser and query it in
Cypher. What it consists of is said in `projection_figures`; here it is brought from the
picture of one dataset to that of the next, by what has changed alone. Nothing that somebody
did to the projection by hand can make a commit fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from graph.neo4j import projection_queries as cypher
from graph.neo4j.projection_figures import (
    LEVEL,
    PREFIX,
    PREREQUISITE,
    STATED,
    Figure,
    figure,
    mentioned,
)
from graph.neo4j.projection_words import readable, tail
from ontology.condition import parse_condition
from ontology.dataset import MINTED, Statement
from ontology.errors import MalformedConditionError
from ontology.names import Iri
from ontology.terms import Kind

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Transaction

    Tx: TypeAlias = Transaction | ManagedTransaction

BATCH = 10_000
"""How many rows one query takes."""

_TYPE_OF = {
    Kind.REQUIREMENT: "REQUIRES",
    Kind.TEACHING: "TEACHES",
    Kind.ASSESSING: "ASSESSES",
    Kind.ALIGNMENT: "ALIGNED_WITH",
}

Row: TypeAlias = list[Any]
Item = TypeVar("Item")


def redraw(tx: Tx, tenant: str, gone: Sequence[Iri], opened: Sequence[Statement]) -> None:
    """Bring the projection from one dataset to the next, within the given transaction.

    `gone` are the identities of statements retracted or replaced, `opened` the statements
    added or replacing. Neither needs an order. A change may be redrawn in several calls if
    all of `gone` comes before any of `opened`.
    """
    loose = _erase(tx, tenant, gone)
    known: set[str] = set()
    renamed = dict.fromkeys(gone)
    for batch in _batches(opened):
        figures = [figure(statement) for statement in batch]
        _draw(tx, tenant, figures, known)
        renamed.update((Iri(node.place.name), None) for each in figures for node in each.nodes)
    _name_prerequisites(tx, tenant, renamed)
    for iris in _batches(loose):
        _run(tx, cypher.PRUNE, tenant, iris)


def _erase(tx: Tx, tenant: str, gone: Sequence[Iri]) -> dict[Iri, None]:
    """Erase statements; return the terms stated nowhere that may not be mentioned any more."""
    loose: dict[Iri, None] = {}
    for batch in _batches(gone):
        for kind, type_ in _TYPE_OF.items():
            _told(loose, tx, cypher.ERASE_LINKS[type_], tenant, _minted(batch, kind))
        _run(tx, cypher.ERASE_PREFIXES, tenant, _minted(batch, Kind.PREFIX))
        # an identity of one's own may belong to a prerequisite as well as to a term
        _told(loose, tx, cypher.ERASE_PREREQUISITES, tenant, batch)
        _run(tx, cypher.ERASE_LEVELS, tenant, batch)
        _told(loose, tx, cypher.ERASE_TERM_LINKS, tenant, batch)
        _told(loose, tx, cypher.UNDRESS, tenant, _with_tails(batch))
    return loose


def _draw(tx: Tx, tenant: str, figures: Sequence[Figure], known: set[str]) -> None:
    """Draw some statements; `known` are the terms that are there, and grows."""
    nodes: dict[str, list[Row]] = {}
    for node in (node for each in figures for node in each.nodes):
        row = [node.place.name, node.properties]
        nodes.setdefault(node.dress or node.place.label, []).append(row)
    for label, query in _DRAW_NODES.items():
        for rows in _batches(nodes.get(label, ())):
            _run(tx, query, tenant, rows)
    known.update(row[0] for label in STATED for row in nodes.get(label, ()))
    links: dict[str, list[Row]] = {}
    for link in (link for each in figures for link in each.links):
        row = [link.start.name, link.end.name, {**link.properties, "tenant": tenant}]
        links.setdefault(link.type, []).append(row)
    mentions = dict.fromkeys(iri for each in figures for iri in mentioned(each.links))
    for iris in _batches(iri for iri in mentions if iri not in known):
        _run(tx, cypher.MENTION, tenant, _with_tails(iris))
    known.update(mentions)
    for type_, query in cypher.DRAW_LINKS.items():
        for rows in _batches(links.get(type_, ())):
            _run(tx, query, tenant, rows)


# levels come after the scales that they belong to
_DRAW_NODES = {
    **cypher.DRESS,
    PREFIX: cypher.DRAW_PREFIXES,
    PREREQUISITE: cypher.DRAW_PREREQUISITES,
    LEVEL: cypher.DRAW_LEVELS,
}


def _name_prerequisites(tx: Tx, tenant: str, renamed: Iterable[Iri]) -> None:
    """Name the prerequisites among these identities, and those that need one of them."""
    for batch in _batches(renamed):
        needing = dict.fromkeys(batch)
        _told(needing, tx, cypher.PREREQUISITES_NEEDING, tenant, batch)
        for iris in _batches(needing):
            found = tx.run(cypher.NEEDS_OF, tenant=tenant, rows=iris)
            rows = [row for record in found for row in _renamed(record)]
            _run(tx, cypher.NAME_PREREQUISITES, tenant, rows)


def _renamed(record: Mapping[str, Any]) -> Iterator[Row]:
    # whoever altered a condition or a name by hand hears of it from the check, not from a commit
    with suppress(MalformedConditionError, TypeError):
        names = dict(record["needs"])
        condition = parse_condition(record["condition"])
        name = readable(condition, lambda iri: str(names.get(iri) or tail(iri)))
        if name != record["name"]:
            yield [record["iri"], name]


def _minted(iris: Iterable[Iri], kind: Kind) -> list[Iri]:
    """Return the identities that were minted for statements of this kind."""
    start = f"{MINTED}{kind}/"
    return [iri for iri in iris if iri.startswith(start)]


def _with_tails(iris: Iterable[Iri]) -> list[Row]:
    return [[iri, tail(iri)] for iri in iris]


def _told(iris: dict[Iri, None], tx: Tx, query: str, tenant: str, rows: Sequence[object]) -> None:
    """Run a query that tells identities, and add them."""
    if rows:
        found = tx.run(query, tenant=tenant, rows=rows).value("iri")
        iris.update((Iri(iri), None) for iri in found if isinstance(iri, str))


def _run(tx: Tx, query: str, tenant: str, rows: Sequence[object]) -> None:
    if rows:
        tx.run(query, tenant=tenant, rows=rows).consume()


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
