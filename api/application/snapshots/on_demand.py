"""Snapshots for commands: each question reads the store, and nothing goes on beside it."""

from __future__ import annotations

from api.application.snapshots.compilations import Compilations
from api.application.snapshots.known import Known
from api.application.snapshots.snapshots import Standing
from graph.store import Store
from ontology.errors import InvariantError, OperationError


class SnapshotsOnDemand:
    """Compiled revisions, read from the store when they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._compilations = Compilations(store)

    def newest(self, tenant: str) -> Standing:
        """Return the newest revision; see `Snapshots.newest`."""
        head = self._store.head(tenant)
        known = self._compilations.at(tenant, head.number, head.content)
        return Standing(known, head, age=0.0, degraded=False)

    def at(self, tenant: str, revision: int | None) -> Known:
        """Return what is known as of a revision; see `Snapshots.at`."""
        if revision is None:
            return self.newest(tenant).known
        return self._compilations.at(tenant, revision)

    def served(self, tenant: str) -> Standing | None:
        """Return the newest revision, if it can be read."""
        try:
            return self.newest(tenant)
        except (OperationError, InvariantError):
            return None

    def close(self) -> None:
        """Nothing is held open."""
