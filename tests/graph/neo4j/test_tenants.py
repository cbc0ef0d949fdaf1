"""Two tenants have the same terms, and tell of them differently: neither ever hears the other.

Every text, author and reason of theirs is a canary. What ours can send is sent: each query
with the parameters of ours and the identities of theirs, and each method of the store.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from itertools import product
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from builders import PROVENANCE, curriculum, ex
from conformance.store_suite import admitted, admitted_change
from cypher_queries import QUERIES
from neo4j import Driver, GraphDatabase, Transaction
from neo4j.exceptions import ClientError, Neo4jError
from servers.neo4j_server import Login

from graph.embedded_store import EmbeddedStore
from graph.neo4j_store import Neo4jStore
from graph.store import Store
from ontology.dataset import EMPTY, Change, Dataset, difference, state
from ontology.names import Iri
from ontology.terms import Text

CANARY = "canary"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCHEMA = re.compile(r"\s*(CREATE\s+(CONSTRAINT|INDEX|FULLTEXT)|DROP)\b")
WRITES = re.compile(r"\b(CREATE|MERGE|SET|REMOVE|DELETE)\b")

COUNT = "MATCH (n) WHERE n.tenant = $tenant RETURN count(n)"

COMMON = curriculum(
    {"sql@2": ["all(sets, 2 of (a, b@2, any(c, d)))", "logic"]},
    recommended={"sql": "sheets"},
    levels={"sql": 3, "b": 2},
    progressive={"sql"},
    efforts={"sql@1": 600, "a": 30},
    roles={"analyst": "sql@2, sheets?"},
    aligned={"a": "b"},
)
MORE = curriculum({"sql": "sets"}, roles={"analyst": "sql", "baker": "kneading"})


def told(dataset: Dataset, by: str) -> Dataset:
    """Return the same statements, every text and origin of them in somebody's words."""
    origin = replace(PROVENANCE, file=f"{by}.yaml", author=by, licence=by, method=by)
    return Dataset.of(state(_worded(each.content, by), origin) for each in dataset)


def _worded(value: Any, by: str) -> Any:
    if isinstance(value, Text):
        return replace(value, text=f"{by}: {value.text}")
    if type(value) is tuple:
        return tuple(_worded(part, by) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: _worded(part, by) for name, part in parts.items()})
    return value


OURS, THEIRS = told(COMMON, "ours"), told(COMMON, CANARY)
THEIRS_LATER = Dataset.of((*told(MORE, CANARY), *THEIRS))
KNOWN = sorted({each.id for each in (*OURS, *THEIRS_LATER)})


class Tenants(NamedTuple):
    """A store, a way around it, and the two who share it."""

    store: Neo4jStore
    driver: Driver
    ours: str
    theirs: str

    def snapshot(self) -> list[object]:
        """Return everything that is theirs."""
        with self.undone() as tx:
            return _everything(tx, self.theirs)

    @contextmanager
    def undone(self) -> Iterator[Transaction]:
        """Provide a transaction of which nothing is kept."""
        with self.driver.session() as session, session.begin_transaction() as tx:
            yield tx
            # after a failed query this fails as well
            with suppress(Neo4jError):
                tx.rollback()


@pytest.fixture(scope="module")
def tenants(neo4j_login: Login) -> Iterator[Tenants]:
    """Provide two tenants, each with a history of its own."""
    ours, theirs = f"ours-{uuid4()}", f"theirs-{uuid4()}"
    with (
        Neo4jStore.at(*neo4j_login) as store,
        GraphDatabase.driver(neo4j_login.address, auth=neo4j_login[1:]) as driver,
    ):
        for of, by, history in (
            (ours, "ours", (OURS, told(MORE, "ours"), OURS)),
            (theirs, CANARY, (THEIRS, told(MORE, CANARY), THEIRS_LATER)),
        ):
            before = EMPTY
            for number, after in enumerate(history):
                change = admitted(before, after)
                store.commit(of, change, expected=number, author=by, reason=by, at=NOON)
                before = after
        yield Tenants(store, driver, ours, theirs)


def test_what_is_theirs_is_full_of_canaries(tenants: Tenants) -> None:
    assert CANARY in repr(tenants.store.log(tenants.theirs))
    everything = tenants.snapshot()
    assert repr(everything).count(CANARY) > 100
    with tenants.undone() as tx:
        counted = tx.run(COUNT, tenant=tenants.theirs)
        assert counted.single(strict=True).value() == len(everything)
    assert THEIRS.statements.keys() == OURS.statements.keys()


@pytest.mark.parametrize("name", [name for name in QUERIES if not SCHEMA.match(QUERIES[name])])
def test_no_query_of_ours_meets_what_is_theirs(tenants: Tenants, name: str) -> None:
    query, worked = QUERIES[name], 0
    kept = tenants.snapshot()
    for parameters in _guesses(query, tenants.ours):
        with tenants.undone() as tx:
            try:
                answer = tx.run(query, parameters).data()
            except ClientError:
                # not what this query takes, or there is one already
                continue
            worked += 1
            assert CANARY not in repr(answer)
            if WRITES.search(query):
                assert _everything(tx, tenants.theirs) == kept
    assert worked, "no guess was what the query takes"


