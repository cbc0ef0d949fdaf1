"""The Neo4j store keeps every promise of a store, on a real server."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from conformance.store_suite import SETS, StoreSuite, commit, sealed_history, tenant
from neo4j import Transaction
from servers.neo4j_server import Login

from graph.neo4j.address import Address
from graph.neo4j.connection import Limits, Link
from graph.neo4j_store import Neo4jStore
from graph.store import Store

T = TypeVar("T")


class TestNeo4j(StoreSuite):
    """The suite, on the server that the tests are given."""

    @pytest.fixture
    def store(self, neo4j_login: Login) -> Iterator[Store]:
        with Neo4jStore.at(*neo4j_login) as store:
            yield store


class TestImports(StoreSuite):
    """The suite, where every commit is an import in several steps."""

    @pytest.fixture
    def store(self, neo4j_login: Login) -> Iterator[Store]:
        with Neo4jStore.at(*neo4j_login, limits=Limits(statements=0, step=3)) as store:
            yield store


class Watching(Link):
    """Connections that see whether the garbage collector runs while they are waited for."""

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Read, and look."""
        assert gc.isenabled()
        return super().read(work)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Write, and look."""
        assert gc.isenabled()
        return super().write(work)

    def audit(self, work: Callable[[Transaction], T]) -> T:
        """Read for long, and look."""
        assert gc.isenabled()
        return super().audit(work)


@pytest.mark.parametrize("limits", [Limits(), Limits(statements=0)])
def test_nobody_waits_for_the_server_with_the_collector_paused(
    neo4j_login: Login, limits: Limits
) -> None:
    of, other = tenant(), tenant()
    with Neo4jStore(Watching.to(Address.of(*neo4j_login), limits)) as store:
        commit(store, of, SETS)
        for each in sealed_history(other, SETS):
            store.append(other, each)
        assert store.dataset(of) == store.dataset(other) == SETS
        store.check(of)
