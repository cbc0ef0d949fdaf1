"""Outcomes of a planning question: a union, so that no client can forget one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Annotated, TypeAlias, assert_never

import strawberry

from api.application.plan.answer import Answer
from api.application.plan.path import alternatives_to
from api.graphql.explanations import Explanation, explanation
from api.graphql.terms import Attainment, Resource, attainment, term
from api.wire.forms.path import (
    BoundObject,
    CostObject,
    DeniedObject,
    FoundObject,
    OverConstrainedObject,
    ScheduleObject,
    StepObject,
    UndecidedObject,
    UnreachableObject,
)
from api.wire.path import found_object, path_object
from graph.snapshot import Snapshot
from ontology.condition import Attainment as HeldLevel
from reasoning.outcome import Found
from reasoning.outcome import PathStep as StepOfPath
from reasoning.outcome import Unreachable as NoWay
from reasoning.proof import Course, SelfStudy


@strawberry.type(description="What a path costs; the objective is in hours, major units or steps.")
class Cost:
    """The price is null where one price is unknown or currencies mix."""

    hours: float
    price: float | None
    currency: str | None
    steps: int
    objective: float


@strawberry.enum(description="Whether a path is proved to be the least.")
class BoundStatus(Enum):
    """`OPTIMAL`: nothing costs less. `WITHIN`: nothing costs less than `lower`."""

    OPTIMAL = "optimal"
    WITHIN = "within"


@strawberry.type(description="No path within the limits costs less than `lower`.")
class Bound:
    """`certified` says whether the certificate proves it without trusting the search."""

    lower: float
    status: BoundStatus
    gap: float
    certified: bool


@strawberry.type(description="An effort that nobody states.")
class Assumption:
    """What the answer rests on."""

    about: str
    title: str
    hours: float
    sentence: str


@strawberry.type(description="One step of a path.")
class PathStep:
    """Exactly one of resource and self-study is there; `gains` is what was lacking before."""

    number: int
    title: str
    resource: Resource | None
    self_study: Attainment | None
    gains: list[Attainment]
    hours: float
    price: float | None
    currency: str | None
    because: list[str]


@strawberry.enum(description="What became of an optional requirement.")
class WishState(Enum):
    """Held from the start, gained by the way, or open."""

    HELD = "held"
    GAINED = "gained"
    OPEN = "open"


@strawberry.type(description="An optional requirement of the role.")
class Wish:
    """A wish."""

    attainment: str
    state: WishState


@strawberry.type(description="So many hours of one step.")
class WeekStep:
    """A part of a week."""

    step: int
    hours: float


@strawberry.type(description="One week of study.")
class Week:
    """A week."""

    number: int
    starts: date
    steps: list[WeekStep]


@strawberry.type(description="The path laid out over weeks.")
class Schedule:
    """`ends` is the last day of study."""

    weeks: list[Week]
    ends: date


@strawberry.type(
    description="Here is a path: it breaks no prerequisite, and its proof was checked."
)
class LearningPath:
    """A path with its proof."""

    answer: strawberry.Private[Answer]
    digest: str
    summary: list[str] = strawberry.field(description="The answer in a few sentences.")
    steps: list[PathStep]
    cost: Cost
    bound: Bound
    assumptions: list[Assumption]
    recommended_missed: list[str]
    wishes: list[Wish]
    schedule: Schedule | None
    seconds: float

    @strawberry.field(description="The numbered proof, in facts and in sentences.")
    def explanation(self) -> Explanation:
        return explanation(self.answer)

    @strawberry.field(description="Other paths to the same goal, the cheapest first; at most 5.")
    def alternatives(self, first: int = 3) -> list[LearningPath]:
        return [
            learning_path(other) for other in alternatives_to(self.answer, max(0, min(first, 5)))
        ]


@strawberry.type(description="No path exists, whatever limits are dropped.")
class Unreachable:
    """`beyond`: nothing of it is held, and every way to one needs another of them."""

    digest: str
    beyond: list[Attainment]
    why: list[str]
    seconds: float


@strawberry.type(description="A way out that was tried, and what the path then costs.")
class Repair:
    """Limits to drop or to change."""

    limits: list[str]
    sentence: str
    cost: Cost


@strawberry.type(description="A path exists once limits are dropped, none within them.")
class OverConstrained:
    """`clash` cannot all hold; no part of it clashes by itself."""

    digest: str
    clash: list[str]
    repairs: list[Repair]
    why: list[str]
    seconds: float


@strawberry.type(description="The search stopped before it knew.")
class Undecided:
    """No path costs less than `lower`; `best` breaks a limit."""

    digest: str
    lower: float
    best: Cost | None
    seconds: float


@strawberry.type(description="Policy forbids the question.")
class Denied:
    """The decision and its rule."""

    decision: str
    rule: str


PathOutcome: TypeAlias = Annotated[
    LearningPath | Unreachable | OverConstrained | Undecided | Denied,
    strawberry.union("PathOutcome", description="Every answer that a planning question can have."),
]


def path_outcome(answer: Answer) -> PathOutcome:
    """Write any outcome."""
    written = path_object(answer)
    match written:
        case FoundObject():
            return learning_path(answer)
        case UnreachableObject(digest=digest, why=why, seconds=seconds):
            return Unreachable(digest=digest, beyond=_beyond(answer), why=why, seconds=seconds)
        case OverConstrainedObject() as clashing:
            return OverConstrained(
                digest=clashing.digest,
                clash=clashing.clash,
                repairs=[
                    Repair(limits=each.limits, sentence=each.sentence, cost=_cost(each.cost))
                    for each in clashing.repairs
                ],
                why=clashing.why,
                seconds=clashing.seconds,
            )
        case UndecidedObject(digest=digest, lower=lower, best=best, seconds=seconds):
            known = None if best is None else _cost(best)
            return Undecided(digest=digest, lower=lower, best=known, seconds=seconds)
        case DeniedObject(decision=decision, rule=rule):
            return Denied(decision=decision, rule=rule)
        case never:
            assert_never(never)


def learning_path(answer: Answer) -> LearningPath:
    """Write a path; the outcome of the answer is one."""
    found = answer.outcome
    if not isinstance(found, Found):
        raise TypeError("only a path is a path")
    written = found_object(answer, found, [])
    steps = zip(written.steps, found.steps, strict=True)
    return LearningPath(
        answer=answer,
        digest=answer.digest,
        summary=written.summary,
        steps=[_step(answer.snapshot, each, step) for each, step in steps],
        cost=_cost(written.cost),
        bound=_bound(written.bound),
        assumptions=[Assumption(**each.model_dump()) for each in written.assumptions],
        recommended_missed=written.recommended_missed,
        wishes=[
            Wish(attainment=each.attainment, state=WishState(each.state)) for each in written.wishes
        ],
        schedule=None if written.schedule is None else _schedule(written.schedule),
        seconds=answer.seconds,
    )


def _step(snapshot: Snapshot, written: StepObject, step: StepOfPath) -> PathStep:
    taking = step.taking
    resource = term(snapshot, taking.resource) if isinstance(taking, Course) else None
    studied = taking.attainment if isinstance(taking, SelfStudy) else None
    return PathStep(
        number=written.number,
        title=written.title,
        resource=resource if isinstance(resource, Resource) else None,
        self_study=None if studied is None else attainment(snapshot, studied),
        gains=_attainments(snapshot, step.gains),
        hours=written.hours,
        price=written.price,
        currency=written.currency,
        because=written.because,
    )


def _cost(cost: CostObject) -> Cost:
    return Cost(**cost.model_dump())


def _bound(bound: BoundObject) -> Bound:
    return Bound(
        lower=bound.lower,
        status=BoundStatus(bound.status),
        gap=bound.gap,
        certified=bound.certified,
    )


def _schedule(schedule: ScheduleObject) -> Schedule:
    return Schedule(
        weeks=[
            Week(
                number=week.number,
                starts=date.fromisoformat(week.starts),
                steps=[WeekStep(step=each.step, hours=each.hours) for each in week.steps],
            )
            for week in schedule.weeks
        ],
        ends=date.fromisoformat(schedule.ends),
    )


def _beyond(answer: Answer) -> list[Attainment]:
    outcome = answer.outcome
    found = sorted(outcome.beyond) if isinstance(outcome, NoWay) else []
    return _attainments(answer.snapshot, found)


def _attainments(snapshot: Snapshot, found: Iterable[HeldLevel]) -> list[Attainment]:
    return [attainment(snapshot, each) for each in found]
