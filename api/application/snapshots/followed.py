"""Snapshots for the service: the newest revision of each tenant in use is followed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from api.application.snapshots.compilations import Compilations
from api.application.snapshots.following import Following, Pace, Tally
from api.application.snapshots.known import Known
from api.application.snapshots.snapshots import Standing
from graph.store import Commit, Store
from ontology.errors import StoreUnavailableError


@dataclass(slots=True)
class _Use:
    """A tenant in use; `kept` for those that stay so even if nobody asks."""

    following: Following
    asked: float
    kept: bool


class FollowedSnapshots:
    """Compiled revisions of a store that is followed; see `Snapshots` for the promises.

    Questions about the newest revision never ask the store: what others commit is seen within
    a second, what this process commits at once. `clock` tells seconds, never back.
    """

    def __init__(self, store: Store, clock: Callable[[], float], pace: Pace | None = None) -> None:
        self._store = store
        self._clock = clock
        self._pace = pace or Pace()
        self._compilations = Compilations(store)
        self._lock = threading.Lock()
        self._uses: dict[str, _Use] = {}
        self._closed = False
        self.tally = Tally()

    def keep(self, tenant: str, patience: float) -> Standing:
        """Follow a tenant from now on, even while nobody asks for it; return what it stands at.

        Raises `StoreUnavailableError` or `BrokenLedgerError` where that is not known within so
        many seconds, and goes on trying.
        """
        following = self._use(tenant)
        with self._lock:
            self._uses[tenant].kept = True
        return following.newest(patience)

    def newest(self, tenant: str) -> Standing:
        """Return the newest revision; see `Snapshots.newest`."""
        return self._use(tenant).newest(self._pace.first)

    def at(self, tenant: str, revision: int | None) -> Known:
        """Return what is known as of a revision; see `Snapshots.at`."""
        following = self._use(tenant)
        newest = following.newest(self._pace.first).known
        if revision is None or revision == newest.number:
            return newest
        return following.before(revision) or self._compilations.at(tenant, revision)

    def served(self, tenant: str) -> Standing | None:
        """Return what is answered from at this moment; see `Snapshots.served`."""
        with self._lock:
            use = self._uses.get(tenant)
        return None if use is None else use.following.served()

    def standings(self) -> tuple[Standing, ...]:
        """Return what is answered from at this moment, for every tenant in use."""
        with self._lock:
            uses = tuple(self._uses.values())
        standings = (use.following.served() for use in uses)
        return tuple(standing for standing in standings if standing is not None)

    def committed(self, tenant: str, commit: Commit) -> None:
        """Learn of a commit of this process; see `Following.committed`."""
        with self._lock:
            use = self._uses.get(tenant)
        if use is not None:
            use.following.committed(commit)

    def close(self) -> None:
        """End following all at once, and forget every revision."""
        with self._lock:
            self._closed = True
            uses = tuple(self._uses.values())
            self._uses.clear()
        for use in uses:
            use.following.end()
        last = self._clock() + self._pace.ending
        for use in uses:
            use.following.join(max(0.0, last - self._clock()))

    def _use(self, tenant: str) -> Following:
        with self._lock:
            if self._closed:
                raise StoreUnavailableError("the service is ending")
            use = self._uses.get(tenant)
            if use is None:
                following = Following(self._store, tenant, self._pace, self._clock, self.tally)
                use = self._uses[tenant] = _Use(following, self._clock(), kept=False)
                following.start(lambda: self._let_go(tenant, following))
            use.asked = self._clock()
            return use.following

    def _let_go(self, tenant: str, following: Following) -> bool:
        """Forget a tenant that nobody asked for in a while; tells whether it was let go."""
        with self._lock:
            use = self._uses.get(tenant)
            if use is None or use.following is not following:
                return True
            if use.kept or self._clock() - use.asked < self._pace.idle:
                return False
            del self._uses[tenant]
            return True
