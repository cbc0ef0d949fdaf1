"""A look at every record: whether it can be read, and says what its keys say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from sqlalchemy import select

from graph.records.database import Database
from graph.records.key_records import KeyRecords
from graph.records.learner_records import LearnerRecords
from graph.records.quarantine_records import QuarantineRecords
from graph.records.sqlite import findings
from graph.records.tables import ANSWER
from graph.records.takeover import tenants


def problems(database: Database) -> tuple[str, ...]:
    """Return what is wrong with the records, a sentence for each finding."""
    with database.reading() as connection:
        found = [f"the database of the records: {each}" for each in findings(connection)]
    if found:
        return tuple(found)
    return tuple(each for tenant in tenants(database) for each in _unreadable(database, tenant))


def _unreadable(database: Database, tenant: str) -> Iterator[str]:
    readers: dict[str, Callable[[str], object]] = {
        "a learner": LearnerRecords(database).list,
        "something in quarantine": QuarantineRecords(database).list,
        "a key": KeyRecords(database, bytes).list,
    }
    for what, read in readers.items():
        try:
            read(tenant)
        except (ValueError, KeyError, TypeError) as error:
            yield f"{what} of `{tenant}` cannot be read: {error}"
    yield from _altered_answers(database, tenant)


def _altered_answers(database: Database, tenant: str) -> Iterator[str]:
    with database.reading() as connection:
        wanted = select(ANSWER.c.digest, ANSWER.c.certificate).where(ANSWER.c.tenant == tenant)
        for digest, certificate in connection.execute(wanted):
            if not _is_of(digest, certificate):
                yield f"the answer `{digest}` of `{tenant}` was altered"


def _is_of(digest: str, certificate: str) -> bool:
    try:
        read = json.loads(certificate)
    except ValueError:
        return False
    return isinstance(read, dict) and read.get("answer") == digest
