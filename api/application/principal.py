"""Who asks: a person at this machine, or whoever holds an API key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What a key may be good for; `admin` is good for everything."""

    READER = "reader"
    EDITOR = "editor"
    APPROVER = "approver"
    PEOPLE = "people"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Principal:
    """A name that commits carry, and what its bearer may do."""

    name: str
    rights: frozenset[Right]

    def may(self, right: Right) -> bool:
        """Tell whether the principal has that right."""
        return right in self.rights or Right.ADMIN in self.rights


LOCAL = Principal("local", frozenset(Right))
"""Whoever works at this machine."""


def principal(name: str, roles: Collection[str]) -> Principal:
    """Return the principal of a key; roles nobody knows give no right."""
    return Principal(name, frozenset(right for right in Right if right in roles))
