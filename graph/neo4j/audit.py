"""The proof that a tenant's ledger, digests, chain and projection fit together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Any

from neo4j import Transaction

from graph.ledger.audit import verify_contents, verify_records
from graph.ledger.collector import collector_paused
from graph.ledger.record import LIVE
from graph.neo4j import ledger
from graph.neo4j import queries as cypher
from graph.neo4j.failures import HalfAppliedError
from graph.neo4j.lock import Held, lock
from graph.neo4j.projection_picture import differences, drawn
from graph.neo4j.projection_reading import picture_of
from ontology.errors import BrokenLedgerError, BrokenProjectionError

TOLD = 3
"""How many differences of a projection a sentence tells; the others are mostly like them."""

LISTED = 1000
"""How many differences are kept to be listed."""


def check(tx: Transaction, tenant: str) -> None:
    """Raise `BrokenLedgerError` where anything does not fit; nobody commits meanwhile.

    It ends the transaction.
    """
    held = lock(tx, tenant)
    entered = ledger.entered_after(tx, tenant, 0)
    newest = held.newest.revision.number
    if len(entered) != newest:
        raise BrokenLedgerError(f"revision {newest} is the newest of {len(entered)}")
    verify_records(_entered_records(tx, tenant, held), newest)
    verify_contents(
        (one.revision for one in entered),
        lambda known, since, upto: ledger.leaves_at(tx, tenant, upto, known, since),
        lambda at: ledger.origins_at(tx, tenant, at),
    )
    for before, after in pairwise((ledger.NOTHING, *entered)):
        _verify_numbers(tx, tenant, before, after)
    _verify_projection(tx, tenant, held)
    tx.run(cypher.EXCUSE, tenant=tenant).consume()
    tx.commit()


def _entered_records(tx: Transaction, tenant: str, held: Held) -> Iterator[Sequence[Any]]:
    """Yield the records as the newest revision knows them, without those that an import stages."""
    staged = None if held.token is None else held.newest.revision.number + 1
    for identifier, since, until, *rest in ledger.all_records(tx, tenant):
        if since != staged:
            yield identifier, since, LIVE if until == staged else until, *rest


def _verify_numbers(
    tx: Transaction, tenant: str, before: ledger.Entered, after: ledger.Entered
) -> None:
    """Raise `BrokenLedgerError` unless a revision has the numbers of records it says."""
    number = after.revision.number
    try:
        ledger.verify_settled(tx, tenant, after)
    except HalfAppliedError as error:
        raise BrokenLedgerError(str(error)) from None
    if after.size != before.size + after.opened - after.closed:
        raise BrokenLedgerError(f"revision {number} says of another number of statements")


def _verify_projection(tx: Transaction, tenant: str, held: Held) -> None:
    if held.projected != held.newest.revision.number:
        raise BrokenProjectionError(
            f"the projection shows revision {held.projected}, and the newest is "
            f"{held.newest.revision.number}"
        )
    statements = list(ledger.statements_as_of(tx, tenant, held.newest))
    with collector_paused():
        wanted = drawn(statements)
    found = differences(wanted, picture_of(tx, tenant))
    listed = list(islice(found, LISTED))
    if listed:
        of = len(listed) + sum(1 for _ in found)
        more = f" and {of - TOLD:,} more" if of > TOLD else ""
        raise BrokenProjectionError(
            "the projection is not what the ledger draws, so somebody changed it: "
            f"{', '.join(listed[:TOLD])}{more}",
            listed,
            of,
        )
