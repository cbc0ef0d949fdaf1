"""The proof that a tenant's records, digests and chain fit together, over one connection."""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection

from graph.ledger.audit import verify_contents, verify_records
from graph.sqlite import queries as sql
from graph.sqlite.ledger import leaves_at
from graph.store import Revision


def check_records(connection: Connection, tenant: str, newest: int) -> None:
    """Raise `BrokenLedgerError` unless every version of every record is what it claims.

    Versions of one statement follow one another within the revisions 1 to `newest`.
    """
    verify_records(connection.execute(sql.ALL_RECORDS, {"tenant": tenant}), newest)


def check_contents(connection: Connection, tenant: str, revisions: Iterable[Revision]) -> None:
    """Raise `BrokenLedgerError` unless each revision holds what its digests say."""
    verify_contents(
        revisions,
        lambda known, since, upto: leaves_at(connection, tenant, upto, known, since),
        lambda at: connection.execute(sql.ORIGINS, {"tenant": tenant, "at": at}),
    )
