"""The wire form of `waymark quarantine`."""

from __future__ import annotations

from collections.abc import Iterable

from api.wire.forms.model import Wire
from api.wire.forms.report import ViolationObject, violation_objects
from graph.records.quarantine import Quarantined


class QuarantinedObject(Wire):
    """What is wrong with a statement that was left out, and since when (ISO 8601)."""

    since: str
    violation: ViolationObject


class QuarantineObject(Wire):
    """All that was left out and not yet mended, by source and place."""

    quarantined: list[QuarantinedObject]


def quarantine_object(found: Iterable[Quarantined]) -> QuarantineObject:
    """Write what is in quarantine in its order."""
    return QuarantineObject(
        quarantined=[
            QuarantinedObject(
                since=each.since.isoformat(), violation=violation_objects([each.violation])[0]
            )
            for each in found
        ]
    )
