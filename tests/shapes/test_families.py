"""The family shapes against the oracle, on datasets where little is as it should be."""

from __future__ import annotations

from itertools import chain

from clashing import datasets
from hypothesis import HealthCheck, given, settings
from scale import count

from ontology.dataset import Dataset
from ontology.projection import triples_of
from shapes.catalogue import family_shapes, family_triples
from shapes.conformance import oracle_verdicts, verdict_of
from shapes.shacl.index import TripleIndex

SHAPES = tuple(family_triples())


@settings(max_examples=count(2000), suppress_health_check=[HealthCheck.too_slow])
@given(datasets)
def test_the_oracle_finds_the_same(dataset: Dataset) -> None:
    triples = list(chain.from_iterable(map(triples_of, dataset)))
    found = {verdict_of(result) for result in family_shapes().results(TripleIndex(triples))}
    assert found == oracle_verdicts(triples, SHAPES)
