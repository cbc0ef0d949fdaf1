"""From what somebody asks for to a complete question, or to everything that is wrong with it.

Names are resolved before: a request speaks in identifiers. What it leaves to the revision is
filled in here: what a role requires, and the currency that is in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from ontology.condition import Attainment
from ontology.dataset import Dataset
from ontology.errors import InputError, MalformedQuestionError, UnknownTermError
from ontology.names import Iri
from ontology.terms import (
    Competency,
    CompetencyKind,
    Importance,
    Requirement,
    Resource,
    Role,
    Scale,
    Teaching,
)
from reasoning.asking.catalogue_words import currencies_of, misspellings
from reasoning.question import Limits, Objective, Question
from reasoning.statements import contents, named

MOST_STEPS = 1_000_000
"""More steps than any path has."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a goal or a role, from what is held on the start date.

    `held` is what evidence in force on that date says. `limits.budget` is in minor units of
    the currency in force, see `currency_in_force`. `with_optional` makes the wishes of the
    role goals.
    """

    start: date
    goal: tuple[Attainment, ...] = ()
    role: Iri | None = None
    held: frozenset[Attainment] = frozenset()
    objective: Objective = Objective.HOURS
    with_optional: bool = False
    assumed_minutes: int | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def currency_matters(self) -> bool:
        """Whether one currency has to be in force."""
        return self.limits.budget is not None or self.objective is Objective.PRICE


@dataclass(frozen=True, slots=True)
class _Unknown:
    problem: str


@dataclass(frozen=True, slots=True)
class _Unusable:
    problem: str


def build_question(request: Request, dataset: Dataset) -> Question:
    """Return the complete question.

    Raises `UnknownTermError` where names are unknown and nothing else is wrong, and
    `MalformedQuestionError` otherwise; the message states every problem.
    """
    problems = list(_problems(request, dataset))
    if problems:
        raise _refusal(problems)
    essential = _required(request, Importance.ESSENTIAL, dataset)
    optional = _required(request, Importance.OPTIONAL, dataset)
    goal = {*request.goal, *essential, *(optional if request.with_optional else ())}
    wishes = () if request.with_optional else optional
    return Question(
        goal=tuple(sorted(goal)),
        held=request.held,
        start=request.start,
        objective=request.objective,
        role=request.role,
        wishes=tuple(sorted(set(wishes) - goal)),
        assumed_minutes=request.assumed_minutes,
        limits=_completed(request, dataset),
    )


def currency_in_force(stated: str | None, dataset: Dataset) -> str | None:
    """Return the stated currency, else the only one in the catalogue; None if it has no price.

    Raises `MalformedQuestionError` where the catalogue has several and none is stated.
    """
    currencies = () if stated is not None else currencies_of(dataset)
    if len(currencies) > 1:
        raise MalformedQuestionError(_several(currencies))
    return stated if stated is not None else next(iter(currencies), None)


def _several(currencies: Iterable[str]) -> str:
    return f"prices are in {' and '.join(currencies)}: state the currency"


def _completed(request: Request, dataset: Dataset) -> Limits:
    currency = request.limits.currency
    if request.currency_matters:
        currency = currency_in_force(currency, dataset)
    languages = tuple(sorted({tag.lower() for tag in request.limits.languages}))
    return replace(request.limits, currency=currency, languages=languages)


def _required(request: Request, importance: Importance, dataset: Dataset) -> list[Attainment]:
    if request.role is None:
        return []
    requirements = contents(dataset, Requirement, request.role)
    return [Attainment(r.competency, r.level) for r in requirements if r.importance is importance]


def _refusal(problems: Iterable[_Unknown | _Unusable]) -> InputError:
    problems = list(problems)
    sentence = "; ".join(dict.fromkeys(found.problem for found in problems))
    if all(isinstance(found, _Unknown) for found in problems):
        return UnknownTermError(sentence)
    return MalformedQuestionError(sentence)


def _problems(request: Request, dataset: Dataset) -> Iterator[_Unknown | _Unusable]:
    yield from _problems_of_the_aim(request, dataset)
    for attainment in sorted(request.held):
        yield from _problems_of_an_attainment(attainment, "held", dataset)
    yield from _problems_of_resources(request, dataset)
    for problem in (*_contradictions(request), *misspellings(request.limits, dataset)):
        yield _Unusable(problem)
    if request.currency_matters and request.limits.currency is None:
        currencies = currencies_of(dataset)
        if len(currencies) > 1:
            yield _Unusable(_several(currencies))


def _problems_of_the_aim(request: Request, dataset: Dataset) -> Iterator[_Unknown | _Unusable]:
    if (request.role is None) is not bool(request.goal):
        yield _Unusable("a question wants a role or a goal, one of them and not both")
    if request.role is not None and named(dataset, Role, request.role) is None:
        yield _Unknown(f"unknown role `{dataset.prefixes.compact(request.role)}`")
    for attainment in request.goal:
        yield from _problems_of_an_attainment(attainment, "a goal", dataset)


def _problems_of_an_attainment(
    attainment: Attainment, as_what: str, dataset: Dataset
) -> Iterator[_Unknown | _Unusable]:
    name = dataset.prefixes.compact(attainment.competency)
    competency = named(dataset, Competency, attainment.competency)
    if competency is None:
        yield _Unknown(f"unknown competency `{name}`")
        return
    if competency.kind is CompetencyKind.GROUP:
        yield _Unusable(f"`{name}` is a group and cannot be {as_what}")
    scale = named(dataset, Scale, competency.scale) if competency.scale is not None else None
    levels = len(scale.levels) if scale is not None else 1
    if not 1 <= attainment.level <= levels:
        yield _Unusable(
            f"`{name}@{attainment.level}` lies beyond the levels of `{name}`: 1 to {levels}"
        )


def _problems_of_resources(request: Request, dataset: Dataset) -> Iterator[_Unknown | _Unusable]:
    limits = request.limits
    for name in sorted(limits.without | limits.demanded):
        if named(dataset, Resource, name) is None:
            yield _Unknown(f"unknown resource `{dataset.prefixes.compact(name)}`")
        elif name in limits.demanded and not contents(dataset, Teaching, name):
            short = dataset.prefixes.compact(name)
            yield _Unusable(f"`{short}` teaches nothing and cannot be part of a path")
    for name in sorted(limits.without & limits.demanded):
        yield _Unusable(f"`{dataset.prefixes.compact(name)}` is both demanded and excluded")


def _contradictions(request: Request) -> Iterator[str]:
    limits = request.limits
    if limits.budget is not None and limits.budget < 0:
        yield "a budget is 0 or more"
    if limits.max_steps is not None and not 0 <= limits.max_steps <= MOST_STEPS:
        yield f"the number of steps is from 0 to {MOST_STEPS:,}"
    if request.assumed_minutes is not None and request.assumed_minutes < 0:
        yield "the hours to assume are 0 or more"
    if limits.minutes_per_week is not None and limits.minutes_per_week <= 0:
        yield "the hours per week are more than 0"
    if limits.deadline is None:
        return
    if limits.minutes_per_week is None:
        yield "a deadline wants the hours per week beside it"
    if limits.deadline < request.start:
        yield f"the deadline {limits.deadline} lies before the start {request.start}"
