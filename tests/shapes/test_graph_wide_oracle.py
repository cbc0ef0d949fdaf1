"""The graph-wide contracts: the SPARQL of each shape finds what its compiled twin finds."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

import pytest
from broken.contracts import BASE, BREAKING
from builders import stated
from clashing import datasets
from hypothesis import HealthCheck, given, settings
from scale import count

from ontology.dataset import Dataset
from ontology.projection import triples_of
from ontology.rdf_terms import Triple
from shapes.catalogue import graph_wide_sentences, graph_wide_triples
from shapes.conformance import oracle_verdicts
from shapes.graph_wide import breaches
from shapes.steps import step_triples
from shapes.surroundings import Surroundings

SHAPES = tuple(graph_wide_triples())


class Said(NamedTuple):
    """One breach as both can say it."""

    contract: str
    focus: str
    value: str


def of_twins(dataset: Dataset) -> set[Said]:
    return {
        Said(each.contract, each.focus, str(each.value))
        for each in breaches(Surroundings(dataset), dataset)
    }


def of_sparql(dataset: Dataset) -> set[Said]:
    triples: list[Triple] = list(chain.from_iterable(map(triples_of, dataset)))
    triples.extend(chain.from_iterable(map(step_triples, dataset)))
    return {
        Said(_local(verdict.shape), verdict.focus.strip("<>"), _bare(verdict.value or ""))
        for verdict in oracle_verdicts(triples, SHAPES)
    }


def _local(shape: str) -> str:
    return shape.strip("<>").rpartition("#")[2]


def _bare(value: str) -> str:
    if value.startswith('"'):
        return value[1:].rpartition('"')[0]
    return value.removeprefix("<").removesuffix(">")


@settings(max_examples=count(1000), suppress_health_check=[HealthCheck.too_slow])
@given(datasets)
def test_both_find_the_same(dataset: Dataset) -> None:
    assert of_sparql(dataset) == of_twins(dataset)


@pytest.mark.parametrize("contract", BREAKING)
def test_the_smallest_file_that_breaks_it_breaks_its_sparql(contract: str) -> None:
    dataset = stated(*BASE, *BREAKING[contract])
    assert {said.contract for said in of_sparql(dataset)} == {contract}


def test_each_contract_has_a_file_that_breaks_it() -> None:
    assert set(BREAKING) == set(graph_wide_sentences())
