"""What can be learnt next."""

from __future__ import annotations

from dataclasses import dataclass

from api.application.application import Application, Asked
from api.application.plan.amounts import minutes_of
from api.application.plan.questioning import aim_of, held_of, limits_of
from api.application.plan.request import PathRequest
from graph.snapshot import Snapshot
from ontology.condition import Attainment
from reasoning.gaps.frontier import FrontierItem
from reasoning.gaps.frontier import frontier as look_around


@dataclass(frozen=True, slots=True)
class FrontierAnswer:
    """All that can be taken now, as of one revision; `towards` may be empty.

    `assumed_minutes` is None where what states no effort does not count.
    """

    snapshot: Snapshot
    held: frozenset[Attainment]
    towards: tuple[Attainment, ...]
    assumed_minutes: int | None
    items: tuple[FrontierItem, ...]


def frontier(application: Application, asked: Asked, request: PathRequest) -> FrontierAnswer:
    """Tell what can be learnt next, towards the role or goal of the request if it has one.

    Raises `UnknownTermError`, `MalformedQuestionError`, `UnknownRevisionError`.
    """
    known = application.snapshots.at(asked.tenant, asked.revision)
    held = held_of(application, asked, known, request)
    towards = aim_of(known, request)
    assumed = minutes_of(request.assume_hours, "--assume-hours")
    items = look_around(
        known.snapshot,
        held,
        towards,
        assumed,
        limits_of(application, asked, known, request),
        request.start or application.today(),
    )
    return FrontierAnswer(known.snapshot, held, towards, assumed, items)
