"""What a client asks with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from api.application.plan.request import NamedLevel, PathRequest
from api.graphql.global_ids import name_of
from ontology.errors import MalformedQuestionError
from ontology.names import Prefixes
from reasoning.question import Objective

strawberry.enum(Objective, description="What a path should have least of: hours, price or steps.")


@strawberry.input(description="A competency at a level.")
class AttainmentInput:
    """An attainment; the competency by id, CURIE, IRI or label."""

    competency: strawberry.ID = strawberry.field(
        description="The competency, by global id, CURIE, IRI or label."
    )
    level: int = strawberry.field(default=1, description="The level, from 1.")


@strawberry.input(one_of=True, description="A learner on record, or what somebody holds.")
class LearnerInput:
    """Who asks: exactly one of the two."""

    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="A learner on record, by global id, CURIE or IRI; wants the role `people`.",
    )
    holds: list[AttainmentInput] | None = strawberry.field(
        default=strawberry.UNSET,
        description="What somebody holds who is not on record; may be empty.",
    )


@strawberry.input(description="A planning question; names are ids, CURIEs, IRIs or labels.")
class PathInput:
    """A question: what leads from what the learner holds to a role, or to a goal."""

    learner: LearnerInput = strawberry.field(description="Who asks, and what they hold.")
    role: strawberry.ID | None = strawberry.field(
        default=None, description="The role to reach: this, or else `goal`."
    )
    goal: list[AttainmentInput] | None = strawberry.field(
        default=None, description="What to reach: this, or else `role`."
    )
    minimise: Objective = strawberry.field(
        default=Objective.HOURS, description="What the path should have least of."
    )
    start: date | None = strawberry.field(
        default=None, description="The first day; today by default."
    )
    with_optional: bool = strawberry.field(
        default=False,
        description="Whether the path must gain what the role marks as optional, too.",
    )
    assume_hours: float | None = strawberry.field(
        default=None, description="Hours for whatever states no effort, self-study included."
    )
    self_study: bool = strawberry.field(
        default=True, description="Whether a competency that states its effort may be learnt alone."
    )
    budget: float | None = strawberry.field(default=None, description="In major units.")
    currency: str | None = strawberry.field(
        default=None,
        description="The ISO 4217 code of the currency of all prices; a budget wants one.",
    )
    hours_per_week: float | None = strawberry.field(
        default=None, description="Hours of study a week; without them there is no schedule."
    )
    deadline: date | None = strawberry.field(
        default=None, description="The last day of study; wants `hoursPerWeek`."
    )
    languages: list[str] | None = strawberry.field(
        default=None, description="BCP 47 tags of the languages that the learner reads."
    )
    modality: str | None = strawberry.field(
        default=None, description="How all resources must be held, such as `online`."
    )
    region: str | None = strawberry.field(
        default=None, description="Where all resources must be offered."
    )
    max_steps: int | None = strawberry.field(
        default=None, description="The most steps that the path may have."
    )
    without: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Resources that must not be used."
    )
    with_: list[strawberry.ID] | None = strawberry.field(
        name="with", default=None, description="Resources that must be used."
    )
    time_limit: float | None = strawberry.field(
        default=None, description="Seconds to search; at most 30."
    )


LONGEST = 30.0
"""Seconds that a search may take over the wire."""


def path_request(given: PathInput, prefixes: Prefixes) -> PathRequest:
    """Return the request that a client's input stands for."""
    return PathRequest(
        role=None if given.role is None else name_of(given.role, prefixes),
        goal=attained(given.goal, prefixes),
        holds=held(given.learner, prefixes),
        learner=learner(given.learner, prefixes),
        minimise=given.minimise,
        budget=None if given.budget is None else f"{Decimal(str(given.budget)).normalize():f}",
        currency=given.currency,
        hours_per_week=given.hours_per_week,
        start=given.start,
        deadline=given.deadline,
        languages=tuple(given.languages or ()),
        modality=given.modality,
        region=given.region,
        max_steps=given.max_steps,
        without=names(given.without, prefixes),
        demanded=names(given.with_, prefixes),
        with_optional=given.with_optional,
        assume_hours=given.assume_hours,
        self_study=given.self_study,
        time_limit=_seconds(given.time_limit),
    )


def learner(given: LearnerInput, prefixes: Prefixes) -> str | None:
    """Return the name of the learner on record that is meant, if one is."""
    return name_of(given.id, prefixes) if given.id else None


def held(given: LearnerInput, prefixes: Prefixes) -> tuple[NamedLevel, ...]:
    """Return what somebody holds, by name and level."""
    return attained(given.holds or None, prefixes)


def attained(given: list[AttainmentInput] | None, prefixes: Prefixes) -> tuple[NamedLevel, ...]:
    """Return attainments by name and level."""
    return tuple(NamedLevel(name_of(each.competency, prefixes), each.level) for each in given or ())


def names(given: list[strawberry.ID] | None, prefixes: Prefixes) -> tuple[str, ...]:
    """Return the names that ids and names stand for."""
    return tuple(name_of(each, prefixes) for each in given or ())


def _seconds(stated: float | None) -> float | None:
    """Return the time limit; without one the search ends by its effort, always alike."""
    if stated is None:
        return None
    if not 0 < stated <= LONGEST:
        raise MalformedQuestionError(f"a time limit is more than 0 and at most {LONGEST:g} seconds")
    return stated
