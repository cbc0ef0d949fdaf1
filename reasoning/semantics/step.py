"""May this be taken now? `model` §3, rules 1 to 4, each answer with its reasons."""

from __future__ import annotations

from collections.abc import Iterator

from ontology.condition import Attainment
from ontology.dataset import Statement
from ontology.names import Iri
from ontology.terms import Kind, Prerequisite, Resource, Strength, Teaching
from reasoning.proof import Course, SelfStudy, Taking
from reasoning.question import Question
from reasoning.semantics.holding import closure, met, start_by_default
from reasoning.semantics.reasons import Obstacle, Reason
from reasoning.semantics.takings import effort, gains, teachings
from reasoning.statements import Statements, contents, named


def why_not(
    taking: Taking, held: frozenset[Attainment], question: Question, statements: Statements
) -> tuple[Reason, ...]:
    """Return every reason why the taking may not be taken by who holds `held`, a closed set.

    No reason: it may.
    """
    return (*not_ready(taking, held, statements), *forbidden(taking, question, statements))


def not_ready(
    taking: Taking, held: frozenset[Attainment], statements: Statements
) -> tuple[Reason, ...]:
    """Return what rules 1 to 3 miss; `held` is closed."""
    return (
        *_own_needs(taking, held, statements),
        *_groundwork(taking, held, statements),
        *_starts(taking, held, statements),
    )


def taken(
    taking: Taking, held: frozenset[Attainment], statements: Statements
) -> frozenset[Attainment]:
    """Return the closed set of what is held after the taking."""
    return closure(held | gains(taking, statements), statements)


def _own_needs(
    taking: Taking, held: frozenset[Attainment], statements: Statements
) -> Iterator[Reason]:
    """Rule 1: its own required prerequisites hold, meant literally."""
    if isinstance(taking, Course):
        for name, needed in prerequisites(taking.resource, None, Strength.REQUIRED, statements):
            if not met(needed.condition, held):
                yield Reason(Obstacle.OWN_NEED, name)


def _groundwork(
    taking: Taking, held: frozenset[Attainment], statements: Statements
) -> Iterator[Reason]:
    """Rule 2: what is gained is held already, or its prerequisites hold with all that is gained."""
    gained = gains(taking, statements)
    with_gained = closure(held | gained, statements)
    for attainment in sorted(gained - held):
        for name, needed in prerequisites(
            attainment.competency, attainment.level, Strength.REQUIRED, statements
        ):
            if not met(needed.condition, with_gained):
                yield Reason(Obstacle.GROUNDWORK, name, attainment)


def _starts(
    taking: Taking, held: frozenset[Attainment], statements: Statements
) -> Iterator[Reason]:
    """Rule 3: the level from which each teaching starts is held, or taught as well."""
    taught = teachings(taking, statements)
    for start in sorted(_starting_levels(taking, statements)):
        if start.level > 0 and start not in held and start not in taught:
            yield Reason(Obstacle.START, attainment=start)


def _starting_levels(taking: Taking, statements: Statements) -> Iterator[Attainment]:
    match taking:
        case SelfStudy(attainment):
            level = start_by_default(attainment, statements)
            yield Attainment(attainment.competency, level)
        case Course(resource):
            for teaching in contents(statements, Teaching, resource):
                level = (
                    teaching.start
                    if teaching.start is not None
                    else start_by_default(
                        Attainment(teaching.competency, teaching.level), statements
                    )
                )
                yield Attainment(teaching.competency, level)


def prerequisites(
    target: Iri, level: int | None, strength: Strength, statements: Statements
) -> Iterator[tuple[Iri, Prerequisite]]:
    """Yield the prerequisites of that strength of a level, or of a resource, with their names."""
    for statement in statements.about(Kind.PREREQUISITE, target):
        content = _prerequisite(statement)
        if content is not None and content.level == level and content.strength is strength:
            yield statement.id, content


def _prerequisite(statement: Statement) -> Prerequisite | None:
    return statement.content if isinstance(statement.content, Prerequisite) else None


def forbidden(taking: Taking, question: Question, statements: Statements) -> tuple[Reason, ...]:
    """Return why the question, or an unknown effort, forbids the taking (rule 4)."""
    obstacles = [] if teachings(taking, statements) else [Obstacle.NOTHING_TAUGHT]
    if effort(taking, question, statements) is None:
        obstacles.append(Obstacle.EFFORT)
    match taking:
        case SelfStudy():
            if not question.limits.self_study:
                obstacles.append(Obstacle.NO_SELF_STUDY)
        case Course(name):
            resource = named(statements, Resource, name)
            if resource is not None:
                obstacles.extend(_against(resource, question))
    return tuple(Reason(obstacle) for obstacle in obstacles)


def _against(resource: Resource, question: Question) -> Iterator[Obstacle]:
    """Yield what the question has against a resource; what it does not state forbids nothing."""
    limits = question.limits
    if limits.languages and resource.languages:
        ranges = limits.languages
        if not any(speaks(tag, wanted) for tag in resource.languages for wanted in ranges):
            yield Obstacle.LANGUAGE
    if limits.modality is not None and resource.modality not in {None, limits.modality}:
        yield Obstacle.MODALITY
    if limits.region is not None and resource.regions and limits.region not in resource.regions:
        yield Obstacle.REGION
    if limits.dates and not _open_on_start(resource, question):
        yield Obstacle.DATES
    if resource.id in limits.without:
        yield Obstacle.WITHOUT
    if question.currency_matters:
        yield from _against_price(resource, question)


def _against_price(resource: Resource, question: Question) -> Iterator[Obstacle]:
    if resource.price is None:
        yield Obstacle.PRICE
    elif resource.price.currency != question.limits.currency:
        yield Obstacle.CURRENCY


def _open_on_start(resource: Resource, question: Question) -> bool:
    """Tell whether the start date lies within the availability, both days included."""
    opens, closes = resource.available_from, resource.available_until
    return (opens is None or opens <= question.start) and (
        closes is None or question.start <= closes
    )


def speaks(tag: str, wanted: str) -> bool:
    """Tell whether a language tag lies in the range: `en` takes `en-gb`, not `enm`."""
    return f"{tag.lower()}-".startswith(f"{wanted.lower()}-")
