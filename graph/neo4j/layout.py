"""The layout of a database: constraints and indexes, made and brought up to date.

A node `Layout` says which version the database has. Every step can be taken again and by two
processes at once, so nothing is lost where one of them stops half way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from neo4j import Transaction
from neo4j.exceptions import Neo4jError

from graph.neo4j.connection import Link
from graph.neo4j.projection_queries import PROJECTION_LAYOUT
from ontology.errors import StoreRefusedError

OLDEST: Final = (5, 26)
"""The first release that the queries are written for."""

COMPONENTS: Final = """
    CALL dbms.components() YIELD name, versions, edition RETURN name, versions, edition
"""

READ_LAYOUT: Final = "MATCH (l:Layout {name: $name}) RETURN l.version AS version"

RAISE_LAYOUT: Final = """
    MERGE (l:Layout {name: $name}) SET l.lock = coalesce(l.lock, 0) + 1
    WITH l WHERE coalesce(l.version, 0) < $version SET l.version = $version
"""

ONE_LAYOUT: Final = """
    CREATE CONSTRAINT layout_name IF NOT EXISTS FOR (l:Layout) REQUIRE l.name IS UNIQUE
"""

LEDGER: Final = (
    "CREATE CONSTRAINT head_tenant IF NOT EXISTS FOR (h:Head) REQUIRE h.tenant IS UNIQUE",
    """
    CREATE CONSTRAINT revision_number IF NOT EXISTS
    FOR (v:Revision) REQUIRE (v.tenant, v.number) IS UNIQUE
    """,
    """
    CREATE CONSTRAINT record_opened IF NOT EXISTS
    FOR (r:Record) REQUIRE (r.tenant, r.rev, r.id) IS UNIQUE
    """,
    """
    CREATE CONSTRAINT record_closed IF NOT EXISTS
    FOR (r:Record) REQUIRE (r.tenant, r.until, r.id) IS UNIQUE
    """,
    "CREATE INDEX record_id IF NOT EXISTS FOR (r:Record) ON (r.tenant, r.id, r.rev)",
)

READY: Final = "CALL db.awaitIndexes(300)"

MADE_MEANWHILE: Final = {
    "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
    "Neo.ClientError.Schema.ConstraintAlreadyExists",
    "Neo.ClientError.Schema.IndexAlreadyExists",
}


class Layout(NamedTuple):
    """The steps from an empty database to the newest version; they are only ever added to."""

    name: str
    migrations: tuple[tuple[str, ...], ...]


LAYOUT: Final = Layout("waymark", ((*LEDGER, *PROJECTION_LAYOUT, READY),))


class Component(NamedTuple):
    """A part of a server, as it tells of itself."""

    name: str
    version: str


def verify_server(link: Link) -> None:
    """Raise `StoreRefusedError` unless the server is a Neo4j that the queries are written for."""
    told = link.read(lambda tx: tx.run(COMPONENTS).data())
    verify_components([Component(one["name"], one["versions"][0]) for one in told], link.name)


def verify_components(components: Iterable[Component], name: str) -> None:
    """Raise `StoreRefusedError` unless these are the parts of a Neo4j that is new enough."""
    for component in components:
        if component.name == "Neo4j Kernel":
            if _release(component.version) < OLDEST:
                raise StoreRefusedError(
                    f"the store `{name}` is Neo4j {component.version}, and 5.26 is the oldest "
                    "that can be used: upgrade it"
                )
            return
    raise StoreRefusedError(f"the store `{name}` is no Neo4j: name another server")


def migrate(link: Link, layout: Layout = LAYOUT) -> None:
    """Bring the database to the newest version of the layout.

    Raises `StoreRefusedError` where it has a newer one.
    """
    known = len(layout.migrations)
    version = link.read(lambda tx: layout_version(tx, layout.name))
    if version > known:
        raise StoreRefusedError(
            f"the store `{link.name}` was written by a newer Waymark "
            f"(layout {version}, this one knows {known}): upgrade Waymark"
        )
    if version == known:
        return
    _step(link, ONE_LAYOUT)
    for number, statements in enumerate(layout.migrations[version:], version + 1):
        for statement in statements:
            _step(link, statement)
        link.write(_raising(layout.name, number))


def layout_version(tx: Transaction, name: str) -> int:
    """Return the version of the layout that the database has, 0 where it has none."""
    row = tx.run(READ_LAYOUT, name=name).single()
    return 0 if row is None else int(row["version"] or 0)


def _step(link: Link, statement: str) -> None:
    def take(tx: Transaction) -> None:
        try:
            tx.run(statement).consume()
        except Neo4jError as error:
            if error.code not in MADE_MEANWHILE:
                raise
            tx.rollback()

    link.write(take)


def _raising(name: str, version: int) -> Callable[[Transaction], None]:
    def take(tx: Transaction) -> None:
        tx.run(RAISE_LAYOUT, name=name, version=version).consume()

    return take


def _release(version: str) -> tuple[int, ...]:
    """Return the leading numbers of a version such as `5.26.3` or `2026.08.1`."""
    numbers = []
    for part in version.split(".")[:2]:
        digits = "".join(character for character in part if character.isdigit())
        numbers.append(int(digits or 0))
    return tuple(numbers)
