"""Every wrapper keeps the promises of the store inside, as one suite tests them."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conformance.store_suite import LOGIC, SETS, StoreSuite, admitted, commit, tenant
from outages.breakable import Breakable
from outages.waiting import until
from servers.neo4j_server import Login

from graph.embedded_store import EmbeddedStore
from graph.store import Commit, Store
from graph.wrapping.announcing_store import AnnouncingStore
from graph.wrapping.breaker import Breaker
from graph.wrapping.guarded_store import GuardedStore
from graph.wrapping.late_store import LateStore
from ontology.dataset import EMPTY
from ontology.errors import CommitConflictError, StoreUnavailableError


class TestGuardedStore(StoreSuite):
    """The store behind a circuit breaker."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        """A guarded store in memory."""
        with GuardedStore(EmbeddedStore.in_memory(), Breaker(time.monotonic)) as store:
            yield store


class TestBreakable(StoreSuite):
    """The store that tests take away, while it is there."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        """A store in memory that could be taken away."""
        with Breakable(EmbeddedStore.in_memory()) as store:
            yield store


class TestStoreOfTheService(StoreSuite):
    """All wrappers, in the order in which the service puts them on."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        """A store in a file that is opened late, guarded, and tells of its commits."""
        late = LateStore(lambda: EmbeddedStore.at(tmp_path / "waymark.db"))
        guarded = GuardedStore(late, Breaker(time.monotonic))
        with AnnouncingStore(guarded, lambda _tenant, _commit: None) as store:
            yield store


class TestStoreOfTheServiceOnNeo4j(StoreSuite):
    """The same around a store on a server."""

    @pytest.fixture
    def store(self, neo4j_login: Login) -> Iterator[Store]:
        """A store on a server that is opened late, guarded, and tells of its commits."""
        # who only runs other tests does not wait for the driver
        from graph.neo4j_store import Neo4jStore

        guarded = GuardedStore(
            LateStore(lambda: Neo4jStore.at(*neo4j_login)), Breaker(time.monotonic)
        )
        with AnnouncingStore(guarded, lambda _tenant, _commit: None) as store:
            yield store


def test_a_commit_is_told_before_it_is_returned() -> None:
    told: list[tuple[str, Commit]] = []
    of = tenant()
    with AnnouncingStore(EmbeddedStore.in_memory(), lambda *each: told.append(each)) as store:
        made = commit(store, of, SETS)
        assert told == [(of, Commit(made, admitted(EMPTY, SETS).change))]
        with pytest.raises(CommitConflictError):
            commit(store, of, LOGIC, number=0)
        assert len(told) == 1
    with EmbeddedStore.in_memory() as origin:
        commit(origin, of, SETS)
        (sealed,) = origin.changes(of, 0)
    told.clear()
    with AnnouncingStore(EmbeddedStore.in_memory(), lambda *each: told.append(each)) as store:
        store.append(of, sealed)
        assert told == [(of, sealed)]


def test_a_late_store_is_opened_by_the_first_call_that_can(tmp_path: Path) -> None:
    folder = tmp_path / "mounted"
    opened = []

    def opening() -> Store:
        store = EmbeddedStore.at(folder / "waymark.db")
        opened.append(store)
        return store

    store = LateStore(opening)
    for _ in range(3):
        with pytest.raises(StoreUnavailableError, match="does not exist"):
            store.head("main")
    folder.mkdir()
    commit(store, "main", SETS)
    assert store.dataset("main") == SETS
    assert len(opened) == 1
    store.close()
    with pytest.raises(StoreUnavailableError, match="was closed"):
        store.head("main")


def test_a_late_store_that_was_never_wanted_is_closed_unopened(tmp_path: Path) -> None:
    LateStore(lambda: EmbeddedStore.at(tmp_path / "waymark.db")).close()
    assert list(tmp_path.iterdir()) == []


class _Opening:
    """An opening that takes until `going` is set, and fails for as long as `away` says why."""

    def __init__(self, away: str | None) -> None:
        self.away = away
        self.times = 0
        self.going = threading.Event()
        self.opened: list[_Closing] = []

    def __call__(self) -> Store:
        self.times += 1
        assert self.going.wait(60)
        if self.away is not None:
            raise StoreUnavailableError(self.away)
        self.opened.append(_Closing(EmbeddedStore.in_memory()))
        return self.opened[-1]


class _Closing(Breakable):
    """A store that tells whether it was closed."""

    closed = False

    def close(self) -> None:
        self.closed = True
        super().close()


def _asking(store: Store, threads: int) -> tuple[list[threading.Thread], list[object]]:
    """Ask for a head in so many threads at once; return them, and where the answers will be."""
    answers: list[object] = []

    def ask() -> None:
        try:
            answers.append(store.head("main").number)
        except StoreUnavailableError as error:
            answers.append(error.message)

    running = [threading.Thread(target=ask, daemon=True) for _ in range(threads)]
    for thread in running:
        thread.start()
    return running, answers


def _is_waiting(thread: threading.Thread) -> bool:
    """Tell whether a thread waits for another one."""
    frames = sys._current_frames()
    return frames[thread.ident or 0].f_code.co_name == "wait"


@pytest.mark.parametrize("away", ["the peer is silent", None])
def test_those_who_come_while_a_late_store_is_opened_share_the_outcome(away: str | None) -> None:
    opening = _Opening(away)
    store = LateStore(opening)
    running, answers = _asking(store, 8)
    until(lambda: opening.times)
    until(lambda: all(_is_waiting(thread) for thread in running))
    opening.going.set()
    for thread in running:
        thread.join()
    assert answers == [away or 0] * 8
    assert opening.times == 1
    opening.away = None
    assert store.head("main").number == 0
    assert len(opening.opened) == 1
    store.close()
    assert opening.opened[0].closed


def test_a_late_store_is_closed_while_it_is_being_opened() -> None:
    opening = _Opening(None)
    store = LateStore(opening)
    running, answers = _asking(store, 1)
    until(lambda: opening.times)
    closing = threading.Thread(target=store.close, daemon=True)
    closing.start()
    until(lambda: not closing.is_alive())
    opening.going.set()
    for thread in running:
        thread.join()
    assert answers == ["the store was closed"]
    assert opening.opened[0].closed
