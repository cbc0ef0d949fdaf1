"""The proof that a tenant's records, digests and chain fit together, whatever they are kept in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from graph.ledger.leaves import NO_LEAVES, Leaves
from graph.ledger.record import LIVE, Entry, Written, origins_digest, verify_record
from graph.store import Revision
from ontology.errors import BrokenLedgerError


class _Life(NamedTuple):
    """From which revision on, and until which, a record holds."""

    identifier: str
    since: int
    until: int


def verify_records(rows: Iterable[Sequence[Any]], newest: int) -> None:
    """Raise `BrokenLedgerError` unless every version of every record is what it claims.

    A row is identity, first revision, end, kind, about, also, digest, body and provenance;
    the versions of one statement come one after another, and follow one another within the
    revisions 1 to `newest`.
    """
    before = _Life("", 0, 0)
    for identifier, since, until, kind, about, also, digest, body, provenance in rows:
        life = _Life(identifier, since, until)
        if not _fits(before, life, newest):
            raise BrokenLedgerError(
                f"the record of `{identifier}` holds when no revision says that it does"
            )
        entry = Entry(identifier, kind, about, also, digest)
        if not _is_sound(Written(identifier, kind, body, provenance), entry):
            raise BrokenLedgerError(f"the record of `{identifier}` was altered")
        before = life


def verify_contents(
    revisions: Iterable[Revision],
    later: Callable[[Leaves, int, int], Leaves],
    origins: Callable[[int], Iterable[tuple[str, str]]],
) -> None:
    """Raise `BrokenLedgerError` unless each revision holds what its digests say.

    `later` returns the leaves of a revision from those of the one before: the leaves, its
    number, the wanted number. `origins` returns the identities of what a revision opened,
    sorted, each with its provenance.
    """
    leaves, before = NO_LEAVES, 0
    for revision in revisions:
        try:
            leaves = later(leaves, before, revision.number)
        except KeyError:
            raise BrokenLedgerError(
                f"revision {revision.number} ends a record that never was"
            ) from None
        if leaves.root != revision.content:
            raise BrokenLedgerError(
                f"revision {revision.number} does not hold what its digest says"
            )
        if origins_digest(origins(revision.number)) != revision.origins:
            raise BrokenLedgerError(
                f"the statements of revision {revision.number} do not come from where they did"
            )
        before = revision.number


def _fits(before: _Life, life: _Life, newest: int) -> bool:
    # whoever alters a ledger may write anything there
    if not isinstance(life.since, int) or not isinstance(life.until, int):
        return False
    begins = 1 <= life.since <= newest and life.since < life.until
    ends = life.until <= newest or life.until == LIVE
    follows = before.identifier != life.identifier or before.until <= life.since
    return begins and ends and follows


def _is_sound(written: Written, entry: Entry) -> bool:
    try:
        return verify_record(written, entry)
    except (ValueError, KeyError, TypeError):
        return False
