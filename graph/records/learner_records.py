"""Learners and what they hold, put, found, and erased for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from graph.records.answer_records import forget_asked_for
from graph.records.database import Database
from graph.records.quarantine_records import forget_about
from graph.records.tables import EVIDENCE, LEARNER
from ontology.condition import Attainment
from ontology.names import Iri
from ontology.people import Evidence, Learner, Standing
from ontology.terms import Text

_LEARNERS = select(LEARNER).where(LEARNER.c.tenant == bindparam("of"))
_EVIDENCE = (
    select(EVIDENCE)
    .where(EVIDENCE.c.tenant == bindparam("of"))
    .order_by(EVIDENCE.c.learner, EVIDENCE.c.position)
)
_GONE = (
    delete(EVIDENCE).where(
        EVIDENCE.c.tenant == bindparam("of"), EVIDENCE.c.learner == bindparam("who")
    ),
    delete(LEARNER).where(LEARNER.c.tenant == bindparam("of"), LEARNER.c.id == bindparam("who")),
)


class LearnerRecords:
    """The learners of every tenant."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, tenant: str, learners: Iterable[Learner]) -> None:
        """Add or replace learners, all or none; of several with one identifier the last stands."""
        last = {learner.id: learner for learner in learners}
        if not last:
            return
        people = [_learner_row(tenant, learner) for learner in last.values()]
        evidence = [row for learner in last.values() for row in _evidence_rows(tenant, learner)]
        with self._database.writing() as connection:
            _delete(connection, tenant, tuple(last))
            connection.execute(insert(LEARNER), people)
            if evidence:
                connection.execute(insert(EVIDENCE), evidence)

    def get(self, tenant: str, identifier: Iri) -> Learner | None:
        """Return a learner, if the tenant has that one."""
        values = {"of": tenant, "who": identifier}
        with self._database.reading() as connection:
            row = connection.execute(
                _LEARNERS.where(LEARNER.c.id == bindparam("who")), values
            ).one_or_none()
            held = connection.execute(
                _EVIDENCE.where(EVIDENCE.c.learner == bindparam("who")), values
            ).all()
        return None if row is None else _learner(row, held)

    def list(self, tenant: str) -> tuple[Learner, ...]:
        """Return every learner of the tenant, sorted by identifier."""
        with self._database.reading() as connection:
            people = connection.execute(_LEARNERS, {"of": tenant}).all()
            evidence = connection.execute(_EVIDENCE, {"of": tenant}).all()
        held: dict[str, list[Row[Any]]] = {row.id: [] for row in people}
        for row in evidence:
            held[row.learner].append(row)
        return tuple(
            _learner(row, held[row.id]) for row in sorted(people, key=lambda person: person.id)
        )

    def erase(self, tenant: str, identifier: Iri) -> bool:
        """Erase a learner, their evidence and the answers given for nobody else.

        What is in quarantine about them goes, too. Once this returns, no file holds a byte of
        it. Returns whether there was such a learner.
        """
        with self._database.writing() as connection:
            found = _delete(connection, tenant, (identifier,))
            forget_asked_for(connection, tenant, identifier)
            forget_about(connection, tenant, identifier)
        return found


def _delete(connection: Connection, tenant: str, identifiers: Sequence[Iri]) -> bool:
    values = [{"of": tenant, "who": identifier} for identifier in identifiers]
    gone = [connection.execute(statement, values).rowcount for statement in _GONE]
    return gone[-1] > 0


def _learner_row(tenant: str, learner: Learner) -> Mapping[str, object]:
    return {
        "tenant": tenant,
        "id": learner.id,
        "labels": [[label.language, label.text] for label in learner.labels],
        "languages": list(learner.languages),
        "hours_per_week": learner.hours_per_week,
    }


def _evidence_rows(tenant: str, learner: Learner) -> Iterator[Mapping[str, object]]:
    for position, evidence in enumerate(learner.evidence):
        yield {
            "tenant": tenant,
            "learner": learner.id,
            "position": position,
            "competency": evidence.attainment.competency,
            "level": evidence.attainment.level,
            "standing": evidence.standing.value,
            "source": evidence.source,
            "issuer": evidence.issuer,
            "obtained": evidence.obtained,
            "expires": evidence.expires,
        }


def _learner(row: Row[Any], held: Iterable[Row[Any]]) -> Learner:
    return Learner(
        id=Iri(row.id),
        labels=tuple(Text(language, text) for language, text in row.labels),
        evidence=tuple(_evidence(each) for each in held),
        languages=tuple(row.languages),
        hours_per_week=row.hours_per_week,
    )


def _evidence(row: Row[Any]) -> Evidence:
    return Evidence(
        attainment=Attainment(Iri(row.competency), row.level),
        standing=Standing(row.standing),
        source=row.source,
        issuer=row.issuer,
        obtained=row.obtained,
        expires=row.expires,
    )
