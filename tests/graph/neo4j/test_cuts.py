"""Connections that are cut at any byte: no call hangs, answers wrongly, or leaves half a revision.

One client talks to the server through a proxy; another one, beside it, knows the truth.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias
from uuid import uuid4

import pytest
from conformance.durable_suite import FIRST, GROW, LARGE, NOON, SHRINK, SMALL
from scale import count
from servers.neo4j_server import Login
from servers.proxy import Cut, Fault, Proxy

from graph.neo4j.connection import Limits
from graph.neo4j_store import Neo4jStore
from graph.store import Revision
from ontology.errors import (
    OperationError,
    StoreRefusedError,
    StoreUnavailableError,
    UnknownOutcomeError,
)

LIMITS = Limits(connect=1.0, read=2.0, write=2.0, audit=4.0, grace=0.5)
LONGEST = 10 * (LIMITS.connect + LIMITS.read + LIMITS.write + LIMITS.grace)
"""Seconds in which every call must be back: several attempts within the limits, and a margin."""

IN_STEPS = Limits(statements=1, step=40, abandoned=0.0)
"""Limits within which every commit is an import in several steps, held to be dead at once."""

LASTS = 4.0
"""Seconds a fault lasts at most: longer than one attempt, shorter than some calls."""

CONTENTS = {SMALL.digest: SMALL, LARGE.digest: LARGE}
CHANGES = {SMALL.digest: GROW, LARGE.digest: SHRINK}


@dataclass
class Witness:
    """What the tenant holds, and what was said of it through the proxy."""

    truth: Neo4jStore
    moment: random.Random
    of: str = field(default_factory=lambda: f"tenant-{uuid4()}")
    acknowledged: list[Revision] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def commits(self, store: Neo4jStore) -> None:
        """Commit, and remember what was said of it."""
        head = self.truth.head(self.of)
        change = CHANGES.get(head.content, FIRST)
        reason = str(uuid4())
        try:
            revision = store.commit(
                self.of, change, expected=head.number, author="ada", reason=reason, at=NOON
            )
        except UnknownOutcomeError:
            raise
        except StoreUnavailableError:
            self.refused.add(reason)
            raise
        assert (revision.number, revision.reason) == (head.number + 1, reason)
        self.acknowledged.append(revision)

    def reads_a_dataset(self, store: Neo4jStore) -> None:
        """Read any revision whole."""
        revision = self.moment.choice(self.truth.log(self.of))
        assert store.dataset(self.of, revision.number) == CONTENTS[revision.content]

    def reads_changes(self, store: Neo4jStore) -> None:
        """Read what changed of late."""
        since = max(0, self.truth.head(self.of).number - self.moment.randrange(4))
        known = list(self.truth.changes(self.of, since))
        assert list(store.changes(self.of, since)) == known

    def reads_the_log(self, store: Neo4jStore) -> None:
        """Read every revision."""
        known = self.truth.log(self.of)
        assert store.log(self.of) == known
        assert store.head(self.of) == known[-1]

    def checks(self, store: Neo4jStore) -> None:
        """Check: a connection that is cut breaks no ledger."""
        store.check(self.of)

    def settles(self) -> None:
        """Wait for whatever is still on its way, and prove that what is there is whole."""
        self.truth.check(self.of)
        log = self.truth.log(self.of)
        assert {revision.content for revision in log} <= set(CONTENTS)
        assert set(self.acknowledged) <= set(log), "an acknowledged revision is lost"
        assert not self.refused & {each.reason for each in log}, "a refused commit is there"


Action: TypeAlias = Callable[[Neo4jStore], None]


@pytest.fixture
def witness(neo4j_login: Login) -> Iterator[Witness]:
    """Provide a tenant with a few revisions, and a client that talks to the server itself."""
    with Neo4jStore.at(*neo4j_login) as truth:
        witness = Witness(truth, random.Random(13))
        for _ in range(3):
            witness.commits(truth)
        yield witness


def test_a_connection_may_be_cut_anywhere(neo4j_login: Login, witness: Witness) -> None:
    with Proxy(neo4j_login.port) as proxy:
        through = neo4j_login.through(proxy.port)
        hasty = _actions(witness, through, LIMITS)
        # what is not cut has all the time it needs
        patient = _actions(witness, through, Limits())
        with (
            Neo4jStore.at(*through, LIMITS) as store,
            Neo4jStore.at(*through) as other,
        ):
            spans = [_span(proxy, action, other) for action in patient]
            befallen = 0
            for action, cut in _cuts(witness.moment, hasty, spans):
                befallen += _try(proxy, cut, action, store, witness)
                if befallen == count(200):
                    break
            for action in patient:
                action(other)
    witness.settles()


def test_an_import_may_be_cut_anywhere(neo4j_login: Login, witness: Witness) -> None:
    hasty = LIMITS._replace(statements=IN_STEPS.statements, step=IN_STEPS.step)
    with Proxy(neo4j_login.port) as proxy:
        through = neo4j_login.through(proxy.port)
        with Neo4jStore.at(*through, IN_STEPS) as uncut:
            span = _span(proxy, witness.commits, uncut)
        with (
            Neo4jStore.at(*through, hasty) as store,
            Neo4jStore.at(*neo4j_login, IN_STEPS) as other,
        ):
            for _ in range(count(50)):
                cut = Cut(witness.moment.choice(list(Fault)), witness.moment.randrange(span))
                _try_import(proxy, cut, store, other, witness)


def _try_import(
    proxy: Proxy, cut: Cut, store: Neo4jStore, other: Neo4jStore, witness: Witness
) -> None:
    """Import while the connection is cut; somebody else goes on with what is left undone."""
    of, before = witness.of, witness.truth.head(witness.of)
    with _befalling(proxy, cut, witness.moment), suppress(OperationError):
        _in_time(lambda: witness.commits(store), f"an import hangs: {cut}")
    if witness.truth.head(of) == before:
        assert witness.truth.dataset(of).digest == before.content
        witness.commits(other)
    # whoever was cut off while drawing the revision has left that to others: to a commit mostly
    if witness.moment.randrange(4) == 0:
        other.repair(of)
    else:
        witness.commits(other)
    witness.settles()


def _actions(witness: Witness, through: Login, limits: Limits) -> list[Action]:
    def opens(_: Neo4jStore) -> None:
        Neo4jStore.at(*through, limits).close()

    return [
        witness.commits,
        witness.commits,
        witness.reads_a_dataset,
        witness.reads_changes,
        witness.reads_the_log,
        witness.checks,
        opens,
    ]


def _cuts(
    moment: random.Random, actions: list[Action], spans: list[int]
) -> Iterator[tuple[Action, Cut]]:
    """Yield what to do and when it is cut, enough for cuts that come too late to befall."""
    faults = list(Fault)
    for _ in islice(iter(int, 1), 10 * count(200)):
        which = moment.randrange(len(actions))
        yield actions[which], Cut(moment.choice(faults), moment.randrange(spans[which]))
    raise AssertionError("most cuts come too late")


def _span(proxy: Proxy, action: Action, store: Neo4jStore) -> int:
    """Return how many bytes the action takes when nothing is cut, the larger of two."""
    spans = []
    for _ in range(2):
        proxy.arm(None)
        action(store)
        spans.append(proxy.passed)
    return max(spans)


def _try(proxy: Proxy, cut: Cut, action: Action, store: Neo4jStore, witness: Witness) -> bool:
    """Do it while the connection is cut, then settle; tell whether it was cut in time."""
    with _befalling(proxy, cut, witness.moment):
        try:
            _in_time(lambda: action(store), f"{action.__name__} hangs: {cut}")
        except StoreRefusedError:
            # that is for what no retry mends
            raise
        except OperationError:
            pass
        befallen = not proxy.armed
    witness.settles()
    return befallen


@contextmanager
def _befalling(proxy: Proxy, cut: Cut, moment: random.Random) -> Iterator[None]:
    """Cut the connection during the block, and heal it some time after that began."""
    proxy.arm(cut)
    healing = threading.Timer(moment.uniform(0, LASTS), proxy.heal)
    healing.start()
    try:
        yield
    finally:
        healing.cancel()
        healing.join()
        proxy.heal()


def _in_time(call: Callable[[], None], complaint: str) -> None:
    """Call in a thread, to be able to tell when that never comes back; raise what it raises."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            call()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(LONGEST)
    assert not thread.is_alive(), complaint
    if raised:
        raise raised[0]
