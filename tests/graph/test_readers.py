"""Readers see revisions, whole ones, while somebody commits."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from conformance.durable_suite import FIRST, GROW, LARGE, NOON, SHRINK, SMALL
from scale import count

from graph.embedded_store import EmbeddedStore
from graph.neo4j_store import Neo4jStore
from graph.store import Store

READERS = 4
CONTENTS = {SMALL.digest, LARGE.digest}


@pytest.fixture(params=["in memory", "in a file", "on Neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Provide each of the stores in turn."""
    with _opened(request, tmp_path / "store.db") as store:
        yield store


def _opened(request: pytest.FixtureRequest, path: Path) -> Store:
    if request.param == "in memory":
        return EmbeddedStore.in_memory()
    if request.param == "in a file":
        return EmbeddedStore.at(path)
    return Neo4jStore.at(*request.getfixturevalue("neo4j_login"))


def test_no_reader_ever_sees_a_mixture(store: Store) -> None:
    of, done = f"tenant-{uuid4()}", threading.Event()
    store.commit(of, FIRST, expected=0, author="ada", reason="", at=NOON)
    with ThreadPoolExecutor(READERS + 1) as threads:
        writing = threads.submit(_write, store, of, done)
        reading = [threads.submit(_read, store, of, seed) for seed in range(READERS)]
        for future in reading:
            future.exception()
        done.set()
        writing.result()
        for future in reading:
            future.result()
    assert store.head(of).number > READERS
    store.check(of)


def _write(store: Store, of: str, done: threading.Event) -> None:
    # a short pause: a writer that never stops leaves the readers no time
    while not done.wait(0.01):
        head = store.head(of)
        change = GROW if head.content == SMALL.digest else SHRINK
        store.commit(of, change, expected=head.number, author="ada", reason="", at=NOON)


def _read(store: Store, of: str, seed: int) -> None:
    """Read the newest revision, an older one, or what lies between, so many times."""
    choice = random.Random(seed)
    for _ in range(count(10_000) // READERS):
        head = store.head(of)
        match choice.randrange(4):
            case 0:
                assert store.dataset(of, head.number).digest == head.content
            case 1:
                since = max(0, head.number - 2)
                dataset = store.dataset(of, since)
                for revision, change in store.changes(of, since):
                    dataset = dataset.changed_by(change)
                    assert dataset.digest == revision.content
            case _:
                assert store.dataset(of).digest in CONTENTS
