"""The gap between a person and a role: what is missing, what is hidden, what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from graph.snapshot import Snapshot
from ontology.condition import Attainment
from ontology.errors import UnknownTermError
from ontology.names import Iri
from ontology.terms import Importance, Kind, Requirement
from reasoning.gaps.supposing import Supposing
from reasoning.gaps.unavoidable import unavoidable
from reasoning.planning.problem import Problem
from reasoning.question import Limits, Question


@dataclass(frozen=True, slots=True)
class Asked:
    """An attainment that a role asks for, or a lower level of one; `held` says it is there.

    `importance` and `weight` are those of the requirement it comes from.
    """

    attainment: Attainment
    importance: Importance
    weight: float | None
    held: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the role does not name, yet every path gains: on the way to these requirements."""

    attainment: Attainment
    towards: tuple[Attainment, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between what is held and a role; every part is sorted.

    `missing` is required and not held, lower levels included; `held` is required and held;
    `optional` are the wishes, held or not; `beyond_reach` is what of the missing no path
    gains, whatever limits are dropped. Behind what is beyond reach, hidden is what every path
    to it would gain if whatever nobody teaches could be learnt by oneself; nothing where it is
    beyond reach even then. `lacks_hours` says that it is not, for some of it: hours assumed
    for what states no effort would bring that within reach.
    """

    role: Iri
    missing: tuple[Asked, ...]
    hidden: tuple[Hidden, ...]
    held: tuple[Asked, ...]
    optional: tuple[Asked, ...]
    beyond_reach: tuple[Attainment, ...]
    lacks_hours: bool


def gap(
    snapshot: Snapshot,
    held: Iterable[Attainment],
    role: Iri,
    assumed_minutes: int | None = None,
) -> Gap:
    """Compare what is held with what a role asks for; no limits apply.

    `assumed_minutes` lets what states no effort be learnt. Raises `UnknownTermError` where
    there is no such role.
    """
    problem = _problem(snapshot, frozenset(held), role, assumed_minutes)
    known = problem.attainments(problem.held)
    asked = tuple(_asked(snapshot, role, known))
    required = [each for each in asked if each.importance is Importance.ESSENTIAL]
    missing = tuple(each for each in required if not each.held)
    found = unavoidable(problem, problem.goal)
    reached = {goal for goals in found.values() for goal in goals}
    beyond = tuple(at for at in problem.goal if at not in reached)
    supposed = unavoidable(Supposing(problem), beyond)
    return Gap(
        role=role,
        missing=missing,
        hidden=_hidden(snapshot, _joined(found, supposed), {each.attainment for each in required}),
        held=tuple(each for each in required if each.held),
        optional=tuple(each for each in asked if each.importance is Importance.OPTIONAL),
        beyond_reach=snapshot.attainments(beyond),
        lacks_hours=bool(supposed),
    )


def _problem(
    snapshot: Snapshot, held: frozenset[Attainment], role: Iri, assumed_minutes: int | None
) -> Problem:
    statement = snapshot.dataset.get(role)
    if statement is None or statement.kind is not Kind.ROLE:
        raise UnknownTermError(f"unknown role `{snapshot.dataset.prefixes.compact(role)}`")
    question = Question(
        snapshot.asked(role, Importance.ESSENTIAL),
        held,
        date.min,
        assumed_minutes=assumed_minutes,
        limits=Limits(dates=False),
    )
    return Problem(snapshot, question)


def _asked(snapshot: Snapshot, role: Iri, known: frozenset[Attainment]) -> Iterator[Asked]:
    for requirement in snapshot.requirements.get(role, ()):
        for level in range(1, requirement.level + 1):
            attainment = Attainment(requirement.competency, level)
            held = attainment in known
            if level == requirement.level or not held:
                yield _of_requirement(requirement, attainment, held)


def _of_requirement(requirement: Requirement, attainment: Attainment, held: bool) -> Asked:
    return Asked(attainment, requirement.importance, requirement.weight, held)


def _joined(
    found: Mapping[int, tuple[int, ...]], supposed: Mapping[int, tuple[int, ...]]
) -> Mapping[int, tuple[int, ...]]:
    """Return what lies behind goals within reach and beyond it, each with all its goals."""
    nothing: tuple[int, ...] = ()
    return {
        at: tuple(sorted({*found.get(at, nothing), *supposed.get(at, nothing)}))
        for at in sorted({*found, *supposed})
    }


def _hidden(
    snapshot: Snapshot, found: Mapping[int, tuple[int, ...]], required: set[Attainment]
) -> tuple[Hidden, ...]:
    """Return what is unavoidable and not required; of equivalents one speaks for all."""
    named = set(snapshot.numbers(required))
    hidden: list[Hidden] = []
    spoken_for = {same for at in named for same in _equivalents(snapshot, at)}
    for at in sorted(found, key=lambda at: (not snapshot.taught_by.get(at), at)):
        if at not in spoken_for:
            spoken_for |= _equivalents(snapshot, at)
            attainment = snapshot.numbering.attainments[at]
            hidden.append(Hidden(attainment, snapshot.attainments(found[at])))
    return tuple(sorted(hidden, key=lambda each: each.attainment))


def _equivalents(snapshot: Snapshot, at: int) -> set[int]:
    """Return the attainment and all that stand for it both ways."""
    return {other for other in snapshot.implied(at) if at in snapshot.implied(other)}