def _guesses(query: str, tenant: str) -> Iterator[dict[str, Any]]:
    """Yield parameters of ours that reach as far as they can."""
    names = set(re.findall(r"\$(\w+)", query))
    levels = {"scale": ex("sql-scale"), "number": 1}
    shapes: list[list[Any]] = [
        list(KNOWN),
        [[iri, {}] for iri in KNOWN],
        [[iri, "a name"] for iri in KNOWN],
        [[ex("level"), levels]],
        [[iri, other, {}] for iri, other in product(KNOWN, (ex("sql"), ex("a"), ex("analyst")))],
        [[iri, "kind", "", "", b"", "{}", "[]"] for iri in KNOWN if iri not in OURS.statements],
    ]
    for number in range(5) if names & {"number", "at", "since", "drawn", "upto"} else [1]:
        for rows in shapes if "rows" in names else [[]]:
            every = {
                "tenant": tenant,
                **dict.fromkeys(("number", "at", "since", "drawn", "upto", "projected"), number),
                **dict.fromkeys(("after", "start"), ""),
                **dict.fromkeys(("token", "claimant"), "ours"),
                "seen": 0,
                "page": 10_000,
                "ids": list(KNOWN),
                "rows": rows,
                "fields": {},
                "name": "waymark",
                "version": 0,
            }
            yield {name: every[name] for name in names}


WHERE_THEY_ARE = (
    ("Head", "n.tenant = $tenant"),
    ("Revision", "n.tenant = $tenant AND n.number IS NOT NULL"),
    ("Record", "n.tenant = $tenant AND n.id IS NOT NULL AND n.rev IS NOT NULL"),
    ("Term|Prerequisite|Prefix", "n.tenant = $tenant AND n.iri IS NOT NULL"),
    ("Level", "n.tenant = $tenant AND n.scale IS NOT NULL AND n.number IS NOT NULL"),
)
WITH_LINKS = """
    OPTIONAL MATCH (n)-[r]-(m)
    WITH n, r, m ORDER BY elementId(r)
    RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties,
        collect([elementId(r), type(r), properties(r), elementId(m), m.tenant]) AS links
    ORDER BY id
"""


def _everything(tx: Transaction, tenant: str) -> list[object]:
    """Return every node of a tenant, with all its relationships and whose the other end is.

    Looks where an index leads, in a database that others may have filled.
    """
    return [
        row.data()
        for labels, condition in WHERE_THEY_ARE
        for row in tx.run(f"MATCH (n:{labels}) WHERE {condition} {WITH_LINKS}", tenant=tenant)
    ]


def _reads(store: Store, of: str) -> Iterator[object]:
    yield store.head(of)
    yield store.log(of)
    yield store.dataset(of)
    yield [store.dataset(of, revision.number) for revision in store.log(of)]
    yield list(store.changes(of, 0))
    yield list(store.watch(of, 0, lambda: False))


def _commits(store: Store, of: str) -> Iterator[object]:
    """Put, replace and retract under every identity that is theirs as well."""
    head = store.head(of)
    now = store.dataset(of)
    renamed = Change(tuple(told(MORE, "ours anew")), frozenset(THEIRS_LATER.statements))
    for change in (renamed, difference(now.changed_by(renamed), now)):
        admitted_now = admitted_change(store.dataset(of), change)
        head = store.commit(
            of, admitted_now, expected=head.number, author="ours", reason="", at=NOON
        )
        yield head


def _appends(store: Store, of: str) -> Iterator[object]:
    """Take over what another store sealed."""
    with EmbeddedStore.in_memory() as elsewhere:
        for commit in store.changes(of, 0):
            elsewhere.append(of, commit)
        change = admitted(elsewhere.dataset(of), told(MORE, "ours moved"))
        number = elsewhere.head(of).number
        elsewhere.commit(of, change, expected=number, author="ours", reason="", at=NOON)
        for commit in elsewhere.changes(of, number):
            yield store.append(of, commit)


METHODS: Mapping[str, Callable[[Neo4jStore, str], object]] = {
    **dict.fromkeys(
        ("head", "log", "dataset", "changes", "watch"), lambda store, of: list(_reads(store, of))
    ),
    "commit": lambda store, of: list(_commits(store, of)),
    "append": lambda store, of: list(_appends(store, of)),
    "check": lambda store, of: store.check(of),
    "repair": lambda store, of: store.repair(of),
    "tenants": lambda store, of: store.tenants(),
}
OF_NO_TENANT = {"at", "close"}


def test_every_method_of_the_store_is_tried() -> None:
    public = {name for name in vars(Neo4jStore) if not name.startswith("_")}
    assert public == {*METHODS, *OF_NO_TENANT}


@pytest.mark.parametrize("name", METHODS)
def test_no_method_of_the_store_meets_what_is_theirs(tenants: Tenants, name: str) -> None:
    kept = tenants.snapshot()
    assert CANARY not in repr(METHODS[name](tenants.store, tenants.ours))
    assert tenants.snapshot() == kept
    tenants.store.check(tenants.ours)
    tenants.store.check(tenants.theirs)


def test_whoever_has_nothing_learns_nothing(tenants: Tenants) -> None:
    nobody = f"nobody-{uuid4()}"
    assert CANARY not in repr([tenants.store.head(nobody), tenants.store.dataset(nobody)])
    retracting = admitted_change(EMPTY, Change(retracted=frozenset(map(Iri, KNOWN))))
    kept = tenants.snapshot()
    tenants.store.commit(nobody, retracting, expected=0, author="", reason="", at=NOON)
    assert tenants.store.dataset(nobody) == EMPTY
    assert tenants.snapshot() == kept
