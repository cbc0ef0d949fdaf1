"""Each graph-wide contract: the smallest dataset that breaks it, and a neighbour that does not."""

from __future__ import annotations

import pytest
from broken.contracts import BASE, BREAKING, STANDING, attainment, prerequisite
from builders import curriculum, ex, stated

from ontology.dataset import Dataset, Provenance, state
from shapes.graph_wide import breaches
from shapes.surroundings import Surroundings


def broken(dataset: Dataset) -> set[str]:
    """Return the names of the contracts that the dataset breaks."""
    return {breach.contract for breach in breaches(Surroundings(dataset), dataset)}


@pytest.mark.parametrize("contract", BREAKING)
def test_the_smallest_file_that_breaks_it(contract: str) -> None:
    assert broken(stated(*BASE, *BREAKING[contract])) == {contract}


@pytest.mark.parametrize("situation", STANDING)
def test_what_stands(situation: str) -> None:
    assert broken(stated(*BASE, *STANDING[situation])) == set()


def test_an_imported_prerequisite_may_lack_its_reason() -> None:
    imported = Provenance(ex("f"), method="imported")
    bare = state(prerequisite("a", attainment("b"), because=""), imported)
    assert broken(Dataset.of((*stated(*BASE), bare))) == {"rationale-advised"}


def test_a_circle_names_each_step_of_it() -> None:
    around = {"a": "b", "b": "all(c, d)", "c": "a", "d": "e"}
    dataset = curriculum(around)
    found = breaches(Surroundings(dataset), dataset)
    assert {breach.value for breach in found} == {attainment(n) for n in ("a", "b", "c")}
