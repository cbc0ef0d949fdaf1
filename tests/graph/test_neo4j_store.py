"""The Neo4j store keeps every promise of a store, on a real server."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from conformance.store_suite import StoreSuite

from graph.store import Store

ADDRESS = os.environ.get("WAYMARK_TEST_NEO4J")


class TestNeo4j(StoreSuite):
    """The suite, on the server that the tests are given."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        if ADDRESS is None:
            pytest.skip("no Neo4j server: make neo4j starts one")
        from graph.neo4j_store import Neo4jStore

        with Neo4jStore.at(ADDRESS, "neo4j", "test-password-1") as store:
            yield store
