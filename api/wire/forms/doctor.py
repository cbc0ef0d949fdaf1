"""The wire form of `waymark doctor`."""

from __future__ import annotations

from api.wire.forms.model import Wire


class FindingObject(Wire):
    """Something that is wrong, or worth a look, with a proposed fix."""

    severity: str
    kind: str
    focus: str
    title: str
    sentence: str
    evidence: list[str]
    fix: str | None


class DoctorObject(Wire):
    """What the doctor found; remarks harm nobody."""

    revision: int
    findings: list[FindingObject]
    remarks: list[FindingObject]
