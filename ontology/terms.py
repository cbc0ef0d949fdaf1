"""The statements: everything that can be said about competencies, roles and content.

A statement's *content* is one of the frozen records below. They state what was said, not
that it is right: whether a level lies on its scale or a label is missing is for the
contracts in `shapes` to judge. Durations are whole minutes, prices integers in minor units
of their currency, texts are NFC, language tags lower case, tuples sorted and free of repeats
unless their order means something.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from ontology.condition import Attainment, Condition
from ontology.names import Iri


class Kind(StrEnum):
    """The families of statements."""

    PREFIX = "prefix"
    FRAMEWORK = "framework"
    SCALE = "scale"
    COMPETENCY = "competency"
    ROLE = "role"
    REQUIREMENT = "requirement"
    PREREQUISITE = "prerequisite"
    RESOURCE = "resource"
    TEACHING = "teaching"
    ASSESSING = "assessing"
    ALIGNMENT = "alignment"


class CompetencyKind(StrEnum):
    """What sort of thing can be known or done; a `group` only classifies."""

    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    ATTITUDE = "attitude"
    GROUP = "group"


class Status(StrEnum):
    """Where a term is in its life."""

    DRAFT = "draft"
    ACTIVE = "active"
    DEPRECATED = "deprecated"


class Importance(StrEnum):
    """Whether a role cannot do without, or would like to have."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"


class Strength(StrEnum):
    """Whether a prerequisite forbids or only advises."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"


class Relation(StrEnum):
    """How two terms correspond (SKOS mapping relations, and replacement)."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"
    REPLACED_BY = "replaced-by"


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text in a language; the tag is BCP 47 in lower case, empty where unknown."""

    language: str
    text: str


Texts: TypeAlias = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """A short name for a namespace."""

    prefix: str
    namespace: str


@dataclass(frozen=True, slots=True)
class Framework:
    """A vocabulary that somebody publishes; it names the source of its statements."""

    id: Iri
    labels: Texts = ()
    definition: Texts = ()
    version: str | None = None
    licence: str | None = None
    publisher: str | None = None
    assumed_effort: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """One proficiency level of a scale; its number is its place, from 1."""

    labels: Texts = ()
    definition: Texts = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """An ordered list of proficiency levels.

    On a progressive scale a level is reached from the one below it.
    """

    id: Iri
    levels: tuple[Level, ...]
    progressive: bool = False
    labels: Texts = ()


@dataclass(frozen=True, slots=True, order=True)
class LevelEffort:
    """Minutes that one level takes; level 0 stands for each level alike."""

    level: int
    minutes: int


EVERY_LEVEL = 0


@dataclass(frozen=True, slots=True)
class Competency:
    """What can be known or done."""

    id: Iri
    framework: Iri
    labels: Texts
    kind: CompetencyKind = CompetencyKind.SKILL
    alternative_labels: Texts = ()
    definition: Texts = ()
    scale: Iri | None = None
    broader: tuple[Iri, ...] = ()
    effort: tuple[LevelEffort, ...] = ()
    status: Status = Status.ACTIVE


@dataclass(frozen=True, slots=True)
class Role:
    """A job, an occupation, a qualification."""

    id: Iri
    framework: Iri
    labels: Texts
    alternative_labels: Texts = ()
    definition: Texts = ()
    code: str | None = None
    broader: tuple[Iri, ...] = ()
    status: Status = Status.ACTIVE


@dataclass(frozen=True, slots=True)
class Requirement:
    """A role asks for an attainment; keyed by role and competency."""

    role: Iri
    competency: Iri
    level: int = 1
    importance: Importance = Importance.ESSENTIAL
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """What data say about a prerequisite: of `n` cases, so many went against it."""

    n: int
    violations: int


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """What must hold before a target.

    The target is a competency at a level, or a resource (then `level` is None). Keyed by
    `id` where one is given, otherwise by target, strength and normal form.
    """

    target: Iri
    level: int | None
    condition: Condition
    strength: Strength = Strength.REQUIRED
    rationale: Texts = ()
    support: Support | None = None
    id: Iri | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """An amount in minor units (cents) of an ISO 4217 currency."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Resource:
    """Something a person can study or sit.

    None and the empty tuple mean "not stated", which forbids nothing.
    """

    id: Iri
    framework: Iri
    titles: Texts
    kind: str | None = None
    definition: Texts = ()
    provider: str | None = None
    languages: tuple[str, ...] = ()
    modality: str | None = None
    effort: int | None = None
    price: Price | None = None
    available_from: date | None = None
    available_until: date | None = None
    regions: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    licence: str | None = None
    url: str | None = None
    status: Status = Status.ACTIVE


@dataclass(frozen=True, slots=True)
class Teaching:
    """A resource leads to an attainment; keyed by resource, competency and level.

    `start` is the level that must be held to enter (`from` in files); None means the
    default: the level below on a progressive scale, otherwise none.
    """

    resource: Iri
    competency: Iri
    level: int = 1
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Assessing:
    """A resource can prove an attainment; keyed by resource, competency and level."""

    resource: Iri
    competency: Iri
    level: int = 1
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two terms correspond; keyed by both and the relation.

    It lets one stand for the other only once somebody approved it.
    """

    origin: Iri
    target: Iri
    relation: Relation
    approved_by: str | None = None


Content: TypeAlias = (
    Prefix
    | Framework
    | Scale
    | Competency
    | Role
    | Requirement
    | Prerequisite
    | Resource
    | Teaching
    | Assessing
    | Alignment
)

CONTENT_OF: dict[Kind, type[Content]] = {
    Kind.PREFIX: Prefix,
    Kind.FRAMEWORK: Framework,
    Kind.SCALE: Scale,
    Kind.COMPETENCY: Competency,
    Kind.ROLE: Role,
    Kind.REQUIREMENT: Requirement,
    Kind.PREREQUISITE: Prerequisite,
    Kind.RESOURCE: Resource,
    Kind.TEACHING: Teaching,
    Kind.ASSESSING: Assessing,
    Kind.ALIGNMENT: Alignment,
}

KIND_OF: dict[type[Content], Kind] = {made: kind for kind, made in CONTENT_OF.items()}


def target_of(prerequisite: Prerequisite) -> Attainment | Iri:
    """Return what the prerequisite guards: an attainment, or a resource."""
    if prerequisite.level is None:
        return prerequisite.target
    return Attainment(prerequisite.target, prerequisite.level)
