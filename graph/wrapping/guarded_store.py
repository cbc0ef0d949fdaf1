"""A store behind a circuit breaker: while it is away, calls fail at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from graph.store import Revision, Store
from graph.wrapping.breaker import Attempt, Breaker, State
from graph.wrapping.passing_store import PassingStore

_NOBODY = ""
"""The tenant whose head is asked for to find out whether the store is there."""


class GuardedStore(PassingStore):
    """A store that is left alone for a while where it cannot be reached.

    Every call may raise `StoreUnavailableError`, saying when the store is tried again. It is
    tried with a short question, whatever was asked: nobody waits for the end of a long commit
    to learn that the store is back. What nothing but the caller's own time limits would end,
    such as `watch`, is let go on.
    """

    def __init__(self, store: Store, breaker: Breaker) -> None:
        self._store = store
        self.breaker = breaker

    def watch(self, tenant: str, since: int, wait: Callable[[], bool]) -> Iterator[Revision]:
        """Yield every revision after `since` as it comes; ends when `wait` says no."""

        def heard() -> bool:
            # whoever waits has an answer: there is nothing new
            self.breaker.answered(attempt)
            return wait()

        found = self._store.watch(tenant, since, heard)
        while True:
            with self._around() as attempt:
                revision = next(found, None)
            if revision is None:
                return
            yield revision

    def _reached(self) -> Store:
        return self._store

    def _around(self) -> AbstractContextManager[Attempt]:
        if self.breaker.state is not State.CLOSED:
            with self.breaker.calling():
                self._store.head(_NOBODY)
        return self.breaker.calling()
