"""Imports whose processes die, one after the other: whatever is left, there is one way on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from random import Random
from typing import NamedTuple, TypeVar

import pytest
from builders import curriculum
from conformance.store_suite import NOON, SETS, admitted, commit, tenant
from neo4j import Transaction
from scale import count
from servers.neo4j_server import Login

from graph.neo4j.address import Address
from graph.neo4j.connection import Limits, Link
from graph.neo4j_store import Neo4jStore
from ontology.dataset import Dataset
from ontology.errors import BrokenLedgerError

T = TypeVar("T")
LARGE = Limits(statements=0, step=100, abandoned=0.0)
"""Every commit is an import, each phase of it one step, and its process dead at once."""

SMALL = LARGE._replace(statements=1_000)
WIDE = curriculum({f"c{number}": "all(x, y)" for number in range(4)})
WIDER = curriculum({f"c{number}": "any(x, z)" for number in range(2, 7)})
POINTS, PUBLISHED, MORE_POINTS = 7, 4, 14
"""How many writes an import here takes, how many of them until its revision is there, and how
many it takes where another one was published and is not drawn."""

WHO: dict[str, Dataset | None] = {"same": WIDER, "other": WIDE, "repair": None}
"""What the second one imports; or it repairs."""

EVERY = tuple(product(range(1, POINTS), range(MORE_POINTS), WHO))
"""Where the first one dies, where the second one, and which one that is."""

WORST = tuple(each for each in EVERY if each[0] >= PUBLISHED and each[2] == "other")
SOME = EVERY if count(300) > len(EVERY) else {*WORST, *Random(13).sample(EVERY, count(300))}


class Stopped(BaseException):
    """The process died: nothing of it runs any more."""


class Stopping(Link):
    """Connections whose process dies before it writes so many times."""

    writes = 0

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Write, or die."""
        self.writes -= 1
        if self.writes < 0:
            raise Stopped
        return super().write(work)


class Crash(NamedTuple):
    """Who dies before which write: an import of this dataset, or a repair."""

    after: Dataset | None
    writes: int

    def befalls(self, login: Login, of: str) -> bool:
        """Begin it; tell whether it died before it was done."""
        link = Stopping.to(Address.of(*login), LARGE)
        with Neo4jStore(link) as store:
            before, at = store.dataset(of), store.head(of).number
            link.writes = self.writes
            try:
                if self.after is None:
                    store.repair(of)
                else:
                    change = admitted(before, self.after)
                    store.commit(of, change, expected=at, author="a", reason="", at=NOON)
            except Stopped:
                return True
        return False


@pytest.fixture
def store(neo4j_login: Login) -> Iterator[Neo4jStore]:
    """Provide a store whose commits are small, and which waits for nobody who is dead."""
    with Neo4jStore.at(*neo4j_login, limits=SMALL) as store:
        yield store


def proves_whole(store: Neo4jStore, of: str) -> None:
    """Check; whatever died, the ledger is sound, and the projection behind at most."""
    told = ""
    try:
        store.check(of)
    except BrokenLedgerError as error:
        told = error.message
    assert re.match(r"$|the projection shows revision \d, and the newest is", told), told


@pytest.mark.parametrize(("first", "second", "who"), sorted(SOME))
def test_two_die_in_a_row_and_a_third_one_commits(
    neo4j_login: Login, store: Neo4jStore, first: int, second: int, who: str
) -> None:
    of = tenant()
    commit(store, of, SETS)
    assert Crash(WIDER, first).befalls(neo4j_login, of)
    proves_whole(store, of)
    Crash(WHO[who], second).befalls(neo4j_login, of)
    proves_whole(store, of)
    held, head = store.dataset(of), store.head(of).number
    assert held in (SETS, WIDER, WIDE)
    after = curriculum({"c": "all(x, y)"})
    assert commit(store, of, after).number == head + 1
    store.check(of)
    assert store.dataset(of) == after
    assert [store.dataset(of, number) for number in (1, head)] == [SETS, held]


def test_no_point_is_left_out(neo4j_login: Login, store: Neo4jStore) -> None:
    of = tenant()
    commit(store, of, SETS)
    assert Crash(WIDER, POINTS - 1).befalls(neo4j_login, of)
    assert not Crash(WIDER, POINTS).befalls(neo4j_login, of)
    of = tenant()
    commit(store, of, SETS)
    while store.head(of).number == 1:
        Crash(WIDER, PUBLISHED).befalls(neo4j_login, of)
    assert not Crash(WIDE, MORE_POINTS).befalls(neo4j_login, of)
    store.check(of)
