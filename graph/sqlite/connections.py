"""Connections to the embedded store's database, lent to one thread at a time.

What SQLite reports about a file is said here, as a sentence for the operator.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from graph.sqlite.failures import failure, is_busy
from graph.sqlite.layout import examine, migrate, verify_file
from ontology.errors import StoreUnavailableError

PATIENCE = 60.0
"""Seconds that a writer waits for another one to finish."""

ATTEMPTS = 600

OWNER_ALONE = 0o600

PAGE = 16 * 1024
"""Bytes of a page of a new file: a large load is a quarter cheaper than with SQLite's 4096."""

CACHE = 64 * 1024
"""KiB of pages that a connection may keep: the indexes of a large load fit in."""


class Connections(Protocol):
    """Lends connections to threads, each to one at a time."""

    def lend(self) -> AbstractContextManager[sqlite3.Connection]:
        """Lend a connection for as long as the block runs."""
        ...

    def close(self) -> None:
        """Let go of all of them."""
        ...


class FileConnections:
    """Connections to one file, as many as there are threads that want one at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()
        interrupted = _left_open(path)
        try:
            self._prepare(interrupted)
        except StoreUnavailableError:
            self.close()
            raise

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection; raises `StoreUnavailableError` where the file fails."""
        with _speaking_of(self._path):
            connection = self._borrow()
            try:
                yield connection
            finally:
                self._idle.append(connection)

    def close(self) -> None:
        """Close what is not lent."""
        while self._idle:
            self._idle.pop().close()

    def _prepare(self, interrupted: bool) -> None:
        with self.lend() as connection:
            verify_file(connection, self._path)
            _log_ahead(connection)
            migrate(connection)
            if interrupted:
                examine(connection, self._path)

    def _borrow(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            pass
        if not self._path.parent.is_dir():
            raise StoreUnavailableError(
                f"the folder of the store `{self._path}` does not exist: create it"
            )
        _make_for_its_owner(self._path)
        return _connect(str(self._path))


class MemoryConnection:
    """The one connection to a database in memory; threads take turns."""

    def __init__(self) -> None:
        self._connection = _connect(":memory:")
        self._lock = threading.Lock()
        migrate(self._connection)

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection as soon as it is free."""
        with self._lock:
            yield self._connection

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()


def _connect(database: str) -> sqlite3.Connection:
    # transactions are begun by hand, and each connection is lent to one thread at a time
    connection = sqlite3.connect(
        database, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    return connection


def _make_for_its_owner(path: Path) -> None:
    """Make the file, readable by its owner alone, if it is not there.

    What keeps it from being made, SQLite will say.
    """
    # a file that is there is not opened: closing it would let go of the locks that we have
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE))


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
            if not is_busy(error):
                raise
            time.sleep(PATIENCE / ATTEMPTS)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def _speaking_of(path: Path) -> Iterator[None]:
    """Turn what SQLite reports into a sentence for the operator."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreUnavailableError(f"the store `{path}` {failure(error)}") from error
