"""Reading and writing the ledger over one open SQLite connection.

Nothing here opens, locks or commits; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from sqlite3 import Connection
from typing import Any

from graph.ledger.leaves import NO_LEAVES, Leaves
from graph.ledger.record import Entry, Move, Written, statements_of
from graph.sqlite import queries as sql
from graph.store import ORIGIN, Revision, verify_link
from ontology.dataset import Change, Statement
from ontology.errors import BrokenLedgerError, UnknownRevisionError
from ontology.names import Iri

_BATCH = 8192


def tenants(connection: Connection) -> tuple[str, ...]:
    """Return every tenant that has a revision, sorted."""
    return tuple(name for (name,) in connection.execute(sql.TENANTS))


def head(connection: Connection, tenant: str) -> Revision:
    """Return the newest revision, its link to the one before verified."""
    rows = connection.execute(sql.LAST_TWO, {"tenant": tenant}).fetchall()
    if not rows:
        return ORIGIN
    revisions = [_revision(row) for row in rows]
    verify_link(revisions[1] if len(revisions) == 2 else ORIGIN, revisions[0])
    return revisions[0]


def revision_at(connection: Connection, tenant: str, number: int) -> Revision | None:
    """Return one revision as it is recorded."""
    values = {"tenant": tenant, "number": number}
    row = connection.execute(sql.REVISION, values).fetchone()
    return _revision(row) if row is not None else None


def revisions_after(connection: Connection, tenant: str, since: int) -> tuple[Revision, ...]:
    """Return every revision after `since`, oldest first, the chain verified from there.

    Raises `UnknownRevisionError` where there is no such revision.
    """
    values = {"tenant": tenant, "since": since - 1}
    found = [_revision(row) for row in connection.execute(sql.REVISIONS, values)]
    if since == 0:
        found.insert(0, ORIGIN)
    if not found or found[0].number != since:
        raise UnknownRevisionError(since, head(connection, tenant).number)
    for previous, revision in pairwise(found):
        verify_link(previous, revision)
    return tuple(found[1:])


def statements_as_of(connection: Connection, tenant: str, at: int) -> Iterator[Statement]:
    """Yield the statements of a revision, in the order in which they came."""
    cursor = connection.execute(sql.AS_OF, {"tenant": tenant, "at": at})
    while rows := cursor.fetchmany(_BATCH):
        yield from _read(rows)


def change_of(connection: Connection, tenant: str, number: int) -> Change:
    """Return the change that led to a revision from the one before."""
    values = {"tenant": tenant, "at": number}
    put = tuple(_read(connection.execute(sql.OPENED, values).fetchall()))
    closed = frozenset(identifier for (identifier,) in connection.execute(sql.CLOSED, values))
    return Change(put, closed - {statement.id for statement in put})


def live_entries(
    connection: Connection, tenant: str, identifiers: Sequence[Iri]
) -> dict[Iri, Entry]:
    """Return the entries of the live records among these identities."""
    values = {"tenant": tenant, "ids": json.dumps(identifiers)}
    return {entry.id: entry for entry in _entries(connection, sql.LIVE_ENTRIES, values)}


def leaves_at(
    connection: Connection, tenant: str, upto: int, known: Leaves = NO_LEAVES, since: int = 0
) -> Leaves:
    """Return the leaves of revision `upto`, from those known of revision `since`."""
    if since == upto:
        return known
    values = {"tenant": tenant, "since": since, "upto": upto}
    closed = _entries(connection, sql.ENTRIES_GONE, values)
    opened = _entries(connection, sql.ENTRIES_SINCE, values)
    return known.moved(closed, opened)


def append(connection: Connection, tenant: str, revision: Revision, moved: Move) -> None:
    """Write a revision and what it does to the records."""
    key = _tenant_key(connection, tenant)
    connection.execute(
        sql.ADD_REVISION,
        (
            key,
            revision.number,
            revision.at.isoformat(),
            revision.author,
            revision.reason,
            revision.content,
            revision.origins,
            revision.digest,
            revision.previous,
            revision.change_request,
        ),
    )
    connection.executemany(
        sql.CLOSE_RECORD, ((revision.number, key, identifier) for identifier in moved.closed)
    )
    connection.executemany(
        sql.ADD_RECORD,
        (
            (key, e.id, revision.number, e.kind, e.about, e.also, e.digest, body, provenance)
            for e, body, provenance in moved.opened
        ),
    )


def _read(rows: Sequence[Sequence[Any]]) -> Iterator[Statement]:
    try:
        yield from statements_of([Written(*row) for row in rows])
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenLedgerError(f"a record cannot be read: {error}") from error


def _entries(connection: Connection, query: str, values: Mapping[str, object]) -> Iterator[Entry]:
    return map(Entry._make, connection.execute(query, values))


def _tenant_key(connection: Connection, tenant: str) -> int:
    row = connection.execute(sql.TENANT_KEY, {"tenant": tenant}).fetchone()
    if row is not None:
        return int(row[0])
    return int(connection.execute(sql.ADD_TENANT, {"tenant": tenant}).lastrowid or 0)


def _revision(row: Sequence[Any]) -> Revision:
    number, at, author, reason, content, origins, digest, previous, change_request = row
    try:
        instant = datetime.fromisoformat(at)
    except (ValueError, TypeError):
        raise BrokenLedgerError(f"the time of revision {number} cannot be read") from None
    return Revision(
        number=number,
        at=instant,
        author=author,
        reason=reason,
        content=content,
        origins=origins,
        digest=digest,
        previous=previous,
        change_request=change_request,
    )
