"""New numbers after a change: the same ones as a compile from scratch gives.

Numbers follow the order of names. Where an attainment comes or goes, those after it move;
where none does, every number stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.snapshot_numbering import Numbering, climb, study_minutes
from ontology.condition import Attainment
from ontology.dataset import Dataset, Turnover
from ontology.names import Iri
from ontology.splice import Gap, gaps, spliced
from ontology.terms import Competency, CompetencyKind, Kind, Scale


class Renumbering(NamedTuple):
    """The numbering after a change.

    `moved` has the new number of every old one, -1 where it is gone; it is None where every
    number stays. `fresh` are the new numbers of the attainments that came.
    """

    numbering: Numbering
    moved: Sequence[int] | None
    fresh: tuple[int, ...]


def renumbered(before: Numbering, dataset: Dataset, turned: Turnover) -> Renumbering:
    """Return the numbering of the dataset that the turnover led to, from the one before."""
    concerned = [_Concerned.of(name, before, dataset) for name in _concerned(dataset, turned)]
    gone = [number for each in concerned for number in each.gone()]
    come = sorted(attainment for each in concerned for attainment in each.come())
    at = gaps(gone, [bisect_left(before.attainments, attainment) for attainment in come])
    numbering = _respliced(before, at, come) if at else before
    numbering = _restated(numbering, concerned) if concerned else numbering
    if not at:
        return Renumbering(numbering, None, ())
    fresh = tuple(numbering.number_of[attainment] for attainment in come)
    return Renumbering(numbering, _moved(len(before.attainments), at), fresh)


class _Concerned(NamedTuple):
    """A competency that may have changed: as it is now, if it can be held, and its levels."""

    name: Iri
    now: Competency | None
    levels: int
    progressive: bool
    first: int
    levels_before: int

    @classmethod
    def of(cls, name: Iri, before: Numbering, dataset: Dataset) -> _Concerned:
        statement = dataset.get(name)
        content = statement.content if statement is not None else None
        first = before.number_of.get(Attainment(name, 1), 0)
        levels_before = before.highest[first] - first + 1 if (name, 1) in before.number_of else 0
        if not isinstance(content, Competency) or content.kind is CompetencyKind.GROUP:
            return cls(name, None, 0, False, first, levels_before)
        scale = dataset.get(content.scale) if content.scale is not None else None
        scaled = scale.content if scale is not None else None
        levels, progressive = climb(scaled if isinstance(scaled, Scale) else None)
        return cls(name, content, levels, progressive, first, levels_before)

    def gone(self) -> range:
        """Return the numbers of the levels that are no more."""
        return range(self.first + self.levels, self.first + self.levels_before)

    def come(self) -> Iterator[Attainment]:
        """Yield the levels that were not there before."""
        for level in range(self.levels_before + 1, self.levels + 1):
            yield Attainment(self.name, level)


def _concerned(dataset: Dataset, turned: Turnover) -> set[Iri]:
    found = {statement.id for each in turned.of(Kind.COMPETENCY) for statement in each}
    scales = {statement.id for each in turned.of(Kind.SCALE) for statement in each}
    if scales:
        for statement in dataset.by_kind[Kind.COMPETENCY]:
            if isinstance(statement.content, Competency) and statement.content.scale in scales:
                found.add(statement.id)
    return found


def _respliced(before: Numbering, at: Sequence[Gap], come: Sequence[Attainment]) -> Numbering:
    """Return the numbering with attainments gone and come, of which nothing is stated yet."""
    attainments = spliced(before.attainments, at, come)
    entered = spliced(before.below, at, [-1] * len(come))
    highest = list(range(len(attainments)))
    for number in range(len(attainments) - 1, 0, -1):
        if attainments[number].level > 1:
            highest[number - 1] = highest[number]
    return Numbering(
        attainments=tuple(attainments),
        number_of={attainment: number for number, attainment in enumerate(attainments)},
        lowest=tuple([number - level + 1 for number, (_, level) in enumerate(attainments)]),
        highest=tuple(highest),
        below=tuple([-1 if below < 0 else n - 1 for n, below in enumerate(entered)]),
        minutes=tuple(spliced(before.minutes, at, [None] * len(come))),
    )


def _restated(numbering: Numbering, concerned: Sequence[_Concerned]) -> Numbering:
    """Return the numbering with what is stated of the competencies that may have changed."""
    below, minutes = list(numbering.below), list(numbering.minutes)
    for each in concerned:
        if each.now is None:
            continue
        for level in range(1, each.levels + 1):
            number = numbering.number_of[Attainment(each.name, level)]
            below[number] = number - 1 if each.progressive and level > 1 else -1
            minutes[number] = study_minutes(each.now, level)
    if tuple(below) == numbering.below and tuple(minutes) == numbering.minutes:
        return numbering
    return replace(numbering, below=tuple(below), minutes=tuple(minutes))


def _moved(length: int, at: Sequence[Gap]) -> list[int]:
    moved: list[int] = []
    start = shift = 0
    for gap in at:
        moved += range(start + shift, gap.start + shift)
        moved += [-1] * (gap.stop - gap.start)
        start, shift = gap.stop, shift + gap.come - (gap.stop - gap.start)
    return moved + list(range(start + shift, length + shift))
