"""Statements to triples and back: nothing is lost, and what cannot be kept is refused."""

from __future__ import annotations

from collections import Counter

import clashing
import pytest
import strategies
from builders import FRAMEWORK, PROVENANCE, condition, curriculum, english, ex
from hypothesis import given

from ontology.dataset import Dataset, Provenance, Statement, state
from ontology.names import Iri
from ontology.projection import statements_from, triples_of
from ontology.rdf import read_turtle
from ontology.rdf_form.vocabulary import NAMESPACES, Rdf, Wm
from ontology.rdf_terms import Blank, Literal, Triple
from ontology.terms import Prerequisite, Requirement
from ontology.violations import Violation

WM = NAMESPACES["wm"]
HEAD = """
@prefix ex: <https://example.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wm: <https://w3id.org/waymark/ns#> .
"""
REQUIREMENT = "[] a wm:Requirement ; wm:role ex:r ; wm:competency ex:c ; wm:level 1 ; "
PREREQUISITE = (
    "ex:p a wm:Prerequisite ; wm:target ex:t ; wm:level 1 ; wm:strength wm:required ; wm:condition "
)


def triples(dataset: Dataset) -> list[Triple]:
    return [triple for statement in dataset for triple in triples_of(statement)]


def wrong(turtle: str) -> list[Violation]:
    """Read what somebody wrote by hand; its provenance goes without saying."""
    read = statements_from(read_turtle((HEAD + turtle).encode()), PROVENANCE)
    return list(read.violations)


@given(strategies.datasets)
def test_the_way_back_is_the_way_there(dataset: Dataset) -> None:
    read = statements_from(triples(dataset))
    assert read.violations == ()
    assert read.statements == tuple(dataset)


@given(clashing.datasets)
def test_even_what_no_contract_admits_comes_back(dataset: Dataset) -> None:
    read = statements_from(triples(dataset))
    assert read.violations == ()
    assert read.statements == tuple(dataset)


@given(strategies.datasets)
def test_every_subject_belongs_to_one_statement_and_none_is_blank(dataset: Dataset) -> None:
    owners = Counter(
        subject
        for statement in dataset
        for subject in {triple.subject for triple in triples_of(statement)}
    )
    assert set(owners.values()) == {1}
    assert {statement.id for statement in dataset} <= owners.keys()
    for triple in triples(dataset):
        assert not isinstance(triple.subject, Blank)
        assert not isinstance(triple.value, Blank)


@given(strategies.statement_lists)
def test_a_graph_has_no_order(statements: list[Statement]) -> None:
    there = [triple for statement in reversed(statements) for triple in triples_of(statement)]
    back = statements_from(sorted(there, key=repr))
    assert set(back.statements) == set(statements)


@given(strategies.statement_lists)
def test_no_triple_is_idle_but_the_public_classes(statements: list[Statement]) -> None:
    statement = max(statements, key=lambda each: len(list(triples_of(each))))
    written = list(triples_of(statement))
    for triple in written:
        read = statements_from(each for each in written if each is not triple)
        is_public_class = triple.predicate == Rdf.TYPE and not str(triple.value).startswith(WM)
        assert (read.statements == (statement,)) == is_public_class
        assert not is_public_class or read.violations == ()


@given(strategies.statement_lists)
def test_what_is_said_twice_is_said_once(statements: list[Statement]) -> None:
    written = triples(Dataset.of(statements))
    assert statements_from([*written, *written]) == statements_from(written)


def test_a_blank_subject_has_the_identity_that_follows() -> None:
    content = Requirement(ex("r"), ex("c"))
    read = statements_from(
        read_turtle((HEAD + REQUIREMENT + "wm:importance wm:essential .").encode()), PROVENANCE
    )
    assert read.statements == (state(content, PROVENANCE),)
    assert read.violations == ()


def test_a_statement_says_where_it_comes_from_or_is_told() -> None:
    turtle = HEAD + REQUIREMENT + "wm:importance wm:essential ; prov:hadPrimarySource ex:f ."
    read = statements_from(read_turtle(turtle.encode()), PROVENANCE)
    assert [each.provenance for each in read.statements] == [Provenance(ex("f"))]
    [missing] = statements_from(
        read_turtle((HEAD + REQUIREMENT + "wm:importance wm:optional .").encode())
    ).violations
    assert missing.message == "`prov:hadPrimarySource` is missing"


