"""What cannot be done is said to whoever can mend it, and what may have happened is looked up."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from conformance.store_suite import LOGIC, NOON, SETS, admitted, commit, tenant
from neo4j import Transaction
from neo4j.exceptions import Neo4jError
from servers.neo4j_server import Login
from servers.proxy import Cut, Fault, Proxy

from api.application.addresses import without_password
from graph.ledger.intent import Judged
from graph.ledger.leaves import Leaves
from graph.ledger.record import Move
from graph.neo4j.address import Address
from graph.neo4j.committing import Committer
from graph.neo4j.connection import Limits, Link
from graph.neo4j.failures import UnsettledError, is_passing, is_unsettled, spoken
from graph.neo4j.layout import Component, verify_components
from graph.neo4j.lock import lock
from graph.neo4j_store import Neo4jStore
from graph.store import Revision
from ontology.dataset import EMPTY
from ontology.errors import (
    BrokenLedgerError,
    CommitConflictError,
    StoreRefusedError,
    StoreUnavailableError,
    UnknownOutcomeError,
)

T = TypeVar("T")
HASTY = Limits(connect=1.0, read=1.0, write=1.0, audit=1.0, grace=1.0)
LONGEST = 60.0
"""Seconds after which a call that has not come back is held to hang."""


@pytest.fixture
def store(neo4j_login: Login) -> Iterator[Neo4jStore]:
    """Provide a store on the server that the tests are given."""
    with Neo4jStore.at(*neo4j_login) as store:
        yield store


@pytest.fixture
def hasty(neo4j_login: Login) -> Iterator[Link]:
    """Provide connections that ask the server for little time, and wait until it says so.

    A server that is busy is slow to see that the time is over.
    """
    link = Link.to(Address.of(*neo4j_login), HASTY._replace(grace=LONGEST))
    yield link
    link.close()


@pytest.fixture
def link(neo4j_login: Login) -> Iterator[Link]:
    """Provide connections of one's own."""
    link = Link.to(Address.of(*neo4j_login), Limits())
    yield link
    link.close()


ADDRESSES = {
    "http://localhost": "is no address of Neo4j",
    "localhost:7687": "is no address of Neo4j",
    "neo4j://": "names no server",
    "neo4j://:7687": "names no server",
    "neo4j://localhost:port": "names no server",
    "neo4j://[::1": "names no server",
    "neo4j://localhost:99999": "names no server",
    "bolt://localhost:7687/graph": "ends with its port",
    "bolt://localhost:7687?database=graph": "ends with its port",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(StoreRefusedError, match=ADDRESSES[address]):
        Neo4jStore.at(address)


def test_credentials_may_stand_in_the_address() -> None:
    address = Address.of("neo4j+s://ada:p%40ss%3Aword@example.org:7687", "bob", "other")
    assert (address.shown, address.user, address.password) == (
        "neo4j+s://example.org:7687",
        "ada",
        "p@ss:word",
    )
    assert Address.of("bolt://h", "bob", "other").user == "bob"


SECRETS = ("hu/sh", "hu#sh", "hu?sh", "hu[sh", "12?34", "/hush", "h@u/sh", "hush#")


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    "address",
    ["neo4j://ada:{}@host:7687", "bolt+s://:{}@h", "neo4j://{}@[::1", "http://a:{}@h", "a:{}@h"],
)
def test_a_password_that_was_not_encoded_is_never_told(address: str, secret: str) -> None:
    written = address.format(secret)
    try:
        told = str(Address.of(written))
    except StoreRefusedError as error:
        told = error.message
    for shown in (told, without_password(written)):
        assert not re.search(r"hu|12|34|sh\b(?!=)", shown.replace("`/`, `?` or `#`", "")), shown


def test_a_password_that_was_not_encoded_is_advised_upon() -> None:
    with pytest.raises(StoreRefusedError, match=r"neo4j://…@host` .*: percent-encode"):
        Address.of("neo4j://ada:hu/sh@host")


