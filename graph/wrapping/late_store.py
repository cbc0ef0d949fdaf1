"""A store that is opened when it is first wanted, and again until that works."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

from graph.store import Store
from graph.wrapping.passing_store import PassingStore
from ontology.errors import StoreUnavailableError


class LateStore(PassingStore):
    """A store that may be away when the service starts: each call opens it, until one can.

    Whoever calls while it is being opened waits for that, and shares what comes of it. Every
    call raises what `opening` raises where the store cannot be opened yet.
    """

    def __init__(self, opening: Callable[[], Store]) -> None:
        self._opening = opening
        self._lock = threading.Lock()
        self._promised: Future[Store] | None = None
        self._store: Store | None = None
        self._closed = False

    def close(self) -> None:
        """Let go of the store, if it was ever opened; one that is being opened is not waited for.

        That one is closed as soon as it is there.
        """
        with self._lock:
            self._closed = True
            store, self._store = self._store, None
        if store is not None:
            store.close()

    def _reached(self) -> Store:
        mine: Future[Store] = Future()
        with self._lock:
            if self._closed:
                raise StoreUnavailableError("the store was closed")
            if self._store is not None:
                return self._store
            promised = self._promised = self._promised or mine
        if promised is mine:
            self._open(mine)
        return promised.result()

    def _open(self, promised: Future[Store]) -> None:
        """Keep the promise, or break it to all who wait and let the next one try again."""
        try:
            promised.set_result(self._kept(self._opening()))
        except BaseException as error:
            promised.set_exception(error)
        finally:
            with self._lock:
                self._promised = None

    def _kept(self, store: Store) -> Store:
        with self._lock:
            if not self._closed:
                self._store = store
                return store
        store.close()
        raise StoreUnavailableError("the store was closed")
