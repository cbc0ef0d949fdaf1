"""From the options of a request to a complete question."""

from __future__ import annotations

from api.application.application import Application, Asked
from api.application.names import Mistakes, each_of
from api.application.people.learners import learner_named, learner_on_record
from api.application.plan.amounts import currency_of, minor_of, minutes_of
from api.application.plan.request import NamedLevel, PathRequest
from api.application.snapshots.known import Known
from ontology.condition import Attainment
from ontology.errors import MalformedQuestionError
from ontology.names import Iri
from ontology.people import Learner
from ontology.terms import Importance, Kind
from reasoning.asking.question_builder import Request, build_question, currency_in_force
from reasoning.question import Limits, Question

NOTHING: tuple[Attainment, ...] = ()
NOBODYS: frozenset[Attainment] = frozenset()
NO_RESOURCES: frozenset[Iri] = frozenset()


def question_of(
    application: Application, asked: Asked, known: Known, request: PathRequest
) -> Question:
    """Look every name up and complete the question.

    Raises `UnknownTermError` and `MalformedQuestionError`, saying all that is wrong.
    """
    mistakes = Mistakes()
    role = mistakes.unless(lambda: _role_or_none(known, request), None)
    goal = mistakes.unless(lambda: _attainments(known, request.goal), NOTHING)
    held = mistakes.unless(lambda: held_of(application, asked, known, request), NOBODYS)
    assumed = mistakes.unless(lambda: minutes_of(request.assume_hours, "--assume-hours"), None)
    limits = mistakes.unless(lambda: limits_of(application, asked, known, request), Limits())
    mistakes.tell()
    return build_question(
        Request(
            start=request.start or application.today(),
            goal=goal,
            role=role,
            held=held,
            objective=request.minimise,
            with_optional=request.with_optional,
            assumed_minutes=assumed,
            limits=limits,
        ),
        known.snapshot.dataset,
    )


def required_role(known: Known, request: PathRequest) -> Iri:
    """Return the role of the request.

    Raises `MalformedQuestionError` where it names none.
    """
    if request.role is None:
        raise MalformedQuestionError("a gap wants a role: name one with `--role`")
    return _role(known, request.role)


def aim_of(known: Known, request: PathRequest) -> tuple[Attainment, ...]:
    """Return what the request wants to reach: its goal, and what its role cannot do without."""
    goal = _attainments(known, request.goal)
    if request.role is None:
        return goal
    role = _role(known, request.role)
    return tuple(sorted({*goal, *known.snapshot.asked(role, Importance.ESSENTIAL)}))


def held_of(
    application: Application, asked: Asked, known: Known, request: PathRequest
) -> frozenset[Attainment]:
    """Return what is held on the start date: as stated, and by evidence of the learner."""
    stated = _attainments(known, request.holds)
    learner = _learner(application, asked, known, request.learner)
    if learner is None:
        return frozenset(stated)
    return learner.held_on(request.start or application.today()).union(stated)


def limits_of(application: Application, asked: Asked, known: Known, request: PathRequest) -> Limits:
    """Return the limits as stated, or else as the learner on record has them."""
    languages = request.languages
    hours = request.hours_per_week
    learner = _learner(application, asked, known, request.learner)
    if learner is not None:
        languages = languages or learner.languages
        hours = learner.hours_per_week if hours is None else hours
    mistakes = Mistakes()
    currency = mistakes.unless(lambda: currency_of(request.currency), None)
    budget = mistakes.unless(lambda: _budget(known, request.budget, currency), None)
    minutes = mistakes.unless(lambda: minutes_of(hours, "--hours-per-week"), None)
    without = mistakes.unless(lambda: _resources(known, request.without), NO_RESOURCES)
    demanded = mistakes.unless(lambda: _resources(known, request.demanded), NO_RESOURCES)
    mistakes.tell()
    return Limits(
        budget=budget,
        currency=currency,
        minutes_per_week=minutes,
        deadline=request.deadline,
        languages=languages,
        modality=request.modality,
        region=request.region,
        max_steps=request.max_steps,
        without=without,
        demanded=demanded,
        self_study=request.self_study,
    )


def _budget(known: Known, stated: str | None, currency: str | None) -> int | None:
    if stated is None:
        return None
    in_force = currency_in_force(currency, known.snapshot.dataset)
    if in_force is None:
        raise MalformedQuestionError("a budget wants a currency: no price is stated anywhere")
    return minor_of(stated, in_force, "--budget")


def _learner(
    application: Application, asked: Asked, known: Known, name: str | None
) -> Learner | None:
    if name is None:
        return None
    return learner_on_record(application, asked, known.snapshot.dataset.prefixes, name)


def learner_name(known: Known, name: str) -> Iri:
    """Return the IRI of a learner by CURIE or IRI, in angle brackets or not."""
    return learner_named(known.snapshot.dataset.prefixes, name)


def _role_or_none(known: Known, request: PathRequest) -> Iri | None:
    return None if request.role is None else _role(known, request.role)


def _role(known: Known, name: str) -> Iri:
    return known.names.resolve(name, (Kind.ROLE,))


def _attainments(known: Known, named: tuple[str | NamedLevel, ...]) -> tuple[Attainment, ...]:
    return tuple(each_of(named, lambda each: _attainment(known, each)))


def _attainment(known: Known, named: str | NamedLevel) -> Attainment:
    if isinstance(named, NamedLevel):
        return known.names.at_level(named.competency, named.level)
    return known.names.attainment(named)


def _resources(known: Known, names: tuple[str, ...]) -> frozenset[Iri]:
    return frozenset(each_of(names, lambda name: known.names.resolve(name, (Kind.RESOURCE,))))
