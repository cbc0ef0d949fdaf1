"""No query can meet another tenant: every constant of `graph.neo4j` is read and judged."""

from __future__ import annotations

import ast
import re

import pytest
from cypher_linter import findings
from cypher_queries import FOLDER, MODULES, QUERIES

OF_NO_TENANT = {
    # the names of the tenants, and nothing of what they have
    "queries.TENANTS": "MATCH (h:Head) WHERE h.revision > 0 RETURN h.tenant AS tenant "
    "UNION MATCH (v:Revision) WHERE v.tenant > '' RETURN v.tenant AS tenant",
    "layout.COMPONENTS": "CALL dbms.components() YIELD name, versions, edition "
    "RETURN name, versions, edition",
    "layout.READY": "CALL db.awaitIndexes(300)",
}
SCHEMA = re.compile(r"\s*CREATE\s+(CONSTRAINT|INDEX|FULLTEXT INDEX)\s+(\w+)")
SCHEMA_OF_NO_TENANT = {"layout_name", "projection_words"}


def test_the_queries_are_found() -> None:
    assert {"queries.LOCK", "queries.AS_OF", "queries.ADD_RECORDS", "layout.READ_LAYOUT"} <= set(
        QUERIES
    )
    assert len(QUERIES) > 40


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_keeps_to_its_tenant(name: str) -> None:
    query = QUERIES[name]
    if SCHEMA.match(query):
        _assert_tenant_comes_first(query)
    elif name in OF_NO_TENANT:
        assert " ".join(query.split()) == OF_NO_TENANT[name]
    else:
        assert findings(query) == []


def _assert_tenant_comes_first(statement: str) -> None:
    matched = SCHEMA.match(statement)
    assert matched is not None
    if matched[2] not in SCHEMA_OF_NO_TENANT:
        assert re.search(r"(REQUIRE|ON) \(?\w+\.tenant\b", statement), statement


BAD = {
    "every record": "MATCH (r:Record) RETURN r.body",
    "a record by its identity": "MATCH (r:Record {id: $id}) RETURN r.body",
    "the tenant of a literal": "MATCH (r:Record {tenant: 'other', id: $id}) RETURN r.body",
    "another parameter": "MATCH (r:Record {tenant: $other, id: $id}) RETURN r.body",
    "only perhaps": "MATCH (r:Record) WHERE r.tenant = $tenant OR r.rev = 1 RETURN r.body",
    "not ours": "MATCH (r:Record) WHERE NOT r.tenant = $tenant RETURN r.body",
    "perhaps, in brackets": "MATCH (r:Record) WHERE (r.rev = 1 OR r.rev = 2 AND r.tenant = $tenant "
    "AND r.id = $id) RETURN r.body",
    "one of two that have nothing to do with one another": "MATCH (a:Role), (b:Role) "
    "WHERE (a.tenant = $tenant OR b.tenant = $tenant) RETURN a, b",
    "any tenant but none": "MATCH (r:Record) WHERE r.tenant <> $tenant RETURN r.body",
    "too late": "MATCH (r:Record) WITH r WHERE r.tenant = $tenant RETURN r.body",
    "the second of two": "MATCH (h:Head {tenant: $tenant}), (r:Record) RETURN r.body",
    "a second match": "MATCH (h:Head {tenant: $tenant}) MATCH (r:Record {rev: h.revision}) "
    "RETURN r.body",
    "the wrong one of two": "MATCH (h:Head), (r:Record) WHERE h.tenant = $tenant RETURN r.body",
    "a path of nobody": "MATCH (a:Role)-[r:REQUIRES]->(b:Competency) RETURN b.name",
    "a name used again": "MATCH (r:Record {tenant: $tenant}) WITH r.id AS id "
    "MATCH (r:Record {id: id}) RETURN r.body",
    "after a union": "MATCH (r:Record {tenant: $tenant}) RETURN r.id "
    "UNION ALL MATCH (r) RETURN r.id",
    "an optional match": "MATCH (h:Head {tenant: $tenant}) OPTIONAL MATCH (r:Record) RETURN r.id",
    "a comprehension": "MATCH (h:Head {tenant: $tenant}) "
    "RETURN [(a:Role)-[:REQUIRES]->(b:Competency) | b.name] AS names",
    "a subquery": "MATCH (h:Head {tenant: $tenant}) "
    "WHERE EXISTS { (r:Role)-[:REQUIRES]->(:Competency) } RETURN h",
    "a node of nobody": "CREATE (r:Record {id: $id})",
    "a merged node of nobody": "MERGE (h:Head {id: $id}) SET h.lock = 1",
    "a relationship between tenants": "MATCH (a:Term {tenant: $tenant}) "
    "MERGE (a)-[:BROADER]->(b:Term {iri: $iri})",
    "deleting": "MATCH (r:Record) DETACH DELETE r",
    "all there is": "MATCH (n) RETURN n",
}

GOOD = {
    "inline": "MATCH (r:Record {tenant: $tenant, id: $id}) RETURN r.body",
    "in the condition": "MATCH (r:Record) WHERE r.tenant = $tenant AND r.rev = 1 RETURN r.body",
    "beside something else": "MATCH (r:Record) WHERE NOT (r.rev = 1 OR r.rev = 2) "
    "AND r.tenant = $tenant RETURN r.body",
    "either end": "MATCH (a)-[r]->(b) WHERE elementId(r) = $id "
    "AND (a.tenant = $tenant OR b.tenant = $tenant) DELETE r",
    "a path from an anchor": "MATCH (a:Role {tenant: $tenant})-[r:REQUIRES]->(b) RETURN b.name",
    "onwards from an anchor": "MATCH (a:Role {tenant: $tenant}) MATCH (a)-[:REQUIRES]->(b) "
    "RETURN b.name",
    "given at once": "CREATE (r:Record) SET r.tenant = $tenant",
    "a bracket in a text": "MATCH (r:Record {tenant: $tenant}) WHERE r.id > '(' RETURN r.id",
    "the layout": "MATCH (l:Layout {name: $name}) RETURN l.version",
}


@pytest.mark.parametrize("query", BAD.values(), ids=BAD)
def test_a_query_that_meets_others_is_refused(query: str) -> None:
    assert findings(query)


@pytest.mark.parametrize("query", GOOD.values(), ids=GOOD)
def test_a_query_that_keeps_to_its_tenant_is_admitted(query: str) -> None:
    assert findings(query) == []


def test_a_query_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="no clause"):
        findings("FOREACH (x IN [1] | CREATE (:Record))")


def test_only_constants_are_run() -> None:
    written = [
        f"{module}:{call.lineno}"
        for module in (*MODULES, "../neo4j_store")
        for call in ast.walk(ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "run"
        and not isinstance(call.args[0], ast.Name | ast.Attribute | ast.Subscript)
    ]
    assert written == []