def test_a_password_is_never_told(neo4j_login: Login) -> None:
    secret, user = "hush-hush-hush", f"nobody-{uuid4().hex}"
    address = neo4j_login.address.replace("://", f"://{user}:{secret}@")
    with pytest.raises(StoreRefusedError) as refused:
        Neo4jStore.at(address)
    assert "no such user with that password" in refused.value.message
    told: BaseException | None = refused.value
    while told is not None:
        assert secret not in f"{told} {told!r} {told.args}"
        told = told.__cause__
    assert secret not in repr(Address.of(address))


def test_a_server_that_is_not_there_is_told_of() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for scheme in ("bolt", "neo4j", "bolt+s", "bolt+ssc"):
        with pytest.raises(StoreUnavailableError, match="cannot be reached: start it"):
            Neo4jStore.at(f"{scheme}://127.0.0.1:{port}", limits=HASTY)


def test_a_server_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
        error = _raised(lambda: Neo4jStore.at(f"bolt://127.0.0.1:{port}", limits=HASTY).close())
    assert isinstance(error, StoreUnavailableError)


def test_who_speaks_no_tls_is_told_of(neo4j_login: Login) -> None:
    _, port = neo4j_login.address.rsplit(":", 1)
    with pytest.raises(StoreRefusedError, match=r"does not speak TLS: leave `\+s` out"):
        Neo4jStore.at(f"bolt+s://127.0.0.1:{port}")


@pytest.mark.parametrize("version", ["5.26", "5.26.30", "5.27.1", "2025.01.0", "2026.08.1-aura"])
def test_a_supported_version_is_admitted(version: str) -> None:
    verify_components([Component("Cypher", "5"), Component("Neo4j Kernel", version)], "it")


@pytest.mark.parametrize("version", ["3.5.35", "4.4.40", "5.0.0", "5.25.1", "5.9", "dev"])
def test_an_older_version_is_refused(version: str) -> None:
    with pytest.raises(StoreRefusedError, match=r"5\.26 is the oldest .*: upgrade it"):
        verify_components([Component("Neo4j Kernel", version)], "it")


def test_another_product_is_refused() -> None:
    with pytest.raises(StoreRefusedError, match="is no Neo4j"):
        verify_components([Component("Another", "9.0.0")], "it")


CODES = {
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": (StoreRefusedError, "only be read"),
    "Neo.ClientError.Cluster.NotALeader": (StoreRefusedError, "is a replica"),
    "Neo.ClientError.Security.Unauthorized": (StoreRefusedError, "no such user"),
    "Neo.ClientError.Security.Forbidden": (StoreRefusedError, "grant the right"),
    "Neo.ClientError.Security.AuthenticationRateLimit": (StoreUnavailableError, "wait"),
    "Neo.ClientError.Transaction.TransactionTimedOut": (StoreUnavailableError, "took longer"),
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": (StoreUnavailableError, "memory"),
    "Neo.ClientError.Schema.ConstraintValidationFailed": (BrokenLedgerError, "fit together"),
    "Neo.DatabaseError.General.UnknownError": (StoreUnavailableError, "cannot do that"),
}


@pytest.mark.parametrize("code", CODES)
def test_what_a_server_reports_is_said_in_our_words(code: str) -> None:
    expected, words = CODES[code]
    error = spoken(_reported(code), "bolt://it")
    assert type(error) is expected
    assert words in error.message
    assert "`bolt://it`" in error.message


def test_only_what_may_pass_is_tried_again() -> None:
    assert is_passing(_reported("Neo.TransientError.Transaction.DeadlockDetected"))
    assert not is_passing(_reported("Neo.ClientError.Schema.ConstraintValidationFailed"))
    assert not is_passing(_reported("Neo.ClientError.Transaction.TransactionTimedOut"))


