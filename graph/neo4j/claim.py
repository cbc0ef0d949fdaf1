"""A claim on the head of a tenant: it keeps others away while something is done in steps.

Which states a head has, and who may claim it when, is said in `lock`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TypeVar
from uuid import uuid4

from neo4j import Transaction

from graph.neo4j import ledger
from graph.neo4j import queries as cypher
from graph.neo4j.connection import Limits, Link
from graph.neo4j.failures import UnsettledError
from graph.neo4j.lock import Held, lock, renew
from graph.neo4j.projection_mending import steps_to_mend
from graph.neo4j.projection_reading import found_in
from graph.store import Revision
from ontology.errors import StoreBusyError, StoreUnavailableError, UnknownOutcomeError

T = TypeVar("T")

ATTEMPTS = 3
"""How often a step is taken whose outcome is unknown; each may be taken again."""


class Claim:
    """A claim on the head of one tenant, held by one call.

    `token` says what it is for, where the same may go on with what another one has begun.
    """

    def __init__(self, link: Link, tenant: str, token: str | None = None) -> None:
        self._link = link
        self._tenant = tenant
        self._token = token
        self._claimant = uuid4().hex

    def settle(self, verify: Callable[[Revision], None]) -> None:
        """Make the head free, whatever somebody left undone."""
        held = self._seize(verify)
        with self.given_up_by_failure():
            self._clear(held)
            self.free()

    def repair(self) -> None:
        """Make the projection show the newest revision, whatever it shows and says."""
        held = self._seize(lambda _: None)
        with self.given_up_by_failure():
            self._take_back(held)
            # from here on the projection is less than what it was
            self._step(lambda tx: tx.run(cypher.DOUBT, tenant=self._tenant).consume())
            self._mend(held)
            self.free()

    def free(self) -> None:
        """Give up the claim; nothing is staged, and the newest revision is drawn."""
        self._give_back(cypher.FREE)

    @contextmanager
    def given_up_by_failure(self) -> Iterator[None]:
        """Let anybody take over at once where the block fails; a process that dies cannot."""
        try:
            yield
        except Exception:
            with suppress(Exception):
                self._give_back(cypher.GIVE_UP)
            raise

    def _seize(self, verify: Callable[[Revision], None]) -> Held:
        """Become the claimant of what is free, or in whatever state it is; return what it was.

        `verify` raises where the claim is not to follow the head. Raises `StoreBusyError`
        while another claimant may be alive that does not do the same.
        """

        def take(tx: Transaction) -> Held:
            held = lock(tx, self._tenant)
            verify(held.newest.revision)
            if held.claimant != self._claimant and not self._may_stage(held):
                verify_abandoned(held, self._link.limits)
            token = self._token if held.is_free else held.token
            tx.run(
                cypher.SEIZE, tenant=self._tenant, token=token, claimant=self._claimant
            ).consume()
            return held

        return self._again(lambda: self._link.write(take))

    def _may_stage(self, held: Held) -> bool:
        """Tell whether nothing is in the way, but perhaps what this one would stage itself."""
        same = held.token is not None and held.token == self._token
        return held.is_free or (held.is_drawn and same)

    def _clear(self, held: Held) -> None:
        """Take back what another import staged, and draw what it did not draw."""
        self._take_back(held)
        if not held.is_drawn:
            self._mend(held)

    def _take_back(self, held: Held) -> None:
        """Delete what was opened, then reopen what was closed: one identity is live once."""
        number, page = held.newest.revision.number + 1, self._link.limits.step
        for query in (cypher.UNDO_OPENED, cypher.UNDO_CLOSED):
            undone = page
            while undone == page:
                undone = self._step(
                    partial(_undo, query=query, tenant=self._tenant, number=number, page=page)
                )

    def _mend(self, held: Held) -> None:
        read = self._link.audit
        statements = read(lambda tx: tuple(ledger.statements_as_of(tx, self._tenant, held.newest)))
        # reading takes long, and is no reason to be held to be dead
        self._step(lambda _: None)
        found = read(lambda tx: found_in(tx, self._tenant))
        for step in steps_to_mend(self._tenant, found, statements):
            self._step(step)

    def _give_back(self, query: str) -> None:
        self._again(
            lambda: self._link.write(
                lambda tx: tx.run(query, tenant=self._tenant, claimant=self._claimant).consume()
            )
        )

    def _step(self, work: Callable[[Transaction], T]) -> T:
        """Take one step under the lock, if the claim is still held."""

        def take(tx: Transaction) -> T:
            self._renewed(tx)
            return work(tx)

        return self._again(lambda: self._link.write(take))

    def _renewed(self, tx: Transaction) -> int:
        """Return how many steps of drawing are done, the claim being held."""
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


def verify_abandoned(held: Held, limits: Limits) -> None:
    """Raise `StoreBusyError` while whoever has the claim may be alive."""
    left = limits.abandoned - held.idle
    if held.claimant is not None and left > 0:
        raise StoreBusyError(
            "a large import is under way: commit after it, or, if it was broken off, either the "
            f"same again or anything else in {math.ceil(left)} seconds"
        )


def _undo(tx: Transaction, query: str, tenant: str, number: int, page: int) -> int:
    row = tx.run(query, tenant=tenant, number=number, page=page).single(strict=True)
    return int(row["undone"])
