"""Making the next revision: in one transaction, or, where it is large, as an import in steps."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple
from uuid import uuid4

from neo4j import Transaction

from graph.ledger.intent import Intent
from graph.ledger.leaves import Leaves
from graph.ledger.newest import NewestLeaves
from graph.ledger.record import Move, Record, move, touched_by
from graph.neo4j import ledger
from graph.neo4j.connection import Link
from graph.neo4j.failures import UnsettledError
from graph.neo4j.lock import Held, lock
from graph.neo4j.projection import redraw
from graph.neo4j.staging import Import, token_of, verify_abandoned
from graph.store import Revision
from ontology.dataset import Statement
from ontology.errors import OperationError, StoreUnavailableError, UnknownOutcomeError

RECONNECTION = 0.5
"""Seconds between two attempts to ask a store that went away what became of a commit."""


class Planned(NamedTuple):
    """The revision that an intent makes, what it moves, and the leaves that it has then.

    `opened` are the statements of the records that it opens.
    """

    revision: Revision
    moved: Move
    leaves: Leaves
    opened: Sequence[Statement]


class AbandonedError(Exception):
    """An import was broken off before it was complete, and is in the way."""


class Committer:
    """Makes revisions on one server; threads share it."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._leaves = NewestLeaves()

    def make(self, tenant: str, intent: Intent) -> Revision:
        """Make what is intended the next revision, and return that once it is durable."""
        records = intent.records()
        if len(records) + len(intent.change.retracted) > self._link.limits.statements:
            return self._imported(tenant, intent, records)
        try:
            return self._committed(tenant, intent, records)
        except AbandonedError:
            nothing = Import(self._link, tenant)
            held = nothing.claim(intent.verify)
            nothing.release(held.projected)
            return self._committed(tenant, intent, records)

    def repair(self, tenant: str) -> None:
        """Make the projection what the newest revision draws."""
        nothing = Import(self._link, tenant)
        newest = nothing.claim(lambda _: None).newest
        nothing.mend(newest)
        nothing.release(newest.revision.number)

    def _committed(self, tenant: str, intent: Intent, records: Sequence[Record]) -> Revision:
        token = uuid4().hex
        try:
            made = self._link.write(lambda tx: self._write(tx, tenant, intent, records, token))
        except UnsettledError as error:
            return self._settled(tenant, token, error)
        if isinstance(made, Planned):
            self._leaves.remember(tenant, made.revision, made.leaves)
            return made.revision
        return made

    def _write(
        self, tx: Transaction, tenant: str, intent: Intent, records: Sequence[Record], token: str
    ) -> Planned | Revision:
        """Write everything that the intent brings, once the head is locked and compared.

        Returns the head where there is nothing to write.
        """
        held = lock(tx, tenant)
        intent.verify(held.newest.revision)
        if held.claim is not None:
            verify_abandoned(self._link, held.claim)
            raise AbandonedError
        planned = self._plan(tx, tenant, intent, records, held)
        if planned is None:
            tx.rollback()
            return held.newest.revision
        number = planned.revision.number
        ledger.write_move(tx, tenant, number, planned.moved)
        redraw(tx, tenant, planned.moved.closed, planned.opened)
        entered = ledger.following(held.newest, planned.revision, planned.moved, token)
        ledger.enter(tx, tenant, entered, projected=number)
        return planned

    def _imported(self, tenant: str, intent: Intent, records: Sequence[Record]) -> Revision:
        """Make a large commit in steps; the same one, made again after a crash, goes on."""
        steps = Import(self._link, tenant, token_of(records, intent.change.retracted))
        held = steps.claim(intent.verify)
        planned = self._link.read(lambda tx: self._plan(tx, tenant, intent, records, held))
        if planned is None:
            steps.release(held.projected)
            return held.newest.revision
        steps.stage(planned.revision.number, planned.moved)
        steps.publish(held, planned.revision, planned.moved)
        self._leaves.remember(tenant, planned.revision, planned.leaves)
        # the revision is there, and whoever commits next draws what is not drawn now
        with suppress(OperationError):
            steps.draw(planned.moved, planned.opened)
            steps.release(planned.revision.number)
        return planned.revision

    def _plan(
        self,
        tx: Transaction,
        tenant: str,
        intent: Intent,
        records: Sequence[Record],
        held: Held,
    ) -> Planned | None:
        """Return what follows the head; None where nothing does."""
        head = held.newest.revision
        # the first load is the largest one, and there is nothing to look up yet
        touched = touched_by(intent.change) if head.number else ()
        there = ledger.entries_at(tx, tenant, head.number, touched)
        moved = move(records, intent.change.retracted, there)
        leaves = self._leaves.of(
            tenant,
            lambda number: ledger.revision_at(tx, tenant, number),
            lambda known, since: ledger.leaves_at(tx, tenant, head.number, known, since),
        ).moved(
            (there[identifier] for identifier in moved.closed),
            (record.entry for record in moved.opened),
        )
        revision = intent.revision(head, moved, leaves)
        if revision is None:
            return None
        put = {statement.id: statement for statement in intent.change.put}
        opened = [put[record.entry.id] for record in moved.opened]
        return Planned(revision, moved, leaves, opened)

    def _settled(self, tenant: str, token: str, error: UnsettledError) -> Revision:
        """Return what was committed after all; under the lock, so that nothing is on its way."""
        name, newest = self._link.name, self._looked_up(tenant)
        if newest is None:
            raise UnknownOutcomeError(
                f"the store `{name}` went away during a commit and did not come back to tell "
                "what became of it: look at the log before committing again"
            ) from error
        if newest.token != token:
            raise StoreUnavailableError(
                f"the store `{name}` went away before the commit was complete, and nothing of "
                "it was kept: try again"
            ) from error
        return newest.revision

    def _looked_up(self, tenant: str) -> ledger.Entered | None:
        """Return the newest revision, waiting a while for the store; None if it stays away."""

        def look(tx: Transaction) -> ledger.Entered:
            newest = lock(tx, tenant).newest
            tx.rollback()
            return newest

        end = time.monotonic() + self._link.limits.grace
        while True:
            try:
                return self._link.write(look)
            except (StoreUnavailableError, UnsettledError):
                if time.monotonic() + RECONNECTION > end:
                    return None
            time.sleep(RECONNECTION)