def test_only_what_a_server_cannot_know_itself_leaves_a_commit_unsettled() -> None:
    assert is_unsettled(_reported("Neo.DatabaseError.Transaction.TransactionCommitFailed"))
    assert not is_unsettled(_reported("Neo.ClientError.Schema.ConstraintValidationFailed"))
    assert is_unsettled(_reported("Neo.TransientError.Cluster.ReplicationFailure"))
    assert not is_unsettled(_reported("Neo.TransientError.Transaction.DeadlockDetected"))


def test_the_server_ends_what_takes_too_long(hasty: Link) -> None:
    def forever(tx: Transaction) -> None:
        tx.run("UNWIND range(1, 100000000000) AS x RETURN sum(x)").consume()

    for attempt in (hasty.read, hasty.write):
        with pytest.raises(StoreUnavailableError, match="took longer than a transaction may"):
            attempt(forever)


def test_a_connection_that_is_given_back_waits_as_long_as_before(link: Link) -> None:
    pool: Any = link._driver._pool
    give_back = pool.release
    limits: list[tuple[float | None, object]] = []

    def given_back(*connections: Any) -> None:
        give_back(*connections)
        # from here on anybody else may use it
        sockets = [each.socket for each in connections]
        limits.extend((each.get_read_timeout(), each.get_read_deadline()) for each in sockets)

    pool.release = given_back
    for attempt in (link.read, link.write, link.audit):
        attempt(lambda tx: tx.run("RETURN 1").consume())
        with pytest.raises(StoreUnavailableError):
            attempt(lambda tx: tx.run("RETURN nothing").consume())
    assert limits == [(link.limits.connect, None)] * 6


@pytest.mark.parametrize("fault", [Fault.STALL, Fault.HOLD, Fault.MUTE])
def test_a_peer_that_falls_silent_is_given_up(neo4j_login: Login, fault: Fault) -> None:
    with Proxy(neo4j_login.port) as proxy:
        link = Link.to(Address.of(*neo4j_login.through(proxy.port)), HASTY)

        def fall_silent(tx: Transaction) -> None:
            tx.run("RETURN 1").consume()
            proxy.arm(Cut(fault, 0))
            tx.run("RETURN 2").consume()

        error = _raised(lambda: link.read(fall_silent))
        proxy.heal()
        link.close()
    assert isinstance(error, StoreUnavailableError)


def test_whom_a_deadlock_befalls_begins_anew(link: Link, store: Neo4jStore) -> None:
    ours, theirs, both = tenant(), tenant(), threading.Barrier(2)
    commit(store, ours, SETS)
    commit(store, theirs, SETS)
    attempts = []

    def crosswise(first: str, second: str) -> Callable[[Transaction], None]:
        def work(tx: Transaction) -> None:
            attempts.append(first)
            lock(tx, first)
            if attempts.count(first) == 1:
                both.wait()
            lock(tx, second)

        return work

    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(link.write, crosswise(ours, theirs))
        other = threads.submit(link.write, crosswise(theirs, ours))
        one.result()
        other.result()
    assert len(attempts) == 3


@dataclass(frozen=True, slots=True)
class Slow(Judged):
    """A change whose commit pauses while it holds the lock."""

    paused: threading.Event
    resume: threading.Event

    def revision(self, head: Revision, moved: Move, leaves: Leaves) -> Revision | None:
        """Seal the revision, after a while."""
        self.paused.set()
        assert self.resume.wait(LONGEST)
        return Judged.revision(self, head, moved, leaves)


def test_who_waits_for_the_lock_compares_after_it(link: Link, store: Neo4jStore) -> None:
    of, change = tenant(), admitted(SETS, LOGIC)
    commit(store, of, SETS)
    paused, resume = threading.Event(), threading.Event()
    slow = Slow(change, 1, "ada", "", NOON, None, paused, resume)

    def hurry() -> Revision:
        return store.commit(of, change, expected=1, author="eve", reason="", at=NOON)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(Committer(link).make, of, slow)
        assert paused.wait(LONGEST)
        second = threads.submit(hurry)
        # by now the second one would have compared, if it did not wait for the lock first
        with pytest.raises(TimeoutError):
            second.result(0.5)
        resume.set()
        assert first.result().author == "ada"
        with pytest.raises(CommitConflictError) as refused:
            second.result()
    assert (refused.value.expected, refused.value.actual) == (1, 2)
    store.check(of)


