"""Large imports: whole or not at all for whoever reads, and never lost where they stop."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from typing import TypeVar

import pytest
from builders import curriculum
from conformance.store_suite import (
    LOGIC,
    NOON,
    SETS,
    admitted,
    admitted_change,
    commit,
    sealed_history,
    tenant,
    with_less_content,
    with_other_content,
)
from neo4j import Transaction
from servers.neo4j_server import Login

from graph.embedded_store import EmbeddedStore
from graph.neo4j.address import Address
from graph.neo4j.audit import check
from graph.neo4j.connection import Limits, Link
from graph.neo4j.failures import UnsettledError
from graph.neo4j.lock import lock
from graph.neo4j_store import Neo4jStore
from graph.store import Revision
from ontology.dataset import EMPTY, Change, Dataset
from ontology.errors import BrokenLedgerError, CommitConflictError, StoreBusyError

T = TypeVar("T")
FORK = get_context("fork")
STEPS = Limits(statements=3, step=5)
IMPATIENT = STEPS._replace(abandoned=0.0)
WIDE = curriculum({f"c{number}": "all(x, y)" for number in range(4)})
WIDER = curriculum({f"c{number}": "any(x, z)" for number in range(2, 7)})
ENOUGH = 40
"""More writes than any import here takes."""

# the runner of tests may have a thread of its own, which a forked process does not need
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


class Stopped(BaseException):
    """The process of an import died: nothing of it runs any more."""


class Stopping(Link):
    """Connections whose process dies before it writes so many times."""

    writes = ENOUGH

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Write, or die."""
        self.writes -= 1
        if self.writes < 0:
            raise Stopped
        return super().write(work)


@pytest.fixture
def store(neo4j_login: Login) -> Iterator[Neo4jStore]:
    """Provide a store to which almost every commit is large."""
    with Neo4jStore.at(*neo4j_login, limits=STEPS) as store:
        yield store


@pytest.fixture
def impatient(neo4j_login: Login) -> Iterator[Neo4jStore]:
    """Provide a store that holds every import of somebody else to be dead."""
    with Neo4jStore.at(*neo4j_login, limits=IMPATIENT) as store:
        yield store


def make(store: Neo4jStore, of: str, before: Dataset, after: Dataset, expected: int) -> Revision:
    """Make one dataset of the other."""
    change = admitted(before, after)
    return store.commit(of, change, expected=expected, author="a", reason="", at=NOON)


def make_at(store: Neo4jStore, of: str, before: Dataset, after: Dataset, at: datetime) -> Revision:
    """Make one dataset of the other at some time."""
    expected = store.head(of).number
    change = admitted(before, after)
    return store.commit(of, change, expected=expected, author="a", reason="", at=at)


def stopped(login: Login, of: str, writes: int, before: Dataset, after: Dataset, at: int) -> bool:
    """Begin an import whose process dies before so many writes; tell whether it did."""
    link = Stopping.to(Address.of(*login), STEPS)
    link.writes = writes
    with Neo4jStore(link) as store:
        try:
            make(store, of, before, after, at)
        except Stopped:
            return True
    return False


def test_an_import_is_what_it_would_be_at_once(store: Neo4jStore) -> None:
    of = tenant()
    with EmbeddedStore.in_memory() as other:
        for after in (WIDE, WIDER, SETS, WIDE):
            assert commit(store, of, after) == commit(other, of, after)
            store.check(of)
        assert list(store.changes(of, 0)) == list(other.changes(of, 0))
    assert [store.dataset(of, number) for number in range(5)] == [EMPTY, WIDE, WIDER, SETS, WIDE]


def test_an_import_of_nothing_new_leaves_no_claim(store: Neo4jStore) -> None:
    of = tenant()
    head = commit(store, of, WIDE)
    change = admitted_change(WIDE, Change(tuple(WIDE)))
    assert store.commit(of, change, expected=1, author="b", reason="", at=NOON) == head
    assert commit(store, of, SETS).number == 2


def test_a_stopped_import_is_seen_by_nobody_and_goes_on(
    neo4j_login: Login, store: Neo4jStore
) -> None:
    of, writes = tenant(), 0
    first = commit(store, of, WIDE)
    while stopped(neo4j_login, of, writes, WIDE, WIDER, 1):
        head = store.head(of)
        if head != first:
            break
        assert store.dataset(of) == WIDE
        assert store.log(of) == (first,)
        assert [c.revision for c in store.changes(of, 0)] == [first]
        store.check(of)
        writes += 1
    assert writes > 4
    assert store.dataset(of) == WIDER


