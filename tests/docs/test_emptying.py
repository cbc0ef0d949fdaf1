"""The Cypher that the guide gives for emptying a tenant empties it, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from docs.cypher import run_cypher
from docs.fences import fences
from docs.runners import COMPOSERS, ROOT
from neo4j import GraphDatabase
from servers.neo4j_server import Server

from api.cli.app import run

PAGE = ROOT / "docs" / "guides" / "backup.md"
EXAMPLE = str(ROOT / "examples" / "data-practice")

ONE, ALL = (fence.text for fence in fences(PAGE) if {"neo4j", "writes"} <= fence.words)


def _count(server: Server, cypher: str) -> int:
    with GraphDatabase.driver(server.login.address, auth=server.login[1:]) as driver:
        return int(driver.execute_query(f"{cypher} RETURN count(*) AS n").records[0]["n"])


def test_a_broken_tenant_is_emptied_and_restored_beside_a_sound_one(
    own_neo4j: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_neo4j.clear()
    store = own_neo4j.login.address
    monkeypatch.setitem(os.environ, "WAYMARK_STORE_USER", own_neo4j.login.user)
    monkeypatch.setitem(os.environ, "WAYMARK_STORE_PASSWORD", own_neo4j.login.password)
    monkeypatch.setitem(os.environ, "WAYMARK_RECORDS", f"sqlite:///{tmp_path / 'records.db'}")

    def waymark(*words: str) -> int:
        return run(["--store", store, *words], COMPOSERS)

    for tenant in ("sound", "broken"):
        assert waymark("load", EXAMPLE, "--tenant", tenant) == 0
    assert waymark("store", "backup", str(tmp_path / "b.db")) == 0
    note = "MATCH (t:Role {tenant: 'broken'}) CREATE (:Note {tenant: 'broken'})-[:ABOUT]->(t)"
    notes = _count(own_neo4j, note)
    _count(own_neo4j, "MATCH (r:Revision {tenant: 'broken'}) SET r.author = 'eve'")
    assert waymark("store", "check", "--tenant", "broken") == 1
    run_cypher(ONE, store, "broken")
    assert _count(own_neo4j, "MATCH (n {tenant: 'broken'})") == notes > 0
    assert waymark("store", "check", "--tenant", "sound") == 0
    assert waymark("store", "restore", str(tmp_path / "b.db")) == 0
    assert waymark("store", "check", "--tenant", "broken", "--tenant", "sound") == 0
    run_cypher(ALL, store)
    assert _count(own_neo4j, "MATCH (n) WHERE NOT n:Layout") == notes
    assert waymark("load", EXAMPLE, "--tenant", "new") == 0
    assert waymark("store", "check") == 0
