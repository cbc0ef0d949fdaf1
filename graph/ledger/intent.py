"""What somebody wants to make the next revision: judged by the contracts, or sealed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from graph.ledger.leaves import Leaves
from graph.ledger.record import Move, Record, provenance_digest, record_of
from graph.ledger.takeover import records_taken_over, verify_taken_over
from graph.store import Authored, Commit, Revision, sealed, verify_next
from ontology.dataset import Change
from ontology.errors import CommitConflictError

if TYPE_CHECKING:
    from shapes.contract import Admitted


class Intent(Protocol):
    """A change on its way to become a revision."""

    @property
    def change(self) -> Change:
        """The change, as it was given."""
        ...

    @property
    def number(self) -> int:
        """The number of the revision that it makes, if it makes one."""
        ...

    def records(self) -> list[Record]:
        """Return the records of what the change puts."""
        ...

    def verify(self, head: Revision) -> None:
        """Raise `CommitConflictError` unless this may follow the head."""
        ...

    def revision(self, head: Revision, moved: Move, leaves: Leaves) -> Revision | None:
        """Return the revision after the head; None where nothing moves, so there is none.

        `leaves` are those of the dataset that it holds.
        """
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """A change that the contracts admitted."""

    admitted: Admitted
    expected: int
    author: str
    reason: str
    at: datetime
    change_request: str | None

    @property
    def change(self) -> Change:
        """The change, as it was admitted."""
        return self.admitted.change

    @property
    def number(self) -> int:
        """The number after the head that the change was judged against."""
        return self.expected + 1

    def records(self) -> list[Record]:
        """Return the records of what the change puts."""
        return [record_of(statement) for statement in self.change.put]

    def verify(self, head: Revision) -> None:
        """Raise `CommitConflictError` unless the change was judged against the head."""
        if head.number != self.expected or head.content != self.admitted.base_digest:
            raise CommitConflictError(self.expected, head.number)

    def revision(self, head: Revision, moved: Move, leaves: Leaves) -> Revision | None:
        """Seal the revision after the head; None where nothing moves."""
        if not moved:
            return None
        return sealed(
            head,
            Authored(
                leaves.root,
                provenance_digest(moved.opened),
                self.at,
                self.author,
                self.reason,
                self.change_request,
            ),
        )


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A revision that another store sealed, to be taken over as it is."""

    commit: Commit

    @property
    def change(self) -> Change:
        """The change that led to it."""
        return self.commit.change

    @property
    def number(self) -> int:
        """The number that it has in the other store."""
        return self.commit.revision.number

    def records(self) -> list[Record]:
        """Return the records; raises `BrokenLedgerError` where one was altered."""
        return records_taken_over(self.change)

    def verify(self, head: Revision) -> None:
        """Raise unless the revision follows the head; see `graph.store.verify_next`."""
        verify_next(head, self.commit.revision)

    def revision(self, head: Revision, moved: Move, leaves: Leaves) -> Revision | None:
        """Return it; raises `BrokenLedgerError` unless it holds what its digests say."""
        verify_taken_over(self.commit.revision, moved, leaves)
        return self.commit.revision