def test_a_stopped_import_keeps_others_away_until_it_is_held_to_be_dead(
    neo4j_login: Login, store: Neo4jStore, impatient: Neo4jStore
) -> None:
    of = tenant()
    commit(store, of, SETS)
    assert stopped(neo4j_login, of, 4, SETS, WIDE, 1)
    for after in (LOGIC, WIDER):
        with pytest.raises(StoreBusyError, match=r"in \d+ seconds"):
            make(store, of, SETS, after, 1)
    assert store.dataset(of) == SETS
    assert make(impatient, of, SETS, LOGIC, 1).number == 2
    store.check(of)
    assert commit(store, of, WIDE).content == WIDE.digest
    store.check(of)


@pytest.mark.parametrize("writes", range(1, 9))
def test_wherever_an_import_stops_another_one_takes_it_back(
    neo4j_login: Login, impatient: Neo4jStore, writes: int
) -> None:
    of = tenant()
    make(impatient, of, EMPTY, WIDE, 0)
    assert stopped(neo4j_login, of, writes, WIDE, WIDER, 1)
    head = impatient.head(of)
    after = make(impatient, of, WIDER if head.number == 2 else WIDE, SETS, head.number)
    assert after.number == head.number + 1
    assert impatient.dataset(of) == SETS
    impatient.check(of)


def test_taking_back_may_stop_as_well(neo4j_login: Login, impatient: Neo4jStore) -> None:
    of = tenant()
    make(impatient, of, EMPTY, WIDE, 0)
    assert stopped(neo4j_login, of, 6, WIDE, WIDER, 1)
    for writes in range(1, 4):
        link = Stopping.to(Address.of(*neo4j_login), IMPATIENT)
        link.writes = writes
        with Neo4jStore(link) as store, pytest.raises(Stopped):
            make(store, of, WIDE, SETS, 1)
        impatient.check(of)
    assert make(impatient, of, WIDE, SETS, 1).number == 2
    impatient.check(of)


def test_what_is_published_and_not_yet_drawn_is_drawn_by_the_next_commit(
    neo4j_login: Login, impatient: Neo4jStore
) -> None:
    of, writes = tenant(), 0
    while impatient.head(of).number == 0:
        writes += 1
        assert stopped(neo4j_login, of, writes, EMPTY, WIDE, 0)
    assert impatient.dataset(of) == WIDE
    with pytest.raises(BrokenLedgerError, match="projection"):
        impatient.check(of)
    with pytest.raises(CommitConflictError):
        make(impatient, of, EMPTY, WIDE, 0)
    assert make(impatient, of, WIDE, SETS, 1).number == 2
    impatient.check(of)


def test_what_is_published_is_drawn_by_the_same_content_made_again(
    neo4j_login: Login, impatient: Neo4jStore
) -> None:
    of, writes = tenant(), 0
    while impatient.head(of).number == 0:
        writes += 1
        assert stopped(neo4j_login, of, writes, EMPTY, WIDE, 0)
    change = admitted_change(WIDE, Change(tuple(WIDE)))
    head = impatient.commit(of, change, expected=1, author="b", reason="", at=NOON)
    assert head.number == 1
    impatient.check(of)
    few = Dataset.of([*WIDE, *SETS])
    with Neo4jStore.at(*neo4j_login) as small:
        assert make(small, of, WIDE, few, 1).number == 2
    impatient.check(of)


def test_an_import_that_proves_wrong_keeps_nobody_away(store: Neo4jStore) -> None:
    of = tenant()
    first, second = sealed_history(of, SETS, WIDE)
    store.append(of, first)
    wrong = with_other_content(second)._replace(change=with_less_content(second).change)
    with pytest.raises(BrokenLedgerError):
        store.append(of, wrong)
    assert make(store, of, SETS, LOGIC, 1).number == 2
    with pytest.raises(ValueError, match="zone"):
        make_at(store, of, LOGIC, WIDE, datetime(2026, 1, 1))
    assert make(store, of, LOGIC, SETS, 2).number == 3
    store.check(of)


