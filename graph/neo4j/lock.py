"""The write lock of a tenant's head: taken by writing, before anything is compared."""

from __future__ import annotations

from typing import NamedTuple

from neo4j import Transaction

from graph.neo4j import queries as cypher
from graph.neo4j.ledger import Entered, newest
from ontology.errors import BrokenLedgerError


class Claim(NamedTuple):
    """An import under way: what it brings, and for how many seconds it has been silent."""

    token: str
    idle: float


class Held(NamedTuple):
    """What is true for as long as the lock is held: nobody else commits to the tenant.

    `projected` is the revision that the projection shows.
    """

    newest: Entered
    projected: int
    claim: Claim | None

    @property
    def is_drawn(self) -> bool:
        """Whether the projection shows the newest revision."""
        return self.projected == self.newest.revision.number


def lock(tx: Transaction, tenant: str) -> Held:
    """Take the lock, waiting for whoever has it, and return what is there then.

    It is given back when the transaction ends. Raises `BrokenLedgerError` where the head is
    not the newest revision.
    """
    head = tx.run(cypher.LOCK, tenant=tenant).single(strict=True)
    found = newest(tx, tenant)
    if head["revision"] != found.revision.number:
        raise BrokenLedgerError(
            f"the head is revision {head['revision']}, but the newest one entered is "
            f"{found.revision.number}"
        )
    claim = None if head["claim"] is None else Claim(head["claim"], head["idle"])
    return Held(found, head["projected"], claim)


def renew(tx: Transaction, tenant: str, claimant: str) -> int | None:
    """Take the lock and show that the import is alive.

    Returns how many steps of drawing are done, and None where it lost its claim.
    """
    row = tx.run(cypher.RENEW, tenant=tenant, claimant=claimant).single()
    return None if row is None else int(row["drawn"])
