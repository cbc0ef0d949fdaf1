"""The promises of a store that outlives its process, as tests that any such store runs.

A subclass provides the fixture `place`: where the store is kept, and what can befall it.
Writers are processes: each switches a tenant between a small and a large dataset, so that most
of its time goes into writing, and tells of a revision only once the store has acknowledged it.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count as numbers
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from time import sleep
from typing import NamedTuple, Protocol, TypeAlias

import pytest
from builders import curriculum
from conformance.store_suite import admitted, tenant
from scale import count

from graph.store import Revision, Store
from ontology.dataset import EMPTY
from ontology.errors import CommitConflictError, OperationError, UnknownOutcomeError

SMALL = curriculum({"sql": "sets"})
LARGE = curriculum({f"subject-{n}": f"subject-{n + 1}" for n in range(60)})
FIRST, GROW, SHRINK = admitted(EMPTY, SMALL), admitted(SMALL, LARGE), admitted(LARGE, SMALL)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PATIENCE = 120.0
FORK = get_context("fork")


class Place(Protocol):
    """Where a store is kept. Many processes may open it at once."""

    def open(self) -> Store:
        """Open the store, which is made if it is not there."""
        ...

    def strike(self, writers: Sequence[ForkProcess]) -> None:
        """Kill what the store lives in, with SIGKILL, while those processes write."""
        ...

    def restart(self) -> None:
        """Bring back what `strike` killed."""
        ...

    def clear(self) -> None:
        """Let nothing be there: whoever opens the store next has to make it."""
        ...


class Refused(NamedTuple):
    """A commit of which the store said that nothing was kept, by its reason."""

    reason: str


Told: TypeAlias = Revision | Refused
Telling: TypeAlias = Callable[[Told], None]


class Writer(NamedTuple):
    """A process that commits, and where it tells of it."""

    process: ForkProcess
    told: Connection

    def first(self) -> Told:
        """Wait for the first thing it tells."""
        assert self.told.poll(PATIENCE), "a writer says nothing"
        told: Told = self.told.recv()
        return told

    def rest(self) -> list[Told]:
        """Return what it still tells, until its end."""
        told: list[Told] = []
        # a message cut short by a kill was never told
        with suppress(EOFError, OSError):
            while True:
                assert self.told.poll(PATIENCE), "a writer neither tells nor ends"
                told.append(self.told.recv())
        self.told.close()
        self.process.join()
        return told


# the runner of tests may have a thread of its own, which a forked writer does not need
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
class DurableSuite:
    """What every store promises that is there after its process is gone."""

    @pytest.fixture
    def place(self) -> Place:
        """Provide the place of a store to try."""
        raise NotImplementedError

    def test_nothing_is_lost_with_a_writer_that_is_killed(self, place: Place) -> None:
        of, moment = tenant(), random.Random(7)
        told: list[Told] = []
        rounds = count(100)
        for _ in range(rounds):
            writer = _start(_write_for_ever, place, of)
            told.append(writer.first())
            sleep(moment.uniform(0, 0.04))
            _kill(writer.process)
            told += writer.rest()
            with place.open() as store:
                head = store.head(of)
                # at most one commit was durable and died before it could be told of
                assert told[-1] in store.log(of)[-2:]
                assert store.dataset(of).digest == head.content
        _whole(place, of, told, untold=rounds)

    def test_nothing_is_lost_when_the_store_is_killed_under_writers(self, place: Place) -> None:
        of, moment = tenant(), random.Random(11)
        told: list[Told] = []
        untold = 0
        for _ in range(count(20)):
            writers = [_start(_write_for_ever, place, of) for _ in range(3)]
            told += [writer.first() for writer in writers]
            sleep(moment.uniform(0, 0.5))
            place.strike([writer.process for writer in writers])
            told += [each for writer in writers for each in writer.rest()]
            assert {writer.process.exitcode for writer in writers} <= {0, -signal.SIGKILL}
            place.restart()
            untold += len(writers)
            _whole(place, of, told, untold)

    def test_of_racing_processes_none_loses_a_revision(self, place: Place) -> None:
        of = tenant()
        writers = [_start(_write_some, place, of) for _ in range(8)]
        told = [each for writer in writers for each in writer.rest()]
        assert [writer.process.exitcode for writer in writers] == [0] * 8
        assert len(told) == 8 * count(100)
        _whole(place, of, told, untold=0)

    def test_processes_may_make_the_store_together(self, place: Place) -> None:
        for _ in range(count(30)):
            of = tenant()
            place.clear()
            writers = [_start(_write_once, place, of) for _ in range(3)]
            told = [each for writer in writers for each in writer.rest()]
            assert [writer.process.exitcode for writer in writers] == [0] * 3
            assert len(told) == 3
            _whole(place, of, told, untold=0)


def _whole(place: Place, of: str, told: Iterable[Told], untold: int) -> None:
    """What was told is true, every revision is whole, and at most so many were not told of."""
    acknowledged = [each for each in told if isinstance(each, Revision)]
    refused = {each.reason for each in told if isinstance(each, Refused)}
    with place.open() as store:
        log = store.log(of)
        store.check(of)
    assert set(acknowledged) <= set(log), "an acknowledged revision is lost"
    assert not refused & {revision.reason for revision in log}, "a refused commit is there"
    assert {revision.content for revision in log} <= {SMALL.digest, LARGE.digest}
    assert len(set(acknowledged)) == len(acknowledged) >= len(log) - untold


def _start(write: Callable[[Place, str, Telling], None], place: Place, of: str) -> Writer:
    told, telling = FORK.Pipe(duplex=False)
    process = FORK.Process(target=write, args=(place, of, telling.send))
    process.start()
    telling.close()
    return Writer(process, told)


def _kill(process: ForkProcess) -> None:
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL


def _write_for_ever(place: Place, of: str, tell: Telling) -> None:
    # a store that is killed says so to whoever writes, and is not there for the next one
    with suppress(OperationError), place.open() as store:
        for number in numbers():
            _switch(store, of, number, tell)


def _write_some(place: Place, of: str, tell: Telling) -> None:
    with place.open() as store:
        written, number = 0, 0
        while written < count(100):
            written += _switch(store, of, number, tell)
            number += 1


def _write_once(place: Place, of: str, tell: Telling) -> None:
    with place.open() as store:
        number = 0
        while not _switch(store, of, number, tell):
            number += 1


def _switch(store: Store, of: str, number: int, tell: Telling) -> bool:
    """Commit the other dataset and tell of it; False where another writer was faster."""
    head = store.head(of)
    change = FIRST if head.number == 0 else GROW if head.content == SMALL.digest else SHRINK
    reason = f"{os.getpid()}-{number}"
    try:
        revision = store.commit(
            of, change, expected=head.number, author="ada", reason=reason, at=NOON
        )
    except CommitConflictError:
        return False
    except UnknownOutcomeError:
        raise
    except OperationError:
        tell(Refused(reason))
        raise
    tell(revision)
    return True
