"""Answers as they are kept, by their digest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, tuple_, update

from graph.records.answers import Answer
from graph.records.database import Database
from graph.records.tables import ANSWER, ASKED_FOR
from ontology.names import Iri


class AnswerRecords:
    """The answers of every tenant."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, tenant: str, answer: Answer, learner: Iri | None = None) -> None:
        """Keep an answer, and for whom it was asked.

        Of one that is kept already the certificate stands, and it is asked as of now.
        """
        with self._database.writing() as connection:
            if _find(connection, tenant, answer.digest) is not None:
                _ask_again(connection, tenant, answer)
            else:
                connection.execute(
                    insert(ANSWER).values(
                        tenant=tenant,
                        digest=answer.digest,
                        revision=answer.revision,
                        asked=answer.asked,
                        certificate=answer.certificate,
                    )
                )
            if learner is not None:
                _ask_for(connection, tenant, answer.digest, learner)

    def get(self, tenant: str, digest: str) -> Answer | None:
        """Return the answer of that digest, if the tenant was given it."""
        with self._database.reading() as connection:
            return _find(connection, tenant, digest)

    def is_about_somebody(self, tenant: str, digest: str) -> bool:
        """Tell whether the answer was given for a learner on record."""
        wanted = select(ASKED_FOR).where(ASKED_FOR.c.tenant == tenant, ASKED_FOR.c.digest == digest)
        with self._database.reading() as connection:
            return connection.execute(wanted).first() is not None

    def forget_before(self, moment: datetime) -> int:
        """Delete the answers of all tenants that nobody asked for since; return how many."""
        old = ANSWER.c.asked < moment
        theirs = select(ANSWER.c.tenant, ANSWER.c.digest).where(old)
        with self._database.writing() as connection:
            links = tuple_(ASKED_FOR.c.tenant, ASKED_FOR.c.digest).in_(theirs)
            connection.execute(delete(ASKED_FOR).where(links))
            return connection.execute(delete(ANSWER).where(old)).rowcount


def forget_asked_for(connection: Connection, tenant: str, learner: Iri) -> None:
    """Delete the answers that were given for this learner and for no other."""
    mine = ASKED_FOR.c.tenant == tenant, ASKED_FOR.c.learner == learner
    digests = connection.execute(select(ASKED_FOR.c.digest).where(*mine)).scalars().all()
    connection.execute(delete(ASKED_FOR).where(*mine))
    for digest in digests:
        others = select(ASKED_FOR).where(ASKED_FOR.c.tenant == tenant, ASKED_FOR.c.digest == digest)
        if connection.execute(others).first() is None:
            connection.execute(
                delete(ANSWER).where(ANSWER.c.tenant == tenant, ANSWER.c.digest == digest)
            )


def _find(connection: Connection, tenant: str, digest: str) -> Answer | None:
    found = connection.execute(
        select(ANSWER).where(ANSWER.c.tenant == tenant, ANSWER.c.digest == digest)
    ).one_or_none()
    if found is None:
        return None
    return Answer(found.digest, found.certificate, found.revision, found.asked)


def _ask_again(connection: Connection, tenant: str, answer: Answer) -> None:
    this = ANSWER.c.tenant == tenant, ANSWER.c.digest == answer.digest
    earlier = ANSWER.c.asked < answer.asked
    connection.execute(update(ANSWER).where(*this, earlier).values(asked=answer.asked))


def _ask_for(connection: Connection, tenant: str, digest: str, learner: Iri) -> None:
    link = {"tenant": tenant, "digest": digest, "learner": learner}
    known = select(ASKED_FOR).filter_by(**link)
    if connection.execute(known).first() is None:
        connection.execute(insert(ASKED_FOR).values(link))
