"""Where a Neo4j server is, and who asks: read from what a person writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

from ontology.errors import StoreRefusedError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


@dataclass(frozen=True, slots=True)
class Address:
    """A server, as `scheme://host:port`, and the credentials that are never shown."""

    shown: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, written: str, user: str | None = None, password: str | None = None) -> Self:
        """Read an address; credentials within it outweigh the ones beside it.

        Raises `StoreRefusedError` where it is none.
        """
        parts = urlsplit(written)
        host = parts.netloc.rpartition("@")[2]
        shown = f"{parts.scheme}://{host}"
        if parts.scheme not in SCHEMES:
            raise StoreRefusedError(
                f"`{shown}` is no address of Neo4j: begin it with `neo4j://` or `bolt://`, "
                "or with `neo4j+s://` or `bolt+s://` for TLS"
            )
        if not parts.hostname or not _has_port(written):
            raise StoreRefusedError(
                f"`{shown}` names no server: write `{parts.scheme}://host:port`"
            )
        if parts.path.strip("/") or parts.query or parts.fragment:
            raise StoreRefusedError(
                f"an address of Neo4j ends with its port: write `{shown}` and nothing after it"
            )
        if parts.username is not None:
            user, password = unquote(parts.username), unquote(parts.password or "")
        return cls(shown, user, password)


def _has_port(written: str) -> bool:
    """Tell whether the port, if one is written, is a number that a port can have."""
    try:
        return urlsplit(written).port != 0
    except ValueError:
        return False
