"""Whatever is killed, and however many write: what a store acknowledged is there, and whole."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest
from conformance.durable_suite import DurableSuite, Place
from servers.neo4j_server import Server

from graph.embedded_store import EmbeddedStore
from graph.neo4j_store import Neo4jStore
from graph.store import Store


class InFile:
    """A store in a file lives in the processes that use it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number = folder, 0

    def open(self) -> Store:
        """Open the file."""
        return EmbeddedStore.at(self._folder / f"{self._number}.db")

    def strike(self, writers: Sequence[ForkProcess]) -> None:
        """Kill the processes."""
        for writer in writers:
            assert writer.pid is not None
            os.kill(writer.pid, signal.SIGKILL)

    def restart(self) -> None:
        """Do nothing: the next who opens the file brings it to life."""

    def clear(self) -> None:
        """Go on to another file."""
        self._number += 1


class OnNeo4j:
    """A store in Neo4j lives in the server."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def open(self) -> Store:
        """Connect to the server."""
        return Neo4jStore.at(*self._server.login)

    def strike(self, writers: Sequence[ForkProcess]) -> None:
        """Kill the server."""
        self._server.kill()

    def restart(self) -> None:
        """Start it again."""
        self._server.start()

    def clear(self) -> None:
        """Remove everything, constraints and indexes among it."""
        self._server.clear()


class TestInFile(DurableSuite):
    """The suite, on a file."""

    @pytest.fixture
    def place(self, tmp_path: Path) -> Place:
        return InFile(tmp_path)


class TestOnNeo4j(DurableSuite):
    """The suite, on a server of its own."""

    @pytest.fixture
    def place(self, own_neo4j: Server) -> Iterator[Place]:
        yield OnNeo4j(own_neo4j)
        # a test that failed may have left it dead
        own_neo4j.start()
