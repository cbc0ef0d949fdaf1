"""The wire form of `waymark show`."""

from __future__ import annotations

from api.wire.forms.model import Wire


class ProvenanceObject(Wire):
    """Where a statement comes from; `row` and `column` count from 1."""

    source: str
    file: str | None
    row: int | None
    column: int | None
    author: str | None
    licence: str | None
    method: str | None
    confidence: float | None


class NeedObject(Wire):
    """A prerequisite: its condition, its strength, its reason, and where it comes from."""

    level: int | None
    condition: str
    strength: str
    because: str | None
    provenance: ProvenanceObject


class LinkObject(Wire):
    """A term beside this one; `level` and `note` say how they belong together."""

    id: str
    label: str
    level: int | None = None
    note: str | None = None


class LevelObject(Wire):
    """One level of a competency; `hours` is what self-study takes, where that is stated."""

    level: int
    label: str | None
    hours: float | None


class TermObject(Wire):
    """A term and what stands around it."""

    id: str
    iri: str
    kind: str
    revision: int
    labels: dict[str, str]
    definition: dict[str, str]
    status: str | None
    levels: list[LevelObject]
    needs: list[NeedObject]
    taught_by: list[LinkObject]
    assessed_by: list[LinkObject]
    teaches: list[LinkObject]
    assesses: list[LinkObject]
    leads_to: list[LinkObject]
    asks_for: list[LinkObject]
    asked_by: list[LinkObject]
    broader: list[LinkObject]
    narrower: list[LinkObject]
    alignments: list[LinkObject]
    provenance: ProvenanceObject
