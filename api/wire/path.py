"""An answer to a planning question, written as one of the `PathObject`s."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, assert_never

from api.application.plan.answer import Answer
from api.wire.amounts import hours, price
from api.wire.forms.path import (
    AssumptionObject,
    BoundObject,
    CostObject,
    DeniedObject,
    FoundObject,
    OverConstrainedObject,
    PathObject,
    RepairObject,
    ScheduleObject,
    StepObject,
    UndecidedObject,
    UnreachableObject,
    WeekObject,
    WeekStepObject,
    WishObject,
)
from api.wire.naming import Naming
from api.wire.telling import Telling
from reasoning.outcome import (
    Cost,
    Denied,
    Found,
    OverConstrained,
    PathStep,
    Repair,
    Schedule,
    Undecided,
    Unreachable,
)
from reasoning.proof import Course, SelfStudy
from reasoning.question import Objective, Question


def path_object(answer: Answer) -> PathObject:
    """Write an answer; every outcome has its own form."""
    naming = Naming(answer.snapshot.dataset)
    question = answer.question
    match answer.outcome:
        case Found() as found:
            others = [
                found_object(answer.alternative(other), other, []) for other in answer.alternatives
            ]
            return found_object(answer, found, others)
        case Unreachable() as unreachable:
            return UnreachableObject(
                **_common(answer, naming),
                beyond=naming.attainments(unreachable.beyond),
                why=Telling(answer).unreachable(unreachable),
            )
        case OverConstrained() as clashing:
            return OverConstrainedObject(
                **_common(answer, naming),
                clash=sorted(limit.value for limit in clashing.clash),
                repairs=[_repair(answer, repair) for repair in clashing.repairs],
                why=Telling(answer).over_constrained(clashing),
            )
        case Undecided(lower=lower, best=best):
            return UndecidedObject(
                **_common(answer, naming),
                lower=objective(lower, question),
                best=None if best is None else cost_object(best, question),
            )
        case Denied(decision=decision, rule=rule):
            return DeniedObject(**_common(answer, naming), decision=decision, rule=rule)
        case never:
            assert_never(never)


def found_object(answer: Answer, found: Found, alternatives: list[FoundObject]) -> FoundObject:
    """Write a path of the answer: the best one, or an alternative to it."""
    naming = Naming(answer.snapshot.dataset)
    telling = Telling(answer)
    reasons = telling.because(found)
    return FoundObject(
        **_common(answer, naming),
        steps=[
            _step(number, step, reasons[number - 1], naming)
            for number, step in enumerate(found.steps, start=1)
        ],
        cost=cost_object(found.cost, answer.question),
        bound=bound_object(found, answer.question),
        summary=telling.summary(found),
        assumptions=list(_assumptions(found, naming)),
        recommended_missed=[naming.name(each) for each in found.recommended_missed],
        wishes=[
            WishObject(attainment=naming.attainment(wish.attainment), state=wish.state.value)
            for wish in found.wishes
        ],
        schedule=None if found.schedule is None else schedule_object(found.schedule),
        alternatives=alternatives,
    )


def cost_object(cost: Cost, question: Question) -> CostObject:
    """Write what a path costs."""
    return CostObject(
        hours=hours(cost.minutes),
        price=price(cost.price, cost.currency),
        currency=cost.currency,
        steps=cost.steps,
        objective=objective(cost.objective, question),
    )


def bound_object(found: Found, question: Question) -> BoundObject:
    """Write how near to the least possible the path is, and whether that is certified."""
    cost, lower = found.cost.objective, found.bound.lower
    return BoundObject(
        lower=objective(lower, question),
        status="optimal" if lower == cost else "within",
        gap=(cost - lower) / cost if cost else 0.0,
        certified=found.bound.certified == lower,
    )


def schedule_object(schedule: Schedule) -> ScheduleObject:
    """Write a schedule; days are ISO 8601."""
    return ScheduleObject(
        weeks=[
            WeekObject(
                number=week.number,
                starts=week.starts.isoformat(),
                steps=[
                    WeekStepObject(step=step, hours=hours(minutes))
                    for step, minutes in week.minutes
                ],
            )
            for week in schedule.weeks
        ],
        ends=schedule.ends.isoformat(),
    )


def objective(amount: int, question: Question) -> float:
    """Write an amount of the objective: in hours, major units, or steps."""
    match question.objective:
        case Objective.HOURS:
            return hours(amount)
        case Objective.PRICE:
            return price(amount, question.limits.currency) or 0.0
        case Objective.STEPS:
            return float(amount)


def _common(answer: Answer, naming: Naming) -> dict[str, Any]:
    """Return what every form says first and last."""
    return {
        "revision": answer.snapshot.revision,
        "digest": answer.digest,
        "goal": naming.attainments(answer.question.goal),
        "holds": naming.attainments(answer.question.held),
        # the kernel has accepted every answer that gets here
        "verified": True,
        "seconds": round(answer.seconds, 6),
    }


def _step(number: int, step: PathStep, reasons: list[str], naming: Naming) -> StepObject:
    taking = step.taking
    return StepObject(
        number=number,
        resource=naming.name(taking.resource) if isinstance(taking, Course) else None,
        self_study=naming.attainment(taking.attainment) if isinstance(taking, SelfStudy) else None,
        title=naming.taking(taking),
        gains=naming.attainments(step.gains),
        hours=hours(step.minutes),
        price=price(step.price, step.currency),
        currency=step.currency,
        because=reasons,
    )


def _assumptions(found: Found, naming: Naming) -> Iterable[AssumptionObject]:
    for step in found.steps:
        if step.assumed:
            taking = step.taking
            about = (
                naming.name(taking.resource)
                if isinstance(taking, Course)
                else naming.attainment(taking.attainment)
            )
            title, assumed = naming.taking(taking), hours(step.minutes)
            yield AssumptionObject(
                about=about,
                title=title,
                hours=assumed,
                sentence=f"{title} is assumed to take {assumed:g} hours: nobody states its effort",
            )


def _repair(answer: Answer, repair: Repair) -> RepairObject:
    return RepairObject(
        limits=sorted(limit.value for limit in repair.dropped),
        sentence=Telling(answer).repair(repair),
        cost=cost_object(repair.cost, repair.question),
    )
