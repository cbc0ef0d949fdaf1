"""Addresses of stores, as they may be shown."""

from __future__ import annotations

from urllib.parse import urlsplit


def without_password(address: str) -> str:
    """Return the address without the credentials that may be in it.

    >>> without_password("neo4j://ada:secret@graph.example.org:7687")
    'neo4j://…@graph.example.org:7687'
    """
    parts = urlsplit(address)
    if "@" not in parts.netloc:
        return address
    return parts._replace(netloc=f"…@{parts.netloc.rpartition('@')[2]}").geturl()
