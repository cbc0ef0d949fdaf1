"""What a found path says of itself, recomputed: steps, cost, wishes, recommendations, limits.

- A step *gains* what its taking teaches, lower levels included and equivalents not, as far as
  that was not held before it, sorted. Self-study costs 0, in no currency.
- The *price* of a path is the sum over its courses, and unknown where one price is, or where
  currencies differ; it then has no currency. Without any course it is 0 in the currency
  that the question states, if it states one.
- A recommendation is *missed* where its condition does not hold when the required ones are
  judged: that of a course before it, that of an attainment in the step that gains it,
  together with all that is gained then. They are listed by statement, sorted.
- A *wish* is held if it is at the start, gained if it is in the end, open otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import NamedTuple

from ontology.condition import Attainment, holds
from ontology.errors import UnsoundProofError
from ontology.names import Iri
from ontology.terms import Price, Strength
from reasoning.kernel.permission import may_be_taken
from reasoning.kernel.reading import Reading
from reasoning.kernel.schedule import check_schedule
from reasoning.outcome import Cost, Found, PathStep, Wish, WishState
from reasoning.proof import Course, Taking
from reasoning.question import Objective


class _Moment(NamedTuple):
    taking: Taking
    before: frozenset[Attainment]
    after: frozenset[Attainment]


def check_path(found: Found, reading: Reading) -> None:
    """Check all that the outcome says of the path which its proof takes.

    Raises `UnsoundProofError` with what is not so.
    """
    moments = list(_walk(found.proof.path, reading))
    for number, moment in enumerate(moments, 1):
        if not may_be_taken(moment.taking, reading):
            raise UnsoundProofError(f"path step {number} takes what is forbidden")
    steps = tuple(_step(moment, reading) for moment in moments)
    _same("the number of steps", len(found.steps), len(steps))
    for number, (stated, step) in enumerate(zip(found.steps, steps, strict=True), 1):
        _alike(f"path step {number}", stated, step)
    _alike("the cost", found.cost, _cost(steps, reading))
    _same("the wishes", found.wishes, tuple(_wishes(moments, reading)))
    _same("the missed recommendations", found.recommended_missed, _missed(moments, reading))
    _check_limits(found, reading)
    check_schedule(found.schedule, steps, reading.question)


def _alike(what: str, stated: Cost | PathStep, recomputed: Cost | PathStep) -> None:
    """Compare two records field by field."""
    for each in fields(stated):
        _same(
            f"`{each.name}` of {what}", getattr(stated, each.name), getattr(recomputed, each.name)
        )


def _same(what: str, stated: object, recomputed: object) -> None:
    if stated != recomputed:
        raise UnsoundProofError(f"{what}: {stated} is stated, and it is {recomputed}")


def _walk(path: tuple[Taking, ...], reading: Reading) -> Iterator[_Moment]:
    held = reading.held
    for taking in path:
        after = held | reading.entry(taking).brings
        yield _Moment(taking, held, after)
        held = after


def _step(moment: _Moment, reading: Reading) -> PathStep:
    gains = tuple(t for t in reading.entry(moment.taking).gains if t not in moment.before)
    minutes, assumed = reading.effort(moment.taking) or (0, False)
    if not isinstance(moment.taking, Course):
        return PathStep(moment.taking, gains, minutes, 0, None, assumed)
    price = _price(moment.taking, reading)
    if price is None:
        return PathStep(moment.taking, gains, minutes, None, None, assumed)
    return PathStep(moment.taking, gains, minutes, price.minor, price.currency, assumed)


def _price(course: Course, reading: Reading) -> Price | None:
    resource = reading.resource(course.resource)
    return resource.price if resource is not None else None


def _cost(steps: tuple[PathStep, ...], reading: Reading) -> Cost:
    minutes = sum(step.minutes for step in steps)
    price, currency = _total_price(steps, reading)
    match reading.question.objective:
        case Objective.HOURS:
            objective = minutes
        case Objective.STEPS:
            objective = len(steps)
        case Objective.PRICE:
            objective = price or 0
    return Cost(minutes, price, currency, len(steps), objective)


def _total_price(steps: tuple[PathStep, ...], reading: Reading) -> tuple[int | None, str | None]:
    paid = [step for step in steps if isinstance(step.taking, Course)]
    amounts = [step.price for step in paid if step.price is not None]
    currencies = {step.currency for step in paid}
    if len(amounts) < len(paid) or len(currencies) > 1:
        return None, None
    return sum(amounts), currencies.pop() if paid else reading.question.limits.currency


def _wishes(moments: list[_Moment], reading: Reading) -> Iterator[Wish]:
    in_the_end = moments[-1].after if moments else reading.held
    for wish in reading.question.wishes:
        if wish in reading.held:
            yield Wish(wish, WishState.HELD)
        else:
            yield Wish(wish, WishState.GAINED if wish in in_the_end else WishState.OPEN)


def _missed(moments: list[_Moment], reading: Reading) -> tuple[Iri, ...]:
    return tuple(sorted({name for moment in moments for name in _missed_at(moment, reading)}))


def _missed_at(moment: _Moment, reading: Reading) -> Iterator[Iri]:
    if isinstance(moment.taking, Course):
        of_course = reading.prerequisites(moment.taking.resource, None, Strength.RECOMMENDED)
        for name, condition in of_course:
            if not holds(condition, moment.before.__contains__):
                yield name
    for gained in reading.entry(moment.taking).gains:
        if gained not in moment.before:
            for name, condition in reading.prerequisites(*gained, Strength.RECOMMENDED):
                if not holds(condition, moment.after.__contains__):
                    yield name


def _check_limits(found: Found, reading: Reading) -> None:
    limits, cost = reading.question.limits, found.cost
    allowed = reading.question.allowed_minutes
    if limits.budget is not None and (cost.price is None or cost.price > limits.budget):
        raise UnsoundProofError("the path costs more than the budget")
    if allowed is not None and cost.minutes > allowed:
        raise UnsoundProofError("the path takes longer than until the deadline")
    if limits.max_steps is not None and cost.steps > limits.max_steps:
        raise UnsoundProofError("the path has more steps than are allowed")
    if not {Course(name) for name in limits.demanded} <= set(found.proof.path):
        raise UnsoundProofError("the path leaves out what is demanded")
