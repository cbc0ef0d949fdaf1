"""Databases that released versions left in Neo4j are opened, brought up to date and read whole.

`tests/layouts/neo4j-*.jsonl` keeps one of every layout; see `layouts.freeze_neo4j`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase
from servers.neo4j_server import Login, Server

from graph.neo4j.address import Address
from graph.neo4j.connection import Link
from graph.neo4j.layout import LAYOUT, Layout, layout_version, migrate
from graph.neo4j_store import LIMITS, Neo4jStore
from ontology.errors import StoreRefusedError, WaymarkError

FORK = get_context("fork")
FROZEN = sorted((Path(__file__).parents[2] / "layouts").glob("neo4j-*.jsonl"))
ONE_MORE = Layout(
    LAYOUT.name,
    (*LAYOUT.migrations, ("CREATE INDEX one_more IF NOT EXISTS FOR (m:More) ON (m.tenant)",)),
)
FAILING = Layout(LAYOUT.name, (*LAYOUT.migrations, (*ONE_MORE.migrations[-1], "CREATE NOTHING")))

# the runner of tests may have a thread of its own, which a forked process does not need
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


def lines(text: Path) -> Iterator[dict[str, Any]]:
    """Yield what the lines of a text say."""
    for line in text.read_text(encoding="utf-8").splitlines():
        yield json.loads(line, object_hook=untagged)


def untagged(told: dict[str, Any]) -> Any:
    """Read back what JSON has no word for."""
    if set(told) == {"bytes"}:
        return bytes.fromhex(told["bytes"])
    if set(told) == {"date"}:
        return date.fromisoformat(told["date"])
    return told


def restored(text: Path, server: Server) -> Login:
    """Make the database again that the text was written from, in place of what was there."""
    server.clear()
    login = server.login
    with (
        GraphDatabase.driver(login.address, auth=(login.user, login.password)) as driver,
        driver.session() as session,
    ):
        for line in lines(text):
            if "run" in line:
                session.run(line["run"], of=line["of"]).consume()
    return login


def link_to(login: Login) -> Link:
    """Return connections to a server, nothing of which is brought up to date."""
    return Link.to(Address.of(*login), LIMITS)


def version_of(login: Login) -> int:
    """Return the number of the layout that the database has."""
    link = link_to(login)
    try:
        return link.read(lambda tx: layout_version(tx, LAYOUT.name))
    finally:
        link.close()


@pytest.fixture
def oldest(own_neo4j: Server) -> Login:
    """A server with the database of the first released layout."""
    return restored(FROZEN[0], own_neo4j)


def test_every_layout_of_neo4j_is_kept() -> None:
    kept = [f"neo4j-{number}" for number in range(1, len(LAYOUT.migrations) + 1)]
    assert [text.stem for text in FROZEN] == kept


@pytest.mark.parametrize("text", FROZEN, ids=lambda text: text.stem)
def test_a_frozen_database_is_read_whole(text: Path, own_neo4j: Server) -> None:
    login = restored(text, own_neo4j)
    with Neo4jStore.at(*login) as store:
        found = []
        for tenant in store.tenants():
            store.check(tenant)
            for revision in store.log(tenant):
                dataset = store.dataset(tenant, revision.number)
                assert dataset.digest == revision.content
                found.append([tenant, str(revision.number), revision.digest, str(len(dataset))])
    noted = [line["note"] for line in lines(text) if "note" in line]
    assert [["revision", *each] for each in found] == noted
    assert len(found) == 4
    assert version_of(login) == len(LAYOUT.migrations)


def test_a_newer_layout_is_refused_and_left_alone(oldest: Login) -> None:
    with GraphDatabase.driver(oldest.address, auth=(oldest.user, oldest.password)) as driver:
        driver.execute_query("MATCH (l:Layout {name: $name}) SET l.version = 99", name=LAYOUT.name)
    with pytest.raises(StoreRefusedError, match=r"newer Waymark .*: upgrade Waymark"):
        Neo4jStore.at(*oldest)
    assert version_of(oldest) == 99


def test_a_migration_that_fails_leaves_the_old_layout_and_goes_on_later(oldest: Login) -> None:
    link = link_to(oldest)
    try:
        with pytest.raises(WaymarkError):
            migrate(link, FAILING)
        assert version_of(oldest) == len(LAYOUT.migrations)
        with Neo4jStore.at(*oldest) as store:
            store.check("main")
        migrate(link, ONE_MORE)
        assert version_of(oldest) == len(ONE_MORE.migrations)
    finally:
        link.close()


def test_processes_migrate_at_once(oldest: Login) -> None:
    processes = [FORK.Process(target=_migrate, args=(oldest,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    assert version_of(oldest) == len(ONE_MORE.migrations)


def _migrate(login: Login) -> None:
    link = link_to(login)
    migrate(link, ONE_MORE)
    link.close()
