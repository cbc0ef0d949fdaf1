"""Large imports: in steps, seen by nobody until they are complete.

The records of the next revision are written in transactions of their own, and belong to no
revision that anybody reads. A claim on the head keeps other commits away meanwhile; it names
what is imported, so that the same commit, made again after a crash, goes on where it stopped.
One small transaction then enters the revision, and the projection follows in steps. The states
of the head on the way are listed in `lock`.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from neo4j import Transaction

from graph.ledger.record import Move, Record
from graph.neo4j import ledger
from graph.neo4j import queries as cypher
from graph.neo4j.claim import Claim
from graph.neo4j.lock import renew
from graph.neo4j.projection import redraw
from graph.store import Revision
from ontology.dataset import Statement
from ontology.names import Iri

T = TypeVar("T")

_LOG = logging.getLogger("waymark.store")


class Import(Claim):
    """A claim on the next revision of one tenant."""

    def claim(self, verify: Callable[[Revision], None]) -> ledger.Entered:
        """Claim the next revision, or go on with the same import; return the newest one.

        `verify` raises where the import may not follow the head. Raises `StoreBusyError`
        while another import is alive; what one has left that is not is taken back, or drawn.
        """
        held = self._seize(verify)
        with self.given_up_by_failure():
            if not self._may_stage(held):
                self._clear(held)
                self._step(self._claim)
        return held.newest

    def _claim(self, tx: Transaction) -> None:
        tx.run(cypher.CLAIM, tenant=self._tenant, token=self._token).consume()

    def stage(self, number: int, moved: Move) -> None:
        """Write the records of the next revision, all but those that are written already."""
        for closed in self._parts(moved.closed):
            self._step(partial(_close, tenant=self._tenant, number=number, identifiers=closed))
        for opened in self._parts(ledger.in_order(moved.opened)):
            self._step(partial(_open, tenant=self._tenant, number=number, records=opened))

    def publish(self, before: ledger.Entered, revision: Revision, moved: Move) -> None:
        """Make the revision, whose records are staged, the head."""
        entered = ledger.following(before, revision, moved, self._claimant)

        def enter(tx: Transaction) -> None:
            renew(tx, self._tenant, self._claimant)
            # an attempt before this one may have been enough, whatever came after it
            if ledger.entered_by(tx, self._tenant, revision.number, self._claimant) is None:
                self._renewed(tx)
                ledger.verify_settled(tx, self._tenant, entered)
                ledger.publish(tx, self._tenant, entered)

        self._again(lambda: self._link.write(enter))

    def draw(self, moved: Move, opened: Sequence[Statement]) -> None:
        """Draw what the revision changed, and make the head free.

        The revision is there already: where this fails it is told to the log alone, and
        whoever commits next draws what is not drawn.
        """
        try:
            with self.given_up_by_failure():
                self._draw(moved, opened)
                self.free()
        except Exception as error:
            _LOG.warning(
                "the projection of the tenant `%s` is left behind: %s: the next commit draws "
                "it, or `waymark store check --repair`",
                self._tenant,
                error,
            )

    def _draw(self, moved: Move, opened: Sequence[Statement]) -> None:
        """Draw first all that ends, then all that begins."""
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


def _close(tx: Transaction, tenant: str, number: int, identifiers: Sequence[Iri]) -> None:
    ledger.close_records(tx, tenant, number, identifiers)


def _open(tx: Transaction, tenant: str, number: int, records: Sequence[Record]) -> None:
    identifiers = [record.entry.id for record in records]
    row = tx.run(cypher.STAGED, tenant=tenant, number=number, ids=identifiers)
    there = set(row.single(strict=True)["ids"])
    missing = [record for record in records if record.entry.id not in there]
    ledger.open_records(tx, tenant, number, missing)