class Broken(Link):
    """Connections that break while a commit is under way: before it, or after it."""

    before = after = away = False
    then: Callable[[], object] = staticmethod(lambda: None)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Write, or not, and do not tell."""
        if self.away:
            raise StoreUnavailableError("the store is away")
        self.away = self.before and self.after
        if self.before:
            self.before = False
            raise UnsettledError
        result = super().write(work)
        if self.after:
            self.after = False
            self.then()
            raise UnsettledError
        return result


@pytest.fixture
def broken(neo4j_login: Login) -> Iterator[Broken]:
    """Provide connections that break."""
    link = Broken.to(Address.of(*neo4j_login), Limits(grace=1.0))
    yield link
    link.close()


def test_a_commit_whose_answer_is_lost_is_found(broken: Broken) -> None:
    of, store = tenant(), Neo4jStore(broken)
    broken.after = True
    head = commit(store, of, SETS)
    assert store.head(of) == head
    assert head.number == 1


def test_a_commit_whose_answer_is_lost_is_found_below_another_one(
    broken: Broken, store: Neo4jStore
) -> None:
    of = tenant()
    intent = Judged(admitted(EMPTY, SETS), 0, "ada", "", NOON, None)
    broken.after, broken.then = True, lambda: commit(store, of, LOGIC)
    first = Committer(broken).make(of, intent)
    assert [each.content for each in store.log(of)] == [first.content, LOGIC.digest]


def test_a_commit_that_the_server_took_back_only_in_its_words_is_not_made_twice(
    neo4j_login: Login, store: Neo4jStore
) -> None:
    of = tenant()

    class Repeating(Link):
        """Connections over which a transaction that was committed is begun anew."""

        def write(self, work: Callable[[Transaction], T]) -> T:
            super().write(work)
            commit(store, of, LOGIC)
            return super().write(work)

    link = Repeating.to(Address.of(*neo4j_login), Limits())
    intent = Judged(admitted(EMPTY, SETS), 0, "ada", "", NOON, None)
    assert Committer(link).make(of, intent) == store.log(of)[0]
    link.close()
    assert len(store.log(of)) == 2
    store.check(of)


def test_a_commit_that_is_lost_is_told_of(broken: Broken) -> None:
    of, store = tenant(), Neo4jStore(broken)
    broken.before = True
    with pytest.raises(StoreUnavailableError, match="nothing of it was kept: try again"):
        commit(store, of, SETS)
    assert commit(store, of, SETS).number == 1


def test_a_commit_of_somebody_else_is_not_ours(broken: Broken, store: Neo4jStore) -> None:
    of = tenant()
    broken.before = True
    theirs = commit(store, of, SETS)
    change = admitted(EMPTY, SETS)
    intent = Judged(change, 0, theirs.author, theirs.reason, theirs.at, None)
    with pytest.raises(StoreUnavailableError, match="nothing of it was kept"):
        Committer(broken).make(of, intent)


def test_a_commit_that_nobody_can_tell_of_is_called_unknown(broken: Broken) -> None:
    of, store = tenant(), Neo4jStore(broken)
    broken.before = broken.after = True
    with pytest.raises(UnknownOutcomeError, match="look at the log"):
        commit(store, of, SETS)


def _reported(code: str) -> Neo4jError:
    return Neo4jError._basic_hydrate(neo4j_code=code, message="so it is")


def _raised(call: Callable[[], object]) -> BaseException | None:
    """Return what the call raises; fail where it does not come back."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            call()
        except Exception as error:
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(LONGEST)
    assert not thread.is_alive(), "the call hangs"
    return raised[0] if raised else None