def test_an_identity_that_follows_anyway_is_not_kept_twice() -> None:
    content = Prerequisite(ex("sql"), 1, condition("sets"), rationale=english("why"))
    keyed = state(content, PROVENANCE)
    given_anyway = Prerequisite(
        ex("sql"), 1, condition("sets"), rationale=english("why"), id=keyed.id
    )
    assert state(given_anyway, PROVENANCE) == keyed


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("ex:a ex:b ex:c .", "`<https://example.org/a>` is no statement, nor part of one"),
        ("[] ex:b ex:c .", "is no statement, nor part of one"),
        (REQUIREMENT + "wm:importance wm:skill .", "`wm:skill` is none of `wm:essential`"),
        (REQUIREMENT + "wm:importance 'essential' .", "`essential` is none of"),
        (REQUIREMENT + "wm:level 2 ; wm:importance wm:optional .", "`wm:level` has 2 values"),
        (REQUIREMENT + "wm:importance wm:optional ; wm:weight 'much' .", "is a `string` where"),
        (REQUIREMENT + "wm:importance wm:optional ; wm:weight 1e999 .", "`1e999` is no finite"),
        (
            REQUIREMENT + "wm:importance wm:optional ; ex:note 'x' .",
            "says nothing that can be kept",
        ),
        (REQUIREMENT + "wm:importance wm:optional ; a skos:Concept .", "is no `skos:Concept`"),
        ("ex:q" + REQUIREMENT[2:] + "wm:importance wm:optional .", "is not the one that follows"),
        (
            "[] a wm:Requirement ; wm:role 'r' ; wm:competency ex:c .",
            "stands where an IRI is wanted",
        ),
        (
            "[] a wm:Requirement ; wm:role [] ; wm:competency ex:c .",
            "stands where an IRI is wanted",
        ),
        ("[] a wm:Requirement ; wm:role <r s> ; wm:competency ex:c .", "not an IRI: `<r s>`"),
        ("[] a wm:Role ; skos:prefLabel 'r' .", "a term must have an IRI"),
        ("ex:s a wm:Scale ; wm:progressive 1 .", "`1` is a `integer` where `boolean` is wanted"),
        ("ex:s a wm:Scale ; wm:rung 1 .", "`1` is a literal where a node is wanted"),
        ("ex:s a wm:Scale ; wm:rung [ a wm:Level ; wm:level 2 ] .", "are 1 to n, not 2"),
        (PREREQUISITE + "'any(' .", "column 5: a condition is missing before the end"),
        (PREREQUISITE + "'' .", "column 1: a condition is missing before the end"),
        (PREREQUISITE + "'all(<a:b>, <a:a>@1)' .", "the condition is not in normal form"),
        (PREREQUISITE + "'<a:b>@1' .", "`<a:b>@1` is in `wm:condition` and not in `wm:mentions`"),
        (
            PREREQUISITE
            + "'all()' ; wm:mentions [ a wm:Mention ; wm:competency ex:c ; wm:level 1 ] .",
            "`<https://example.org/c>@1` is in `wm:mentions` and not in `wm:condition`",
        ),
        (
            PREREQUISITE + "'all()' ; wm:observed 4 .",
            "`wm:violated` is missing beside `wm:observed`",
        ),
        ("[] a wm:Mention ; wm:competency ex:c ; wm:level 1 .", "is no statement, nor part of one"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(turtle: str, message: str) -> None:
    found = wrong(turtle)
    assert any(message in violation.message for violation in found), found
    assert all(violation.shape == "file" for violation in found)


def test_all_that_is_wrong_is_said_at_once() -> None:
    found = wrong("ex:r a wm:Role ; wm:status 'on' ; skos:prefLabel 3 ; skos:notation ex:n .")
    assert [(violation.path, violation.focus) for violation in found] == [
        ("skos:inScheme", ex("r")),
        ("skos:prefLabel", ex("r")),
        ("skos:notation", ex("r")),
        ("wm:status", ex("r")),
    ]


def test_what_is_wrong_with_one_statement_leaves_the_others_alone() -> None:
    dataset = curriculum({"sql": "sets"})
    broken = Triple(ex("sql"), Wm.STATUS, Literal("on", Iri("urn:x:d")))
    read = statements_from([*triples(dataset), broken])
    assert set(dataset) - set(read.statements) == {dataset.statements[ex("sql")]}
    assert {violation.focus for violation in read.violations} == {ex("sql")}
    assert FRAMEWORK in dataset
