"""What can be taken: resources with all that a taking gains, asks and costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from graph.snapshot_numbering import Numbering
from ontology.condition import Attainment
from ontology.dataset import Dataset, Statement, Turnover
from ontology.names import Iri
from ontology.splice import merged
from ontology.terms import Framework, Kind, Resource, Teaching


@dataclass(frozen=True, slots=True)
class Offer:
    """A resource as it can be taken.

    `teaches` are the attainments of its Teachings, `gains` every level up to them, `entry`
    the levels it starts from and does not teach itself; all sorted. `minutes` is its effort,
    `assumed` where that is its framework's assumption, None where neither states one.
    """

    resource: Resource
    teaches: tuple[int, ...]
    gains: tuple[int, ...]
    entry: tuple[int, ...]
    minutes: int | None
    assumed: bool


def offers(dataset: Dataset, numbering: Numbering) -> tuple[Offer, ...]:
    """Compile every resource, sorted by identity."""
    teachings = _teachings(dataset.by_kind[Kind.TEACHING])
    assumed = _assumed_efforts(dataset)
    resources = [
        statement.content
        for statement in dataset.by_kind[Kind.RESOURCE]
        if isinstance(statement.content, Resource)
    ]
    resources.sort(key=lambda resource: resource.id)
    return tuple(
        _offer(resource, teachings.get(resource.id, []), assumed, numbering)
        for resource in resources
    )


def offers_after(
    before: tuple[Offer, ...], dataset: Dataset, numbering: Numbering, turned: Turnover
) -> tuple[Offer, ...]:
    """Return the offers of the dataset that the turnover led to, from those before it.

    The numbering and the assumptions of frameworks are those of before.
    """
    touched = {statement.id for each in turned.of(Kind.RESOURCE) for statement in each}
    for statement in chain.from_iterable(turned.of(Kind.TEACHING)):
        if isinstance(statement.content, Teaching):
            touched.add(statement.content.resource)
    if not touched:
        return before
    gone = [offer for offer in before if offer.resource.id in touched]
    assumed = _assumed_efforts(dataset)
    come = []
    for name in sorted(touched):
        known = dataset.get(name)
        if known is not None and isinstance(known.content, Resource):
            teachings = _teachings(dataset.about(Kind.TEACHING, name)).get(name, [])
            come.append(_offer(known.content, teachings, assumed, numbering))
    return tuple(merged(before, gone, come, _name))


def _teachings(statements: Iterable[Statement]) -> dict[Iri, list[Teaching]]:
    found: dict[Iri, list[Teaching]] = {}
    for statement in statements:
        if isinstance(statement.content, Teaching):
            found.setdefault(statement.content.resource, []).append(statement.content)
    return found


def _name(offer: Offer) -> Iri:
    return offer.resource.id


def _offer(
    resource: Resource,
    teachings: list[Teaching],
    assumed: dict[Iri, int],
    numbering: Numbering,
) -> Offer:
    taught: set[int] = set()
    entry: set[int] = set()
    gains: set[int] = set()
    for teaching in teachings:
        at = numbering.number_of.get(Attainment(teaching.competency, teaching.level))
        if at is None:
            continue
        taught.add(at)
        gains.update(range(numbering.lowest[at], at + 1))
        start = _start(teaching, at, numbering)
        if start >= 0:
            entry.add(start)
    minutes = resource.effort
    if minutes is None:
        minutes = assumed.get(resource.framework)
    return Offer(
        resource=resource,
        teaches=tuple(sorted(taught)),
        gains=tuple(sorted(gains)),
        entry=tuple(sorted(entry - taught)),
        minutes=minutes,
        assumed=resource.effort is None and minutes is not None,
    )


def _start(teaching: Teaching, at: int, numbering: Numbering) -> int:
    """Return the level that a Teaching starts from, -1 for none."""
    if teaching.start is None:
        return numbering.below[at]
    if teaching.start == 0:
        return -1
    return numbering.lowest[at] + teaching.start - 1


def _assumed_efforts(dataset: Dataset) -> dict[Iri, int]:
    return {
        statement.id: statement.content.assumed_effort
        for statement in dataset.by_kind[Kind.FRAMEWORK]
        if isinstance(statement.content, Framework) and statement.content.assumed_effort is not None
    }
