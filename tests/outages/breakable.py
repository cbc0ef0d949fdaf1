"""A store that goes away and comes back when a test says so, and otherwise keeps its promises."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from graph.store import Store
from graph.wrapping.passing_store import PassingStore
from ontology.errors import StoreUnavailableError

Answer = TypeVar("Answer")


class Breakable(PassingStore):
    """A store around another one; `away` says why it is out of reach, None while it is not.

    `calls` counts what was asked of it, `going` is what each call waits for.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.away: str | None = None
        self.calls = 0
        self.going = threading.Event()
        self.going.set()

    def _reached(self) -> Store:
        return self._store

    @contextmanager
    def _around(self) -> Iterator[None]:
        self.calls += 1
        self.going.wait(30)
        if self.away is not None:
            raise StoreUnavailableError(self.away)
        yield

    def exchange(self, store: Store) -> None:
        """Put another store in the place of the one that was here."""
        self._store = store

    @contextmanager
    def held(self, threads: int) -> Iterator[Callable[[Callable[[], object]], list[object]]]:
        """Let calls get stuck until all threads but those have an outcome: give it their call."""
        self.going.clear()
        try:
            yield lambda call: self._outcomes(threads, call)
        finally:
            self.going.set()

    def _outcomes(self, threads: int, call: Callable[[], object]) -> list[object]:
        """Return what each thread got: an answer or an error; one of them was stuck for long."""
        outcomes: list[object] = []

        def run() -> None:
            try:
                outcomes.append(call())
            except StoreUnavailableError as error:
                outcomes.append(error)

        running = [threading.Thread(target=run) for _ in range(threads)]
        for thread in running:
            thread.start()
        while len(outcomes) < threads - 1:
            threading.Event().wait(0.001)
        self.going.set()
        for thread in running:
            thread.join()
        return outcomes
