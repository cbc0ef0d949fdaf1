"""Revisions that were asked for by number: compiled once, and kept for a while."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future

from api.application.snapshots.known import Known, compiled
from graph.store import Store

KEPT = 4
"""How many revisions are kept in memory, over all tenants."""


class Compilations:
    """Compiled revisions of a store, by tenant and number; threads may share them.

    Whoever asks for a revision that is being compiled waits for that; nobody waits for any
    other one.
    """

    def __init__(self, store: Store, kept: int = KEPT) -> None:
        self._store = store
        self._kept = kept
        self._lock = threading.Lock()
        self._asked: OrderedDict[tuple[str, int], Future[Known]] = OrderedDict()

    def at(self, tenant: str, number: int, content: str | None = None) -> Known:
        """Return what is known as of a revision; `content` is its digest, where that is known.

        Raises `UnknownRevisionError` where there is no such revision.
        """
        key = tenant, number
        mine: Future[Known] = Future()
        with self._lock:
            promised = self._asked.setdefault(key, mine)
            self._asked.move_to_end(key)
        if promised is mine:
            self._compile(key, content, mine)
        return promised.result()

    def _compile(self, key: tuple[str, int], content: str | None, promised: Future[Known]) -> None:
        """Keep the promise, or break it to all who wait and let the next one try again."""
        tenant, number = key
        try:
            dataset = self._store.dataset(tenant, number)
            promised.set_result(compiled(dataset, number, content or dataset.digest))
        except BaseException as error:
            with self._lock:
                del self._asked[key]
            promised.set_exception(error)
            return
        self._forget_oldest()

    def _forget_oldest(self) -> None:
        with self._lock:
            done = [key for key, promised in self._asked.items() if promised.done()]
            for key in done[: max(0, len(done) - self._kept)]:
                del self._asked[key]
