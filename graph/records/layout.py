"""The layout of the records' database: recognised, and brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Column, Connection, Table, insert, inspect, select, update
from sqlalchemy.schema import CreateColumn

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

Step: TypeAlias = Callable[[Connection], None]


def _tables(*tables: Table) -> Step:
    """Make tables as they are today; what later steps would bring them is in them."""

    def step(connection: Connection) -> None:
        METADATA.create_all(connection, tables)

    return step


def _column(table: Table, column: Column[Any]) -> Step:
    """Add a column, which may be empty, to a table that was made without it."""

    def step(connection: Connection) -> None:
        known = {each["name"] for each in inspect(connection).get_columns(table.name)}
        if column.name not in known:
            words = CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {words}")

    return step


LAYOUTS: tuple[Step, ...] = (
    _tables(LEARNER, EVIDENCE, ANSWER, ASKED_FOR, QUARANTINE),
    _tables(API_KEY),
    _column(API_KEY, API_KEY.c.expires),
)
"""Each brings a database from one version of the layout to the next; they are only added to."""


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


def migrate(connection: Connection, layouts: Sequence[Step] = LAYOUTS) -> None:
    """Bring the database to the newest layout; the caller holds the lock for writing."""
    METADATA.create_all(connection, [LAYOUT])
    version = _version(connection)
    if version is None:
        connection.execute(insert(LAYOUT).values(version=0))
    for step in layouts[version or 0 :]:
        step(connection)
    connection.execute(update(LAYOUT).values(version=len(layouts)))


def _version(connection: Connection) -> int | None:
    return connection.execute(select(LAYOUT.c.version)).scalar_one_or_none()
