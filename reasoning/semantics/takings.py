"""What can be taken: what it gains, how long it takes, what it costs (`model` §3)."""

from __future__ import annotations

from typing import NamedTuple

from ontology.condition import Attainment
from ontology.dataset import Dataset
from ontology.terms import (
    EVERY_LEVEL,
    Competency,
    CompetencyKind,
    Framework,
    Kind,
    Price,
    Resource,
    Teaching,
)
from reasoning.proof import Course, SelfStudy, Taking
from reasoning.question import Question
from reasoning.semantics.holding import top_level
from reasoning.statements import Statements, contents, named


class Effort(NamedTuple):
    """How many minutes a taking asks for, and whether somebody only assumes so."""

    minutes: int
    assumed: bool


def takings(question: Question, dataset: Dataset) -> tuple[Taking, ...]:
    """Return all that could be taken at all, forbidden or not: courses first, by name.

    A resource that teaches nothing leads nowhere and is no taking. Self-study is there where
    a competency states an effort, or the question assumes one.
    """
    return (*courses(dataset), *self_studies(question, dataset))


def courses(dataset: Dataset) -> tuple[Course, ...]:
    """Return every resource that teaches something."""
    resources = (s.content for s in dataset.by_kind[Kind.RESOURCE])
    names = sorted(r.id for r in resources if isinstance(r, Resource))
    return tuple(Course(name) for name in names if contents(dataset, Teaching, name))


def self_studies(question: Question, dataset: Dataset) -> tuple[SelfStudy, ...]:
    """Return every level whose effort is stated or assumed."""
    attainments = (SelfStudy(attainment) for attainment in all_attainments(dataset))
    return tuple(s for s in attainments if effort(s, question, dataset) is not None)


def all_attainments(dataset: Dataset) -> tuple[Attainment, ...]:
    """Return every level of every competency that can be held."""
    records = (s.content for s in dataset.by_kind[Kind.COMPETENCY])
    names = sorted(
        c.id for c in records if isinstance(c, Competency) and c.kind is not CompetencyKind.GROUP
    )
    return tuple(
        Attainment(name, level)
        for name in names
        for level in range(1, top_level(name, dataset) + 1)
    )


def gains(taking: Taking, statements: Statements) -> frozenset[Attainment]:
    """Return what the taking leads to: what it teaches, and every lower level of that."""
    return frozenset(
        Attainment(taught.competency, level)
        for taught in teachings(taking, statements)
        for level in range(1, taught.level + 1)
    )


def teachings(taking: Taking, statements: Statements) -> tuple[Attainment, ...]:
    """Return the attainments that the taking teaches by name."""
    match taking:
        case SelfStudy(attainment):
            return (attainment,)
        case Course(resource):
            found = contents(statements, Teaching, resource)
            return tuple(Attainment(t.competency, t.level) for t in found if t.resource == resource)


def effort(taking: Taking, question: Question, statements: Statements) -> Effort | None:
    """Return the minutes that are stated, else those that are assumed; None if unknown."""
    stated = _stated_effort(taking, statements)
    if stated is not None:
        return stated
    if question.assumed_minutes is not None and _exists(taking, statements):
        return Effort(question.assumed_minutes, True)
    return None


def _stated_effort(taking: Taking, statements: Statements) -> Effort | None:
    match taking:
        case Course(name):
            return _course_effort(named(statements, Resource, name), statements)
        case SelfStudy(attainment):
            return _level_effort(attainment, statements)


def _course_effort(resource: Resource | None, statements: Statements) -> Effort | None:
    if resource is None:
        return None
    if resource.effort is not None:
        return Effort(resource.effort, False)
    framework = named(statements, Framework, resource.framework)
    if framework is None or framework.assumed_effort is None:
        return None
    return Effort(framework.assumed_effort, True)


def _level_effort(attainment: Attainment, statements: Statements) -> Effort | None:
    competency = named(statements, Competency, attainment.competency)
    if competency is None or not _exists(SelfStudy(attainment), statements):
        return None
    stated = {entry.level: entry.minutes for entry in competency.effort}
    minutes = stated.get(attainment.level, stated.get(EVERY_LEVEL))
    return Effort(minutes, False) if minutes is not None else None


def _exists(taking: Taking, statements: Statements) -> bool:
    """Tell whether there is such a resource, or such a level of something that is no group."""
    match taking:
        case Course(name):
            return named(statements, Resource, name) is not None
        case SelfStudy(attainment):
            competency = named(statements, Competency, attainment.competency)
            return (
                competency is not None
                and competency.kind is not CompetencyKind.GROUP
                and 1 <= attainment.level <= top_level(attainment.competency, statements)
            )


def price(taking: Taking, statements: Statements) -> Price | None:
    """Return the price of a course, None if unknown; self-study has none to speak of, but 0."""
    if isinstance(taking, SelfStudy):
        return None
    resource = named(statements, Resource, taking.resource)
    return resource.price if resource is not None else None
