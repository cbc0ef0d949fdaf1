"""Moving a tenant's records from one database to another, as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, union

from graph.records.database import Database
from graph.records.tables import LAYOUT, METADATA

_BATCH = 500
_TABLES = tuple(table for table in METADATA.sorted_tables if table is not LAYOUT)
"""Every table of records, those that others point to first."""


def tenants(database: Database) -> tuple[str, ...]:
    """Return every tenant that has a record, sorted."""
    named = union(*(select(table.c.tenant).distinct() for table in _TABLES))
    with database.reading() as connection:
        return tuple(sorted(connection.execute(named).scalars()))


def digest(database: Database, tenant: str) -> str | None:
    """Return the fingerprint of a tenant's records, equal for equal ones; None for no record."""
    with database.reading() as connection:
        return _digest(connection, tenant)


def take_over(database: Database, tenant: str, source: Database) -> None:
    """Make the tenant's records those of the source, all of them or none."""
    with source.reading() as theirs, database.writing() as ours:
        for table in reversed(_TABLES):
            ours.execute(delete(table).where(table.c.tenant == tenant))
        for table in _TABLES:
            for rows in _rows(theirs, table, tenant):
                ours.execute(insert(table), [dict(row._mapping) for row in rows])


def _digest(connection: Connection, tenant: str) -> str | None:
    found, text = False, hashlib.sha256()
    for table in _TABLES:
        for rows in _rows(connection, table, tenant):
            for row in rows:
                found = True
                line = json.dumps([table.name, *row], ensure_ascii=False, default=str)
                text.update(f"{line}\n".encode())
    return f"sha256:{text.hexdigest()}" if found else None


def _rows(connection: Connection, table: Table, tenant: str) -> Iterator[list[Row[Any]]]:
    """Yield the tenant's rows in batches, in the order of their keys."""
    wanted = select(table).where(table.c.tenant == tenant).order_by(*table.primary_key)
    with connection.execute(wanted) as found:
        yield from map(list, found.partitions(_BATCH))
