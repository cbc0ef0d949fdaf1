"""What is proved of a revision that another store sealed, before it is taken over unchanged."""

from __future__ import annotations

from graph.ledger.leaves import Leaves
from graph.ledger.record import Move, Record, Written, provenance_digest, record_of, verify_record
from graph.store import Revision
from ontology.dataset import Change, Statement
from ontology.errors import BrokenLedgerError


def records_taken_over(change: Change) -> list[Record]:
    """Return the records of the statements that the change puts.

    Raises `BrokenLedgerError` where one is not what its identity says, or cannot be written
    such that it reads the same.
    """
    return [_proved(statement) for statement in change.put]


def verify_taken_over(revision: Revision, moved: Move, leaves: Leaves) -> None:
    """Raise `BrokenLedgerError` unless the revision holds what its digests say.

    `moved` is what its change does to the records before it, `leaves` what is there after it.
    """
    if not moved:
        raise BrokenLedgerError(f"revision {revision.number} changes nothing")
    if leaves.root != revision.content:
        raise BrokenLedgerError(f"revision {revision.number} does not hold what its digest says")
    if provenance_digest(moved.opened) != revision.origins:
        raise BrokenLedgerError(
            f"the statements of revision {revision.number} do not come from where they did"
        )


def _proved(statement: Statement) -> Record:
    record = record_of(statement)
    written = Written(statement.id, record.entry.kind, record.body, record.provenance)
    try:
        sound = verify_record(written, record.entry)
    except (ValueError, KeyError, TypeError):
        sound = False
    if not sound:
        raise BrokenLedgerError(f"the statement `{statement.id}` was altered")
    return record
