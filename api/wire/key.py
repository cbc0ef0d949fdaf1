"""The wire form of `waymark key`."""

from __future__ import annotations

from collections.abc import Iterable

from api.application.people.keys import NewKey, NewKeyInstead
from api.wire.forms.model import Wire
from graph.records.keys import ApiKey


class KeyObject(Wire):
    """A key without its secret; times are UTC (ISO 8601)."""

    id: str
    name: str
    tenant: str
    roles: list[str]
    created: str
    revoked: str | None
    expires: str | None


class NewKeyObject(Wire):
    """A key that was just made, with the secret that is shown this once."""

    key: KeyObject
    secret: str


class RotatedKeyObject(Wire):
    """A key that was just made with its secret, and the one that it replaces.

    `ending` are all older keys of the name that were good until now, oldest first, each with
    the time at which it ends.
    """

    key: KeyObject
    secret: str
    replaces: KeyObject
    ending: list[KeyObject]


class KeysObject(Wire):
    """The keys of a tenant, oldest first."""

    keys: list[KeyObject]


def key_object(key: ApiKey) -> KeyObject:
    """Write one key."""
    return KeyObject(
        id=key.id,
        name=key.name,
        tenant=key.tenant,
        roles=list(key.roles),
        created=key.created.isoformat(),
        revoked=None if key.revoked is None else key.revoked.isoformat(),
        expires=None if key.expires is None else key.expires.isoformat(),
    )


def keys_object(keys: Iterable[ApiKey]) -> KeysObject:
    """Write keys in their order."""
    return KeysObject(keys=[key_object(key) for key in keys])


def new_key_object(made: NewKey) -> NewKeyObject:
    """Write a key with its secret."""
    return NewKeyObject(key=key_object(made.key), secret=made.secret)


def rotated_key_object(made: NewKeyInstead) -> RotatedKeyObject:
    """Write a key with its secret, and the one that it replaces."""
    return RotatedKeyObject(
        key=key_object(made.key),
        secret=made.secret,
        replaces=key_object(made.old),
        ending=[key_object(key) for key in made.ending],
    )
