"""The layout of the records' database: recognised, and brought up to date."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table, insert, inspect, select, update

from graph.records.tables import (
    ANSWER,
    API_KEY,
    ASKED_FOR,
    EVIDENCE,
    LAYOUT,
    LEARNER,
    METADATA,
    QUARANTINE,
)
from ontology.errors import StoreUnavailableError

LAYOUTS: tuple[tuple[Table, ...], ...] = (
    (LEARNER, EVIDENCE, ANSWER, ASKED_FOR, QUARANTINE),
    (API_KEY,),
)
"""The tables that each version of the layout brings; they are only ever added to."""


def verify_layout(connection: Connection, name: str) -> None:
    """Raise `StoreUnavailableError` where this is no database of records that we know."""
    tables = inspect(connection).get_table_names()
    if tables and LAYOUT.name not in tables:
        raise StoreUnavailableError(f"`{name}` does not hold Waymark's records: name another file")
    version = _version(connection) if tables else None
    if version is not None and version > len(LAYOUTS):
        raise StoreUnavailableError(
            f"the records `{name}` were written by a newer Waymark "
            f"(layout {version}, this one knows {len(LAYOUTS)}): upgrade Waymark"
        )


def is_current(connection: Connection) -> bool:
    """Tell whether nothing is left to migrate."""
    return inspect(connection).has_table(LAYOUT.name) and _version(connection) == len(LAYOUTS)


def migrate(connection: Connection, layouts: Sequence[Sequence[Table]] = LAYOUTS) -> None:
    """Bring the database to the newest layout; the caller holds the lock for writing."""
    METADATA.create_all(connection, [LAYOUT])
    version = _version(connection)
    if version is None:
        connection.execute(insert(LAYOUT).values(version=0))
    for tables in layouts[version or 0 :]:
        METADATA.create_all(connection, tables)
    connection.execute(update(LAYOUT).values(version=len(layouts)))


def _version(connection: Connection) -> int | None:
    return connection.execute(select(LAYOUT.c.version)).scalar_one_or_none()
