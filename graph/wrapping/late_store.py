"""A store that is opened when it is first wanted, and again until that works."""

from __future__ import annotations

import threading
from collections.abc import Callable

from graph.store import Store
from graph.wrapping.passing_store import PassingStore
from ontology.errors import StoreUnavailableError


class LateStore(PassingStore):
    """A store that may be away when the service starts: each call opens it, until one can.

    Every call raises what `opening` raises where the store cannot be opened yet.
    """

    def __init__(self, opening: Callable[[], Store]) -> None:
        self._opening = opening
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._closed = False

    def close(self) -> None:
        """Let go of the store, if it was ever opened."""
        with self._lock:
            self._closed = True
            if self._store is not None:
                self._store.close()

    def _reached(self) -> Store:
        with self._lock:
            if self._closed:
                raise StoreUnavailableError("the store was closed")
            if self._store is None:
                self._store = self._opening()
            return self._store
