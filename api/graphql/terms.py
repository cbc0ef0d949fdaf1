"""Terms: frameworks, scales, competencies, roles and resources, each a Relay node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

import strawberry

from api.graphql.global_ids import global_id
from api.graphql.statements import (
    Amount,
    Language,
    LocalisedText,
    Prerequisite,
    Provenance,
    amount,
    localised,
    prerequisites,
    provenance,
)
from api.wire.naming import Naming
from graph.snapshot import Snapshot
from ontology.condition import Attainment as HeldLevel
from ontology.dataset import Statement
from ontology.labels import labels_of
from ontology.names import Iri
from ontology.terms import EVERY_LEVEL, CompetencyKind, Content, Importance, Kind, Status
from ontology.terms import Competency as CompetencyContent
from ontology.terms import Framework as FrameworkContent
from ontology.terms import Prerequisite as PrerequisiteContent
from ontology.terms import Requirement as RequirementContent
from ontology.terms import Resource as ResourceContent
from ontology.terms import Role as RoleContent
from ontology.terms import Scale as ScaleContent
from ontology.terms import Teaching as TeachingContent

strawberry.enum(
    CompetencyKind, description="What sort of thing can be known or done; a group classifies."
)
strawberry.enum(Importance, description="Whether a role cannot do without, or would like to have.")
strawberry.enum(Status, description="Where a term is in its life.")

ContentT = TypeVar("ContentT")


@strawberry.enum(description="The kinds of terms.")
class TermKind(Enum):
    """The kinds of terms that can be looked for."""

    COMPETENCY = Kind.COMPETENCY.value
    ROLE = Kind.ROLE.value
    RESOURCE = Kind.RESOURCE.value
    FRAMEWORK = Kind.FRAMEWORK.value
    SCALE = Kind.SCALE.value


@strawberry.interface(description="Something with a global id (Relay).")
class Node:
    """Something that can be fetched again by its id."""

    id: strawberry.ID = strawberry.field(description="The global id; it means nothing to clients.")


@strawberry.interface(description="Something that a revision speaks of.")
class Term(Node):
    """A term, as one revision has it."""

    snapshot: strawberry.Private[Snapshot]
    statement: strawberry.Private[Statement]

    @strawberry.field(description="The IRI.")
    def iri(self) -> str:
        return self.statement.id

    @strawberry.field(description="The IRI as people write it: a CURIE where a prefix is bound.")
    def name(self) -> str:
        return self.naming().name(self.statement.id)

    @strawberry.field(description="The label in a language, or in the nearest there is.")
    def label(self, language: Language = "en") -> str:
        return Naming(self.snapshot.dataset, (language,)).label(self.statement.id)

    @strawberry.field(description="Every label, or title.")
    def labels(self) -> list[LocalisedText]:
        return localised(labels_of(self.statement.content))

    @strawberry.field(description="Where the statement comes from.")
    def provenance(self) -> Provenance:
        return provenance(self.statement, self.naming())

    def naming(self) -> Naming:
        """Names, for the resolvers."""
        return Naming(self.snapshot.dataset)


@strawberry.type(description="A vocabulary that somebody publishes.")
class Framework(Term):
    """A vocabulary."""

    version: str | None = strawberry.field(description="The version, as the publisher writes it.")
    licence: str | None = strawberry.field(description="The licence under which it may be used.")
    publisher: str | None = strawberry.field(description="Who publishes it.")


@strawberry.type(description="One proficiency level of a scale.")
class ScaleLevel:
    """A level, counted from 1."""

    number: int = strawberry.field(description="The level, from 1.")
    labels: list[LocalisedText] = strawberry.field(description="What the level is called.")
    definition: list[LocalisedText] = strawberry.field(description="What it means.")


@strawberry.type(description="An ordered list of proficiency levels.")
class Scale(Term):
    """A scale; on a progressive one a level is reached from the one below."""

    progressive: bool = strawberry.field(
        description="Whether a level is reached from the one below."
    )
    levels: list[ScaleLevel] = strawberry.field(description="The levels, the lowest first.")


@strawberry.type(description="A competency at a level.")
class Attainment:
    """A competency held at a level; holding a level is holding every lower one."""

    snapshot: strawberry.Private[Snapshot]
    held: strawberry.Private[HeldLevel]
    level: int = strawberry.field(description="The level, from 1.")

    @strawberry.field(description="Written as people write it: `ex:sql@2`.")
    def name(self) -> str:
        return Naming(self.snapshot.dataset).attainment(self.held)

    @strawberry.field(description="Said as people say it: the label, and the level's own label.")
    def label(self, language: Language = "en") -> str:
        return Naming(self.snapshot.dataset, (language,)).attained(self.held)

    @strawberry.field(description="The competency; null where it is not in this revision.")
    def competency(self) -> Competency | None:
        found = term(self.snapshot, self.held.competency)
        return found if isinstance(found, Competency) else None


@strawberry.type(description="What self-study of one level takes.")
class Effort:
    """Hours for one level, on top of the level below on a progressive scale."""

    level: int = strawberry.field(description="The level, from 1.")
    hours: float = strawberry.field(
        description="Hours for it, on top of the level below on a progressive scale."
    )


@strawberry.type(description="What can be known or done.")
class Competency(Term):
    """A competency."""

    kind: CompetencyKind = strawberry.field(description="What sort of thing it is.")
    status: Status = strawberry.field(description="Where it is in its life.")

    @strawberry.field(description="What it means.")
    def definition(self) -> list[LocalisedText]:
        return localised(_competency(self).definition)

    @strawberry.field(description="Other names for it.")
    def alternative_labels(self) -> list[LocalisedText]:
        return localised(_competency(self).alternative_labels)

    @strawberry.field(description="The vocabulary it belongs to.")
    def framework(self) -> Framework | None:
        found = term(self.snapshot, _competency(self).framework)
        return found if isinstance(found, Framework) else None

    @strawberry.field(description="Its levels; null where it has the one level 1.")
    def scale(self) -> Scale | None:
        scale = _competency(self).scale
        found = None if scale is None else term(self.snapshot, scale)
        return found if isinstance(found, Scale) else None

    @strawberry.field(description="What it is classified under; that is never a prerequisite.")
    def broader(self) -> list[Competency]:
        found = (term(self.snapshot, iri) for iri in _competency(self).broader)
        return [each for each in found if isinstance(each, Competency)]

    @strawberry.field(description="What self-study takes, where that is stated.")
    def effort(self) -> list[Effort]:
        efforts = {each.level: each.minutes / 60 for each in _competency(self).effort}
        scale = self.naming().levels(self.statement.id)
        return [
            Effort(level=level, hours=hours)
            for level in range(1, (len(scale.levels) if scale else 1) + 1)
            if (hours := efforts.get(level, efforts.get(EVERY_LEVEL))) is not None
        ]

    @strawberry.field(description="What must, or should, hold before it may be learnt.")
    def prerequisites(self) -> list[Prerequisite]:
        about = self.snapshot.dataset.about(Kind.PREREQUISITE, self.statement.id)
        return prerequisites(about, self.naming())

    @strawberry.field(description="The resources that teach it, with the level that they teach.")
    def taught_by(self) -> list[Taught]:
        about = self.snapshot.dataset.about(Kind.TEACHING, self.statement.id)
        return list(_taught(self.snapshot, about))

    @strawberry.field(description="The attainments whose prerequisites mention it.")
    def leads_to(self) -> list[Attainment]:
        found = {
            HeldLevel(content.target, content.level)
            for statement in self.snapshot.mentioning.get(self.statement.id, ())
            if isinstance(content := statement.content, PrerequisiteContent)
            and content.level is not None
        }
        return [attainment(self.snapshot, each) for each in sorted(found)]


@strawberry.type(description="A role asks for an attainment.")
class Requirement:
    """What a role asks for."""

    attainment: Attainment = strawberry.field(description="What is asked for.")
    importance: Importance = strawberry.field(description="Whether the role cannot do without.")
    weight: float | None = strawberry.field(
        description="How much it matters, where that is stated."
    )


@strawberry.type(description="A job, an occupation, a qualification.")
class Role(Term):
    """A role."""

    status: Status = strawberry.field(description="Where it is in its life.")
    code: str | None = strawberry.field(
        description="Its code in a classification, such as ISCO-08."
    )

    @strawberry.field(description="What it is.")
    def definition(self) -> list[LocalisedText]:
        return localised(_as(self.statement, RoleContent).definition)

    @strawberry.field(description="What it asks for, the essential before the optional.")
    def requirements(self) -> list[Requirement]:
        about = self.snapshot.dataset.about(Kind.REQUIREMENT, self.statement.id)
        found = [each.content for each in about if isinstance(each.content, RequirementContent)]
        return [
            Requirement(
                attainment=attainment(self.snapshot, HeldLevel(each.competency, each.level)),
                importance=each.importance,
                weight=each.weight,
            )
            for each in sorted(found, key=lambda each: (each.importance.value, each.competency))
        ]


@strawberry.type(description="A resource leads to an attainment.")
class Taught:
    """Which resource leads to which attainment."""

    resource: Resource = strawberry.field(description="The resource.")
    attainment: Attainment = strawberry.field(description="What it leads to.")


@strawberry.type(
    description="Something a person can study or sit; null says that it is not stated."
)
class Resource(Term):
    """A resource."""

    kind: str | None = strawberry.field(description="What it is: a course, a book, an exam.")
    provider: str | None = strawberry.field(description="Who offers it.")
    languages: list[str] = strawberry.field(
        description="The languages it is held in; empty where that is not stated."
    )
    modality: str | None = strawberry.field(description="How it is held, such as `online`.")
    hours: float | None = strawberry.field(description="The hours it takes.")
    price: Amount | None = strawberry.field(description="What it costs.")
    available_from: date | None = strawberry.field(
        description="The first day on which it is there."
    )
    available_until: date | None = strawberry.field(
        description="The last day on which it is there."
    )
    regions: list[str] = strawberry.field(
        description="Where it is offered; empty where that is not stated."
    )
    url: str | None = strawberry.field(description="Where to read on.")
    status: Status = strawberry.field(description="Where it is in its life.")

    @strawberry.field(description="What it leads to.")
    def teaches(self) -> list[Attainment]:
        about = self.snapshot.dataset.about(Kind.TEACHING, self.statement.id)
        return [
            attainment(self.snapshot, HeldLevel(each.content.competency, each.content.level))
            for each in about
            if isinstance(each.content, TeachingContent)
        ]

    @strawberry.field(description="What it asks of those who take it.")
    def prerequisites(self) -> list[Prerequisite]:
        about = self.snapshot.dataset.about(Kind.PREREQUISITE, self.statement.id)
        return prerequisites(about, self.naming())


def term(snapshot: Snapshot, iri: Iri) -> Term | None:
    """Return what a revision says of a term; None where it says nothing."""
    statement = snapshot.dataset.get(iri)
    make = None if statement is None else _MAKERS.get(type(statement.content))
    return None if statement is None or make is None else make(snapshot, statement)


def attainment(snapshot: Snapshot, held: HeldLevel) -> Attainment:
    """Write an attainment."""
    return Attainment(snapshot=snapshot, held=held, level=held.level)


def _make_framework(snapshot: Snapshot, statement: Statement) -> Framework:
    content = _as(statement, FrameworkContent)
    return Framework(
        id=global_id(Kind.FRAMEWORK, statement.id),
        snapshot=snapshot,
        statement=statement,
        version=content.version,
        licence=content.licence,
        publisher=content.publisher,
    )


def _make_scale(snapshot: Snapshot, statement: Statement) -> Scale:
    content = _as(statement, ScaleContent)
    return Scale(
        id=global_id(Kind.SCALE, statement.id),
        snapshot=snapshot,
        statement=statement,
        progressive=content.progressive,
        levels=[
            ScaleLevel(
                number=number,
                labels=localised(level.labels),
                definition=localised(level.definition),
            )
            for number, level in enumerate(content.levels, start=1)
        ],
    )


def _make_competency(snapshot: Snapshot, statement: Statement) -> Competency:
    content = _as(statement, CompetencyContent)
    return Competency(
        id=global_id(Kind.COMPETENCY, statement.id),
        snapshot=snapshot,
        statement=statement,
        kind=content.kind,
        status=content.status,
    )


def _make_role(snapshot: Snapshot, statement: Statement) -> Role:
    content = _as(statement, RoleContent)
    return Role(
        id=global_id(Kind.ROLE, statement.id),
        snapshot=snapshot,
        statement=statement,
        status=content.status,
        code=content.code,
    )


def _make_resource(snapshot: Snapshot, statement: Statement) -> Resource:
    content = _as(statement, ResourceContent)
    return Resource(
        id=global_id(Kind.RESOURCE, statement.id),
        snapshot=snapshot,
        statement=statement,
        kind=content.kind,
        provider=content.provider,
        languages=list(content.languages),
        modality=content.modality,
        hours=None if content.effort is None else content.effort / 60,
        price=amount(content.price),
        available_from=content.available_from,
        available_until=content.available_until,
        regions=list(content.regions),
        url=content.url,
        status=content.status,
    )


_MAKERS: Mapping[type[Content], Callable[[Snapshot, Statement], Term]] = {
    FrameworkContent: _make_framework,
    ScaleContent: _make_scale,
    CompetencyContent: _make_competency,
    RoleContent: _make_role,
    ResourceContent: _make_resource,
}


def _as(statement: Statement, wanted: type[ContentT]) -> ContentT:
    if not isinstance(statement.content, wanted):
        raise TypeError(f"`{statement.id}` is no {wanted.__name__}")
    return statement.content


def _competency(competency: Competency) -> CompetencyContent:
    return _as(competency.statement, CompetencyContent)


def _taught(snapshot: Snapshot, statements: Iterable[Statement]) -> Iterable[Taught]:
    for statement in statements:
        if isinstance(statement.content, TeachingContent):
            taught = statement.content
            found = term(snapshot, taught.resource)
            if isinstance(found, Resource):
                held = HeldLevel(taught.competency, taught.level)
                yield Taught(resource=found, attainment=attainment(snapshot, held))
