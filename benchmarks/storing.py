"""ESCO in the stores: committing and reading it, against a row for every record.

Wall clock, since a server works in processes of its own. The peer of the ledger's reading
asks Neo4j for the same records as people first write it, a row a record; the peer of the
commit sends every statement by itself, a part of them, and is compared a statement. Neo4j is
measured where `WAYMARK_STORE` names one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from uuid import uuid4

from neo4j import GraphDatabase, Session

from benchmarks.esco import vocabulary
from benchmarks.measure import Line, against, below
from benchmarks.server import named_server
from graph.embedded_store import EmbeddedStore
from graph.ledger.record import Record, Written, record_of, statements_of
from graph.neo4j.address import Address
from graph.neo4j_store import Neo4jStore
from graph.store import Store
from ontology.dataset import EMPTY, Change, Dataset
from shapes.contract import Admitted, admit

Made = TypeVar("Made")

ALONE = 1_000
"""Statements that the peer commits one by one."""

ROW_BY_ROW = """
    MATCH (r:Record)
    WHERE r.tenant = $tenant AND r.rev <= $at AND r.until > $at
    RETURN r.id AS id, r.kind AS kind, r.body AS body, r.provenance AS provenance
"""

ONE_RECORD = """
    CREATE (:BenchmarkRecord {
        tenant: $tenant, id: $id, kind: $kind, about: $about, also: $also, digest: $digest,
        body: $body, provenance: $provenance
    })
"""

FORGET = """
    MATCH (r:BenchmarkRecord) CALL (r) { DELETE r } IN TRANSACTIONS
"""


def esco_in_the_stores() -> Iterator[Line]:
    """Yield what SQLite takes, and Neo4j where there is one."""
    admitted = _admitted()
    with TemporaryDirectory() as folder, EmbeddedStore.at(Path(folder) / "esco.db") as store:
        yield from _in_sqlite(store, admitted)
    server = named_server()
    if server is not None:
        with Neo4jStore.at(server.shown, server.user, server.password) as store:
            yield from _in_neo4j(store, server, admitted)


def _in_sqlite(store: Store, admitted: Admitted) -> Iterator[Line]:
    _, committed = _once(lambda: _commit(store, "esco", admitted))
    yield below("commit ESCO to SQLite, durably", committed, 5.0)
    _, read = _once(lambda: store.dataset("esco"))
    yield below("read ESCO from SQLite", read, 3.0)


def _in_neo4j(store: Neo4jStore, server: Address, admitted: Admitted) -> Iterator[Line]:
    tenant = f"benchmark-{uuid4()}"
    count = len(admitted.change.put)
    _, committed = _once(lambda: _commit(store, tenant, admitted))
    records = [record_of(statement) for statement in islice(admitted.change.put, ALONE)]
    _, alone = _once(lambda: _create_one_by_one(server, tenant, records))
    yield against(
        "commit and draw ESCO in Neo4j",
        committed,
        "a statement at a time",
        alone * count / ALONE,
        8,
    )
    dataset, read = _once(lambda: store.dataset(tenant))
    plain, rows = _once(lambda: _row_by_row(server, tenant))
    assert dataset == plain
    yield against("read ESCO from Neo4j", read, "a row a record", rows, 1)


def _admitted() -> Admitted:
    judged = admit(EMPTY, Change(tuple(vocabulary())))
    assert isinstance(judged, Admitted)
    return judged


def _commit(store: Store, tenant: str, admitted: Admitted) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    store.commit(tenant, admitted, expected=0, author="benchmark", reason="ESCO", at=at)


def _create_one_by_one(server: Address, tenant: str, records: list[Record]) -> None:
    with _session(server) as session:
        for entry, body, provenance in records:
            session.run(
                ONE_RECORD, tenant=tenant, **entry._asdict(), body=body, provenance=provenance
            ).consume()
        session.run(FORGET).consume()


def _row_by_row(server: Address, tenant: str) -> Dataset:
    with _session(server) as session:
        rows = session.run(ROW_BY_ROW, tenant=tenant, at=1)
        return Dataset.of(statements_of([Written(*row.values()) for row in rows]))


@contextmanager
def _session(server: Address) -> Iterator[Session]:
    """Open what a person would open who writes the queries by hand."""
    auth = (server.user or "", server.password or "")
    with GraphDatabase.driver(server.shown, auth=auth) as driver, driver.session() as session:
        yield session


def _once(call: Callable[[], Made]) -> tuple[Made, float]:
    began = time.perf_counter()
    made = call()
    return made, time.perf_counter() - began
