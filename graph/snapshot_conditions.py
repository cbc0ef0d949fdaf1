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
    """Prerequisites by what they guard, sorted by identity; absent where there are none.

    `unknown` are those that guard or mention what nobody can hold: they change when it comes.
    """

    of_attainment: Mapping[int, tuple[Guard, ...]]
    of_resource: Mapping[Iri, tuple[Guard, ...]]
    unknown: frozenset[Iri] = frozenset()


class Placed(NamedTuple):
    """A compiled prerequisite, and the number or the resource that it guards.

    `at` is None where it guards what nobody can hold; `knows` tells whether it mentions
    nothing of that kind either.
    """

    guard: Guard
    at: int | Iri | None
    knows: bool


def guards(dataset: Dataset, numbering: Numbering, strength: Strength) -> Guards:
    """Collect the prerequisites of one strength."""
    of_attainment: dict[int, list[Guard]] = {}
    of_resource: dict[Iri, list[Guard]] = {}
    unknown: list[Iri] = []
    for statement in dataset.by_kind[Kind.PREREQUISITE]:
        content = statement.content
        if not isinstance(content, Prerequisite) or content.strength is not strength:
            continue
        guard, at, knows = placed(statement.id, content, numbering)
        if isinstance(at, int):
            of_attainment.setdefault(at, []).append(guard)
        elif at is not None:
            of_resource.setdefault(at, []).append(guard)
        if not knows:
            unknown.append(statement.id)
    return Guards(
        {target: tuple(sorted(found)) for target, found in of_attainment.items()},
        {target: tuple(sorted(found)) for target, found in of_resource.items()},
        frozenset(unknown),
    )


def placed(identifier: Iri, content: Prerequisite, numbering: Numbering) -> Placed:
    """Compile one prerequisite."""
    need = compiled(content.condition, numbering.number_of)
    guard, knows = Guard(identifier, need), _is_whole(need, content.condition)
    if content.level is None:
        return Placed(guard, content.target, knows)
    at = numbering.number_of.get(Attainment(content.target, content.level))
    return Placed(guard, at, knows and at is not None)


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


def _is_whole(need: Need, condition: Condition) -> bool:
    """Tell whether nothing was left out of the condition."""
    if isinstance(condition, Attainment):
        return bool(need.attainments)
    if len(need.attainments) + len(need.conditions) < len(condition.members):
        return False
    inner = (each for each in condition.members if not isinstance(each, Attainment))
    return all(map(_is_whole, need.conditions, inner))


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
