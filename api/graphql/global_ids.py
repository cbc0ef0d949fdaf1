"""Global object identification: an opaque id names a kind of term and its IRI.

Wherever an id is taken, a CURIE, an IRI in angle brackets or a bare IRI does as well.
"""

from __future__ import annotations

import base64
import binascii

import strawberry

from ontology.errors import MalformedNameError
from ontology.names import Iri, Prefixes, is_iri
from ontology.terms import Kind

LONGEST_NAME = 2_000

_KINDS = {kind.value: kind for kind in Kind}


def global_id(kind: Kind, iri: Iri) -> strawberry.ID:
    """Return the id of a term."""
    return strawberry.ID(base64.urlsafe_b64encode(f"{kind.value}:{iri}".encode()).decode())


def iri_of(identifier: str) -> Iri | None:
    """Return the IRI that an id names; None where the text is no such id."""
    try:
        decoded = base64.b64decode(identifier, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    kind, colon, iri = decoded.partition(":")
    return Iri(iri) if colon and kind in _KINDS and is_iri(iri) else None


def name_of(identifier: str, prefixes: Prefixes) -> str:
    """Return the name, as people type it, that an id or a name stands for.

    Raises `MalformedNameError` for what is longer than any name.
    """
    if len(identifier) > LONGEST_NAME:
        raise MalformedNameError(f"a name has at most {LONGEST_NAME:,} characters")
    iri = iri_of(identifier)
    return identifier if iri is None else prefixes.compact(iri)
