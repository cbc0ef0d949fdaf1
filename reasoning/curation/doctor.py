"""The doctor: what is wrong with a curriculum, in words, with evidence and a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, assert_never

from graph.snapshot import Snapshot
from ontology.condition import Attainment
from ontology.labels import ENGLISH
from ontology.names import Iri
from reasoning.curation.diagnosis import (
    BrokenCircle,
    Circle,
    Diagnosis,
    EffortUnknown,
    EmptyRoles,
    IdleResources,
    Link,
    ManyEffortsUnknown,
    ManyUntaught,
    NeverMet,
    Orphans,
    Redundant,
    UnreachableRole,
    UnreachableRoles,
    Untaught,
    UntaughtFramework,
)
from reasoning.curation.examination import diagnoses
from reasoning.curation.finding import Ailment, Finding, Severity
from reasoning.narration.findings import worded
from reasoning.narration.labels import Labels

REMARKS = frozenset(
    {Ailment.BROKEN_CYCLE, Ailment.REDUNDANT, Ailment.IDLE_RESOURCE, Ailment.ORPHAN}
)


def examine(snapshot: Snapshot, languages: Sequence[str] = (ENGLISH,)) -> tuple[Finding, ...]:
    """Examine a curriculum: findings first, then remarks, each kind by name.

    Reach is judged by the fixpoint, for somebody who holds nothing, has no limits and assumes
    no hours. Terms are called by their labels in the first of the languages that has one.
    """
    labels = Labels(snapshot.dataset, snapshot.dataset.prefixes, languages)
    return tuple(_finding(found, labels) for found in diagnoses(snapshot))


class _Chart(NamedTuple):
    kind: Ailment
    concerns: tuple[Iri, ...]
    evidence: tuple[Iri, ...] = ()
    retracted: tuple[Iri, ...] = ()


def _finding(found: Diagnosis, labels: Labels) -> Finding:
    chart, words = _chart(found), worded(found, labels)
    severity = Severity.REMARK if chart.kind in REMARKS else Severity.FINDING
    return Finding(
        severity,
        chart.kind,
        chart.concerns[0],
        chart.concerns,
        words.sentence,
        chart.evidence,
        words.fix,
        chart.retracted,
    )


def _chart(found: Diagnosis) -> _Chart:
    match found:
        case Circle(links, members, cut):
            return _Chart(Ailment.CYCLE, _names(members), _said(links), cut)
        case BrokenCircle(links, members, _):
            return _Chart(Ailment.BROKEN_CYCLE, _names(members), _said(links))
        case Redundant(identifier, target, _, _):
            return _Chart(Ailment.REDUNDANT, (target.competency,), (identifier,))
        case UnreachableRole(role, _):
            return _Chart(Ailment.UNREACHABLE_ROLE, (role,))
        case UnreachableRoles() | Orphans() | EmptyRoles() | IdleResources():
            return _of_terms(found)
        case _:
            return _of_dead_ends(found)


def _of_dead_ends(
    found: Untaught
    | UntaughtFramework
    | ManyUntaught
    | EffortUnknown
    | ManyEffortsUnknown
    | NeverMet,
) -> _Chart:
    match found:
        case Untaught(attainments):
            return _Chart(Ailment.DEAD_END, _names(attainments))
        case UntaughtFramework(framework, _):
            return _Chart(Ailment.DEAD_END, (framework,))
        case ManyUntaught(_, competencies):
            return _Chart(Ailment.DEAD_END, competencies)
        case EffortUnknown(attainments, resources):
            return _Chart(Ailment.EFFORT_UNKNOWN, _names(attainments), resources)
        case ManyEffortsUnknown(_, competencies, resources):
            return _Chart(Ailment.EFFORT_UNKNOWN, competencies, resources)
        case NeverMet(attainment, statements):
            return _Chart(Ailment.NEVER_MET, (attainment.competency,), statements)
        case never:
            assert_never(never)


def _of_terms(found: UnreachableRoles | Orphans | EmptyRoles | IdleResources) -> _Chart:
    match found:
        case UnreachableRoles(_, roles):
            return _Chart(Ailment.UNREACHABLE_ROLE, roles)
        case Orphans(_, terms):
            return _Chart(Ailment.ORPHAN, terms)
        case EmptyRoles(_, terms):
            return _Chart(Ailment.EMPTY_ROLE, terms)
        case IdleResources(_, terms):
            return _Chart(Ailment.IDLE_RESOURCE, terms)
        case never:
            assert_never(never)


def _names(attainments: Iterable[Attainment]) -> tuple[Iri, ...]:
    return tuple(sorted({attainment.competency for attainment in attainments}))


def _said(links: Iterable[Link]) -> tuple[Iri, ...]:
    return tuple(dict.fromkeys(link.statement for link in links))
