"""Is an answer true? Judged by the plain semantics and by trying everything, not by the kernel.

A mutated answer that is still true is no forgery: whoever counts forgeries sets it aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from oracle import Oracle

from ontology.condition import Attainment, Condition, holds
from ontology.dataset import Dataset
from ontology.terms import Importance, Requirement
from reasoning.outcome import (
    Found,
    OverConstrained,
    PathStep,
    Schedule,
    Unreachable,
    Week,
    WishState,
)
from reasoning.proof import (
    Achieves,
    Assumed,
    Fact,
    Holds,
    Inference,
    Meets,
    Only,
    Quoted,
    Ready,
    Rule,
    SelfStudy,
    Taking,
)
from reasoning.question import Question
from reasoning.semantics.holding import closure
from reasoning.semantics.path import (
    answers,
    cost,
    held_after,
    is_unfounded,
    lacking,
    missed_recommendations,
    walk,
)
from reasoning.semantics.step import not_ready, taken
from reasoning.semantics.takings import effort, gains, price
from reasoning.statements import contents


def is_true(
    outcome: Found | Unreachable | OverConstrained, question: Question, dataset: Dataset
) -> bool:
    """Tell whether the outcome answers the question truly, as far as certificates go."""
    if not _asks_what_the_role_requires(question, dataset):
        return False
    match outcome:
        case Found():
            return _is_true_path(outcome, question, dataset)
        case Unreachable(beyond):
            return is_unfounded(beyond, question, dataset)
        case OverConstrained(clash, _, _):
            if not clash or not clash <= question.stated:
                return False
            clashing = question.dropping(question.stated - clash)
            return Oracle(dataset).least_path(clashing) is None


def _asks_what_the_role_requires(question: Question, dataset: Dataset) -> bool:
    if question.role is None:
        return True
    required = {
        (Attainment(r.competency, r.level), r.importance)
        for r in contents(dataset, Requirement, question.role)
    }
    essential = {wanted for wanted, importance in required if importance is Importance.ESSENTIAL}
    optional = {wanted for wanted, _ in required} - essential
    asked = (set(question.goal), set(question.wishes))
    return asked in [(essential, optional), (essential | optional, set())]


def _is_true_path(found: Found, question: Question, dataset: Dataset) -> bool:
    path = found.proof.path
    if not answers(path, question, dataset):
        return False
    return (
        found.steps == tuple(_steps(path, question, dataset))
        and found.cost == cost(path, question, dataset)
        and found.recommended_missed == missed_recommendations(path, question, dataset)
        and [(wish.attainment, wish.state) for wish in found.wishes]
        == list(_wishes(path, question, dataset))
        and found.schedule == _schedule(found.steps, question)
        and _is_true_bound(found, question, dataset)
        and _is_true_proof(found, question, dataset)
    )


def _steps(path: Sequence[Taking], question: Question, dataset: Dataset) -> Iterator[PathStep]:
    for moment in walk(path, question, dataset):
        found, stated = effort(moment.taking, question, dataset), price(moment.taking, dataset)
        assert found is not None
        gained = lacking(moment, dataset)
        if isinstance(moment.taking, SelfStudy):
            yield PathStep(moment.taking, gained, found.minutes, 0, None, found.assumed)
        else:
            amount, currency = (stated.minor, stated.currency) if stated else (None, None)
            yield PathStep(moment.taking, gained, found.minutes, amount, currency, found.assumed)


def _wishes(
    path: Sequence[Taking], question: Question, dataset: Dataset
) -> Iterator[tuple[Attainment, WishState]]:
    at_the_start = closure(question.held, dataset)
    in_the_end = held_after(path, question, dataset)
    for wish in question.wishes:
        later = WishState.GAINED if wish in in_the_end else WishState.OPEN
        yield wish, WishState.HELD if wish in at_the_start else later


def _schedule(steps: Sequence[PathStep], question: Question) -> Schedule | None:
    """Study minute by minute, and see in which week each falls."""
    weekly = question.limits.minutes_per_week
    if weekly is None or weekly <= 0:
        return None
    spent, shares = 0, Counter[tuple[int, int]]()
    for number, step in enumerate(steps, 1):
        if step.minutes == 0:
            shares[max(spent - 1, 0) // weekly, number] += 0
        for minute in range(spent, spent + step.minutes):
            shares[minute // weekly, number] += 1
        spent += step.minutes
    weeks = tuple(
        Week(
            week + 1,
            question.start + timedelta(weeks=week),
            tuple((number, shares[at, number]) for at, number in sorted(shares) if at == week),
        )
        for week in sorted({week for week, _ in shares})
    )
    days = 1
    while days * weekly < 7 * spent:
        days += 1
    return Schedule(weeks, question.start + timedelta(days=days - 1))


def _is_true_bound(found: Found, question: Question, dataset: Dataset) -> bool:
    least = Oracle(dataset).least_path(question)
    assert least is not None
    lowest = cost(least, question, dataset).objective
    return found.bound.certified <= found.bound.lower <= lowest


def _is_true_proof(found: Found, question: Question, dataset: Dataset) -> bool:
    """Tell whether each fact is true when its turn comes, and the last is the goal."""
    held = closure(question.held, dataset)
    for step in found.proof.steps:
        if isinstance(step, Inference) and step.rule is Rule.STUDY:
            taking = _taking(found, step)
            held = taken(taking, held, dataset) if taking is not None else held
        if not _is_true_fact(step.conclusion, held, question, dataset):
            return False
    return found.proof.steps[-1].conclusion == Achieves(question.goal)


def _taking(found: Found, step: Inference) -> Taking | None:
    facts = [found.proof.conclusion(premise) for premise in step.premises]
    return next((fact.taking for fact in facts if isinstance(fact, Ready)), None)


def _is_true_fact(
    fact: Fact, held: frozenset[Attainment], question: Question, dataset: Dataset
) -> bool:
    match fact:
        case Holds(attainment):
            return attainment in held
        case Meets(condition, by):
            return _is_met(condition, by, held, dataset)
        case Ready(taking):
            return not not_ready(taking, held, dataset)
        case Achieves(goal):
            return held.issuperset(goal)
        case Quoted(name, content):
            statement = dataset.get(name)
            return statement is not None and statement.content == content
        case Only(kind, about, ids):
            return ids == tuple(statement.id for statement in dataset.about(kind, about))
        case Assumed(taking, minutes):
            found = effort(taking, question, dataset)
            return found is not None and found.assumed and found.minutes == minutes


def _is_met(
    condition: Condition, by: Taking | None, held: frozenset[Attainment], dataset: Dataset
) -> bool:
    helped = held if by is None else closure(held | gains(by, dataset), dataset)
    return holds(condition, helped.__contains__)
