"""The default store: one SQLite file, or none at all, for every tenant.

The file is in WAL mode with `synchronous=FULL`: a commit that returned survives the death of
the process and of the machine. Any number of threads and processes may share it; the file's
write lock (`BEGIN IMMEDIATE`) is what puts commits in a row.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from graph.ledger.record import move, record_of, touched_by
from graph.ledger.sqlite_layout import examine, migrate, transaction, verify_file
from graph.ledger.sqlite_ledger import (
    NewestLeaves,
    append,
    change_of,
    check_contents,
    check_records,
    head,
    live_entries,
    revisions_after,
    statements_as_of,
    tenants,
)
from graph.store import Authored, Commit, Revision, sealed
from ontology.dataset import EMPTY, Dataset
from ontology.errors import CommitConflictError, StaleRevisionError, StoreUnavailableError

if TYPE_CHECKING:
    from shapes.contract import Admitted

PATIENCE = 60.0
"""Seconds that a writer waits for another one to finish."""

ATTEMPTS = 600


class EmbeddedStore:
    """A store in one SQLite file or in memory; see `graph.store.Store` for its promises."""

    def __init__(self, connections: _Connections) -> None:
        self._connections = connections
        self._leaves = NewestLeaves()

    @classmethod
    def at(cls, path: Path) -> Self:
        """Open the store in a file, which is made if it is not there.

        Raises `StoreUnavailableError` where that cannot be, saying why and what helps.
        """
        return cls(_Pool(path))

    @classmethod
    def in_memory(cls) -> Self:
        """Open an empty store that is gone when it is closed."""
        return cls(_Single())

    def tenants(self) -> tuple[str, ...]:
        """Return every tenant that has a revision, sorted."""
        with self._connections.lend() as connection:
            return tenants(connection)

    def head(self, tenant: str) -> Revision:
        """Return the tenant's newest revision, or `ORIGIN`."""
        with self._connections.lend() as connection:
            return head(connection, tenant)

    def commit(
        self,
        tenant: str,
        admitted: Admitted,
        *,
        expected: int,
        author: str,
        reason: str,
        at: datetime,
        change_request: str | None = None,
    ) -> Revision:
        """Make the admitted change the next revision; see `Store.commit`."""
        records = [record_of(statement) for statement in admitted.change.put]
        with self._connections.lend() as connection, transaction(connection, "BEGIN IMMEDIATE"):
            current = head(connection, tenant)
            if current.number != expected or current.content != admitted.base_digest:
                raise CommitConflictError(expected, current.number)
            live = live_entries(connection, tenant, touched_by(admitted.change))
            moved = move(records, admitted.change.retracted, live)
            if not moved:
                return current
            leaves = self._leaves.of(connection, tenant, current.number).moved(
                (live[identifier] for identifier in moved.closed),
                (record.entry for record in moved.opened),
            )
            revision = sealed(current, Authored(leaves.root, at, author, reason, change_request))
            append(connection, tenant, revision, moved)
        self._leaves.remember(tenant, revision, leaves)
        return revision

    def dataset(self, tenant: str, at: int | None = None) -> Dataset:
        """Return the statements of a revision, by default the head."""
        with self._connections.lend() as connection:
            newest = head(connection, tenant).number
            number = newest if at is None else at
            if not 0 <= number <= newest:
                raise StaleRevisionError(number, newest)
            if number == 0:
                return EMPTY
            return Dataset.of(statements_as_of(connection, tenant, number))

    def log(self, tenant: str) -> tuple[Revision, ...]:
        """Return every revision, oldest first, the whole chain verified."""
        with self._connections.lend() as connection:
            return revisions_after(connection, tenant, 0)

    def changes(self, tenant: str, since: int) -> Iterator[Commit]:
        """Yield every commit after revision `since`, oldest first."""
        with self._connections.lend() as connection:
            revisions = revisions_after(connection, tenant, since)
        for revision in revisions:
            with self._connections.lend() as connection:
                change = change_of(connection, tenant, revision.number)
            yield Commit(revision, change)

    def watch(self, tenant: str, since: int, wait: Callable[[], bool]) -> Iterator[Revision]:
        """Yield every revision after `since` as it comes; ends when `wait` says no."""
        while True:
            with self._connections.lend() as connection:
                revisions = revisions_after(connection, tenant, since)
            for revision in revisions:
                since = revision.number
                yield revision
            if not revisions and not wait():
                return

    def check(self, tenant: str) -> None:
        """Prove that records, content digests and chain fit together."""
        with self._connections.lend() as connection, transaction(connection, "BEGIN"):
            revisions = revisions_after(connection, tenant, 0)
            check_records(connection, tenant)
            check_contents(connection, tenant, revisions)

    def close(self) -> None:
        """Let go of the file."""
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Connections(Protocol):
    """Lends connections to threads, each to one at a time."""

    def lend(self) -> AbstractContextManager[sqlite3.Connection]: ...

    def close(self) -> None: ...


class _Pool:
    """Connections to one file, as many as there are threads that want one at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()
        interrupted = _left_open(path)
        with self.lend() as connection:
            verify_file(connection, path)
            _log_ahead(connection)
            migrate(connection)
            if interrupted:
                examine(connection, path)

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        with _speaking_of(self._path):
            connection = self._borrow()
            try:
                yield connection
            finally:
                self._idle.append(connection)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _borrow(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            pass
        if not self._path.parent.is_dir():
            raise StoreUnavailableError(
                f"the folder of the store `{self._path}` does not exist: create it"
            )
        return _connect(str(self._path))


class _Single:
    """The one connection to a database in memory; threads take turns."""

    def __init__(self) -> None:
        self._connection = _connect(":memory:")
        self._lock = threading.Lock()
        migrate(self._connection)

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._connection

    def close(self) -> None:
        self._connection.close()


def _connect(database: str) -> sqlite3.Connection:
    # transactions are begun by hand, and the pool sees to it that one thread uses it at a time
    connection = sqlite3.connect(
        database, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _left_open(path: Path) -> bool:
    """Tell whether a log was left beside the file: by a crash, or by who is using it now."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch the file to WAL mode, once and for all."""
    # SQLite does not wait for the lock that this switch needs, so we do
    for _ in range(ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _primary(error) != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(PATIENCE / ATTEMPTS)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


_SENTENCES = {
    sqlite3.SQLITE_BUSY: "is busy: another process keeps writing to it: try again",
    sqlite3.SQLITE_READONLY: "cannot be written: allow writing to the file and its folder",
    sqlite3.SQLITE_PERM: "cannot be opened: allow reading and writing it",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: name a file in a folder that can be written",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full",
    sqlite3.SQLITE_NOTADB: "is not a Waymark store: name another file",
    sqlite3.SQLITE_CORRUPT: "is damaged: restore a backup",
}


@contextmanager
def _speaking_of(path: Path) -> Iterator[None]:
    """Turn what SQLite reports into a sentence for the operator."""
    try:
        yield
    except sqlite3.Error as error:
        sentence = _SENTENCES.get(_primary(error), f"cannot be used: {error}")
        raise StoreUnavailableError(f"the store `{path}` {sentence}") from error


def _primary(error: sqlite3.Error) -> int:
    # extended codes keep the primary one in their low byte; some errors carry none
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
