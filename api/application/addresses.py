"""Addresses of stores, as they may be shown."""

from __future__ import annotations

from graph.neo4j.address import without_credentials


def without_password(address: str) -> str:
    """Return the address without the credentials that may be in it.

    >>> without_password("neo4j://ada:secret@graph.example.org:7687")
    'neo4j://…@graph.example.org:7687'
    >>> without_password("sqlite:///people/ada@example.org/waymark.db")
    'sqlite:///people/ada@example.org/waymark.db'
    """
    return address if address.startswith("sqlite:") else without_credentials(address)
