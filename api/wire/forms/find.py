"""The wire form of `waymark find`."""

from __future__ import annotations

from api.wire.forms.model import Wire


class HitObject(Wire):
    """A term whose label resembles what was looked for; `score` is from 0 to 1."""

    id: str
    iri: str
    kind: str
    label: str
    matched: str
    score: float


class FindObject(Wire):
    """Hits, best first."""

    revision: int
    text: str
    hits: list[HitObject]
