"""Making the next revision: in one transaction, or, where it is large, as an import in steps."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar
from uuid import uuid4

from neo4j import Transaction

from graph.ledger.collector import collector_paused
from graph.ledger.intent import Intent
from graph.ledger.leaves import Leaves
from graph.ledger.newest import NewestLeaves
from graph.ledger.record import Move, Record, move, touched_by
from graph.neo4j import ledger
from graph.neo4j.claim import Claim, verify_abandoned
from graph.neo4j.connection import Link
from graph.neo4j.failures import UnsettledError
from graph.neo4j.lock import lock
from graph.neo4j.projection import redraw
from graph.neo4j.staging import Import, token_of
from graph.store import Revision
from ontology.dataset import Statement
from ontology.errors import StoreUnavailableError, UnknownOutcomeError

T = TypeVar("T")

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
    """Somebody left something undone that is in the way."""


class Committer:
    """Makes revisions on one server; threads share it."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._leaves = NewestLeaves()

    def make(self, tenant: str, intent: Intent) -> Revision:
        """Make what is intended the next revision, and return that once it is durable."""
        with collector_paused():
            records = intent.records()
        if len(records) + len(intent.change.retracted) > self._link.limits.statements:
            return self._imported(tenant, intent, records)
        while True:
            try:
                return self._committed(tenant, intent, records)
            except AbandonedError:
                Claim(self._link, tenant).settle(intent.verify)

    def repair(self, tenant: str) -> None:
        """Make the projection what the newest revision draws."""
        Claim(self._link, tenant).repair()

    def _committed(self, tenant: str, intent: Intent, records: Sequence[Record]) -> Revision:
        token = uuid4().hex
        try:
            made = self._link.write(lambda tx: self._write(tx, tenant, intent, records, token))
        except UnsettledError as error:
            return self._settled(tenant, intent.number, token, error)
        if isinstance(made, Planned):
            self._leaves.remember(tenant, made.revision, made.leaves)
            return made.revision
        return made

    def _write(
        self, tx: Transaction, tenant: str, intent: Intent, records: Sequence[Record], token: str
    ) -> Planned | Revision:
        """Write everything that the intent brings, once the head is locked and compared.

        Returns the head where there is nothing to write, and what is written already where
        another attempt with this token did it.
        """
        held = lock(tx, tenant)
        ours = ledger.entered_by(tx, tenant, intent.number, token)
        if ours is not None:
            return ours
        intent.verify(held.newest.revision)
        if not held.is_free:
            verify_abandoned(held, self._link.limits)
            raise AbandonedError
        planned = self._plan(tx, tenant, intent, records, held.newest)
        if planned is None:
            tx.rollback()
            return held.newest.revision
        ledger.write_move(tx, tenant, planned.revision.number, planned.moved)
        redraw(tx, tenant, planned.moved.closed, planned.opened)
        entered = ledger.following(held.newest, planned.revision, planned.moved, token)
        ledger.enter(tx, tenant, entered)
        return planned

    def _imported(self, tenant: str, intent: Intent, records: Sequence[Record]) -> Revision:
        """Make a large commit in steps; the same one, made again after a crash, goes on."""
        steps = Import(self._link, tenant, token_of(records, intent.change.retracted))
        newest = steps.claim(intent.verify)
        with steps.given_up_by_failure():
            planned = self._link.read(lambda tx: self._plan(tx, tenant, intent, records, newest))
            if planned is None:
                steps.free()
                return newest.revision
            steps.stage(planned.revision.number, planned.moved)
            steps.publish(newest, planned.revision, planned.moved)
        self._leaves.remember(tenant, planned.revision, planned.leaves)
        steps.draw(planned.moved, planned.opened)
        return planned.revision

    def _plan(
        self,
        tx: Transaction,
        tenant: str,
        intent: Intent,
        records: Sequence[Record],
        newest: ledger.Entered,
    ) -> Planned | None:
        """Return what follows the head; None where nothing does."""
        head = newest.revision
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

    def _settled(self, tenant: str, number: int, token: str, error: UnsettledError) -> Revision:
        """Return what was committed after all; under the lock, so that nothing is on its way."""

        def look(tx: Transaction) -> Revision | None:
            lock(tx, tenant)
            ours = ledger.entered_by(tx, tenant, number, token)
            tx.rollback()
            return ours

        name = self._link.name
        try:
            ours = self._looked_up(look)
        except (StoreUnavailableError, UnsettledError):
            raise UnknownOutcomeError(
                f"the store `{name}` went away during a commit and did not come back to tell "
                "what became of it: look at the log before committing again"
            ) from error
        if ours is None:
            raise StoreUnavailableError(
                f"the store `{name}` went away before the commit was complete, and nothing of "
                "it was kept: try again"
            ) from error
        return ours

    def _looked_up(self, look: Callable[[Transaction], T]) -> T:
        """Return what is there, waiting a while for the store."""
        end = time.monotonic() + self._link.limits.grace
        while True:
            try:
                return self._link.write(look)
            except (StoreUnavailableError, UnsettledError):
                if time.monotonic() + RECONNECTION > end:
                    raise
            time.sleep(RECONNECTION)
