"""Findings: what the doctor says, with the evidence and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ontology.names import Iri


class Severity(StrEnum):
    """Whether somebody is harmed; a remark harms nobody."""

    FINDING = "finding"
    REMARK = "remark"


class Ailment(StrEnum):
    """The names of what can be found; part of the API."""

    CYCLE = "cycle"
    DEAD_END = "dead-end"
    EFFORT_UNKNOWN = "effort-unknown"
    NEVER_MET = "never-met"
    UNREACHABLE_ROLE = "unreachable-role"
    EMPTY_ROLE = "empty-role"
    BROKEN_CYCLE = "broken-cycle"
    REDUNDANT = "redundant"
    IDLE_RESOURCE = "idle-resource"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth a look.

    `focus` is the term to open first, `concerns` are all that are meant, sorted; `evidence`
    are the statements that say so. `fix` is a proposal in words; `retracted` are the
    statements whose retraction would do it, tried before it was offered, if that is the way.
    """

    severity: Severity
    kind: Ailment
    focus: Iri
    concerns: tuple[Iri, ...]
    sentence: str
    evidence: tuple[Iri, ...]
    fix: str
    retracted: tuple[Iri, ...] = ()
