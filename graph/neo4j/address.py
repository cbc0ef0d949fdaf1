"""Where a Neo4j server is, and who asks: read from what a person writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

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
        scheme, there, rest = written.partition("://")
        if not there or scheme not in SCHEMES:
            raise StoreRefusedError(
                f"`{without_credentials(written)}` is no address of Neo4j: begin it with "
                "`neo4j://` or `bolt://`, or with `neo4j+s://` or `bolt+s://` for TLS"
            )
        credentials, said, host = rest.rpartition("@")
        if set(credentials) & set("/?#"):
            raise StoreRefusedError(
                f"`{without_credentials(written)}` has credentials with a `/`, `?` or `#`: "
                "percent-encode the password"
            )
        shown = _shown(scheme, host)
        if said:
            name, _, secret = credentials.partition(":")
            user, password = unquote(name), unquote(secret)
        return cls(shown, user, password)


def without_credentials(written: str) -> str:
    """Return what somebody wrote as an address without the credentials that may be in it.

    Whatever it is otherwise, nothing before its last `@` is told but the scheme.

    >>> without_credentials("neo4j://ada:sec/ret@graph.example.org:7687")
    'neo4j://…@graph.example.org:7687'
    """
    before, said, rest = written.rpartition("@")
    if not said:
        return written
    scheme, there, _ = before.partition("://")
    return f"{scheme}://…@{rest}" if there else f"…@{rest}"


def _shown(scheme: str, host: str) -> str:
    """Return the address of a server; raise `StoreRefusedError` where it is not just that."""
    parts = _split(f"{scheme}://{host}")
    if parts is None:
        raise StoreRefusedError(
            f"`{scheme}://{host}` names no server: write `{scheme}://host:port`"
        )
    shown = f"{scheme}://{parts.netloc}"
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise StoreRefusedError(
            f"an address of Neo4j ends with its port: write `{shown}` and nothing after it"
        )
    return shown


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address; None where it has no host, or a port that cannot be."""
    try:
        parts = urlsplit(address)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None
