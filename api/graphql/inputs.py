"""What a client asks with."""

from __future__ import annotations

from datetime import date

import strawberry

from api.application.plan.request import PathRequest
from api.graphql.global_ids import name_of
from ontology.errors import MalformedQuestionError
from ontology.names import Prefixes
from reasoning.question import Objective

strawberry.enum(Objective, description="What a path should have least of: hours, price or steps.")


@strawberry.input(description="A competency at a level.")
class AttainmentInput:
    """An attainment; the competency by id, CURIE, IRI or label."""

    competency: strawberry.ID
    level: int = 1


@strawberry.input(one_of=True, description="A learner on record, or what somebody holds.")
class LearnerInput:
    """Who asks: exactly one of the two."""

    id: strawberry.ID | None = strawberry.UNSET
    holds: list[AttainmentInput] | None = strawberry.UNSET


@strawberry.input(description="A planning question; names are ids, CURIEs, IRIs or labels.")
class PathInput:
    """A question: what leads from what the learner holds to a role, or to a goal."""

    learner: LearnerInput
    role: strawberry.ID | None = None
    goal: list[AttainmentInput] | None = None
    minimise: Objective = Objective.HOURS
    start: date | None = strawberry.field(
        default=None, description="The first day; today by default."
    )
    with_optional: bool = False
    assume_hours: float | None = strawberry.field(
        default=None, description="Hours for whatever states no effort, self-study included."
    )
    self_study: bool = True
    budget: float | None = strawberry.field(default=None, description="In major units.")
    currency: str | None = None
    hours_per_week: float | None = None
    deadline: date | None = None
    languages: list[str] | None = None
    modality: str | None = None
    region: str | None = None
    max_steps: int | None = None
    without: list[strawberry.ID] | None = None
    with_: list[strawberry.ID] | None = strawberry.field(
        name="with", default=None, description="Resources that must be used."
    )
    time_limit: float | None = strawberry.field(
        default=None, description="Seconds to search; at most 30."
    )


LONGEST = 30.0
"""Seconds that a search may take over the wire."""

DEFAULT = 10.0


def path_request(given: PathInput, prefixes: Prefixes) -> PathRequest:
    """Return the request that a client's input stands for."""
    return PathRequest(
        role=None if given.role is None else name_of(given.role, prefixes),
        goal=attained(given.goal, prefixes),
        holds=held(given.learner, prefixes),
        learner=learner(given.learner, prefixes),
        minimise=given.minimise,
        budget=None if given.budget is None else f"{given.budget:f}".rstrip("0").rstrip("."),
        currency=given.currency,
        hours_per_week=given.hours_per_week,
        start=given.start,
        deadline=given.deadline,
        languages=tuple(given.languages or ()),
        modality=given.modality,
        region=given.region,
        max_steps=given.max_steps,
        without=quoted(given.without, prefixes),
        demanded=quoted(given.with_, prefixes),
        with_optional=given.with_optional,
        assume_hours=given.assume_hours,
        self_study=given.self_study,
        time_limit=_seconds(given.time_limit),
    )


def learner(given: LearnerInput, prefixes: Prefixes) -> str | None:
    """Return the name of the learner on record that is meant, if one is."""
    return name_of(given.id, prefixes) if given.id else None


def held(given: LearnerInput, prefixes: Prefixes) -> tuple[str, ...]:
    """Return what somebody holds, as people type it."""
    return attained(given.holds or None, prefixes)


def attained(given: list[AttainmentInput] | None, prefixes: Prefixes) -> tuple[str, ...]:
    """Return attainments as people type them."""
    return tuple(
        _quoted(f"{name_of(each.competency, prefixes)}@{each.level}") for each in given or ()
    )


def quoted(given: list[strawberry.ID] | None, prefixes: Prefixes) -> tuple[str, ...]:
    """Return names as people type them."""
    return tuple(_quoted(name_of(each, prefixes)) for each in given or ())


def _quoted(name: str) -> str:
    # a label may have a comma, which would split it
    return name if "<" in name or '"' in name else f'"{name}"'


def _seconds(stated: float | None) -> float:
    if stated is None:
        return DEFAULT
    if not 0 < stated <= LONGEST:
        raise MalformedQuestionError(f"a time limit is more than 0 and at most {LONGEST:g} seconds")
    return stated