def test_an_import_that_cannot_be_drawn_is_there_and_told_of(
    neo4j_login: Login, store: Neo4jStore, caplog: pytest.LogCaptureFixture
) -> None:
    of = tenant()

    class Undrawn(Stopping):
        """Connections over which nothing is written for a while, once the revision is there."""

        failed = False

        def write(self, work: Callable[[Transaction], T]) -> T:
            if not self.failed and store.head(of).number == 1:
                self.failed = True
                raise RuntimeError("no figure for that")
            return super().write(work)

    link = Undrawn.to(Address.of(*neo4j_login), STEPS)
    caplog.set_level("WARNING", "waymark.store")
    with Neo4jStore(link) as unlucky:
        assert make(unlucky, of, EMPTY, WIDE, 0) == store.head(of)
    assert link.failed
    assert "no figure for that: the next commit draws it" in caplog.text
    with pytest.raises(BrokenLedgerError, match="projection shows revision 0"):
        store.check(of)
    # at once, though imports of others are held to be alive for a minute
    assert make(store, of, WIDE, SETS, 1).number == 2
    store.check(of)


def test_a_revision_that_is_there_is_ours_whatever_came_after_it(
    neo4j_login: Login, impatient: Neo4jStore
) -> None:
    of = tenant()

    class Lost(Stopping):
        """Connections that lose the answer to what enters the revision."""

        lost = False

        def write(self, work: Callable[[Transaction], T]) -> T:
            result = super().write(work)
            if not self.lost and impatient.head(of).number == 1:
                self.lost = True
                assert make(impatient, of, WIDE, SETS, 1).number == 2
                raise UnsettledError
            return result

    with Neo4jStore(Lost.to(Address.of(*neo4j_login), STEPS)) as unlucky:
        assert make(unlucky, of, EMPTY, WIDE, 0) == impatient.log(of)[0]
    impatient.check(of)


def test_who_waits_for_the_lock_is_not_silent(neo4j_login: Login, store: Neo4jStore) -> None:
    of = tenant()
    make(store, of, EMPTY, SETS, 0)
    patience = STEPS._replace(abandoned=1.0)
    locked, waiting = threading.Event(), threading.Event()

    def checks(tx: Transaction) -> None:
        lock(tx, of)
        locked.set()
        assert waiting.wait(60)
        # longer than imports may be silent
        time.sleep(1.5)
        check(tx, of)

    class Waiting(Stopping):
        """Connections that wait for the lock in the middle of an import."""

        def write(self, work: Callable[[Transaction], T]) -> T:
            if self.writes == ENOUGH - 3:
                checking.submit(link.audit, checks)
                assert locked.wait(60)
                waiting.set()
                refused.append(checking.submit(make, other, of, SETS, LOGIC, 1))
                time.sleep(0.5)
            return super().write(work)

    refused: list[Future[Revision]] = []
    link = Link.to(Address.of(*neo4j_login), patience)
    with (
        ThreadPoolExecutor(2) as checking,
        Neo4jStore(link) as other,
        Neo4jStore(Waiting.to(Address.of(*neo4j_login), patience)) as slow,
    ):
        assert make(slow, of, SETS, WIDE, 1).content == WIDE.digest
        with pytest.raises((StoreBusyError, CommitConflictError)):
            refused[0].result()
    store.check(of)


def test_who_was_overtaken_stops(neo4j_login: Login, store: Neo4jStore) -> None:
    of = tenant()

    class Overtaken(Stopping):
        """Connections before whose fourth write somebody else makes the same import."""

        def write(self, work: Callable[[Transaction], T]) -> T:
            if self.writes == ENOUGH - 3:
                assert make(store, of, EMPTY, WIDE, 0).number == 1
            return super().write(work)

    link = Overtaken.to(Address.of(*neo4j_login), STEPS)
    with Neo4jStore(link) as slow, pytest.raises(StoreBusyError, match="goes on"):
        make(slow, of, EMPTY, WIDE, 0)
    assert store.head(of).number == 1
    store.check(of)


def test_an_import_survives_the_death_of_its_process(neo4j_login: Login, store: Neo4jStore) -> None:
    of = tenant()
    commit(store, of, SETS)
    child = FORK.Process(target=_import_and_die, args=(neo4j_login, of))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert store.dataset(of) == SETS
    assert make(store, of, SETS, WIDE, 1).content == WIDE.digest
    store.check(of)


def _import_and_die(login: Login, of: str) -> None:
    class Dying(Stopping):
        def write(self, work: Callable[[Transaction], T]) -> T:
            if self.writes == ENOUGH - 4:
                os.kill(os.getpid(), signal.SIGKILL)
                time.sleep(60)
            return super().write(work)

    with Neo4jStore(Dying.to(Address.of(*login), STEPS)) as store:
        make(store, of, SETS, WIDE, 1)
