"""Hits, written as a `FindObject`."""

from __future__ import annotations

from api.application.curate.find import FoundTerms
from api.wire.forms.find import FindObject, HitObject
from api.wire.naming import Naming


def find_object(found: FoundTerms) -> FindObject:
    """Write hits in their order."""
    naming = Naming(found.snapshot.dataset)
    return FindObject(
        revision=found.snapshot.revision,
        text=found.text,
        hits=[
            HitObject(
                id=naming.name(hit.term),
                iri=hit.term,
                kind=hit.kind.value,
                label=naming.label(hit.term),
                matched=hit.label,
                score=hit.score,
            )
            for hit in found.hits
        ],
    )
