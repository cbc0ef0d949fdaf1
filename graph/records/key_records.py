"""API keys as they are kept: made, listed, revoked, recognised."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from graph.records.database import Database
from graph.records.keys import ApiKey, Token, mint, read_token
from graph.records.tables import API_KEY
from ontology.errors import UnknownTermError


class KeyRecords:
    """The API keys of every tenant; `draw` gives random bytes."""

    def __init__(self, database: Database, draw: Callable[[int], bytes]) -> None:
        self._database = database
        self._draw = draw

    def create(
        self, tenant: str, name: str, roles: Collection[str], at: datetime
    ) -> tuple[ApiKey, Token]:
        """Make a key; the token is returned this once, and only its digest is kept."""
        token = mint(self._draw)
        with self._database.writing() as connection:
            connection.execute(
                insert(API_KEY).values(
                    id=token.id,
                    tenant=tenant,
                    name=name,
                    roles=sorted(set(roles)),
                    secret_digest=token.digest,
                    created=at,
                )
            )
            row = connection.execute(select(API_KEY).where(API_KEY.c.id == token.id)).one()
        return _key(row), token

    def list(self, tenant: str) -> tuple[ApiKey, ...]:
        """Return every key of the tenant, the revoked ones too, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(API_KEY).where(API_KEY.c.tenant == tenant)).all()
        return tuple(sorted(map(_key, rows), key=lambda key: (key.created, key.id)))

    def revoke(self, tenant: str, identifier: str, at: datetime) -> ApiKey:
        """Make a key worthless; one that already is keeps the time of its first revocation.

        Raises `UnknownTermError` where the tenant has no such key.
        """
        this = API_KEY.c.tenant == tenant, API_KEY.c.id == identifier
        with self._database.writing() as connection:
            connection.execute(
                update(API_KEY).where(*this, API_KEY.c.revoked.is_(None)).values(revoked=at)
            )
            row = connection.execute(select(API_KEY).where(*this)).one_or_none()
        if row is None:
            raise UnknownTermError(f"unknown key `{identifier}`: `waymark key list` shows them all")
        return _key(row)

    def verify(self, text: str) -> ApiKey | None:
        """Return the key whose token this is; None where it is no token, or worth nothing."""
        token = read_token(text)
        if token is None:
            return None
        with self._database.reading() as connection:
            row = connection.execute(select(API_KEY).where(API_KEY.c.id == token.id)).one_or_none()
        if row is None or not token.has(row.secret_digest) or row.revoked is not None:
            return None
        return _key(row)


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(
        id=row.id,
        tenant=row.tenant,
        name=row.name,
        roles=tuple(row.roles),
        created=row.created,
        revoked=row.revoked,
    )
