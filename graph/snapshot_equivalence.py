"""What holding one attainment implies: its lower levels, and what it is aligned with.

Only approved alignments count, exact ones both ways and replaced-by from old to new, between
competencies with the same scale or both without (`model` §3). Every rule has one premise, so
what a set implies is the union of what its members imply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.snapshot_numbering import Numbering
from ontology.condition import Attainment
from ontology.dataset import Dataset, Statement, Turnover
from ontology.names import Iri
from ontology.terms import Alignment, Competency, Kind, Relation


@dataclass(frozen=True, slots=True)
class Link:
    """An alignment that leads somewhere: from one attainment to another, said by `id`."""

    origin: int
    target: int
    id: Iri


@dataclass(frozen=True, slots=True)
class Implications:
    """For attainments whose competency is aligned, or leads to an aligned one, the closure.

    `implied` and `implying` contain the attainment itself and are sorted; an attainment that
    is absent implies its lower levels and is implied by its higher ones, and nothing else.
    `links` leaves from each attainment, sorted.
    """

    links: Mapping[int, tuple[Link, ...]]
    implied: Mapping[int, tuple[int, ...]]
    implying: Mapping[int, tuple[int, ...]]


def implications(dataset: Dataset, numbering: Numbering) -> Implications:
    """Close the alignments of the dataset over levels."""
    links: dict[int, list[Link]] = {}
    for statement in dataset.by_kind[Kind.ALIGNMENT]:
        if isinstance(statement.content, Alignment):
            for link in _links(statement.id, statement.content, dataset, numbering):
                links.setdefault(link.origin, []).append(link)
    onward: dict[int, set[int]] = {}
    backward: dict[int, set[int]] = {}
    for origin, leaving in links.items():
        for link in leaving:
            onward.setdefault(origin, set()).add(link.target)
            backward.setdefault(link.target, set()).add(origin)
    concerned = sorted({level for end in (*onward, *backward) for level in _levels(end, numbering)})
    return Implications(
        links={
            origin: tuple(sorted(leaving, key=lambda link: (link.target, link.id)))
            for origin, leaving in sorted(links.items())
        },
        implied={at: _closed(at, onward, numbering.lowest, -1) for at in concerned},
        implying={at: _closed(at, backward, numbering.highest, 1) for at in concerned},
    )


def may_imply_otherwise(turned: Turnover) -> bool:
    """Tell whether a change that leaves every number in its place may touch an implication."""
    before, after = map(_scales, turned.of(Kind.COMPETENCY))
    return bool(turned.of(Kind.ALIGNMENT)) or before != after


def _scales(statements: Iterable[Statement]) -> dict[Iri, Iri | None]:
    contents = {statement.id: statement.content for statement in statements}
    return {
        name: content.scale for name, content in contents.items() if isinstance(content, Competency)
    }


def _levels(at: int, numbering: Numbering) -> range:
    return range(numbering.lowest[at], numbering.highest[at] + 1)


def _closed(
    at: int, steps: Mapping[int, set[int]], end: tuple[int, ...], direction: int
) -> tuple[int, ...]:
    """All that follows from `at` by steps and by levels towards `end`."""
    found = {at}
    waiting = [at]
    while waiting:
        reached = waiting.pop()
        levels = range(reached, end[reached] + direction, direction)
        for step in {*levels, *steps.get(reached, ())} - found:
            found.add(step)
            waiting.append(step)
    return tuple(sorted(found))


def _links(
    identifier: Iri, alignment: Alignment, dataset: Dataset, numbering: Numbering
) -> list[Link]:
    if not alignment.approved_by:
        return []
    if alignment.relation not in {Relation.EXACT, Relation.REPLACED_BY}:
        return []
    if not _same_scale(alignment, dataset):
        return []
    origin = numbering.number_of.get(Attainment(alignment.origin, 1))
    target = numbering.number_of.get(Attainment(alignment.target, 1))
    if origin is None or target is None or origin == target:
        return []
    found = []
    for above in range(numbering.highest[origin] - origin + 1):
        found.append(Link(origin + above, target + above, identifier))
        if alignment.relation is Relation.EXACT:
            found.append(Link(target + above, origin + above, identifier))
    return found


def _same_scale(alignment: Alignment, dataset: Dataset) -> bool:
    ends = [dataset.get(end) for end in (alignment.origin, alignment.target)]
    contents = [statement.content for statement in ends if statement is not None]
    scales = [content.scale for content in contents if isinstance(content, Competency)]
    return len(scales) == 2 and scales[0] == scales[1]
