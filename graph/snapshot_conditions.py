"""Conditions over numbers, and the prerequisites that state them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.snapshot_numbering import Numbering
from ontology.condition import Attainment, Condition
from ontology.dataset import Dataset
from ontology.names import Iri
from ontology.terms import Kind, Prerequisite, Strength


class Need(NamedTuple):
    """At least `k` of the attainments and inner conditions hold.

    A name that the snapshot does not know holds never: it is left out, `k` stays.
    """

    k: int
    attainments: tuple[int, ...]
    conditions: tuple[Need, ...] = ()


class Guard(NamedTuple):
    """A prerequisite: the identity of its statement, and what it needs."""

    id: Iri
    need: Need


@dataclass(frozen=True, slots=True)
class Guards:
    """Prerequisites by what they guard, sorted by identity; absent where there are none."""

    of_attainment: Mapping[int, tuple[Guard, ...]]
    of_resource: Mapping[Iri, tuple[Guard, ...]]


def guards(dataset: Dataset, numbering: Numbering, strength: Strength) -> Guards:
    """Collect the prerequisites of one strength."""
    of_attainment: dict[int, list[Guard]] = {}
    of_resource: dict[Iri, list[Guard]] = {}
    for statement in dataset.by_kind[Kind.PREREQUISITE]:
        content = statement.content
        if not isinstance(content, Prerequisite) or content.strength is not strength:
            continue
        guard = Guard(statement.id, compiled(content.condition, numbering.number_of))
        if content.level is None:
            of_resource.setdefault(content.target, []).append(guard)
            continue
        target = numbering.number_of.get(Attainment(content.target, content.level))
        if target is not None:
            of_attainment.setdefault(target, []).append(guard)
    return Guards(
        {target: tuple(sorted(found)) for target, found in of_attainment.items()},
        {target: tuple(sorted(found)) for target, found in of_resource.items()},
    )


def compiled(condition: Condition, number_of: Mapping[Attainment, int]) -> Need:
    """Return the condition over numbers."""
    if isinstance(condition, Attainment):
        at = number_of.get(condition)
        return Need(1, () if at is None else (at,))
    known: list[int] = []
    inner: list[Need] = []
    for member in condition.members:
        if not isinstance(member, Attainment):
            inner.append(compiled(member, number_of))
        elif (at := number_of.get(member)) is not None:
            known.append(at)
    return Need(condition.k, tuple(known), tuple(inner))


def mentioned(need: Need) -> Iterator[int]:
    """Yield every attainment that the condition mentions, repeats included."""
    yield from need.attainments
    for inner in need.conditions:
        yield from mentioned(inner)


def met(need: Need, holds: Callable[[int], bool]) -> bool:
    """Tell whether the condition is true of what `holds` says is held."""
    found = sum(map(holds, need.attainments))
    for inner in need.conditions:
        if found >= need.k:
            return True
        found += met(inner, holds)
    return found >= need.k
