"""From the store to a compiled revision that was verified, at once or step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from api.application.snapshots.known import Known, compiled
from graph.ledger.collector import collector_paused
from graph.store import Commit, Revision, Store, verify_link
from ontology.dataset import Change, Dataset, Statement, replacing
from ontology.errors import BrokenLedgerError
from ontology.names import Iri


class Reached(NamedTuple):
    """A compiled revision whose content digest is the one that its record in the chain binds."""

    known: Known
    revision: Revision


@collector_paused()
def loaded(store: Store, tenant: str, revision: Revision) -> Reached:
    """Read a revision whole, and compile all of it.

    Raises `BrokenLedgerError` where the statements are not those of its digest.
    """
    dataset = store.dataset(tenant, revision.number)
    if dataset.digest != revision.content:
        raise BrokenLedgerError(
            f"revision {revision.number} does not hold what its digest says: "
            "`waymark store check` tells more"
        )
    known = compiled(dataset, revision.number, revision.content)
    # nobody who asks shall wait for parts that are compiled late, and all that follows mends them
    known.warm()
    return Reached(known, revision)


@collector_paused()
def caught_up(reached: Reached, commits: Sequence[Commit]) -> Reached | None:
    """Return where the commits lead that follow; None where that is not what a digest says.

    Raises `BrokenLedgerError` where they do not follow one another, or what was reached.
    """
    previous = reached.revision
    for each in commits:
        verify_link(previous, each.revision)
        previous = each.revision
    known = reached.known.advanced(_together(commits), previous.number)
    return Reached(known, previous) if known.content == previous.content else None


def verify_unmoved(reached: Reached, head: Revision) -> None:
    """Raise `BrokenLedgerError` where a head is not the reached revision, nor after it."""
    if head.number < reached.revision.number:
        raise BrokenLedgerError(
            f"the newest revision is {head.number}, but there was a revision "
            f"{reached.revision.number}: was the store replaced by an older one?"
        )
    if head.number == reached.revision.number and head != reached.revision:
        raise BrokenLedgerError(
            f"revision {head.number} is not the one it was: was the store replaced by another?"
        )


def stored(dataset: Dataset, asked: Change) -> Change:
    """Return what a store keeps of a change that it was asked to make: what changes content."""
    put = {statement.id for statement in asked.put}
    gone = (identifier for identifier in asked.retracted if identifier in dataset)
    retracted = frozenset(identifier for identifier in gone if identifier not in put)
    return Change(replacing(dataset, asked.put).put, retracted)


def _together(commits: Sequence[Commit]) -> Change:
    """Return the one change that does what all of them do, one after the other."""
    if len(commits) == 1:
        return commits[0].change
    put: dict[Iri, Statement] = {}
    retracted: set[Iri] = set()
    for _, change in commits:
        for identifier in change.retracted:
            put.pop(identifier, None)
        retracted |= change.retracted
        for statement in change.put:
            put[statement.id] = statement
    return Change(tuple(put.values()), frozenset(retracted - put.keys()))
