"""The store of a production: statements in Neo4j, for every tenant and any number of processes.

What is committed is in the ledger, and the newest revision is drawn for people beside it, in
one transaction. The head's write lock is what puts commits in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

from neo4j import Transaction

from graph.ledger.intent import Judged, TakenOver
from graph.neo4j import ledger
from graph.neo4j.address import Address
from graph.neo4j.audit import check
from graph.neo4j.committing import Committer
from graph.neo4j.connection import Limits, Link
from graph.neo4j.layout import migrate, verify_server
from graph.store import Commit, Revision
from ontology.dataset import EMPTY, Dataset
from ontology.errors import UnknownRevisionError

if TYPE_CHECKING:
    from shapes.contract import Admitted

LIMITS = Limits()


class Neo4jStore:
    """A store in a Neo4j database; see `graph.store.Store` for its promises."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._committer = Committer(link)

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
        return self._committer.make(
            tenant, Judged(admitted, expected, author, reason, at, change_request)
        )

    def append(self, tenant: str, commit: Commit) -> Revision:
        """Take over the next revision as another store sealed it; see `Store.append`."""
        return self._committer.make(tenant, TakenOver(commit))

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

    def check(self, tenant: str) -> None:
        """Prove that records, content digests, chain and projection fit together."""
        self._link.audit(lambda tx: check(tx, tenant))

    def repair(self, tenant: str) -> None:
        """Make the projection what the ledger draws, whatever somebody did to it.

        Raises `StoreBusyError` while an import is under way.
        """
        self._committer.repair(tenant)

    def close(self) -> None:
        """Let go of every connection."""
        self._link.close()

    def _revisions_after(self, tenant: str, since: int) -> tuple[Revision, ...]:
        entered = self._link.read(lambda tx: ledger.entered_after(tx, tenant, since))
        return tuple(one.revision for one in entered)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
