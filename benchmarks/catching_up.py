"""Catching up after a commit of ten statements, against reading and compiling everything again.

Both end with the same: a compiled revision, its content digest held against the ledger's, its
labels indexed and its names found. The peer reads the whole revision from the store; ours reads
what changed, and mends what it has. The same is measured on Neo4j where `WAYMARK_STORE` names
one: the CPU time of the service, without that of the server.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from api.application.snapshots.known import Known, compiled
from benchmarks.esco import is_here, vocabulary, with_prerequisites
from benchmarks.measure import Line, against, median_of, once
from benchmarks.seeded import REASON
from benchmarks.server import named_server
from graph.embedded_store import EmbeddedStore
from graph.neo4j_store import Neo4jStore
from graph.snapshot import PARTS
from graph.store import Store
from ontology.condition import Attainment
from ontology.dataset import EMPTY, Change, Dataset, Provenance, Statement, state
from ontology.names import Iri
from ontology.terms import (
    Competency,
    CompetencyKind,
    Importance,
    Kind,
    Prerequisite,
    Requirement,
    Text,
)
from shapes.contract import Admitted, admit

BY_CURATOR = Provenance(Iri("https://example.org/curator"), author="curator")
TIMES = 5


def catch_up() -> Iterator[Line]:
    """Yield the catch-up of every store that is here, with and without a new competency."""
    name = "ESCO" if is_here() else "a seeded vocabulary"
    with TemporaryDirectory() as folder:
        for number, dataset in enumerate((vocabulary(), with_prerequisites())):
            said = f"{name} with prerequisites" if number else name
            with EmbeddedStore.at(Path(folder) / f"{number}.db") as store:
                yield from _lines(f"{said}, SQLite", store, dataset)
    server = named_server()
    if server is not None:
        with Neo4jStore.at(server.shown, server.user, server.password) as store:
            yield from _lines(f"{name}, Neo4j", store, vocabulary())


def _lines(name: str, store: Store, dataset: Dataset) -> Iterator[Line]:
    tenant = f"benchmark-{uuid4().hex}"
    _commit(store, tenant, EMPTY, Change(tuple(dataset)))
    known = _reloaded(store, tenant)
    known.warm()
    for told, change in (("ten statements", _ties), ("ten, new terms among them", _terms)):
        _commit(store, tenant, known.snapshot.dataset, change(known.snapshot.dataset))
        ours = median_of([partial(_followed, store, tenant, known)] * TIMES)
        reloaded, peer = once(partial(_reloaded, store, tenant))
        yield against(f"catch up with {told}: {name}", ours, "reload, recompile", peer, 50)
        known = _followed(store, tenant, known)
        assert known.snapshot.dataset == reloaded.snapshot.dataset


def _commit(store: Store, tenant: str, base: Dataset, change: Change) -> None:
    verdict = admit(base, change)
    assert isinstance(verdict, Admitted), verdict
    head = store.head(tenant).number
    now = datetime.now(UTC)
    store.commit(tenant, verdict, expected=head, author="a curator", reason="benchmark", at=now)


def _followed(store: Store, tenant: str, known: Known) -> Known:
    """Catch up as a service does; every digest is held against the ledger's."""
    for revision, change in store.changes(tenant, known.number):
        known = known.advanced(change, revision.number)
        assert known.content == revision.content
    return known


def _reloaded(store: Store, tenant: str) -> Known:
    """Read the newest revision and compile whatever questions touch; nothing is left lazy."""
    head, dataset = store.head(tenant), store.dataset(tenant)
    assert dataset.digest == head.content
    known = compiled(dataset, head.number, head.content)
    for part in PARTS:
        assert getattr(known.snapshot, part) is not None
    term = dataset.by_kind[Kind.COMPETENCY][0].id
    assert dataset.about(Kind.COMPETENCY, term)
    assert known.index.find("management of projects")
    assert known.names.resolve(term) == term
    known.names.warm()
    return known


def _ties(dataset: Dataset) -> Change:
    """Return ten requirements: six new ones, two that weigh less now, two that are no more."""
    there = dataset.by_kind[Kind.REQUIREMENT]
    gone = frozenset(each.id for each in there[2000:2002])
    changed = tuple(
        state(replace(each.content, importance=Importance.OPTIONAL), each.provenance)
        for each in there[1000:1002]
        if isinstance(each.content, Requirement)
    )
    return Change((*changed, *_new_requirements(dataset, 6)), gone)


def _terms(dataset: Dataset) -> Change:
    """Return a new competency with what it needs, two with other labels, and six ties."""
    old, *others = _competencies(dataset)[5000:5003]
    label = (Text("en", "catching up with commits"),)
    new = replace(old[0], id=Iri(f"{old[0].id}-new"), labels=label, alternative_labels=())
    need = Prerequisite(new.id, 1, Attainment(old[0].id, 1), rationale=REASON)
    said = tuple(state(content, BY_CURATOR) for content in (new, need))
    renamed = tuple(state(replace(each, labels=label), origin) for each, origin in others)
    gone = frozenset(each.id for each in dataset.by_kind[Kind.REQUIREMENT][3000:3002])
    return Change((*said, *renamed, *_new_requirements(dataset, 4)), gone)


def _new_requirements(dataset: Dataset, count: int) -> Iterator[Statement]:
    competencies = _competencies(dataset)
    for number, role in enumerate(dataset.by_kind[Kind.ROLE][100 : 100 + count]):
        known = {each.content for each in dataset.about(Kind.REQUIREMENT, role.id)}
        asked = {each.competency for each in known if isinstance(each, Requirement)}
        free = (each.id for each, _ in competencies[number * 900 :] if each.id not in asked)
        yield state(Requirement(role.id, next(free)), BY_CURATOR)


def _competencies(dataset: Dataset) -> tuple[tuple[Competency, Provenance], ...]:
    """Return the competencies without levels that can be held, each with its origin."""
    return tuple(
        (each.content, each.provenance)
        for each in dataset.by_kind[Kind.COMPETENCY]
        if isinstance(each.content, Competency)
        and each.content.kind is not CompetencyKind.GROUP
        and each.content.scale is None
    )
