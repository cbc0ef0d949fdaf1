"""The Neo4j store keeps every promise of a store, on a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conformance.store_suite import StoreSuite
from servers.neo4j_server import Login

from graph.neo4j.connection import Limits
from graph.neo4j_store import Neo4jStore
from graph.store import Store


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
