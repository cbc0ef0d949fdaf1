"""What is held, and what follows from it without any study (`model` §1, §3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ontology.condition import Attainment, Condition, holds
from ontology.names import Iri
from ontology.terms import Alignment, Competency, Relation, Scale
from reasoning.statements import Statements, contents, named


def closure(held: Iterable[Attainment], statements: Statements) -> frozenset[Attainment]:
    """Return all that is held: what is listed, and whatever follows from it."""
    known: set[Attainment] = set()
    to_do = list(held)
    while to_do:
        attainment = to_do.pop()
        if attainment not in known:
            known.add(attainment)
            to_do.extend(followers(attainment, statements))
    return frozenset(known)


def followers(attainment: Attainment, statements: Statements) -> Iterator[Attainment]:
    """Yield what one attainment stands for: the level below it, and its equivalents."""
    if attainment.level > 1:
        yield Attainment(attainment.competency, attainment.level - 1)
    for alignment in contents(statements, Alignment, attainment.competency):
        yield from _equivalents(alignment, attainment, statements)


def _equivalents(
    alignment: Alignment, attainment: Attainment, statements: Statements
) -> Iterator[Attainment]:
    if not alignment.approved_by or not on_one_scale(alignment, statements):
        return
    if alignment.relation in {Relation.EXACT, Relation.REPLACED_BY}:
        if attainment.competency == alignment.origin:
            yield Attainment(alignment.target, attainment.level)
        elif alignment.relation is Relation.EXACT:
            yield Attainment(alignment.origin, attainment.level)


def on_one_scale(alignment: Alignment, statements: Statements) -> bool:
    """Tell whether both ends are competencies with the same scale, or both without one."""
    origin = named(statements, Competency, alignment.origin)
    target = named(statements, Competency, alignment.target)
    return origin is not None and target is not None and origin.scale == target.scale


def met(condition: Condition, held: frozenset[Attainment]) -> bool:
    """Tell whether the condition is true of a closed set of attainments."""
    return holds(condition, held.__contains__)


def scale_of(competency: Iri, statements: Statements) -> Scale | None:
    """Return the scale of the competency, if it has one."""
    record = named(statements, Competency, competency)
    if record is None or record.scale is None:
        return None
    return named(statements, Scale, record.scale)


def top_level(competency: Iri, statements: Statements) -> int:
    """Return the highest level of the competency: 1 where it has no scale."""
    scale = scale_of(competency, statements)
    return len(scale.levels) if scale is not None else 1


def start_by_default(attainment: Attainment, statements: Statements) -> int:
    """Return the level from which this one is reached where nothing is stated (§3.3)."""
    scale = scale_of(attainment.competency, statements)
    return attainment.level - 1 if scale is not None and scale.progressive else 0
