"""Readers of one revision never wait for another, and a revision is compiled once at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from conformance.store_suite import LOGIC, OTHER, SETS, commit
from outages.breakable import Breakable
from outages.waiting import until

from api.application.snapshots.compilations import Compilations
from api.application.snapshots.known import Known
from graph.embedded_store import EmbeddedStore
from ontology.errors import StoreUnavailableError, UnknownRevisionError


@pytest.fixture
def store() -> Iterator[Breakable]:
    """A store with three revisions."""
    with Breakable(EmbeddedStore.in_memory()) as made:
        for after in (SETS, LOGIC, OTHER):
            commit(made, "main", after)
        made.calls = 0
        yield made


def test_of_many_who_ask_at_once_one_compiles(store: Breakable) -> None:
    compilations = Compilations(store)
    found: list[Known] = []
    store.going.clear()
    threads = [
        threading.Thread(target=lambda: found.append(compilations.at("main", 2))) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    until(lambda: store.calls)
    store.going.set()
    for thread in threads:
        thread.join()
    assert store.calls == 1
    assert len(found) == 20
    assert {id(known) for known in found} == {id(found[0])}
    assert found[0].snapshot.dataset == LOGIC
    assert found[0].content == LOGIC.digest


def test_nobody_waits_for_another_revision(store: Breakable) -> None:
    compilations = Compilations(store)
    compilations.at("main", 1)
    store.going.clear()
    waiting = threading.Thread(target=lambda: compilations.at("main", 2))
    waiting.start()
    until(lambda: store.calls == 2)
    assert compilations.at("main", 1).snapshot.dataset == SETS
    assert waiting.is_alive()
    store.going.set()
    waiting.join()
    assert store.calls == 2


def test_what_failed_is_tried_again(store: Breakable) -> None:
    compilations = Compilations(store)
    for number in (-1, 4):
        with pytest.raises(UnknownRevisionError):
            compilations.at("main", number)
    store.away = "the peer is silent"
    with pytest.raises(StoreUnavailableError):
        compilations.at("main", 2)
    store.away = None
    assert compilations.at("main", 2).snapshot.dataset == LOGIC


def test_all_who_wait_learn_that_it_failed(store: Breakable) -> None:
    compilations = Compilations(store)
    failed: list[str] = []

    def ask() -> None:
        try:
            compilations.at("main", 2)
        except StoreUnavailableError as error:
            failed.append(error.message)

    store.going.clear()
    store.away = "the peer is silent"
    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    until(lambda: store.calls)
    store.going.set()
    for thread in threads:
        thread.join()
    assert failed == ["the peer is silent"] * 5


def test_those_asked_for_last_are_kept(store: Breakable) -> None:
    compilations = Compilations(store, kept=2)
    for number in (1, 2, 1, 3, 1):
        compilations.at("main", number)
    assert store.calls == 3
    compilations.at("main", 2)
    assert store.calls == 4
