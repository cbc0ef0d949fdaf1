"""The default store: one SQLite file, or none at all, for every tenant.

The file is in WAL mode with `synchronous=FULL`: a commit that returned survives the death of
the process and of the machine. Any number of threads and processes may share it; the file's
write lock (`BEGIN IMMEDIATE`) is what puts commits in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from graph.ledger.collector import collector_paused
from graph.ledger.intent import Intent, Judged, TakenOver
from graph.ledger.newest import NewestLeaves
from graph.ledger.record import move, touched_by
from graph.sqlite.audit import check_contents, check_records
from graph.sqlite.connections import Connections, FileConnections, MemoryConnection
from graph.sqlite.copying import copy_pages
from graph.sqlite.layout import transaction
from graph.sqlite.ledger import (
    append,
    change_of,
    head,
    leaves_at,
    live_entries,
    revision_at,
    revisions_after,
    statements_as_of,
    tenants,
)
from graph.store import Commit, Revision
from ontology.dataset import EMPTY, Dataset
from ontology.errors import UnknownRevisionError

if TYPE_CHECKING:
    from shapes.contract import Admitted


class EmbeddedStore:
    """A store in one SQLite file or in memory; see `graph.store.Store` for its promises."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._leaves = NewestLeaves()

    @classmethod
    def at(cls, path: Path) -> Self:
        """Open the store in a file, which is made if it is not there.

        Raises `StoreUnavailableError` where that cannot be, saying why and what helps.
        """
        return cls(FileConnections(path))

    @classmethod
    def in_memory(cls) -> Self:
        """Open an empty store that is gone when it is closed."""
        return cls(MemoryConnection())

    def tenants(self) -> tuple[str, ...]:
        """Return every tenant that has a revision, sorted."""
        with self._connections.lend() as connection:
            return tenants(connection)

    def head(self, tenant: str) -> Revision:
        """Return the tenant's newest revision, or `ORIGIN`."""
        with self._connections.lend() as connection:
            return head(connection, tenant)

    @collector_paused()
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
        return self._make(tenant, Judged(admitted, expected, author, reason, at, change_request))

    @collector_paused()
    def append(self, tenant: str, commit: Commit) -> Revision:
        """Take over the next revision as another store sealed it; see `Store.append`."""
        return self._make(tenant, TakenOver(commit))

    @collector_paused()
    def dataset(self, tenant: str, at: int | None = None) -> Dataset:
        """Return the statements of a revision, by default the head."""
        with self._connections.lend() as connection:
            newest = head(connection, tenant).number
            number = newest if at is None else at
            if not 0 <= number <= newest:
                raise UnknownRevisionError(number, newest)
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

    @collector_paused()
    def check(self, tenant: str) -> None:
        """Prove that records, content digests and chain fit together."""
        with self._connections.lend() as connection, transaction(connection, "BEGIN"):
            revisions = revisions_after(connection, tenant, 0)
            check_records(connection, tenant, len(revisions))
            check_contents(connection, tenant, revisions)

    def back_up(self, file: Path, tell: Callable[[int, int], None]) -> None:
        """Copy the store into a file while others read and write; see `SelfCopying.back_up`."""
        with self._connections.lend() as connection:
            copy_pages(connection, file, tell)

    def close(self) -> None:
        """Let go of the file."""
        self._connections.close()

    def _make(self, tenant: str, intent: Intent) -> Revision:
        records = intent.records()
        with self._connections.lend() as connection, transaction(connection, "BEGIN IMMEDIATE"):
            current = head(connection, tenant)
            intent.verify(current)
            # the first load is the largest one, and there is nothing to look up yet
            touched = touched_by(intent.change) if current.number else ()
            live = live_entries(connection, tenant, touched)
            moved = move(records, intent.change.retracted, live)
            leaves = self._leaves.of(
                tenant,
                partial(revision_at, connection, tenant),
                partial(leaves_at, connection, tenant, current.number),
            ).moved(
                (live[identifier] for identifier in moved.closed),
                (record.entry for record in moved.opened),
            )
            revision = intent.revision(current, moved, leaves)
            if revision is None:
                return current
            append(connection, tenant, revision, moved)
        self._leaves.remember(tenant, revision, leaves)
        return revision

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
