"""The ledger in Neo4j: nobody alters it unnoticed, and it is read whole, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from builders import PROVENANCE, curriculum, english, ex, put
from conformance.store_suite import LOGIC, SETS, commit, tenant
from neo4j import GraphDatabase
from servers.neo4j_server import Login

from graph.neo4j import ledger
from graph.neo4j_store import Neo4jStore
from ontology.errors import BrokenLedgerError
from ontology.names import Iri
from ontology.terms import Competency


@dataclass(frozen=True, slots=True)
class History:
    """A tenant with three revisions, and a way to alter them behind the store's back."""

    store: Neo4jStore
    of: str
    login: Login

    def alter(self, query: str) -> None:
        """Run a query that changes something of the tenant."""
        login = self.login
        with GraphDatabase.driver(login.address, auth=(login.user, login.password)) as driver:
            counters = driver.execute_query(query, t=self.of).summary.counters
        assert counters.contains_updates, "nothing was altered"


@pytest.fixture
def history(neo4j_login: Login) -> Iterator[History]:
    """Provide a history of SETS, LOGIC and SETS again."""
    with Neo4jStore.at(*neo4j_login) as store:
        of = tenant()
        for after in (SETS, LOGIC, SETS):
            commit(store, of, after)
        yield History(store, of, neo4j_login)


SECOND = "MATCH (v:Revision {tenant: $t, number: 2})"
FORGERIES = {
    "another author": f"{SECOND} SET v.author = 'eve'",
    "another time": f"{SECOND} SET v.at = '2020-01-01T00:00:00+00:00'",
    "no time": f"{SECOND} SET v.at = 'yesterday'",
    "a time that is no text": f"{SECOND} SET v.at = 7",
    "another reason": "MATCH (v:Revision {tenant: $t, number: 3}) SET v.reason = 'none'",
    "a change request": f"{SECOND} SET v.changeRequest = 'cr-1'",
    "another content": f"{SECOND} SET v.content = 'sha256:00'",
    "another commit digest": f"{SECOND} SET v.digest = 'sha256:00'",
    "another past": f"{SECOND} SET v.previous = 'sha256:00'",
    "other origins": f"{SECOND} SET v.origins = 'sha256:00'",
    "no origins": f"{SECOND} REMOVE v.origins",
    "a missing revision": f"{SECOND} DETACH DELETE v",
    "a missing first revision": "MATCH (v:Revision {tenant: $t, number: 1}) DETACH DELETE v",
}

ONE = "MATCH (r:Record {tenant: $t, until: 2}) WITH r ORDER BY r.id LIMIT 1"
LIVING = (
    "MATCH (r:Record {tenant: $t, rev: 1, until: 9007199254740991}) WITH r ORDER BY r.id LIMIT 1"
)
COPY = f"{ONE} CREATE (c:Record) SET c = r {{.*, "
TAMPERINGS = {
    "another body": f"{ONE} SET r.body = replace(r.body, 'sql', 'sqI') + ' '",
    "a broken body": f"{ONE} SET r.body = '{{'",
    "a body of another kind": f"{ONE} SET r.kind = 'role'",
    "a kind that is none": f"{ONE} SET r.kind = 'recipe'",
    "another digest": f"{ONE} SET r.digest = null",
    "another subject": f"{ONE} SET r.about = 'https://example.org/x'",
    "a missing record": f"{ONE} DELETE r",
    "a missing live record": f"{LIVING} DELETE r",
    "a longer life": f"{ONE} SET r.until = 3",
    "a shorter life": f"{LIVING} SET r.until = 3",
    "a later birth": f"{LIVING} SET r.rev = 2",
    "another licence": f"{ONE} SET r.provenance = replace(r.provenance, 'CC-BY', 'CC0')",
    "another spelling": f"{ONE} SET r.provenance = replace(r.provenance, ',', ', ')",
    "a broken provenance": f"{ONE} SET r.provenance = '['",
    "a record before all revisions": COPY + "rev: 0, until: 1}",
    "a record after all revisions": COPY + "rev: 9, until: 10}",
    "a second record for one statement": COPY + "rev: 2, until: 3}",
    "an end after all revisions": f"{ONE} SET r.until = 9",
    "a head that is older": "MATCH (h:Head {tenant: $t}) SET h.revision = 2",
    "a head that is newer": "MATCH (h:Head {tenant: $t}) SET h.revision = 4",
    "a projection that is older": "MATCH (h:Head {tenant: $t}) SET h.projected = 2",
    "another size": f"{SECOND} SET v.size = v.size + 1",
    "another number of records": f"{SECOND} SET v.opened = v.opened + 1, v.size = v.size + 1",
    "a changed drawing": "MATCH (c:Competency {tenant: $t}) WITH c LIMIT 1 SET c.name = 'x'",
    "a missing drawing": "MATCH (c:Competency {tenant: $t}) WITH c LIMIT 1 DETACH DELETE c",
    "no history": "MATCH (v:Revision {tenant: $t}) DETACH DELETE v",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_history_is_noticed_on_reading(history: History, forgery: str) -> None:
    history.alter(forgery)
    with pytest.raises(BrokenLedgerError):
        history.store.log(history.of)


@pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=TAMPERINGS)
def test_a_tampered_record_is_noticed_on_checking(history: History, tampering: str) -> None:
    history.store.check(history.of)
    history.alter(tampering)
    with pytest.raises(BrokenLedgerError):
        history.store.check(history.of)


