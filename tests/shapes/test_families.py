"""The shapes of the statement families: what breaks each, and what the oracle says."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import pytest
from broken.families import (
    BREAKING,
    BREAKING_PARTS,
    BREAKING_TRIPLES,
    dataset_with,
    sound_triples,
    triples_of_parts_without,
    triples_with,
)
from clashing import datasets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scale import count

from ontology.dataset import Dataset
from ontology.names import Iri
from ontology.projection import triples_of
from ontology.rdf_form.vocabulary import term
from ontology.rdf_terms import Literal, Node, Triple
from shapes.catalogue import FAMILIES, family_shapes, family_triples, short_name
from shapes.conformance import oracle_verdicts, verdict_of
from shapes.shacl.index import TripleIndex
from shapes.shacl.shape_reader import FIX

SHAPES = tuple(family_triples())
INTEGER = term("xsd:integer")


def broken(triples: Iterable[Triple]) -> set[str]:
    """Name the shapes that the triples break."""
    return {short_name(each.shape.id) for each in family_shapes().results(TripleIndex(triples))}


def test_a_sound_dataset_breaks_none() -> None:
    assert broken(sound_triples()) == set()


@pytest.mark.parametrize("shape", BREAKING)
def test_a_content_that_breaks_it(shape: str) -> None:
    triples = chain.from_iterable(map(triples_of, dataset_with(BREAKING[shape])))
    assert broken(triples) == {shape}


@pytest.mark.parametrize("shape", BREAKING_TRIPLES)
def test_triples_that_break_it(shape: str) -> None:
    assert broken(triples_with(*BREAKING_TRIPLES[shape])) == {shape}


@pytest.mark.parametrize("shape", BREAKING_PARTS)
def test_parts_that_break_it(shape: str) -> None:
    assert broken(triples_of_parts_without(*BREAKING_PARTS[shape])) == {shape}


def test_every_shape_with_a_sentence_has_something_that_breaks_it() -> None:
    said = {short_name(triple.subject) for triple in SHAPES if triple.predicate == FIX}
    assert said == {*BREAKING, *BREAKING_TRIPLES, *BREAKING_PARTS}


def test_every_property_has_a_message_about_its_statement_and_a_fix() -> None:
    index = TripleIndex(SHAPES)
    sh = "http://www.w3.org/ns/shacl#"
    for file in sorted(FAMILIES.glob("*.ttl")):
        assert f"shape:{file.stem}\n" in file.read_text()
    named = {each for each in index.forward(Iri(sh + "path")) if isinstance(each, str)}
    assert named <= index.forward(FIX).keys()
    assert index.forward(FIX).keys() == index.forward(Iri(sh + "message")).keys()
    kinds = {file.stem for file in FAMILIES.glob("*.ttl")} - {"provenance"} | {"statement"}
    for messages in index.forward(Iri(sh + "message")).values():
        (message,) = messages
        assert isinstance(message, Literal)
        assert message.lexical.split()[:2] in [["the", kind] for kind in kinds], message
        assert not message.lexical.endswith(".")


@settings(max_examples=count(2000), suppress_health_check=[HealthCheck.too_slow])
@given(datasets)
def test_the_oracle_finds_the_same_in_datasets(dataset: Dataset) -> None:
    agree(list(chain.from_iterable(map(triples_of, dataset))))


SOUND_TRIPLES = sound_triples()
# whole numbers stay what they are: the oracle orders what has no order
NUMBERS = {term(f"wm:{name}") for name in ("level", "from", "observed", "violated")}
# these have a range, and may be anything but what has no order and the oracle orders all the same
RANGED = {
    term(f"wm:{name}")
    for name in (
        *("minutes", "assumedMinutes", "priceInMinorUnits", "weight"),
        *("confidence", "row", "column"),
    )
}
UNORDERED = (
    Literal("1", term("xsd:boolean")),
    Literal("true", term("xsd:boolean")),
    Literal("2027-02-30", term("xsd:date")),
)
DATES = {term(f"schema:availability{end}") for end in ("Starts", "Ends")}
numbers = st.sampled_from(["-1", "0", "1", "2", "10000001"]).map(lambda n: Literal(n, INTEGER))
values: st.SearchStrategy[Node] = st.one_of(
    numbers,
    st.sampled_from([each.value for each in SOUND_TRIPLES]),
    st.sampled_from(
        [
            Literal("", term("xsd:string")),
            Literal("x", INTEGER),
            Literal("1.5", term("xsd:double")),
            Literal(" ", term("rdf:langString"), "en"),
            Iri("urn:elsewhere"),
            *UNORDERED,
        ]
    ),
)


ordered = values.filter(lambda value: value not in UNORDERED)


def _fitting(predicate: Iri) -> st.SearchStrategy[Node]:
    if predicate in NUMBERS:
        return numbers
    return ordered if predicate in RANGED else values


@pytest.mark.parametrize("value", UNORDERED, ids=lambda value: value.lexical)
@pytest.mark.parametrize("name", ["minutes", "priceInMinorUnits"])
def test_what_has_no_order_is_out_of_range(name: str, value: Literal) -> None:
    triples = [
        each._replace(value=value) if each.predicate == term(f"wm:{name}") else each
        for each in SOUND_TRIPLES
    ]
    components = {
        verdict_of(result).component for result in family_shapes().results(TripleIndex(triples))
    }
    assert {"MaxInclusiveConstraintComponent", "DatatypeConstraintComponent"} <= components


@st.composite
def mutated(draw: st.DrawFn) -> list[Triple]:
    """Draw the triples of a sound dataset, some of them gone, doubled or altered."""
    triples = list(SOUND_TRIPLES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(triples) - 1))
        old = triples[at]
        new = old._replace(value=draw(_fitting(old.predicate)))
        if draw(st.booleans()):
            del triples[at]
        if draw(st.booleans()):
            triples.append(new)
    return triples


@settings(max_examples=count(5000), suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_the_oracle_finds_the_same_in_triples(triples: list[Triple]) -> None:
    agree(triples)


def agree(triples: list[Triple]) -> None:
    """Compare both engines on the same triples."""
    found = {verdict_of(result) for result in family_shapes().results(TripleIndex(triples))}
    assert found == oracle_verdicts(triples, SHAPES)
