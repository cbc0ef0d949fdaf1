"""Paths: walking them step by step, what they cost, and what can be reached at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ontology.condition import Attainment
from ontology.dataset import Dataset
from ontology.names import Iri
from ontology.terms import Strength
from reasoning.outcome import Cost
from reasoning.proof import Course, SelfStudy, Taking
from reasoning.question import Limit, Objective, Question
from reasoning.semantics.holding import closure, met
from reasoning.semantics.reasons import Obstacle, Reason
from reasoning.semantics.step import prerequisites, taken, why_not
from reasoning.semantics.takings import all_attainments, effort, gains, price, takings
from reasoning.statements import Statements


class Moment(NamedTuple):
    """One step of a path: the closed sets of what is held before it and after it."""

    taking: Taking
    before: frozenset[Attainment]
    after: frozenset[Attainment]


class Misstep(NamedTuple):
    """The first step of an order that may not be taken; steps count from 1."""

    number: int
    taking: Taking
    reasons: tuple[Reason, ...]


def walk(path: Iterable[Taking], question: Question, statements: Statements) -> Iterator[Moment]:
    """Yield the steps of a path from what the question says is held, allowed or not."""
    held = closure(question.held, statements)
    for taking in path:
        after = taken(taking, held, statements)
        yield Moment(taking, held, after)
        held = after


def misstep(path: Sequence[Taking], question: Question, statements: Statements) -> Misstep | None:
    """Return the first step that §3 or the question forbids, if any."""
    for number, moment in enumerate(walk(path, question, statements), 1):
        reasons = why_not(moment.taking, moment.before, question, statements)
        if moment.taking in path[: number - 1]:
            reasons = (*reasons, Reason(Obstacle.TAKEN))
        if reasons:
            return Misstep(number, moment.taking, reasons)
    return None


def held_after(
    path: Sequence[Taking], question: Question, statements: Statements
) -> frozenset[Attainment]:
    """Return the closed set of what is held after the path."""
    held = closure(question.held, statements)
    for moment in walk(path, question, statements):
        held = moment.after
    return held


def lacking(moment: Moment, statements: Statements) -> tuple[Attainment, ...]:
    """Return what the step gains and was not held before it, sorted; equivalents not included."""
    return tuple(sorted(gains(moment.taking, statements) - moment.before))


def cost(path: Sequence[Taking], question: Question, statements: Statements) -> Cost:
    """Return what the path costs; each of its takings has a known effort.

    The price is unknown where one price is, or where currencies differ; it then has no
    currency. A path without a course costs nothing, in the question's currency if it has one.
    """
    minutes = 0
    for taking in path:
        found = effort(taking, question, statements)
        if found is None:
            raise ValueError(f"the effort of {taking} is unknown")
        minutes += found.minutes
    amount, currency = total_price(path, question, statements)
    by_objective = {
        Objective.HOURS: minutes,
        Objective.PRICE: amount if amount is not None else 0,
        Objective.STEPS: len(path),
    }
    return Cost(minutes, amount, currency, len(path), by_objective[question.objective])


def total_price(
    path: Sequence[Taking], question: Question, statements: Statements
) -> tuple[int | None, str | None]:
    """Return the sum of all prices with its currency, or nothing where there is no sum."""
    prices = [price(taking, statements) for taking in path if not isinstance(taking, SelfStudy)]
    known = [found for found in prices if found is not None]
    currencies = {found.currency for found in known}
    if len(known) < len(prices) or len(currencies) > 1:
        return None, None
    currency = currencies.pop() if currencies else question.limits.currency
    return sum(found.minor for found in known), currency


def exceeded(
    path: Sequence[Taking], question: Question, statements: Statements
) -> frozenset[Limit]:
    """Return the limits on whole paths that this one does not keep."""
    limits, spent = question.limits, cost(path, question, statements)
    allowed = question.allowed_minutes
    kept = {
        Limit.BUDGET: limits.budget is None
        or (spent.price is not None and spent.price <= limits.budget),
        Limit.DEADLINE: allowed is None or spent.minutes <= allowed,
        Limit.MAX_STEPS: limits.max_steps is None or spent.steps <= limits.max_steps,
        Limit.WITH: {Course(name) for name in limits.demanded} <= set(path),
    }
    return frozenset(limit for limit, is_kept in kept.items() if not is_kept)


def answers(path: Sequence[Taking], question: Question, statements: Statements) -> bool:
    """Tell whether the path leads to the goal, step by step, within every limit."""
    return (
        misstep(path, question, statements) is None
        and held_after(path, question, statements).issuperset(question.goal)
        and not exceeded(path, question, statements)
    )


def missed_recommendations(
    path: Sequence[Taking], question: Question, statements: Statements
) -> tuple[Iri, ...]:
    """Return the recommended prerequisites that the path does not honour, sorted by identity.

    They are judged when the required ones are: a resource's own before it, an attainment's
    when it is gained, together with all that is gained then.
    """
    missed: set[Iri] = set()
    for moment in walk(path, question, statements):
        if isinstance(moment.taking, Course):
            advised = prerequisites(moment.taking.resource, None, Strength.RECOMMENDED, statements)
            missed.update(name for name, p in advised if not met(p.condition, moment.before))
        for gained in lacking(moment, statements):
            advised = prerequisites(
                gained.competency, gained.level, Strength.RECOMMENDED, statements
            )
            missed.update(name for name, p in advised if not met(p.condition, moment.after))
    return tuple(sorted(missed))


def reachable(question: Question, dataset: Dataset) -> frozenset[Attainment]:
    """Return all that can ever be held within the limits that speak of single takings.

    H only grows, so taking whatever may be taken, again and again, misses nothing. Budgets,
    deadlines, numbers of steps and demands are not looked at.
    """
    held = closure(question.held, dataset)
    remaining = list(takings(question, dataset))
    while True:
        ready = [taking for taking in remaining if not why_not(taking, held, question, dataset)]
        if not ready:
            return held
        for taking in ready:
            held = taken(taking, held, dataset)
            remaining.remove(taking)


def without_limits(question: Question) -> Question:
    """Return the question with every limit dropped; what it assumes stays as it is."""
    return question.dropping(question.stated)


def unfounded(question: Question, dataset: Dataset) -> frozenset[Attainment]:
    """Return all that nobody who starts here can ever hold, whatever limits are dropped."""
    founded = reachable(without_limits(question), dataset)
    return frozenset(all_attainments(dataset)) - founded


def is_unfounded(beyond: frozenset[Attainment], question: Question, dataset: Dataset) -> bool:
    """Tell whether a goal is in it, no member held, and every way to one needs another (§5).

    Ways are takings, whatever limits are dropped, and what an attainment follows from.
    """
    if beyond.isdisjoint(question.goal) or beyond & closure(question.held, dataset):
        return False
    everything = frozenset(all_attainments(dataset)) | closure(question.held, dataset)
    outside = everything - beyond
    if closure(outside, dataset) & beyond:
        return False
    free = without_limits(question)
    return not any(
        gains(taking, dataset) & beyond and not why_not(taking, outside, free, dataset)
        for taking in takings(free, dataset)
    )
