"""Large imports: in steps, seen by nobody until they are complete.

The records of the next revision are written in transactions of their own, and belong to no
revision that anybody reads. A claim on the head keeps other commits away meanwhile; it names
what is imported, so that the same commit, made again after a crash, goes on where it stopped,
and another one, once nothing was heard of the import for long, takes its records back first.
One small transaction then enters the revision, and the projection follows in steps.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeGuard, TypeVar
from uuid import uuid4

from neo4j import Transaction

from graph.ledger.record import Move, Record
from graph.neo4j import ledger
from graph.neo4j import queries as cypher
from graph.neo4j.connection import Link
from graph.neo4j.failures import UnsettledError
from graph.neo4j.lock import Claim, Held, lock, renew
from graph.neo4j.projection import redraw
from graph.neo4j.projection_mending import steps_to_mend
from graph.neo4j.projection_reading import Found, found_in
from graph.store import Revision
from ontology.dataset import Statement
from ontology.errors import StoreBusyError, StoreUnavailableError, UnknownOutcomeError
from ontology.names import Iri

T = TypeVar("T")

TAKEN_BACK = "taken back"
"""The token of a claim that imports nothing, and only takes back what another one left."""

ATTEMPTS = 3
"""How often a step is taken whose outcome is unknown; each may be taken again."""


class Import:
    """A claim on the next revision of one tenant, held by one call."""

    def __init__(self, link: Link, tenant: str, token: str = TAKEN_BACK) -> None:
        self._link = link
        self._tenant = tenant
        self._token = token
        self._claimant = uuid4().hex

    def claim(self, verify: Callable[[Revision], None]) -> Held:
        """Claim the next revision, or go on with the same import, and return what is there.

        `verify` raises where the import may not follow the head. Raises `StoreBusyError`
        while another import is alive; what one has left that is not is taken back.
        """

        def take(tx: Transaction) -> Held:
            held = lock(tx, self._tenant)
            verify(held.newest.revision)
            if self._is_in_the_way(held.claim):
                verify_abandoned(self._link, held.claim)
                # what is left is not ours, until it is taken back
                self._claim(tx, TAKEN_BACK)
            else:
                self._claim(tx, self._token)
            return held

        held = self._again(lambda: self._link.write(take))
        if not self._is_in_the_way(held.claim):
            return held
        if held.is_drawn:
            self._take_back(held.newest.revision.number + 1)
        else:
            self.mend(held.newest)
        self._step(lambda tx: self._claim(tx, self._token))
        return held._replace(projected=held.newest.revision.number)

    def _is_in_the_way(self, claim: Claim | None) -> TypeGuard[Claim]:
        return claim is not None and (claim.token != self._token or claim.token == TAKEN_BACK)

    def _claim(self, tx: Transaction, token: str) -> None:
        tx.run(cypher.CLAIM, tenant=self._tenant, token=token, claimant=self._claimant).consume()

    def stage(self, number: int, moved: Move) -> None:
        """Write the records of the next revision, all but those that are written already."""
        for closed in self._parts(moved.closed):
            self._step(partial(_close, tenant=self._tenant, number=number, identifiers=closed))
        for opened in self._parts(ledger.in_order(moved.opened)):
            self._step(partial(_open, tenant=self._tenant, number=number, records=opened))

    def publish(self, before: Held, revision: Revision, moved: Move) -> None:
        """Make the revision, whose records are staged, the head."""

        def enter(tx: Transaction) -> None:
            if ledger.newest(tx, self._tenant).token == self._claimant:
                return
            entered = ledger.following(before.newest, revision, moved, self._claimant)
            ledger.verify_settled(tx, self._tenant, entered)
            ledger.enter(tx, self._tenant, entered, projected=before.projected)

        self._step(enter)

    def draw(self, moved: Move, opened: Sequence[Statement]) -> None:
        """Draw what the revision changed: first all that ends, then all that begins."""
        parts: list[tuple[Sequence[Iri], Sequence[Statement]]] = [
            *((some, ()) for some in self._parts(moved.closed)),
            *(((), some) for some in self._parts(opened)),
        ]
        for number, (gone, come) in enumerate(parts, 1):
            self._again(partial(self._draw_part, number, gone, come))

    def _draw_part(self, number: int, gone: Sequence[Iri], come: Sequence[Statement]) -> None:
        def take(tx: Transaction) -> None:
            # what is drawn twice is there twice
            if self._renewed(tx) < number:
                redraw(tx, self._tenant, gone, come)
                tx.run(cypher.DRAWN, tenant=self._tenant, drawn=number).consume()

        self._link.write(take)

    def mend(self, newest: ledger.Entered) -> None:
        """Make the projection show the newest revision, whatever it shows."""

        def look(tx: Transaction) -> tuple[Found, tuple[Statement, ...]]:
            statements = ledger.statements_as_of(tx, self._tenant, newest)
            return found_in(tx, self._tenant), tuple(statements)

        found, statements = self._link.audit(look)
        for step in steps_to_mend(self._tenant, found, statements):
            self._step(step)

    def release(self, projected: int) -> None:
        """Give up the claim, the projection showing that revision."""

        def give_up(tx: Transaction) -> None:
            tx.run(
                cypher.RELEASE,
                tenant=self._tenant,
                claimant=self._claimant,
                projected=projected,
            ).consume()

        self._again(lambda: self._link.write(give_up))

    def _take_back(self, number: int) -> None:
        """Delete what was opened, then reopen what was closed: one identity is live once."""
        for query in (cypher.UNDO_OPENED, cypher.UNDO_CLOSED):
            undone = self._link.limits.step
            while undone == self._link.limits.step:
                undone = self._step(partial(self._undo, query=query, number=number))

    def _undo(self, tx: Transaction, query: str, number: int) -> int:
        page = self._link.limits.step
        row = tx.run(query, tenant=self._tenant, number=number, page=page).single(strict=True)
        return int(row["undone"])

    def _step(self, work: Callable[[Transaction], T]) -> T:
        """Take one step under the lock, if the claim is still held."""

        def take(tx: Transaction) -> T:
            self._renewed(tx)
            return work(tx)

        return self._again(lambda: self._link.write(take))

    def _renewed(self, tx: Transaction) -> int:
        drawn = renew(tx, self._tenant, self._claimant)
        if drawn is None:
            raise StoreBusyError(
                "another process goes on with this import, which was silent for too long"
            )
        return drawn

    def _again(self, step: Callable[[], T]) -> T:
        unsettled: UnsettledError | None = None
        for _ in range(ATTEMPTS):
            try:
                return step()
            except UnsettledError as error:
                unsettled = error
            except StoreUnavailableError:
                # it tells of this attempt alone, and an earlier one may have been all it took
                if unsettled is None:
                    raise
                break
        raise UnknownOutcomeError(
            f"the store `{self._link.name}` goes away in the middle of an import: commit the "
            "same again, and it goes on where it stopped"
        ) from unsettled

    def _parts(self, whole: Sequence[T]) -> Iterator[Sequence[T]]:
        step = self._link.limits.step
        for start in range(0, len(whole), step):
            yield whole[start : start + step]


def token_of(records: Iterable[Record], retracted: Iterable[Iri]) -> str:
    """Return what the same import has in common with itself after a crash: what it brings."""
    digest = hashlib.sha256()
    for entry, _, provenance in sorted(records, key=lambda record: record.entry.id):
        digest.update(f"{entry.id}\n{entry.digest.hex()}\n{provenance}\n".encode())
    for identifier in sorted(retracted):
        digest.update(f"{identifier}\n".encode())
    return digest.hexdigest()


def verify_abandoned(link: Link, claim: Claim) -> None:
    """Raise `StoreBusyError` while an import that has the claim may be alive."""
    left = link.limits.abandoned - claim.idle
    if left > 0:
        raise StoreBusyError(
            "a large import is under way: commit after it, or, if it was broken off, either the "
            f"same again or anything else in {math.ceil(left)} seconds"
        )


def _close(tx: Transaction, tenant: str, number: int, identifiers: Sequence[Iri]) -> None:
    ledger.close_records(tx, tenant, number, identifiers)


def _open(tx: Transaction, tenant: str, number: int, records: Sequence[Record]) -> None:
    identifiers = [record.entry.id for record in records]
    row = tx.run(cypher.STAGED, tenant=tenant, number=number, ids=identifiers)
    there = set(row.single(strict=True)["ids"])
    missing = [record for record in records if record.entry.id not in there]
    ledger.open_records(tx, tenant, number, missing)
