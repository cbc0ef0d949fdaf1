"""What the doctor found, written as a `DoctorObject`."""

from __future__ import annotations

from api.application.curate.doctor import Examined
from api.wire.forms.doctor import DoctorObject, FindingObject
from api.wire.naming import Naming
from reasoning.curation.finding import Finding


def doctor_object(examined: Examined) -> DoctorObject:
    """Write findings and remarks in their order."""
    naming = Naming(examined.snapshot.dataset)
    return DoctorObject(
        revision=examined.snapshot.revision,
        findings=[_finding(each, naming) for each in examined.findings],
        remarks=[_finding(each, naming) for each in examined.remarks],
    )


def _finding(finding: Finding, naming: Naming) -> FindingObject:
    return FindingObject(
        severity=finding.severity.value,
        kind=finding.kind.value,
        focus=naming.name(finding.focus),
        title=naming.label(finding.focus),
        sentence=finding.sentence,
        evidence=[naming.name(each) for each in finding.evidence],
        fix=finding.fix,
    )
