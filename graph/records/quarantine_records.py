"""What was left out of a load, with its reasons, until its source is loaded again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from graph.records.database import Database
from graph.records.quarantine import Quarantined
from graph.records.tables import QUARANTINE
from ontology.names import Iri
from ontology.violations import Severity, Violation

NO_SOURCE = Iri("")
"""Stands for what is known of no source, such as a file that could not be read."""


class QuarantineRecords:
    """What is in quarantine, of every tenant."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(
        self,
        tenant: str,
        sources: Collection[Iri],
        violations: Sequence[Violation],
        since: datetime,
    ) -> None:
        """Keep what a load of these sources left out, instead of what earlier ones did.

        What was left out of a load of several sources stays until each was loaded again.
        """
        named = sorted(set(sources)) or [NO_SOURCE]
        rows = [
            {"tenant": tenant, "source": source, "position": position, "since": since}
            | _violation_row(violation)
            for source in named
            for position, violation in enumerate(violations)
        ]
        with self._database.writing() as connection:
            for source in named:
                connection.execute(
                    delete(QUARANTINE).where(
                        QUARANTINE.c.tenant == tenant, QUARANTINE.c.source == source
                    )
                )
            if rows:
                connection.execute(insert(QUARANTINE), rows)

    def list(self, tenant: str, source: Iri | None = None) -> tuple[Quarantined, ...]:
        """Return what is in quarantine, of one source or of all, sorted by source and place."""
        wanted = select(QUARANTINE).where(QUARANTINE.c.tenant == tenant)
        if source is not None:
            wanted = wanted.where(QUARANTINE.c.source == source)
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        ordered = sorted(rows, key=lambda row: (row.source, row.position))
        return tuple(dict.fromkeys(_quarantined(row) for row in ordered))

    def clear(self, tenant: str, source: Iri) -> int:
        """Forget what was left out of a source; returns how many entries that were."""
        with self._database.writing() as connection:
            return connection.execute(
                delete(QUARANTINE).where(
                    QUARANTINE.c.tenant == tenant, QUARANTINE.c.source == source
                )
            ).rowcount


def forget_about(connection: Connection, tenant: str, focus: Iri) -> None:
    """Delete what was left out because of one statement, term or person."""
    connection.execute(
        delete(QUARANTINE).where(QUARANTINE.c.tenant == tenant, QUARANTINE.c.focus == focus)
    )


def _violation_row(violation: Violation) -> dict[str, object]:
    return {
        "shape": violation.shape,
        "message": violation.message,
        "focus": violation.focus,
        "path": violation.path,
        "value": violation.value,
        "component": violation.component,
        "fix": violation.fix,
        "file": violation.file,
        "row": violation.row,
        "column": violation.column,
        "severity": violation.severity.value,
    }


def _quarantined(row: Row[Any]) -> Quarantined:
    return Quarantined(
        Violation(
            shape=row.shape,
            message=row.message,
            focus=row.focus,
            path=row.path,
            value=row.value,
            component=row.component,
            fix=row.fix,
            file=row.file,
            row=row.row,
            column=row.column,
            severity=Severity(row.severity),
        ),
        row.since,
    )
