"""A store that passes every call on: what wrappers of stores have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from graph.store import Commit, Revision, Store
from ontology.dataset import Dataset

if TYPE_CHECKING:
    from shapes.contract import Admitted

Item = TypeVar("Item")


class PassingStore:
    """A store around another one; see `graph.store.Store` for its promises.

    A wrapper says in `_reached` which store is asked, and in `_around` what goes on around each
    call. A call ends when it has its answer: of an iterator, each step is a call of its own.
    """

    def _reached(self) -> Store:
        """Return the store that is asked."""
        raise NotImplementedError

    def _around(self) -> AbstractContextManager[object]:
        """Return what is entered before each call and left after it."""
        return nullcontext()

    def tenants(self) -> tuple[str, ...]:
        """Return every tenant that has a revision, sorted."""
        with self._around():
            return self._reached().tenants()

    def head(self, tenant: str) -> Revision:
        """Return the tenant's newest revision, or `ORIGIN`."""
        with self._around():
            return self._reached().head(tenant)

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
        """Make the admitted change the next revision; see `Store.commit`."""
        with self._around():
            return self._reached().commit(
                tenant,
                admitted,
                expected=expected,
                author=author,
                reason=reason,
                at=at,
                change_request=change_request,
            )

    def append(self, tenant: str, commit: Commit) -> Revision:
        """Take over a revision as another store sealed it; see `Store.append`."""
        with self._around():
            return self._reached().append(tenant, commit)

    def dataset(self, tenant: str, at: int | None = None) -> Dataset:
        """Return the statements of a revision, by default the head."""
        with self._around():
            return self._reached().dataset(tenant, at)

    def log(self, tenant: str) -> tuple[Revision, ...]:
        """Return every revision, oldest first."""
        with self._around():
            return self._reached().log(tenant)

    def changes(self, tenant: str, since: int) -> Iterator[Commit]:
        """Yield every commit after revision `since`, oldest first."""
        return self._step_by_step(lambda: self._reached().changes(tenant, since))

    def watch(self, tenant: str, since: int, wait: Callable[[], bool]) -> Iterator[Revision]:
        """Yield every revision after `since` as it comes; ends when `wait` says no."""
        return self._step_by_step(lambda: self._reached().watch(tenant, since, wait))

    def check(self, tenant: str) -> None:
        """Prove that every record, every digest and the chain fit together."""
        with self._around():
            self._reached().check(tenant)

    def close(self) -> None:
        """Let go of the store."""
        self._reached().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _step_by_step(self, begin: Callable[[], Iterator[Item]]) -> Iterator[Item]:
        """Yield what there is, each step a call of its own."""
        found: Iterator[Item] | None = None
        while True:
            with self._around():
                # an iterator that was merely made has answered nothing yet
                found = begin() if found is None else found
                item = next(found, None)
            if item is None:
                return
            yield item