def test_an_unreadable_record_is_no_quiet_gap(history: History) -> None:
    history.alter(f"{LIVING} SET r.body = '{{'")
    with pytest.raises(BrokenLedgerError, match="cannot be read"):
        history.store.dataset(history.of)


def test_what_is_only_half_there_is_never_returned(history: History) -> None:
    """A server applies a commit piece by piece: this is what a reader may meet meanwhile."""
    history.alter(f"{LIVING} DELETE r")
    with pytest.raises(BrokenLedgerError, match="of which"):
        history.store.dataset(history.of)
    history.alter("MATCH (r:Record {tenant: $t, rev: 3}) WITH r LIMIT 1 DELETE r")
    for read in (history.store.dataset, lambda of: list(history.store.changes(of, 2))):
        with pytest.raises(BrokenLedgerError, match="lacks records"):
            read(history.of)


def test_a_repair_mends_the_projection_and_nothing_else(history: History) -> None:
    history.alter("MATCH (c:Competency {tenant: $t}) DETACH DELETE c")
    log = history.store.log(history.of)
    history.store.repair(history.of)
    history.store.check(history.of)
    assert history.store.log(history.of) == log
    assert commit(history.store, history.of, LOGIC).number == 4


def test_everything_is_read_however_small_the_pages(
    neo4j_login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, letters = tenant(), ["a", "Z", "é", "\ufffd", "\U0001f600", "\U0001f600b", "~", "中"]
    terms = [
        Competency(Iri(ex("x") + letter), PROVENANCE.source, english(letter)) for letter in letters
    ]
    history = [put(SETS, *terms), LOGIC, put(SETS, *terms[::-1]), curriculum({"x": "all(y, z)"})]
    with Neo4jStore.at(*neo4j_login) as store:
        for page in (1, 2, 3, 7):
            monkeypatch.setattr(ledger, "PAGE", page)
            of = tenant()
            for after in history:
                commit(store, of, after)
            assert [store.dataset(of, number) for number in range(1, 5)] == history
            assert [c.revision for c in store.changes(of, 0)] == list(store.log(of))
            dataset = history[0]
            for _, change in store.changes(of, 1):
                dataset = dataset.changed_by(change)
            assert dataset == history[-1]
            store.check(of)


def test_leaves_are_those_of_the_revision_however_they_are_reached(history: History) -> None:
    link = history.store._link

    def leaves(since: int, upto: int) -> str:
        known = link.read(lambda tx: ledger.leaves_at(tx, history.of, since))
        return link.read(lambda tx: ledger.leaves_at(tx, history.of, upto, known, since)).root

    for since in range(4):
        for upto in range(max(since, 1), 4):
            expected = LOGIC if upto == 2 else SETS
            assert leaves(since, upto) == expected.digest
