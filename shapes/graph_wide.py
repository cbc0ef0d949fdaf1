"""Contracts that look beyond one statement: the compiled twins of `graph_wide_contracts`.

A twin judges statements one at a time against their surroundings, so that a change is judged
by what it touches. Its name, message, fix and severity are those of its shape; the oracle
runs the shape's SPARQL and must find the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from ontology.condition import Attainment, attainments
from ontology.dataset import Statement
from ontology.names import Iri
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Assessing,
    Competency,
    Content,
    Framework,
    Prerequisite,
    Relation,
    Requirement,
    Resource,
    Role,
    Teaching,
)
from shapes.references import alignment_ends, references
from shapes.surroundings import Surroundings, guarded_by

AUTHORED = "authored"


class Breach(NamedTuple):
    """A statement breaks a contract; `value` is what is wrong with it, as people write it."""

    contract: str
    focus: Iri
    value: Iri | Attainment | int


Twin: TypeAlias = Callable[[Surroundings, Statement], Iterator[Breach]]


def breaches(surroundings: Surroundings, statements: Iterable[Statement]) -> Iterator[Breach]:
    """Yield what is wrong with these statements in their surroundings."""
    for statement in statements:
        for twin in _TWINS.get(type(statement.content), ()):
            yield from twin(surroundings, statement)


def _references_stand(surroundings: Surroundings, statement: Statement) -> Iterator[Breach]:
    for reference in references(statement.content):
        if not isinstance(surroundings.content(reference.term), reference.wanted):
            yield Breach(reference.contract, statement.id, reference.term)


def _no_circle_of_broader(surroundings: Surroundings, statement: Statement) -> Iterator[Breach]:
    content = statement.content
    if isinstance(content, Competency | Role):
        for term in content.broader:
            if (statement.id, term) in surroundings.circles_of_broader:
                contract = f"broader-{statement.kind}-without-circle"
                yield Breach(contract, statement.id, term)


def _no_circle_of_needs(surroundings: Surroundings, statement: Statement) -> Iterator[Breach]:
    guarded = guarded_by(statement.content)
    if guarded is not None:
        for needed in dict.fromkeys(guarded[1]):
            if (guarded[0], needed) in surroundings.circles_of_prerequisites:
                yield Breach("prerequisite-without-circle", statement.id, needed)


def _levels_exist(surroundings: Surroundings, statement: Statement) -> Iterator[Breach]:
    content = statement.content
    if isinstance(content, Competency):
        yield from _efforts_have_levels(surroundings, content)
    elif isinstance(content, Requirement | Teaching | Assessing):
        if _is_beyond(surroundings, content.competency, content.level):
            yield Breach("level-on-scale", statement.id, content.level)
    elif isinstance(content, Prerequisite):
        if content.level and _is_beyond(surroundings, content.target, content.level):
            yield Breach("level-on-scale", statement.id, content.level)
        for needed in dict.fromkeys(attainments(content.condition)):
            if _is_beyond(surroundings, needed.competency, needed.level):
                yield Breach("mentioned-level-on-scale", statement.id, needed)


def _efforts_have_levels(surroundings: Surroundings, content: Competency) -> Iterator[Breach]:
    for effort in content.effort:
        if effort.level != EVERY_LEVEL and _is_beyond(surroundings, content.id, effort.level):
            yield Breach("effort-on-scale", content.id, effort.level)


def _efforts_are_single(_: Surroundings, statement: Statement) -> Iterator[Breach]:
    content = statement.content
    if isinstance(content, Competency) and len(content.effort) > 1:
        levels = [effort.level for effort in set(content.effort)]
        for level in dict.fromkeys(levels):
            if levels.count(level) > 1 or (level == EVERY_LEVEL and len(levels) > 1):
                yield Breach("effort-once", statement.id, level)


def _is_beyond(surroundings: Surroundings, competency: Iri, level: int) -> bool:
    height = surroundings.height(competency)
    return height is not None and level > height


def _start_is_on_progressive_scale(
    surroundings: Surroundings, statement: Statement
) -> Iterator[Breach]:
    content = statement.content
    if not isinstance(content, Teaching | Assessing) or content.start is None:
        return
    if surroundings.is_progressive(content.competency) is False:
        yield Breach("from-on-progressive-scale", statement.id, content.start)


def _no_group(surroundings: Surroundings, statement: Statement) -> Iterator[Breach]:
    content = statement.content
    if isinstance(content, Requirement):
        if surroundings.is_group(content.competency):
            yield Breach("group-not-required", statement.id, content.competency)
    elif isinstance(content, Teaching | Assessing):
        if surroundings.is_group(content.competency):
            yield Breach("group-not-taught", statement.id, content.competency)
    elif isinstance(content, Prerequisite):
        if surroundings.is_group(content.target):
            yield Breach("group-without-prerequisites", statement.id, content.target)
        for needed in dict.fromkeys(each.competency for each in attainments(content.condition)):
            if surroundings.is_group(needed):
                yield Breach("group-not-mentioned", statement.id, needed)


def _reason_is_given(_: Surroundings, statement: Statement) -> Iterator[Breach]:
    content = statement.content
    if isinstance(content, Prerequisite) and not content.rationale:
        by_hand = statement.provenance.method in {None, AUTHORED}
        contract = "rationale" if by_hand and content.level is not None else "rationale-advised"
        yield Breach(contract, statement.id, content.target)


def _effort_is_known(surroundings: Surroundings, statement: Statement) -> Iterator[Breach]:
    content = statement.content
    if isinstance(content, Resource) and content.effort is None:
        framework = surroundings.content(content.framework)
        if not isinstance(framework, Framework) or framework.assumed_effort is None:
            yield Breach("effort-known", statement.id, content.framework)


def _one_end_is_here(surroundings: Surroundings, statement: Statement) -> Iterator[Breach]:
    ends = alignment_ends(statement.content)
    if ends and not any(isinstance(surroundings.content(end), _TERMS) for end in ends):
        yield Breach("alignment-anchored", statement.id, ends[0])


def _ends_are_alike(surroundings: Surroundings, statement: Statement) -> Iterator[Breach]:
    content = statement.content
    if not isinstance(content, Alignment):
        return
    origin, target = surroundings.content(content.origin), surroundings.content(content.target)
    if origin is None or target is None:
        return
    if type(origin) is not type(target):
        yield Breach("alignment-of-one-kind", statement.id, content.target)
        return
    groups = {surroundings.is_group(content.origin), surroundings.is_group(content.target)}
    if content.relation in _STANDING_IN and len(groups) == 2:
        yield Breach("group-not-equated", statement.id, content.target)


_STANDING_IN = (Relation.EXACT, Relation.REPLACED_BY)
_TERMS = (Competency, Role, Resource)

_TWINS: Mapping[type[Content], tuple[Twin, ...]] = {
    Competency: (
        _references_stand,
        _no_circle_of_broader,
        _levels_exist,
        _efforts_are_single,
    ),
    Role: (_references_stand, _no_circle_of_broader),
    Requirement: (_references_stand, _levels_exist, _no_group),
    Prerequisite: (
        _references_stand,
        _levels_exist,
        _no_group,
        _no_circle_of_needs,
        _reason_is_given,
    ),
    Resource: (_references_stand, _effort_is_known),
    Teaching: (_references_stand, _levels_exist, _no_group, _start_is_on_progressive_scale),
    Assessing: (_references_stand, _levels_exist, _no_group, _start_is_on_progressive_scale),
    Alignment: (_one_end_is_here, _ends_are_alike),
}
