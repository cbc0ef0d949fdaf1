"""Outcomes of a planning question: a union, so that no client can forget one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Annotated, TypeAlias, assert_never

import strawberry

from api.application.plan.answer import Answer
from api.application.plan.path import alternatives_to
from api.graphql.context import Asking
from api.graphql.explanations import Explanation, explanation
from api.graphql.statements import Amount, Prerequisite, prerequisites
from api.graphql.terms import Attainment, Resource, attainment, term
from api.wire.forms.path import (
    BoundObject,
    CostObject,
    DeniedObject,
    FoundObject,
    OverConstrainedObject,
    RepairObject,
    ScheduleObject,
    StepObject,
    UndecidedObject,
    UnreachableObject,
)
from api.wire.naming import Naming
from api.wire.path import found_object, path_object
from graph.snapshot import Snapshot
from ontology.condition import Attainment as HeldLevel
from ontology.names import Iri
from reasoning.outcome import Found
from reasoning.outcome import PathStep as StepOfPath
from reasoning.outcome import Unreachable as NoWay
from reasoning.proof import Course, SelfStudy
from reasoning.question import Limit

strawberry.enum(Limit, description="A limit that a question states.")

OTHERS = 5
"""How many alternatives are looked for at most."""


@strawberry.type(description="What a path costs; the objective is in hours, major units or steps.")
class Cost:
    """A cost; nothing is ever converted."""

    hours: float = strawberry.field(description="Hours of study.")
    price: Amount | None = strawberry.field(
        description="All prices together; null where one is unknown or currencies mix."
    )
    steps: int = strawberry.field(description="How many steps.")
    objective: float = strawberry.field(
        description="What was minimised: hours, major units or steps."
    )


@strawberry.enum(description="Whether a path is proved to be the least.")
class BoundStatus(Enum):
    """`OPTIMAL`: nothing costs less. `WITHIN`: nothing costs less than `lower`."""

    OPTIMAL = "optimal"
    WITHIN = "within"


@strawberry.type(description="No path within the limits costs less than `lower`.")
class Bound:
    """`certified` says whether the certificate proves it without trusting the search."""

    lower: float = strawberry.field(
        description="No path within the limits costs less; in the unit of the objective."
    )
    status: BoundStatus = strawberry.field(description="Whether the path costs just that.")
    gap: float = strawberry.field(
        description="How far the path may be from the least, from 0 (it is the least) to 1."
    )
    certified: bool = strawberry.field(
        description="Whether the certificate proves `lower` without trusting the search."
    )


@strawberry.type(description="An effort that nobody states.")
class Assumption:
    """What the answer rests on."""

    about: str = strawberry.field(description="What states no effort, as people write its name.")
    title: str = strawberry.field(description="What it is called.")
    hours: float = strawberry.field(description="The hours that are assumed.")
    sentence: str = strawberry.field(description="The assumption in words.")


@strawberry.type(description="One step of a path.")
class PathStep:
    """Exactly one of resource and self-study is there; `gains` is what was lacking before."""

    number: int = strawberry.field(description="The number of the step, from 1.")
    title: str = strawberry.field(description="What it is called.")
    resource: Resource | None = strawberry.field(description="The resource; null for self-study.")
    self_study: Attainment | None = strawberry.field(
        description="What is learnt without a resource; null where one is taken."
    )
    gains: list[Attainment] = strawberry.field(
        description="What was lacking before this step and is held after it."
    )
    hours: float = strawberry.field(description="The hours it takes.")
    price: Amount | None = strawberry.field(
        description="What it costs; null where that is unknown."
    )
    because: list[str] = strawberry.field(description="Why it is there, and why now, in sentences.")


@strawberry.enum(description="What became of an optional requirement.")
class WishState(Enum):
    """Held from the start, gained by the way, or open."""

    HELD = "held"
    GAINED = "gained"
    OPEN = "open"


@strawberry.type(description="An optional requirement of the role.")
class Wish:
    """A wish."""

    attainment: Attainment = strawberry.field(description="What the role would like to see.")
    state: WishState = strawberry.field(description="What became of it.")


@strawberry.type(description="So many hours of one step.")
class WeekStep:
    """A part of a week."""

    step: int = strawberry.field(description="The number of the step.")
    hours: float = strawberry.field(description="The hours that it gets in this week.")


@strawberry.type(description="One week of study.")
class Week:
    """A week."""

    number: int = strawberry.field(description="The number of the week, from 1.")
    starts: date = strawberry.field(description="Its first day.")
    steps: list[WeekStep] = strawberry.field(description="What is studied in it.")


@strawberry.type(description="The path laid out over weeks.")
class Schedule:
    """`ends` is the last day of study."""

    weeks: list[Week] = strawberry.field(description="The weeks, in their order.")
    ends: date = strawberry.field(description="The last day of study.")


@strawberry.interface(description="What every answer to a planning question says.")
class PathAnswer:
    """An answer, whatever its outcome."""

    answer: strawberry.Private[Answer]

    @strawberry.field(description="The digest by which it is found again with `explanation`.")
    def digest(self) -> str:
        return self.answer.digest

    @strawberry.field(description="The number of the revision that was asked.")
    def revision(self) -> int:
        return self.answer.snapshot.revision

    @strawberry.field(description="How long the search and its check took.")
    def seconds(self) -> float:
        return self.answer.seconds

    @strawberry.field(description="What was to be reached, names and roles looked up.")
    def goal(self) -> list[Attainment]:
        return _attainments(self.answer.snapshot, self.answer.question.goal)

    @strawberry.field(description="What was held at the start.")
    def holds(self) -> list[Attainment]:
        return _attainments(self.answer.snapshot, self.answer.question.held)

    @strawberry.field(description="Why it is so: the proof of a path, and sentences.")
    def explanation(self) -> Explanation:
        return explanation(self.answer)


@strawberry.type(
    description="Here is a path: it breaks no prerequisite, and its proof was checked."
)
class LearningPath(PathAnswer):
    """A path with its proof."""

    is_alternative: strawberry.Private[bool]
    learner: strawberry.Private[Iri | None]
    summary: list[str] = strawberry.field(description="The answer in a few sentences.")
    steps: list[PathStep] = strawberry.field(
        description="The steps, in an order in which they may be taken."
    )
    cost: Cost = strawberry.field(description="What the path costs.")
    bound: Bound = strawberry.field(description="How near to the least possible it is.")
    assumptions: list[Assumption] = strawberry.field(
        description="The efforts that nobody states and the question assumes."
    )
    recommended_missed: list[Prerequisite] = strawberry.field(
        description="The recommendations that the path does not follow."
    )
    wishes: list[Wish] = strawberry.field(description="The optional requirements of the role.")
    schedule: Schedule | None = strawberry.field(
        description="The path in weeks; null where no hours a week were stated."
    )

    @strawberry.field(description="Other paths to the same goal, the cheapest first; at most 5.")
    def alternatives(
        self,
        info: Asking,
        first: Annotated[int, strawberry.argument(description="So many; at most 5.")] = 3,
    ) -> list[LearningPath]:
        if self.is_alternative:
            return []
        others = alternatives_to(self.answer, max(0, min(first, OTHERS)))
        context = info.context
        for other in others:
            context.application.answers.remember(context.asked.tenant, other, self.learner)
        return [learning_path(other, self.learner, is_alternative=True) for other in others]


@strawberry.type(description="No path exists, whatever limits are dropped.")
class Unreachable(PathAnswer):
    """`beyond`: nothing of it is held, and every way to one needs another of them."""

    beyond: list[Attainment] = strawberry.field(
        description="None of it is held, and every way to one needs another of them."
    )
    why: list[str] = strawberry.field(description="Why, in sentences.")


@strawberry.type(description="A way out that was tried, and what the path then costs.")
class Repair:
    """Limits to drop or to change."""

    limits: list[Limit] = strawberry.field(description="The limits to drop or to change.")
    sentence: str = strawberry.field(description="The way out in words.")
    cost: Cost = strawberry.field(description="What the path then costs.")


@strawberry.type(description="A path exists once limits are dropped, none within them.")
class OverConstrained(PathAnswer):
    """`clash` cannot all hold; no part of it clashes by itself."""

    clash: list[Limit] = strawberry.field(
        description="Limits that cannot all hold; no part of them clashes by itself."
    )
    repairs: list[Repair] = strawberry.field(description="Ways out, the cheapest first.")
    why: list[str] = strawberry.field(description="Why, in sentences.")


@strawberry.type(description="The search stopped before it knew.")
class Undecided(PathAnswer):
    """No path costs less than `lower`; `best` breaks a limit."""

    lower: float = strawberry.field(description="No path costs less; in the unit of the objective.")
    best: Cost | None = strawberry.field(
        description="What the best attempt costs, which breaks a limit; null where there is none."
    )


@strawberry.type(description="Policy forbids the question.")
class Denied(PathAnswer):
    """The decision and its rule."""

    decision: str = strawberry.field(description="What was decided.")
    rule: str = strawberry.field(description="The rule that decided it.")


PathOutcome: TypeAlias = Annotated[
    LearningPath | Unreachable | OverConstrained | Undecided | Denied,
    strawberry.union("PathOutcome", description="Every answer that a planning question can have."),
]


def path_outcome(answer: Answer, learner: Iri | None = None) -> PathOutcome:
    """Write any outcome; `learner` is on whose behalf it was asked, if they are on record."""
    written = path_object(answer)
    match written:
        case FoundObject():
            return learning_path(answer, learner)
        case UnreachableObject(why=why):
            return Unreachable(answer=answer, beyond=_beyond(answer), why=why)
        case OverConstrainedObject(clash=clash, repairs=repairs, why=why):
            return OverConstrained(
                answer=answer,
                clash=[Limit(each) for each in clash],
                repairs=[_repair(each) for each in repairs],
                why=why,
            )
        case UndecidedObject(lower=lower, best=best):
            known = None if best is None else _cost(best)
            return Undecided(answer=answer, lower=lower, best=known)
        case DeniedObject(decision=decision, rule=rule):
            return Denied(answer=answer, decision=decision, rule=rule)
        case never:
            assert_never(never)


def learning_path(
    answer: Answer, learner: Iri | None, *, is_alternative: bool = False
) -> LearningPath:
    """Write a path; the outcome of the answer is one."""
    found = answer.outcome
    if not isinstance(found, Found):
        raise TypeError("only a path is a path")
    written = found_object(answer, found, [])
    steps = zip(written.steps, found.steps, strict=True)
    return LearningPath(
        answer=answer,
        is_alternative=is_alternative,
        learner=learner,
        summary=written.summary,
        steps=[_step(answer.snapshot, each, step) for each, step in steps],
        cost=_cost(written.cost),
        bound=_bound(written.bound),
        assumptions=[Assumption(**each.model_dump()) for each in written.assumptions],
        recommended_missed=_prerequisites(answer.snapshot, found.recommended_missed),
        wishes=[
            Wish(
                attainment=attainment(answer.snapshot, each.attainment),
                state=WishState(each.state.value),
            )
            for each in found.wishes
        ],
        schedule=None if written.schedule is None else _schedule(written.schedule),
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
        price=_amount(written.price, written.currency),
        because=written.because,
    )


def _cost(cost: CostObject) -> Cost:
    return Cost(
        hours=cost.hours,
        price=_amount(cost.price, cost.currency),
        steps=cost.steps,
        objective=cost.objective,
    )


def _amount(price: float | None, currency: str | None) -> Amount | None:
    return None if price is None else Amount(amount=price, currency=currency)


def _repair(repair: RepairObject) -> Repair:
    return Repair(
        limits=[Limit(each) for each in repair.limits],
        sentence=repair.sentence,
        cost=_cost(repair.cost),
    )


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


def _prerequisites(snapshot: Snapshot, iris: Iterable[Iri]) -> list[Prerequisite]:
    found = (snapshot.dataset.get(iri) for iri in iris)
    return prerequisites((each for each in found if each), Naming(snapshot.dataset))


def _beyond(answer: Answer) -> list[Attainment]:
    outcome = answer.outcome
    found = sorted(outcome.beyond) if isinstance(outcome, NoWay) else []
    return _attainments(answer.snapshot, found)


def _attainments(snapshot: Snapshot, found: Iterable[HeldLevel]) -> list[Attainment]:
    return [attainment(snapshot, each) for each in found]
