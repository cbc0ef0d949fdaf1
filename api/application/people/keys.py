"""API keys: who may ask from elsewhere than this machine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from api.application.application import Application, Asked
from api.application.principal import Principal, Right, principal
from graph.records.keys import ApiKey


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made: its secret is shown this once and kept nowhere."""

    key: ApiKey
    secret: str


@dataclass(frozen=True, slots=True)
class NewKeyInstead:
    """A key, the one that takes its place, and the secret of that, shown this once.

    `others` were rotated before and were good still: they end with the old one, or sooner.
    """

    old: ApiKey
    key: ApiKey
    secret: str
    others: tuple[ApiKey, ...]

    @property
    def ending(self) -> tuple[ApiKey, ...]:
        """Every older key that was good until now, each with its end."""
        return (*self.others, self.old)


def create_key(
    application: Application, asked: Asked, name: str, rights: Collection[Right]
) -> NewKey:
    """Make a key for a principal of that name."""
    key, secret = application.records.create_key(
        asked.tenant, name, sorted(rights), application.now()
    )
    return NewKey(key, secret)


def list_keys(application: Application, asked: Asked) -> tuple[ApiKey, ...]:
    """Return every key of the tenant, the revoked ones too, oldest first."""
    return application.records.keys(asked.tenant)


def revoke_key(application: Application, asked: Asked, identifier: str) -> ApiKey:
    """Make a key worthless from now on.

    Raises `UnknownTermError` where there is no such key.
    """
    return application.records.revoke_key(asked.tenant, identifier, application.now())


def rotate_key(
    application: Application, asked: Asked, named: str, overlap: timedelta
) -> NewKeyInstead:
    """Make a second key for a principal; those there were are good for the overlap yet.

    `named` is the identifier of a key, or the name of the only good key of that name.

    Raises `UnknownTermError` where no good key is meant, `InputError` where several are.
    """
    now = application.now()
    rotated, secret = application.records.rotate_key(asked.tenant, named, now, now + overlap)
    return NewKeyInstead(rotated.old, rotated.new, secret, rotated.others)


def bearer(application: Application, secret: str) -> Asked | None:
    """Return on whose behalf a secret speaks, and in which tenant; None where it is worthless."""
    key = application.records.verify_key(secret, application.now())
    if key is None:
        return None
    return Asked(_principal(key), key.tenant)


def _principal(key: ApiKey) -> Principal:
    return principal(key.name, key.roles)
