"""Numbers for attainments: dense, in the order of their names, levels side by side.

The levels of a competency are consecutive numbers, lowest first, so that `number - 1` is the
level below. Groups classify only: they have no levels and no numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.condition import Attainment
from ontology.dataset import Dataset
from ontology.names import Iri
from ontology.terms import EVERY_LEVEL, Competency, CompetencyKind, Kind, Scale


@dataclass(frozen=True, slots=True)
class Numbering:
    """The attainments by number, and what is known of each.

    `lowest` and `highest` are the numbers of the first and the last level of its competency;
    `below` is the level from which it is entered on a progressive scale, -1 where there is
    none; `minutes` is the stated effort of learning it by oneself, None where none is stated.
    """

    attainments: tuple[Attainment, ...]
    number_of: Mapping[Attainment, int]
    lowest: tuple[int, ...]
    highest: tuple[int, ...]
    below: tuple[int, ...]
    minutes: tuple[int | None, ...]


def number(dataset: Dataset) -> Numbering:
    """Give a number to every attainment that the dataset allows to be held."""
    scales = _scales(dataset)
    attainments: list[Attainment] = []
    lowest: list[int] = []
    highest: list[int] = []
    below: list[int] = []
    minutes: list[int | None] = []
    for competency in _competencies(dataset):
        scale = scales.get(competency.scale) if competency.scale is not None else None
        levels, progressive = climb(scale)
        first = len(attainments)
        for level in range(1, levels + 1):
            attainments.append(Attainment(competency.id, level))
            below.append(first + level - 2 if progressive and level > 1 else -1)
            minutes.append(study_minutes(competency, level))
        lowest.extend([first] * levels)
        highest.extend([first + levels - 1] * levels)
    return Numbering(
        attainments=tuple(attainments),
        number_of={attainment: at for at, attainment in enumerate(attainments)},
        lowest=tuple(lowest),
        highest=tuple(highest),
        below=tuple(below),
        minutes=tuple(minutes),
    )


def climb(scale: Scale | None) -> tuple[int, bool]:
    """Return the number of levels, and whether they build on one another."""
    return (1, False) if scale is None else (len(scale.levels), scale.progressive)


def study_minutes(competency: Competency, level: int) -> int | None:
    """Return the effort stated for a level: its own, else that of every level."""
    general = None
    for effort in competency.effort:
        if effort.level == level:
            return effort.minutes
        if effort.level == EVERY_LEVEL:
            general = effort.minutes
    return general


def _competencies(dataset: Dataset) -> list[Competency]:
    found = [
        statement.content
        for statement in dataset.by_kind[Kind.COMPETENCY]
        if isinstance(statement.content, Competency)
        and statement.content.kind is not CompetencyKind.GROUP
    ]
    return sorted(found, key=_name)


def _name(competency: Competency) -> Iri:
    return competency.id


def _scales(dataset: Dataset) -> dict[Iri, Scale]:
    return {
        statement.id: statement.content
        for statement in dataset.by_kind[Kind.SCALE]
        if isinstance(statement.content, Scale)
    }
