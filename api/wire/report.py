"""Judged and stored loads, written as `ReportObject`s."""

from __future__ import annotations

from api.application.ingest.load import Judged, Stored
from api.wire.forms.report import (
    CountObject,
    FidelityObject,
    ReportObject,
    RetractedObject,
    violation_objects,
)
from loaders.fidelity import Fate, Fidelity, Place
from reasoning.narration.labels import Labels
from reasoning.narration.statements import statement


def judged_object(judged: Judged) -> ReportObject:
    """Write what the contracts say of files that were not stored."""
    return _report(judged, judged.base.number)


def stored_object(stored: Stored) -> ReportObject:
    """Write what was stored of files."""
    return _report(stored.judged, stored.revision.number)


def place_text(place: Place) -> str:
    """Write ``file:row:column``, as far as it is known."""
    return ":".join(str(part) for part in place if part is not None)


def _report(judged: Judged, revision: int) -> ReportObject:
    return ReportObject(
        accepted=judged.admitted is not None,
        revision=revision,
        violations=violation_objects(judged.violations),
        quarantined=violation_objects(judged.quarantined),
        warnings=violation_objects(judged.warnings),
        consequences=violation_objects(judged.consequences),
        retracted=retracted_objects(judged),
        unsaid=judged.unsaid,
        fidelity=_fidelity(judged.fidelity),
    )


def retracted_objects(judged: Judged) -> list[RetractedObject]:
    """Write what is retracted, by kind and identity."""
    labels = Labels(judged.before, judged.before.prefixes)
    return [
        RetractedObject(
            id=each.id,
            kind=each.kind.value,
            sentence=statement(each.content, labels),
            file=each.provenance.file,
            row=each.provenance.row,
        )
        for each in judged.retracted
    ]


def _fidelity(fidelity: Fidelity) -> FidelityObject:
    return FidelityObject(
        kept=_counts(fidelity, Fate.KEPT),
        changed=_counts(fidelity, Fate.CHANGED),
        dropped=_counts(fidelity, Fate.DROPPED),
        quarantined=_counts(fidelity, Fate.QUARANTINED),
    )


def _counts(fidelity: Fidelity, fate: Fate) -> list[CountObject]:
    return [
        CountObject(
            kind=tally.kind,
            reason=tally.reason or None,
            count=tally.count,
            places=[place_text(place) for place in tally.places],
        )
        for tally in fidelity.of(fate)
    ]
