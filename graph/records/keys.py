"""API keys: what a token looks like, what is kept of it, and how it is recognised.

A token is `wmk_<id>_<secret>`. The identifier is public and may be shown; of the secret only
a digest is kept. The secret is 256 random bits, so that a plain hash cannot be searched for
it; the identifier goes into the digest, so that no two keys share one.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

_TOKEN = re.compile(r"wmk_([0-9a-f]{12})_([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is known of a key: whose it is, and what it is good for; `roles` are sorted.

    It opens nothing any more from `expires` on, and nothing at all once it was revoked.
    """

    id: str
    tenant: str
    name: str
    roles: tuple[str, ...]
    created: datetime
    revoked: datetime | None = None
    expires: datetime | None = None

    def is_good(self, at: datetime) -> bool:
        """Tell whether the key opens anything at that time."""
        return self.revoked is None and (self.expires is None or at < self.expires)


class Rotated(NamedTuple):
    """A key that is good for a while yet, and the one that takes its place.

    `others` were rotated before and were good still: they end with the old one, or sooner.
    """

    old: ApiKey
    new: ApiKey
    others: tuple[ApiKey, ...] = ()


class Token(NamedTuple):
    """The two parts of what its bearer shows."""

    id: str
    secret: str

    def __str__(self) -> str:
        return f"wmk_{self.id}_{self.secret}"

    def __repr__(self) -> str:
        return f"Token(id={self.id!r}, secret=…)"

    @property
    def digest(self) -> str:
        """What is kept of the token."""
        return hashlib.sha256(str(self).encode()).hexdigest()

    def has(self, digest: str) -> bool:
        """Tell whether this is the token of which that digest was kept, in constant time."""
        return hmac.compare_digest(self.digest, digest)


def mint(draw: Callable[[int], bytes]) -> Token:
    """Make a token from random bytes; `draw` gives as many as it is asked for."""
    return Token(draw(6).hex(), draw(32).hex())


def read_token(text: str) -> Token | None:
    """Read a token; None where the text is none."""
    found = _TOKEN.fullmatch(text)
    return None if found is None else Token(*found.groups())
