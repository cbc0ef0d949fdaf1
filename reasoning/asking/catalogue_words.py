"""The words of a catalogue: currencies, modalities and regions, and questions that miss them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ontology.dataset import Dataset
from ontology.terms import Kind, Resource
from reasoning.question import Limits

ALIKE = 0.7
"""How much of a word two spellings share that may mean the same."""

LISTED = 6


def currencies_of(dataset: Dataset) -> tuple[str, ...]:
    """Return the currencies of the prices in the catalogue, sorted."""
    prices = (resource.price for resource in _resources(dataset))
    return tuple(sorted({price.currency for price in prices if price is not None}))


def modalities_of(dataset: Dataset) -> tuple[str, ...]:
    """Return how resources are held, sorted."""
    stated = {resource.modality for resource in _resources(dataset)}
    return tuple(sorted(modality for modality in stated if modality is not None))


def regions_of(dataset: Dataset) -> tuple[str, ...]:
    """Return where resources are offered, sorted."""
    return tuple(sorted({each for found in _resources(dataset) for each in found.regions}))


def misspellings(limits: Limits, dataset: Dataset) -> Iterator[str]:
    """Say which words of the limits the catalogue spells otherwise, or does not have.

    A region that no resource names is none of them: there may be nothing yet where somebody
    lives. Neither is a word where the catalogue says nothing of the sort.
    """
    if limits.modality is not None:
        known = modalities_of(dataset)
        if known and limits.modality not in known:
            yield f"no resource is held `{limits.modality}`: {_instead(limits.modality, known)}"
    if limits.region is not None:
        spelt = [each for each in regions_of(dataset) if each.lower() == limits.region.lower()]
        if spelt and limits.region not in spelt:
            yield f"no resource is offered in `{limits.region}`: did you mean `{spelt[0]}`?"
    if limits.currency is not None:
        prices = currencies_of(dataset)
        if prices and limits.currency not in prices:
            yield f"no price is in {limits.currency}: prices are in {' and '.join(prices)}"


def is_nowhere(region: str, dataset: Dataset) -> bool:
    """Tell whether resources say where they are offered, and none says there."""
    known = regions_of(dataset)
    return bool(known) and region not in known


def _instead(word: str, known: tuple[str, ...]) -> str:
    by_letters = {each.lower(): each for each in known}
    close = get_close_matches(word.lower(), by_letters, n=1, cutoff=ALIKE)
    if close:
        return f"did you mean `{by_letters[close[0]]}`?"
    some = ", ".join(f"`{each}`" for each in known[:LISTED])
    return f"known are {some}{' and others' if len(known) > LISTED else ''}"


def _resources(dataset: Dataset) -> Iterator[Resource]:
    for statement in dataset.by_kind[Kind.RESOURCE]:
        if isinstance(statement.content, Resource):
            yield statement.content
