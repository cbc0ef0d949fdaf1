"""The wire form of `waymark check` and `waymark load`."""

from __future__ import annotations

from collections.abc import Iterable

from api.wire.forms.model import Wire
from ontology.violations import Violation


class ViolationObject(Wire):
    """One finding; `row` and `column` count from 1."""

    shape: str
    focus: str | None
    path: str | None
    value: str | None
    message: str
    fix: str | None
    file: str | None
    row: int | None
    column: int | None


class CountObject(Wire):
    """So many of one kind met one fate for one reason; `places` shows the first few."""

    kind: str
    reason: str | None
    count: int
    places: list[str]


class FidelityObject(Wire):
    """What became of everything in the files."""

    kept: list[CountObject]
    changed: list[CountObject]
    dropped: list[CountObject]
    quarantined: list[CountObject]


class RetractedObject(Wire):
    """A statement that is retracted: its IRI, what it says, and where it was said."""

    id: str
    kind: str
    sentence: str
    file: str | None
    row: int | None


class ReportObject(Wire):
    """What the contracts say of files, and what was stored of them.

    `revision` is the newest revision after the command, also where nothing was new.
    `quarantined` is what is wrong with statements that were left out on request. `consequences`
    only follow from violations or quarantine, and go away with them. `retracted` is
    what `--prune` retracts, or would without `--dry-run`; `unsaid` counts all that the sources
    of the files said before and say no more, retracted or not.
    """

    accepted: bool
    revision: int
    violations: list[ViolationObject]
    warnings: list[ViolationObject]
    quarantined: list[ViolationObject]
    consequences: list[ViolationObject]
    retracted: list[RetractedObject]
    unsaid: int
    fidelity: FidelityObject


def violation_objects(found: Iterable[Violation]) -> list[ViolationObject]:
    """Write findings in their order."""
    return [
        ViolationObject(
            shape=each.shape,
            focus=each.focus,
            path=each.path,
            value=each.value,
            message=each.message,
            fix=each.fix,
            file=each.file,
            row=each.row,
            column=each.column,
        )
        for each in found
    ]
