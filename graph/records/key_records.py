"""API keys as they are kept: made, listed, revoked, recognised."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from graph.records.database import Database
from graph.records.keys import ApiKey, Rotated, Token, mint, read_token
from graph.records.tables import API_KEY
from ontology.errors import InputError, UnknownTermError


class KeyRecords:
    """The API keys of every tenant; `draw` gives random bytes."""

    def __init__(self, database: Database, draw: Callable[[int], bytes]) -> None:
        self._database = database
        self._draw = draw

    def create(
        self, tenant: str, name: str, roles: Collection[str], at: datetime
    ) -> tuple[ApiKey, Token]:
        """Make a key; the token is returned this once, and only its digest is kept."""
        with self._database.writing() as connection:
            return self._made(connection, ApiKey("", tenant, name, tuple(sorted(set(roles))), at))

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

    def rotate(
        self, tenant: str, named: str, at: datetime, until: datetime
    ) -> tuple[Rotated, Token]:
        """Make a second key for the principal of a key; the first one is good `until` then.

        `named` is the identifier of a key, or the name of the only good key of that name. Keys
        of that name that were rotated before end by then as well; what would have expired
        sooner still does.

        Raises `UnknownTermError` where no good key is meant, `InputError` where several are.
        """
        with self._database.writing() as connection:
            old = _meant(connection, tenant, named, at)
            others = _rotated_before(connection, old, at)
            ended, *also = (_ended(connection, key, until) for key in (old, *others))
            fresh = ApiKey("", tenant, old.name, old.roles, at)
            new, token = self._made(connection, fresh)
        return Rotated(ended, new, tuple(also)), token

    def verify(self, text: str, at: datetime) -> ApiKey | None:
        """Return the key whose token this is; None where it is no token, or worth nothing now."""
        token = read_token(text)
        if token is None:
            return None
        with self._database.reading() as connection:
            row = connection.execute(select(API_KEY).where(API_KEY.c.id == token.id)).one_or_none()
        if row is None or not token.has(row.secret_digest):
            return None
        key = _key(row)
        return key if key.is_good(at) else None

    def _made(self, connection: Connection, key: ApiKey) -> tuple[ApiKey, Token]:
        """Keep a key under an identifier of its own."""
        token = mint(self._draw)
        connection.execute(
            insert(API_KEY).values(
                id=token.id,
                tenant=key.tenant,
                name=key.name,
                roles=list(key.roles),
                secret_digest=token.digest,
                created=key.created,
            )
        )
        row = connection.execute(select(API_KEY).where(API_KEY.c.id == token.id)).one()
        return _key(row), token


def _meant(connection: Connection, tenant: str, named: str, at: datetime) -> ApiKey:
    rows = connection.execute(
        select(API_KEY).where(
            API_KEY.c.tenant == tenant, or_(API_KEY.c.id == named, API_KEY.c.name == named)
        )
    )
    good = [key for key in map(_key, rows) if key.is_good(at)]
    # a key that was rotated is still good for a while, and its successor is what is meant
    lasting = (
        [key for key in good if key.id == named]
        or [key for key in good if key.expires is None]
        or good
    )
    if not lasting:
        raise UnknownTermError(f"no good key `{named}`: `waymark key list` shows them all")
    if len(lasting) > 1:
        which = ", ".join(
            f"`{key.id}`" for key in sorted(lasting, key=lambda key: (key.created, key.id))
        )
        raise InputError(f"several keys are called `{named}`: name one of {which}")
    return lasting[0]


def _rotated_before(connection: Connection, meant: ApiKey, at: datetime) -> tuple[ApiKey, ...]:
    """Return the other good keys of that name that have an end already, oldest first."""
    rows = connection.execute(
        select(API_KEY)
        .where(API_KEY.c.tenant == meant.tenant, API_KEY.c.name == meant.name)
        .where(API_KEY.c.id != meant.id, API_KEY.c.expires.is_not(None))
        .order_by(API_KEY.c.created, API_KEY.c.id)
    )
    return tuple(key for key in map(_key, rows) if key.is_good(at))


def _ended(connection: Connection, key: ApiKey, until: datetime) -> ApiKey:
    """Let a key end, at the latest, at that time."""
    expires = until if key.expires is None else min(key.expires, until)
    connection.execute(update(API_KEY).where(API_KEY.c.id == key.id).values(expires=expires))
    return replace(key, expires=expires)


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(
        id=row.id,
        tenant=row.tenant,
        name=row.name,
        roles=tuple(row.roles),
        created=row.created,
        revoked=row.revoked,
        expires=row.expires,
    )
