"""A service whose connection to Neo4j is cut: questions are answered, and commits told clearly."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from conformance.durable_suite import LARGE, NOON, SMALL
from conformance.store_suite import admitted
from fastapi.testclient import TestClient
from outages.waiting import until
from servers.neo4j_server import Login
from servers.proxy import Cut, Fault, Proxy

from api.application.serving import Serving
from api.composition import serving_on
from api.server.app import service_on
from api.settings import read_settings
from graph.records.records import Records
from graph.store import Revision, Store
from ontology.dataset import EMPTY
from ontology.errors import CommitConflictError, OperationError, StoreUnavailableError

QUESTION = "{ revision { number content degraded } competencies { totalCount } }"
SIZES = {SMALL.digest: 2, LARGE.digest: 61}
CHANGES = {
    EMPTY.digest: admitted(EMPTY, SMALL),
    SMALL.digest: admitted(SMALL, LARGE),
    LARGE.digest: admitted(LARGE, SMALL),
}


@dataclass
class Cutoff:
    """A service whose store is behind a proxy, and the truth beside it."""

    truth: Store
    proxy: Proxy
    serving: Serving
    client: TestClient
    of: str
    answers: list[Any] = field(default_factory=list)

    def switch(self, store: Store) -> Revision:
        """Commit through that store."""
        head = self.truth.head(self.of)
        change = CHANGES[head.content]
        return store.commit(
            self.of, change, expected=head.number, author="ada", reason="because", at=NOON
        )

    def ask(self) -> Any:
        """Ask, and remember what was answered."""
        answer = self.client.post("/graphql", json={"query": QUESTION}).json()
        self.answers.append(answer)
        return answer["data"]["revision"]

    def number(self) -> int:
        """Return the number of the revision that is answered from."""
        return int(self.ask()["number"])

    @contextmanager
    def questions(self) -> Iterator[None]:
        """Ask all the while."""
        ended = threading.Event()

        def run() -> None:
            while not ended.wait(0.02):
                self.ask()

        asking = threading.Thread(target=run)
        asking.start()
        try:
            yield
        finally:
            ended.set()
            asking.join()


@pytest.fixture
def cutoff(neo4j_login: Login, tmp_path: Path) -> Iterator[Cutoff]:
    """Provide a service that reaches its server through a proxy, in a tenant of its own."""
    from graph.neo4j.connection import Limits
    from graph.neo4j_store import Neo4jStore

    limits = Limits(connect=1.0, read=1.5, write=1.5, grace=0.5)
    of = f"tenant-{uuid4()}"
    settings = read_settings(tenant=of)
    with Neo4jStore.at(*neo4j_login) as truth, Proxy(neo4j_login.port) as proxy:
        through = neo4j_login.through(proxy.port)
        records = Records.beside(tmp_path / "records.db")
        serving = serving_on(lambda: Neo4jStore.at(*through, limits), records, settings)
        serving.snapshots.keep(of, 60)
        here = "http://127.0.0.1:8765"
        with TestClient(service_on(serving, settings), base_url=here) as client:
            made = Cutoff(truth, proxy, serving, client, of)
            made.switch(truth)
            until(lambda: made.number() == 1)
            yield made


def _is_told(cutoff: Cutoff) -> bool:
    """Try to commit through the service, and tell whether that was refused clearly."""
    try:
        cutoff.switch(cutoff.serving.application.store)
    except CommitConflictError:
        return False
    except OperationError:
        return True
    return False


@pytest.mark.parametrize("fault", [Fault.AWAY, Fault.STALL, Fault.HOLD, Fault.RESET])
def test_a_service_rides_through_a_cut(cutoff: Cutoff, fault: Fault) -> None:
    with cutoff.questions():
        cutoff.proxy.arm(Cut(fault, 0))
        if fault in {Fault.AWAY, Fault.STALL}:
            until(lambda: cutoff.ask()["degraded"])
            assert _is_told(cutoff)
            assert cutoff.client.get("/readyz").json()["status"] == "degraded"
        cutoff.switch(cutoff.truth)
        cutoff.proxy.heal()
        newest = cutoff.truth.head(cutoff.of).number
        until(lambda: cutoff.number() >= newest and not cutoff.ask()["degraded"])
        made = until(lambda: _committed(cutoff))
        assert cutoff.number() >= made.number
    assert [answer["errors"] for answer in cutoff.answers if "errors" in answer] == []
    contents = {each.number: each.content for each in cutoff.truth.log(cutoff.of)}
    for answer in cutoff.answers:
        revision = answer["data"]["revision"]
        if revision["number"]:
            assert contents[revision["number"]] == revision["content"]
            assert SIZES[revision["content"]] == answer["data"]["competencies"]["totalCount"]


def _committed(cutoff: Cutoff) -> Revision | None:
    """Commit through the service, as soon as that works again."""
    try:
        return cutoff.switch(cutoff.serving.application.store)
    except (StoreUnavailableError, CommitConflictError):
        return None
