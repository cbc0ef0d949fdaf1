"""What a change touches: the statements that it puts, and those that stand on what it alters."""

from __future__ import annotations

from collections.abc import Iterator, Set

from ontology.dataset import Change, Dataset, Statement
from ontology.names import Iri
from ontology.terms import Competency, Framework, Kind, Resource, Role, Scale
from shapes.references import alignment_ends, rests_on

_REFERRED_TO = (Framework, Scale, Competency, Role, Resource)


def touched(before: Dataset, after: Dataset, change: Change) -> list[Statement]:
    """Return the statements of `after` whose standing the change can have altered.

    What nobody could refer to before cannot have unsettled anybody but an alignment, which
    may wait for its other end, so that a first load or a load of new terms looks at little
    more than itself.
    """
    found = {each.id: each for each in change.put}
    found.update(dict(_alignments_of(after, found.keys())))
    altered = {
        identifier
        for identifier in (*found, *change.retracted)
        if isinstance(_content(before, identifier), _REFERRED_TO)
    }
    if altered:
        resting = dict(_resting_on(after, altered))
        found.update(resting)
        # levels of a scale are seen through the competencies that use it
        through = {each.id for each in resting.values() if _uses_scale_of(each, altered)}
        if through:
            found.update(_resting_on(after, through))
    return list(found.values())


def _content(dataset: Dataset, identifier: Iri) -> object:
    statement = dataset.get(identifier)
    return None if statement is None else statement.content


def _resting_on(dataset: Dataset, altered: set[Iri]) -> Iterator[tuple[Iri, Statement]]:
    for statement in dataset:
        if not altered.isdisjoint(rests_on(statement.content)):
            yield statement.id, statement


def _alignments_of(dataset: Dataset, terms: Set[Iri]) -> Iterator[tuple[Iri, Statement]]:
    for statement in dataset.by_kind[Kind.ALIGNMENT]:
        if not terms.isdisjoint(alignment_ends(statement.content)):
            yield statement.id, statement


def _uses_scale_of(statement: Statement, altered: set[Iri]) -> bool:
    return isinstance(statement.content, Competency) and statement.content.scale in altered
