"""Writers are killed in the middle of writing, and race: nothing acknowledged is ever lost.

A writer switches a tenant between a small and a large dataset, so that most of its time goes
into writing, and tells of each revision only once the store has acknowledged it.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from time import sleep
from typing import NamedTuple

import pytest
from builders import curriculum
from conformance.store_suite import admitted
from scale import count

from graph.embedded_store import EmbeddedStore
from graph.store import Revision
from ontology.dataset import EMPTY
from ontology.errors import CommitConflictError

SMALL = curriculum({"sql": "sets"})
LARGE = curriculum({f"subject-{n}": f"subject-{n + 1}" for n in range(200)})
FIRST, GROW, SHRINK = admitted(EMPTY, SMALL), admitted(SMALL, LARGE), admitted(LARGE, SMALL)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FORK = get_context("fork")

# the runner of tests may have a thread of its own, which a forked writer does not need
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


class Writer(NamedTuple):
    """A process that commits, and where it tells of it."""

    process: ForkProcess
    told: Connection


def test_no_acknowledged_revision_is_lost_under_sigkill(tmp_path: Path) -> None:
    path, moment = tmp_path / "store.db", random.Random(7)
    acknowledged: list[Revision] = []
    for _ in range(count(100)):
        writer = _start(_write_for_ever, path)
        acknowledged.append(writer.told.recv())
        sleep(moment.uniform(0, 0.04))
        _kill(writer.process)
        acknowledged += _rest(writer)
        with EmbeddedStore.at(path) as store:
            log = store.log("t")
            # at most one commit was durable and died before it could be told of
            assert acknowledged[-1] in log[-2:]
            assert store.dataset("t").digest == log[-1].content
    _whole(path, acknowledged)


def test_of_racing_processes_none_loses_a_revision(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    writers = [_start(_write_some, path) for _ in range(4)]
    acknowledged = [revision for writer in writers for revision in _rest(writer)]
    for writer in writers:
        writer.process.join()
        assert writer.process.exitcode == 0
    assert len(acknowledged) == 4 * count(250)
    with EmbeddedStore.at(path) as store:
        assert list(store.log("t")) == sorted(acknowledged, key=lambda r: r.number)
        store.check("t")


def test_processes_may_make_the_store_together(tmp_path: Path) -> None:
    for round_ in range(count(100)):
        path = tmp_path / f"{round_}.db"
        writers = [_start(_write_once, path) for _ in range(3)]
        made = [revision.number for writer in writers for revision in _rest(writer)]
        for writer in writers:
            writer.process.join()
        assert sorted(made) == [1, 2, 3]


def _whole(path: Path, acknowledged: list[Revision]) -> None:
    """Every acknowledged revision is there, and every revision is one that was written."""
    with EmbeddedStore.at(path) as store:
        by_number = {revision.number: revision for revision in store.log("t")}
        assert all(by_number[revision.number] == revision for revision in acknowledged)
        assert {r.content for r in by_number.values()} <= {SMALL.digest, LARGE.digest}
        store.check("t")


def _start(write: Callable[[Path, Connection], None], path: Path) -> Writer:
    told, telling = FORK.Pipe(duplex=False)
    process = FORK.Process(target=write, args=(path, telling))
    process.start()
    telling.close()
    return Writer(process, told)


def _kill(process: ForkProcess) -> None:
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL


def _rest(writer: Writer) -> list[Revision]:
    """Return what the writer still told of, until its end."""
    revisions = []
    # a message cut short by the kill was never told
    with suppress(EOFError, OSError):
        while True:
            revisions.append(writer.told.recv())
    writer.told.close()
    return revisions


def _write_for_ever(path: Path, telling: Connection) -> None:
    with EmbeddedStore.at(path) as store:
        while True:
            _switch(store, telling)


def _write_some(path: Path, telling: Connection) -> None:
    with EmbeddedStore.at(path) as store:
        told = 0
        while told < count(250):
            told += _switch(store, telling)


def _write_once(path: Path, telling: Connection) -> None:
    with EmbeddedStore.at(path) as store:
        while not _switch(store, telling):
            pass


def _switch(store: EmbeddedStore, telling: Connection) -> bool:
    """Commit the other dataset and tell of it; False where another writer was faster."""
    head = store.head("t")
    change = FIRST if head.number == 0 else GROW if head.content == SMALL.digest else SHRINK
    try:
        revision = store.commit(
            "t", change, expected=head.number, author=str(os.getpid()), reason="on", at=NOON
        )
    except CommitConflictError:
        return False
    telling.send(revision)
    return True
