"""The one protocol by which use cases reach compiled revisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from api.application.snapshots.known import Known
from graph.store import Revision


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest revision that is known of a tenant, and how well it is known to be that.

    `age` is in seconds: so long ago did the store confirm that there is no newer one.
    `degraded` says that this could not be confirmed as it should be: the store is away, or
    what it holds does not fit, and there may be newer revisions.
    """

    known: Known
    revision: Revision
    age: float
    degraded: bool


class Snapshots(Protocol):
    """Compiled revisions by tenant and number; threads may share them."""

    def newest(self, tenant: str) -> Standing:
        """Return the newest revision.

        Raises `StoreUnavailableError` or `BrokenLedgerError` where none can be had.
        """
        ...

    def at(self, tenant: str, revision: int | None) -> Known:
        """Return what is known as of a revision, by default the newest.

        Raises `UnknownRevisionError` where there is no such revision, and as `newest` does.
        """
        ...

    def served(self, tenant: str) -> Standing | None:
        """Return what is answered from at this moment; None where nothing is.

        Where the store is followed, it is not asked, and nobody waits.
        """
        ...

    def close(self) -> None:
        """Forget them all; they are not used again."""
        ...
