"""Services that follow a store while many processes commit to it, and while it is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2 as httpx
import pytest
from conformance.durable_suite import FIRST, GROW, LARGE, NOON, SHRINK, SMALL
from live_service import Service, await_status, starting
from outages.waiting import until
from scale import count
from servers.neo4j_server import Login, Server

from graph.embedded_store import EmbeddedStore
from graph.store import Revision, Store
from ontology.dataset import EMPTY
from ontology.errors import CommitConflictError

WRITERS = 8
QUESTION = "{ revision { number content degraded } competencies { totalCount } }"
SIZES = {EMPTY.digest: 0, SMALL.digest: 2, LARGE.digest: 61}
CHANGES = {EMPTY.digest: FIRST, SMALL.digest: GROW, LARGE.digest: SHRINK}
FORK = get_context("fork")


@dataclass(frozen=True)
class Place:
    """A store that other processes can open as well."""

    settings: Mapping[str, str]
    open: Callable[[], Store]

    @property
    def tenant(self) -> str:
        """The tenant that is tried."""
        return self.settings["WAYMARK_TENANT"]


def in_a_file(folder: Path) -> Place:
    """Return a store in a file."""
    path = folder / "waymark.db"
    settings = {"WAYMARK_STORE": f"sqlite:///{path}", "WAYMARK_TENANT": f"tenant-{uuid4()}"}
    return Place(settings, lambda: EmbeddedStore.at(path))


def on_neo4j(login: Login, folder: Path) -> Place:
    """Return a tenant of a Neo4j server."""
    from graph.neo4j_store import Neo4jStore

    settings = {
        "WAYMARK_STORE": login.address,
        "WAYMARK_STORE_USER": login.user,
        "WAYMARK_STORE_PASSWORD": login.password,
        "WAYMARK_RECORDS": f"sqlite:///{folder / 'records.db'}",
        "WAYMARK_TENANT": f"tenant-{uuid4()}",
    }
    return Place(settings, lambda: Neo4jStore.at(*login))


@pytest.fixture(params=["sqlite", "neo4j"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Provide each store that processes can share."""
    if request.param == "sqlite":
        return in_a_file(tmp_path)
    return on_neo4j(request.getfixturevalue("neo4j_login"), tmp_path)


@dataclass
class Reader:
    """Asks one service all the while, one question at a time; every answer is kept."""

    service: Service
    client: httpx.Client
    answers: list[Any] = field(default_factory=list)
    asking: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> Any:
        """Ask once."""
        body = {"query": QUESTION}
        # of two questions under way at once, either may be the first to be answered
        with self.asking:
            answer = self.client.post(f"{self.service.url}/graphql", json=body).json()
            self.answers.append(answer)
        return answer["data"]["revision"]

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Ask until the block ends."""
        ended = threading.Event()

        def run() -> None:
            while not ended.wait(0.03):
                self.look()

        asking = threading.Thread(target=run)
        asking.start()
        try:
            yield
        finally:
            ended.set()
            asking.join()

    def verify(self, log: tuple[Revision, ...]) -> None:
        """Every answer is of one revision, as the ledger has it, and none is older than before."""
        contents = {0: EMPTY.digest, **{each.number: each.content for each in log}}
        numbers = []
        for answer in self.answers:
            assert "errors" not in answer, answer
            revision = answer["data"]["revision"]
            assert revision["content"] == contents[revision["number"]]
            assert answer["data"]["competencies"]["totalCount"] == SIZES[revision["content"]]
            numbers.append(revision["number"])
        assert len(numbers) > 10
        assert numbers == sorted(numbers)


@contextmanager
def reading(service: Service) -> Iterator[Reader]:
    """Ask a service over one connection."""
    with httpx.Client(timeout=60) as client:
        yield Reader(service, client)


def write(place: Place, commits: int) -> None:
    """Commit so often, whoever else does."""
    with place.open() as store:
        while commits:
            with suppress(CommitConflictError):
                switch(store, place.tenant)
                commits -= 1


def switch(store: Store, of: str) -> Revision:
    """Make the tenant hold what it does not hold now."""
    head = store.head(of)
    change = CHANGES[head.content]
    return store.commit(of, change, expected=head.number, author="ada", reason="because", at=NOON)


# the runner of tests may have a thread of its own, which a forked writer does not need
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_two_services_follow_eight_processes_that_commit(place: Place) -> None:
    each = count(100)
    with ExitStack() as stack:
        services = [stack.enter_context(starting(place.settings)) for _ in range(2)]
        for service in services:
            await_status(service, "/readyz", 200)
        readers = [stack.enter_context(reading(service)) for service in services]
        writers = [FORK.Process(target=write, args=(place, each)) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        with ExitStack() as asking:
            for reader in readers:
                asking.enter_context(reader.looking())
            for writer in writers:
                writer.join()
            assert [writer.exitcode for writer in writers] == [0] * WRITERS
            for reader in readers:
                until(lambda at=reader: at.look()["number"] == WRITERS * each)  # type: ignore[misc]
        with place.open() as store:
            log = store.log(place.tenant)
            store.check(place.tenant)
        assert [revision.number for revision in log] == list(range(1, WRITERS * each + 1))
        for reader in readers:
            reader.verify(log)


def test_a_service_rides_through_the_death_of_its_server(own_neo4j: Server, tmp_path: Path) -> None:
    place = on_neo4j(own_neo4j.login, tmp_path)
    with starting(place.settings) as service, reading(service) as reader, place.open() as store:
        await_status(service, "/readyz", 200)
        switch(store, place.tenant)
        # a server is seconds to start, and colder than any other: a tenth of a tenth
        for _ in range(count(count(20))):
            with reader.looking():
                own_neo4j.kill()
                until(lambda: reader.look()["degraded"])
                assert load(place, tmp_path).returncode == 3
                own_neo4j.start()
                made = switch(store, place.tenant)
                until(lambda made=made: reader.look()["number"] == made.number)  # type: ignore[misc]
                until(lambda: not reader.look()["degraded"])
        reader.verify(store.log(place.tenant))
        store.check(place.tenant)


def load(place: Place, folder: Path) -> subprocess.CompletedProcess[str]:
    """Try to load something with the command."""
    file = folder / "one.yaml"
    file.write_text(
        'waymark: 1\nprefixes: {ex: "https://example.org/"}\n'
        "framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: P}\n"
    )
    return subprocess.run(
        [sys.executable, "-m", "api", "--quiet", "load", str(file)],
        env={**os.environ, **place.settings},
        check=False,
        capture_output=True,
        text=True,
    )
