"""The head of a tenant: its write lock, and the states between which commits move it.

A head is in one of three states. What it says itself tells which, and every transaction leaves
it in one of them, so that whoever finds it after a crash knows the one way on.

======== ========= ======== ==================== =====================================
state    claimant  claim    projected            records of the next revision
======== ========= ======== ==================== =====================================
free     none      none     the newest revision  none
staging  somebody  a token  the newest revision  some, all of them of the token's import
drawing  somebody  none     an older revision    none
======== ========= ======== ==================== =====================================

A small commit finds the head free and leaves it free, in one transaction. An import makes it
staging, writes its records in steps, and makes it drawing by entering the revision; then it
draws in steps, and makes it free. Only what is free is claimed anew: in any other state

- the same import, made again, goes on with what it staged, at once;
- anybody else takes over, once nothing was heard of the claimant for long or it gave up: first
  the head is made theirs, in the state in which it is; then what is staged is taken back, and
  what is not drawn is drawn; then it is made free, or staging for them. Whoever stops while it
  does so leaves a head of the same state, only with less to do.

Whoever takes a step holds the lock and is the claimant still, or stops.
"""

from __future__ import annotations

from typing import NamedTuple

from neo4j import Transaction

from graph.neo4j import queries as cypher
from graph.neo4j.ledger import Entered, newest
from ontology.errors import BrokenLedgerError


class Held(NamedTuple):
    """What is true for as long as the lock is held: nobody else commits to the tenant.

    `projected` is the revision that the projection shows, `token` what the import brings whose
    records are staged, `claimant` the call that has the claim, and `idle` for how many seconds
    nothing was heard of it.
    """

    newest: Entered
    projected: int
    token: str | None
    claimant: str | None
    idle: float

    @property
    def is_drawn(self) -> bool:
        """Whether the projection shows the newest revision."""
        return self.projected == self.newest.revision.number

    @property
    def is_free(self) -> bool:
        """Whether nobody left anything undone."""
        return self.claimant is None and self.is_drawn


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
    return Held(found, head["projected"], head["claim"], head["claimant"], head["idle"])


def renew(tx: Transaction, tenant: str, claimant: str) -> int | None:
    """Take the lock and show that the claimant is alive.

    Returns how many steps of drawing are done, and None where it lost its claim.
    """
    row = tx.run(cypher.RENEW, tenant=tenant, claimant=claimant).single()
    return None if row is None else int(row["drawn"])
