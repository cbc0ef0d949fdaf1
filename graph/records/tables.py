"""The tables of the records. Every one names the tenant first, and every query does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

METADATA = MetaData()


class Instant(TypeDecorator[datetime]):
    """A time with a zone, kept as the time in UTC; exact to the microsecond."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write the time in UTC.

        Raises `ValueError` where it has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone is no instant: give it one")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read the time back."""
        return None if value is None else value.replace(tzinfo=UTC)


LAYOUT = Table("records_layout", METADATA, Column("version", Integer, nullable=False))

LEARNER = Table(
    "learner",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("labels", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("hours_per_week", Float),
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("learner", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("competency", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    Column("source", Text),
    Column("issuer", Text),
    Column("obtained", Date),
    Column("expires", Date),
    ForeignKeyConstraint(["tenant", "learner"], ["learner.tenant", "learner.id"]),
)

ANSWER = Table(
    "answer",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("asked", Instant, nullable=False),
    Column("certificate", Text, nullable=False),
)

ASKED_FOR = Table(
    "asked_for",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("learner", Text, primary_key=True),
    ForeignKeyConstraint(["tenant", "digest"], ["answer.tenant", "answer.digest"]),
    Index("asked_for_learner", "tenant", "learner"),
)

QUARANTINE = Table(
    "quarantine",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("shape", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("focus", Text),
    Column("path", Text),
    Column("value", Text),
    Column("component", Text),
    Column("fix", Text),
    Column("file", Text),
    Column("row", Integer),
    Column("column", Integer),
    Column("severity", Text, nullable=False),
)

API_KEY = Table(
    "api_key",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("secret_digest", Text, nullable=False),
    Column("created", Instant, nullable=False),
    Column("revoked", Instant),
    Column("expires", Instant),
    Index("api_key_tenant", "tenant"),
)
