"""The layout of the embedded store's file: recognised, examined, brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection

from graph.sqlite.queries import APPLICATION, MIGRATIONS
from ontology.errors import StoreUnavailableError


@contextmanager
def transaction(connection: Connection, begin: str) -> Iterator[None]:
    """Commit at the end, or take everything back."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def verify_file(connection: Connection, path: Path) -> None:
    """Raise `StoreUnavailableError` where the file is not a store that this version knows."""
    # one look at the file: another process may be making it just now
    with transaction(connection, "BEGIN"):
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        version = _version(connection)
    if application != APPLICATION and tables:
        raise StoreUnavailableError(f"`{path}` is not a Waymark store: name another file")
    if version > len(MIGRATIONS):
        raise StoreUnavailableError(
            f"the store `{path}` was written by a newer Waymark "
            f"(layout {version}, this one knows {len(MIGRATIONS)}): upgrade Waymark"
        )


def migrate(connection: Connection, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> None:
    """Bring the file to the newest layout, or leave it as it was where that fails."""
    if _version(connection) == len(migrations):
        return
    with transaction(connection, "BEGIN IMMEDIATE"):
        # read again under the lock: another process may have been faster
        for statements in migrations[_version(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


def examine(connection: Connection, path: Path) -> None:
    """Raise `StoreUnavailableError` where the pages of the file do not fit together."""
    (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if finding != "ok":
        raise StoreUnavailableError(f"the store `{path}` is damaged: {finding}: restore a backup")


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
