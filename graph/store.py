"""The memory's one protocol: what every store of statements promises.

A store keeps, for each tenant, a sequence of revisions, contiguous from 1. A commit is all or
nothing; a stale expectation is refused; what a revision holds never changes, and its digest
chains to the one before; readers see whole revisions; two tenants never meet; equal datasets
have equal content digests in every store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self, runtime_checkable

from ontology.dataset import EMPTY, Change, Dataset
from ontology.errors import BrokenLedgerError, CommitConflictError

if TYPE_CHECKING:
    from shapes.contract import Admitted


@dataclass(frozen=True, slots=True)
class Revision:
    """One link in a tenant's chain of history.

    `content` is the digest of the dataset, `origins` that of the provenance of the statements
    that this commit put, `digest` that of this very commit, `previous` that of the commit
    before. `change_request` identifies the request that this commit published.
    """

    number: int
    at: datetime
    author: str
    reason: str
    content: str
    origins: str
    digest: str
    previous: str
    change_request: str | None = None


class Commit(NamedTuple):
    """A revision with the change that led to it from the one before."""

    revision: Revision
    change: Change


class Store(Protocol):
    """The memory of every tenant. Calls are synchronous; threads and processes may share it."""

    def tenants(self) -> tuple[str, ...]:
        """Return every tenant that has a revision, sorted."""
        ...

    def head(self, tenant: str) -> Revision:
        """Return the tenant's newest revision; `ORIGIN` where nothing was committed yet."""
        ...

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
        """Make the admitted change the next revision, and return that once it is durable.

        What would change no content is left out, and where nothing is left the head is
        returned: the same content with other provenance makes no revision.

        Raises `CommitConflictError` unless the head is `expected` and its content is what the
        change was judged against, and `StoreBusyError` while somebody else's large import is
        under way, where the store takes those in steps.
        """
        ...

    def append(self, tenant: str, commit: Commit) -> Revision:
        """Take over the next revision as another store sealed it, and return it once durable.

        Nothing of it changes, neither time nor digest, and no contract judges it anew: it was
        admitted where it was made.

        Raises `CommitConflictError` unless the head is the revision before it, and
        `BrokenLedgerError` where it does not chain to that one, was altered, or does not hold
        what its digests say. Nothing is left behind then.
        """
        ...

    def dataset(self, tenant: str, at: int | None = None) -> Dataset:
        """Return the statements of a revision, by default the head; those of 0 are none.

        Raises `UnknownRevisionError` where there is no such revision.
        """
        ...

    def log(self, tenant: str) -> tuple[Revision, ...]:
        """Return every revision, oldest first.

        Raises `BrokenLedgerError` where the chain does not fit together.
        """
        ...

    def changes(self, tenant: str, since: int) -> Iterator[Commit]:
        """Yield every commit after revision `since`, oldest first.

        Raises `UnknownRevisionError` where there is no such revision.
        """
        ...

    def watch(self, tenant: str, since: int, wait: Callable[[], bool]) -> Iterator[Revision]:
        """Yield every revision after `since` as it comes; ends when `wait` says no.

        `wait` is called whenever there is nothing new: it pauses, and tells whether to look
        again.
        """
        ...

    def check(self, tenant: str) -> None:
        """Prove that every record, every digest and the chain fit together.

        Raises `BrokenLedgerError` where they do not.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections; the store is not used again."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


@runtime_checkable
class Repairable(Protocol):
    """A store that draws something from its ledger, and can draw it anew."""

    def repair(self, tenant: str) -> None:
        """Draw anew, from the ledger alone, what the store keeps beside it."""
        ...


@runtime_checkable
class SelfCopying(Protocol):
    """A store that copies its own file, as of one moment, while it is in use."""

    def back_up(self, file: Path, tell: Callable[[int, int], None]) -> None:
        """Write a copy of the store into a file; `tell` learns how much of how much is done.

        Raises `StoreUnavailableError` where the file cannot be written.
        """
        ...


ORIGIN = Revision(
    number=0,
    at=datetime(1970, 1, 1, tzinfo=UTC),
    author="",
    reason="",
    content=EMPTY.digest,
    origins="",
    digest="sha256:" + "0" * 64,
    previous="",
)


class Authored(NamedTuple):
    """What a new revision says of itself; `at` has a time zone."""

    content: str
    origins: str
    at: datetime
    author: str
    reason: str
    change_request: str | None = None


def sealed(previous: Revision, authored: Authored) -> Revision:
    """Return the revision that follows, its digest binding every field and all before it.

    Raises `ValueError` where the time has no zone.
    """
    if authored.at.tzinfo is None:
        raise ValueError("a time without a zone is no instant: give it one")
    unsigned = Revision(
        number=previous.number + 1,
        at=authored.at.astimezone(UTC),
        author=authored.author,
        reason=authored.reason,
        content=authored.content,
        origins=authored.origins,
        digest="",
        previous=previous.digest,
        change_request=authored.change_request,
    )
    return _signed(unsigned)


def verify_link(previous: Revision, revision: Revision) -> None:
    """Raise `BrokenLedgerError` unless the revision is sealed and follows the other."""
    if revision.number != previous.number + 1:
        raise BrokenLedgerError(
            f"revision {revision.number} follows {previous.number}: one is missing between"
        )
    if revision.previous != previous.digest:
        raise BrokenLedgerError(
            f"revision {revision.number} does not chain to revision {previous.number}"
        )
    if _signed(revision).digest != revision.digest:
        raise BrokenLedgerError(f"the record of revision {revision.number} was altered")


def verify_next(head: Revision, revision: Revision) -> None:
    """Raise unless the revision is exactly what some store sealed after this head.

    Raises `CommitConflictError` where it follows another number, and `BrokenLedgerError`
    where it has another history or was altered.
    """
    if revision.number != head.number + 1:
        raise CommitConflictError(revision.number - 1, head.number)
    verify_link(head, revision)
    if revision.at.utcoffset() != timedelta(0):
        raise BrokenLedgerError(f"the time of revision {revision.number} is not in UTC")


def verify_chain(revisions: Iterable[Revision]) -> None:
    """Raise `BrokenLedgerError` unless these are all revisions from the first on."""
    previous = ORIGIN
    for revision in revisions:
        verify_link(previous, revision)
        previous = revision


def _signed(revision: Revision) -> Revision:
    fields = [
        revision.number,
        revision.at.isoformat(),
        revision.author,
        revision.reason,
        revision.content,
        revision.origins,
        revision.previous,
        revision.change_request,
    ]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return replace(revision, digest=digest)
