"""A gap, written as a `GapObject`."""

from __future__ import annotations

from api.application.plan.gap import GapAnswer
from api.wire.forms.gap import GapObject
from api.wire.naming import Naming
from ontology.condition import Attainment


def gap_object(answer: GapAnswer) -> GapObject:
    """Write a gap."""
    naming = Naming(answer.snapshot.dataset)
    gap = answer.gap
    missing = [each.attainment for each in gap.missing]
    hidden = [each.attainment for each in gap.hidden]
    held = [each.attainment for each in gap.held]
    optional = [each.attainment for each in gap.optional if not each.held]
    named: list[Attainment] = [*missing, *hidden, *held, *optional]
    return GapObject(
        revision=answer.snapshot.revision,
        role=naming.name(gap.role),
        title=naming.label(gap.role),
        holds=naming.attainments(answer.held),
        missing=naming.attainments(missing),
        hidden=naming.attainments(hidden),
        held=naming.attainments(held),
        optional=naming.attainments(optional),
        unreachable=naming.attainments(gap.beyond_reach),
        labels={naming.attainment(each): naming.attained(each) for each in sorted(set(named))},
    )
