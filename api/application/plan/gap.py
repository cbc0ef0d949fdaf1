"""The gap between what somebody holds and what a role asks for."""

from __future__ import annotations

from dataclasses import dataclass

from api.application.application import Application, Asked
from api.application.plan.amounts import minutes_of
from api.application.plan.questioning import held_of, required_role
from api.application.plan.request import PathRequest
from graph.snapshot import Snapshot
from ontology.condition import Attainment
from reasoning.gaps.gap import Gap
from reasoning.gaps.gap import gap as compare


@dataclass(frozen=True, slots=True)
class GapAnswer:
    """A gap as of one revision; `held` is what it was compared with."""

    snapshot: Snapshot
    held: frozenset[Attainment]
    gap: Gap


def gap(application: Application, asked: Asked, request: PathRequest) -> GapAnswer:
    """Compare what is held with what the role of the request asks for.

    Raises `UnknownTermError`, `MalformedQuestionError`, `UnknownRevisionError`.
    """
    known = application.snapshots.at(asked.tenant, asked.revision)
    role = required_role(known, request)
    held = held_of(application, asked, known, request)
    assumed = minutes_of(request.assume_hours, "--assume-hours")
    return GapAnswer(known.snapshot, held, compare(known.snapshot, held, role, assumed))
