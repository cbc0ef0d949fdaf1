"""The doctor: what is wrong with a curriculum as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from api.application.application import Application, Asked
from graph.snapshot import Snapshot
from reasoning.curation.doctor import examine as look_over
from reasoning.curation.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Examined:
    """What the doctor found in one revision; remarks harm nobody."""

    snapshot: Snapshot
    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


def examine(application: Application, asked: Asked) -> Examined:
    """Examine a revision: cycles, dead ends, unreachable roles, redundant edges, orphans."""
    snapshot = application.snapshots.at(asked.tenant, asked.revision).snapshot
    found = look_over(snapshot)
    return Examined(
        snapshot,
        tuple(each for each in found if each.severity is Severity.FINDING),
        tuple(each for each in found if each.severity is Severity.REMARK),
    )
