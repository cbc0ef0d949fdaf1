"""What cannot become triples is found before."""

from __future__ import annotations

import pytest
from broken.families import SOUND
from builders import PROVENANCE, english, ex, stated
from clashing import datasets
from hypothesis import given

from ontology.condition import Attainment, Condition, Threshold
from ontology.dataset import Change, Dataset, Provenance, Statement, identity, state
from ontology.names import Iri
from ontology.projection import triples_of
from ontology.rdf import read_ntriples, write_ntriples
from ontology.terms import Competency, Content, Prerequisite, Requirement, Role, Text
from shapes.contract import Rejected, admit
from shapes.spelling import misspellings

A, B = Attainment(ex("a"), 1), Attainment(ex("b"), 1)


def spelt(content: Content) -> set[tuple[str, str]]:
    """Return the contracts that a content breaks as it is, and where."""
    statement = Statement(identity(content), content, PROVENANCE)
    return {(each.contract, each.path) for each in misspellings(statement)}


@pytest.mark.parametrize("content", SOUND, ids=lambda content: type(content).__name__)
def test_sound_contents_are_well_spelt(content: Content) -> None:
    assert spelt(content) == set()


def test_names_are_iris() -> None:
    bad = Iri("no name")
    assert spelt(Competency(bad, ex("f"), english("a"))) == {("iri", "id")}
    assert spelt(Competency(ex("a"), bad, english("a"))) == {("iri", "framework")}
    assert spelt(Competency(ex("a"), ex("f"), english("a"), scale=bad)) == {("iri", "scale")}
    assert spelt(Role(ex("a"), ex("f"), english("a"), broader=(bad,))) == {("iri", "broader")}
    assert spelt(Prerequisite(ex("a"), 1, Attainment(bad, 1))) == {("iri", "condition")}
    assert spelt(Requirement(Iri(""), ex("a"))) == {("iri", "role")}
    (found,) = misspellings(state(Role(ex("a"), ex("f"), ()), Provenance(Iri(""), file="f")))
    assert (found.contract, found.path) == ("iri", "source")


def test_a_finding_names_the_statement_and_the_value() -> None:
    bad = state(Role(ex("n"), ex("f"), (Text("no tag", "a"),)), PROVENANCE)
    verdict = admit(stated(*SOUND), Change((bad,)))
    assert isinstance(verdict, Rejected)
    (found,) = verdict.report.violations
    assert found.message == ("the role `ex:n` has a text in `no tag`, which is no language tag")


def test_tags_are_languages() -> None:
    assert spelt(Role(ex("a"), ex("f"), (Text("no tag", "a"),))) == {("language-tag", "labels")}
    assert spelt(Role(ex("a"), ex("f"), (Text("", "a"), Text("pt-br", "a")))) == set()


@pytest.mark.parametrize("text", ["e\u0301", "\ud83d", "\x00"])
def test_texts_can_be_stored(text: str) -> None:
    assert spelt(Role(ex("a"), ex("f"), (Text("en", text),))) == {("storable-text", "labels")}
    assert spelt(Role(ex("a"), ex("f"), english("a"), code=text)) == {("storable-text", "code")}


@pytest.mark.parametrize(
    "condition",
    [
        Threshold(3, (A, B)),
        Threshold(0, (A, B)),
        Threshold(2, (A, A)),
        Threshold(1, (B, A)),
        Threshold(1, (A,)),
        Threshold(2, ()),
        Threshold(2, (A, Threshold(3, (A, B)))),
        Attainment(ex("a"), 0),
        Attainment(ex("a"), 1001),
    ],
)
def test_conditions_count_their_members(condition: Condition) -> None:
    assert spelt(Prerequisite(ex("c"), 1, condition)) == {("condition", "condition")}


@pytest.mark.parametrize("condition", [Threshold(0, ()), Threshold(1, ()), Threshold(1, (A, B))])
def test_conditions_in_normal_form(condition: Condition) -> None:
    assert spelt(Prerequisite(ex("c"), 1, condition)) == set()


def test_the_gate_looks_at_the_spelling() -> None:
    bad = state(Requirement(Iri("no name"), ex("b")), PROVENANCE)
    verdict = admit(stated(*SOUND), Change((bad,)))
    assert isinstance(verdict, Rejected)
    assert "iri" in {each.shape for each in verdict.report.violations}


@given(datasets)
def test_what_is_well_spelt_can_be_written_as_triples(dataset: Dataset) -> None:
    fit = [each for each in dataset if not list(misspellings(each))]
    triples = {triple for each in fit for triple in triples_of(each)}
    assert set(read_ntriples(write_ntriples(Dataset.of(fit)))) == triples
