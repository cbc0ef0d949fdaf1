"""The store of a production: statements in Neo4j, for every tenant and any number of processes.

What is committed is in the ledger, and the newest revision is drawn for people beside it, in
one transaction. The head's write lock is what puts commits in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from neo4j import Transaction

from graph.ledger.collector import collector_paused
from graph.ledger.intent import Intent, Judged, TakenOver
from graph.ledger.leaves import Leaves
from graph.ledger.newest import NewestLeaves
from graph.ledger.record import Entry, Move, Record, move, touched_by
from graph.neo4j import ledger
from graph.neo4j.address import Address
from graph.neo4j.audit import check
from graph.neo4j.connection import Limits, Link
from graph.neo4j.failures import UnsettledError
from graph.neo4j.layout import migrate, verify_server
from graph.neo4j.lock import lock
from graph.neo4j.projection import redraw
from graph.store import Commit, Revision
from ontology.dataset import EMPTY, Dataset
from ontology.errors import StoreUnavailableError, UnknownOutcomeError, UnknownRevisionError
from ontology.names import Iri

if TYPE_CHECKING:
    from shapes.contract import Admitted

LIMITS = Limits()


class Neo4jStore:
    """A store in a Neo4j database; see `graph.store.Store` for its promises."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._leaves = NewestLeaves()

    @classmethod
    def at(
        cls,
        address: str,
        user: str | None = None,
        password: str | None = None,
        limits: Limits = LIMITS,
    ) -> Self:
        """Open the store at `neo4j://host:port` or `bolt://`, with `+s` or `+ssc` for TLS.

        The database is brought to the newest layout. Raises `StoreUnavailableError` where the
        server cannot be reached, and `StoreRefusedError` where it cannot be used, saying why
        and what helps.
        """
        link = Link.to(Address.of(address, user, password), limits)
        try:
            verify_server(link)
            migrate(link)
        except BaseException:
            link.close()
            raise
        return cls(link)

    def tenants(self) -> tuple[str, ...]:
        """Return every tenant that has a revision, sorted."""
        return self._link.read(ledger.tenants)

    def head(self, tenant: str) -> Revision:
        """Return the tenant's newest revision, or `ORIGIN`."""
        return self._link.read(lambda tx: ledger.newest(tx, tenant).revision)

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

    def append(self, tenant: str, commit: Commit) -> Revision:
        """Take over the next revision as another store sealed it; see `Store.append`."""
        return self._make(tenant, TakenOver(commit))

    @collector_paused()
    def dataset(self, tenant: str, at: int | None = None) -> Dataset:
        """Return the statements of a revision, by default the head."""

        def work(tx: Transaction) -> Dataset:
            newest = ledger.newest(tx, tenant)
            number = newest.revision.number if at is None else at
            if not 0 <= number <= newest.revision.number:
                raise UnknownRevisionError(number, newest.revision.number)
            if number == 0:
                return EMPTY
            if number == newest.revision.number:
                ledger.verify_settled(tx, tenant, newest)
            entered = ledger.entered_at(tx, tenant, number) or newest
            return Dataset.of(ledger.statements_as_of(tx, tenant, entered))

        return self._link.read(work)

    def log(self, tenant: str) -> tuple[Revision, ...]:
        """Return every revision, oldest first, the whole chain verified."""
        return self._revisions_after(tenant, 0)

    def changes(self, tenant: str, since: int) -> Iterator[Commit]:
        """Yield every commit after revision `since`, oldest first."""
        for entered in self._link.read(lambda tx: ledger.entered_after(tx, tenant, since)):
            change = self._link.read(partial(ledger.change_of, tenant=tenant, entered=entered))
            yield Commit(entered.revision, change)

    def watch(self, tenant: str, since: int, wait: Callable[[], bool]) -> Iterator[Revision]:
        """Yield every revision after `since` as it comes; ends when `wait` says no."""
        while True:
            revisions = self._revisions_after(tenant, since)
            for revision in revisions:
                since = revision.number
                yield revision
            if not revisions and not wait():
                return

    @collector_paused()
    def check(self, tenant: str) -> None:
        """Prove that records, content digests, chain and projection fit together."""
        self._link.audit(lambda tx: check(tx, tenant))

    def close(self) -> None:
        """Let go of every connection."""
        self._link.close()

    def _revisions_after(self, tenant: str, since: int) -> tuple[Revision, ...]:
        entered = self._link.read(lambda tx: ledger.entered_after(tx, tenant, since))
        return tuple(one.revision for one in entered)

    @collector_paused()
    def _make(self, tenant: str, intent: Intent) -> Revision:
        token, records = uuid4().hex, intent.records()
        try:
            revision, leaves = self._link.write(
                lambda tx: self._made(tx, tenant, intent, records, token)
            )
        except UnsettledError as error:
            return self._settled(tenant, token, error)
        if leaves is not None:
            self._leaves.remember(tenant, revision, leaves)
        return revision

    def _made(
        self, tx: Transaction, tenant: str, intent: Intent, records: list[Record], token: str
    ) -> tuple[Revision, Leaves | None]:
        """Write everything that the intent brings, the head being locked first."""
        before = lock(tx, tenant).newest
        intent.verify(before.revision)
        # the first load is the largest one, and there is nothing to look up yet
        touched = touched_by(intent.change) if before.revision.number else ()
        live = ledger.live_entries(tx, tenant, touched)
        moved = move(records, intent.change.retracted, live)
        leaves = self._leaves_after(tx, tenant, before.revision, moved, live)
        revision = intent.revision(before.revision, moved, leaves)
        if revision is None:
            tx.rollback()
            return before.revision, None
        ledger.write_move(tx, tenant, revision.number, moved)
        opened = {record.entry.id for record in moved.opened}
        put = {s.id: s for s in intent.change.put if s.id in opened}
        redraw(tx, tenant, moved.closed, tuple(put.values()))
        entered = ledger.following(before, revision, moved, token)
        ledger.enter(tx, tenant, entered, projected=revision.number)
        return revision, leaves

    def _leaves_after(
        self,
        tx: Transaction,
        tenant: str,
        head: Revision,
        moved: Move,
        live: Mapping[Iri, Entry],
    ) -> Leaves:
        before = self._leaves.of(
            tenant,
            lambda number: ledger.revision_at(tx, tenant, number),
            lambda known, since: ledger.leaves_at(tx, tenant, head.number, known, since),
        )
        closed = (live[identifier] for identifier in moved.closed)
        return before.moved(closed, (record.entry for record in moved.opened))

    def _settled(self, tenant: str, token: str, error: UnsettledError) -> Revision:
        """Return what was committed after all; under the lock, so that nothing is on its way."""

        def look(tx: Transaction) -> ledger.Entered:
            newest = lock(tx, tenant).newest
            tx.rollback()
            return newest

        try:
            newest = self._link.write(look)
        except (StoreUnavailableError, UnsettledError):
            raise UnknownOutcomeError(
                f"the store `{self._link.name}` went away during a commit and did not come back "
                "to tell what became of it: look at the log before committing again"
            ) from error
        if newest.token != token:
            raise StoreUnavailableError(
                f"the store `{self._link.name}` went away before the commit was complete, and "
                "nothing of it was kept: try again"
            ) from error
        return newest.revision

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
