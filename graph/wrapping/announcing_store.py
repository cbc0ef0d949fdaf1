"""A store that tells at once of what is committed through it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from graph.store import Commit, Revision, Store
from graph.wrapping.passing_store import PassingStore

if TYPE_CHECKING:
    from shapes.contract import Admitted


class AnnouncingStore(PassingStore):
    """A store whose commits are told before they are returned.

    `tell` is given the tenant and the commit: the change as it was asked for, and the revision
    that it made, or the head where it changed nothing. It never raises.
    """

    def __init__(self, store: Store, tell: Callable[[str, Commit], None]) -> None:
        self._store = store
        self._tell = tell

    def commit(
        self,
        tenant: str,
        admitted: Admitted,
        *,
        expected: int,
        author: str,
        reason: str,
        at: datetime,
        change_request: str | None = None,
    ) -> Revision:
        """Make the admitted change the next revision, and tell of it; see `Store.commit`."""
        revision = super().commit(
            tenant,
            admitted,
            expected=expected,
            author=author,
            reason=reason,
            at=at,
            change_request=change_request,
        )
        self._tell(tenant, Commit(revision, admitted.change))
        return revision

    def append(self, tenant: str, commit: Commit) -> Revision:
        """Take over a revision, and tell of it; see `Store.append`."""
        revision = super().append(tenant, commit)
        self._tell(tenant, Commit(revision, commit.change))
        return revision

    def _reached(self) -> Store:
        return self._store
