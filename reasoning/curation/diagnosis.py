"""Diagnoses: what can be wrong with a curriculum, as values; words come later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ontology.condition import Attainment
from ontology.names import Iri
from reasoning.proof import Taking


@dataclass(frozen=True, slots=True)
class Link:
    """One edge of a circle: `target` cannot be had before `needed`.

    `statement` says so: a prerequisite of the target, a need of the resource `by` that leads
    to the target, or the level from which its teaching starts.
    """

    target: Attainment
    needed: Attainment
    statement: Iri
    by: Taking


@dataclass(frozen=True, slots=True)
class Circle:
    """Attainments that need one another, so that nobody can begin; links in order.

    `members` are all that wait for one another here, the links one shortest round among them.
    `cut` are the statements whose retraction frees them all, as few as were found, each set
    tried; none where no retraction of a prerequisite does.
    """

    links: tuple[Link, ...]
    members: tuple[Attainment, ...]
    cut: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class BrokenCircle:
    """A circle of prerequisites that harms nobody, since these takings gain several at once."""

    links: tuple[Link, ...]
    members: tuple[Attainment, ...]
    by: tuple[Taking, ...]


@dataclass(frozen=True, slots=True)
class Untaught:
    """Levels of one competency to which nothing leads: no resource, and no stated effort."""

    attainments: tuple[Attainment, ...]


@dataclass(frozen=True, slots=True)
class EffortUnknown:
    """Levels of one competency to which only resources of unknown effort lead."""

    attainments: tuple[Attainment, ...]
    resources: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class NeverMet:
    """An attainment whose every way asks for something that cannot be met at all."""

    attainment: Attainment
    statements: tuple[Iri, ...]


Cause: TypeAlias = Circle | Untaught | EffortUnknown | NeverMet


@dataclass(frozen=True, slots=True)
class UntaughtFramework:
    """A framework of which nothing can be learnt: a bare vocabulary."""

    framework: Iri
    competencies: int


@dataclass(frozen=True, slots=True)
class ManyUntaught:
    """So many competencies of a framework with untaught levels that they are said at once."""

    framework: Iri
    competencies: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class ManyEffortsUnknown:
    """So many competencies that only resources of unknown effort lead to, said at once."""

    framework: Iri
    competencies: tuple[Iri, ...]
    resources: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class UnreachableRole:
    """A role that nobody can reach, for want of these essential attainments."""

    role: Iri
    wanting: tuple[Attainment, ...]


@dataclass(frozen=True, slots=True)
class UnreachableRoles:
    """So many roles of a framework that nobody can reach that they are said in one breath."""

    framework: Iri
    roles: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Redundant:
    """A prerequisite of `target` asks for what `through`, asked for as well, asks for already."""

    prerequisite: Iri
    target: Attainment
    implied: Attainment
    through: Attainment


@dataclass(frozen=True, slots=True)
class Orphans:
    """Competencies of a framework that no role needs, nothing teaches and nothing mentions."""

    framework: Iri
    competencies: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class EmptyRoles:
    """Roles of a framework that require nothing essential."""

    framework: Iri
    roles: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class IdleResources:
    """Resources of a framework that teach nothing."""

    framework: Iri
    resources: tuple[Iri, ...]


Diagnosis: TypeAlias = (
    Cause
    | BrokenCircle
    | UntaughtFramework
    | ManyUntaught
    | ManyEffortsUnknown
    | UnreachableRole
    | UnreachableRoles
    | Redundant
    | Orphans
    | EmptyRoles
    | IdleResources
)
