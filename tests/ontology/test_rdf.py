"""RDF files: written the same whatever the order, read back whole, and as others read them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import permutations

import clashing
import orjson
import pyoxigraph as ox
import pytest
import strategies
from builders import FRAMEWORK, NAMESPACE, Course, curriculum, ex, put, stated
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node as RdfNode
from scale import count

from ontology.dataset import EMPTY, Dataset, Statement
from ontology.errors import MalformedRdfError
from ontology.names import Iri
from ontology.projection import statements_from, triples_of
from ontology.rdf import (
    read_jsonld,
    read_ntriples,
    read_turtle,
    write_jsonld,
    write_ntriples,
    write_turtle,
)
from ontology.rdf_form.vocabulary import Rdf, Xsd
from ontology.rdf_terms import Blank, Literal, Node, Triple
from ontology.terms import Prefix, Role

Write = Callable[[Dataset], bytes]
Read = Callable[[bytes], Iterator[Triple]]

FORMS: dict[str, tuple[Write, Read]] = {
    "turtle": (write_turtle, read_turtle),
    "ntriples": (write_ntriples, read_ntriples),
    "jsonld": (write_jsonld, read_jsonld),
}
forms = pytest.mark.parametrize("form", FORMS)


def triples(dataset: Dataset) -> set[Triple]:
    return {triple for statement in dataset for triple in triples_of(statement)}


@forms
@settings(max_examples=count(400))
@given(dataset=strategies.datasets)
def test_what_is_written_is_read_back(form: str, dataset: Dataset) -> None:
    write, read = FORMS[form]
    back = statements_from(read(write(dataset)))
    assert back.violations == ()
    assert Dataset.of(back.statements) == dataset
    assert {each.id: each.provenance for each in back.statements} == {
        each.id: each.provenance for each in dataset
    }


@forms
@settings(max_examples=count(1000))
@given(names=st.lists(strategies.iris, max_size=4), bound=st.lists(strategies.prefixes, max_size=2))
def test_every_name_is_read_back(form: str, names: list[Iri], bound: list[Prefix]) -> None:
    write, read = FORMS[form]
    roles = (Role(name, other, (), broader=tuple(names)) for name, other in permutations(names, 2))
    dataset = stated(*bound, *roles)
    assert set(read(write(dataset))) == triples(dataset)


@forms
@settings(max_examples=count(400))
@given(dataset=clashing.datasets)
def test_even_what_no_contract_admits_is_read_back(form: str, dataset: Dataset) -> None:
    write, read = FORMS[form]
    assert set(read(write(dataset))) == triples(dataset)


@forms
@settings(max_examples=count(400))
@given(statements=strategies.statement_lists, seed=st.integers())
def test_equal_datasets_give_equal_bytes(form: str, statements: list[Statement], seed: int) -> None:
    write, _ = FORMS[form]
    shuffled = random.Random(seed).sample(statements, len(statements))
    assert write(Dataset.of(statements)) == write(Dataset.of(shuffled))


@forms
def test_nothing_is_written_and_read_back(form: str) -> None:
    write, read = FORMS[form]
    assert list(read(write(EMPTY))) == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@settings(max_examples=count(400))
@given(strategies.datasets)
def test_another_reader_finds_the_same_in_json_ld(dataset: Dataset) -> None:
    graph = Graph().parse(data=write_jsonld(dataset), format="json-ld")
    assert {_triple(*each) for each in graph} == triples(dataset)


@settings(max_examples=count(400))
@given(strategies.datasets)
def test_another_reader_finds_the_same_in_turtle(dataset: Dataset) -> None:
    graph = Graph().parse(data=write_turtle(dataset), format="turtle")
    assert {_triple(*each) for each in graph} == triples(dataset)


@settings(max_examples=count(400))
@given(strategies.datasets)
def test_lines_are_canonical_ntriples(dataset: Dataset) -> None:
    written = write_ntriples(dataset)
    parsed = [quad.triple for quad in ox.parse(written, ox.RdfFormat.N_TRIPLES, lenient=True)]
    assert ox.serialize(parsed, format=ox.RdfFormat.N_TRIPLES) == written
    lines = written.splitlines(keepends=True)
    assert lines == sorted(set(lines))


def test_turtle_uses_the_short_names_of_the_dataset() -> None:
    bound = (Prefix("wm", NAMESPACE + "s"), Prefix("a b", NAMESPACE))
    written = write_turtle(put(curriculum({"sql": "logic"}), *bound)).decode()
    assert "@prefix ex: <https://example.org/> ." in written
    assert "@prefix a b:" not in written
    # its own binding of `wm:` goes before ours
    assert "\nex:logic a <https://w3id.org/waymark/ns#Competency>, skos:Concept" in written
    assert "\nwm:ql a <https://w3id.org/waymark/ns#Competency>, skos:Concept" in written


@pytest.mark.parametrize("local", ["a", "1", "_", "a-b", "a.b", "A-"])
def test_a_plain_name_is_written_short(local: str) -> None:
    role = Role(ex(local), FRAMEWORK, ())
    assert f"\nex:{local} a " in write_turtle(put(curriculum({}), role)).decode()


@pytest.mark.parametrize("local", ["", "~a", "a~", "-a", ".a", "a.", "a/b", "%41", "a+b", "é"])
def test_a_name_that_turtle_would_have_escaped_is_written_in_full(local: str) -> None:
    role = Role(ex(local), FRAMEWORK, ())
    assert f"\n<{ex(local)}> a " in write_turtle(put(curriculum({}), role)).decode()


def test_turtle_is_laid_out_for_people() -> None:
    written = write_turtle(curriculum({}, courses={"b": Course("")})).decode()
    block = next(part for part in written.split("\n\n") if part.startswith("ex:b "))
    assert block.splitlines()[:4] == [
        "ex:b a wm:Resource, schema:LearningResource ;",
        "    skos:inScheme ex:framework ;",
        '    schema:name "b"@en ;',
        '    schema:learningResourceType "course" ;',
    ]


def test_a_prefix_that_is_some_iris_scheme_is_not_used_in_json_ld() -> None:
    plain = orjson.loads(write_jsonld(curriculum({"a": "b"})))
    assert {"skos", "wm"} <= plain["@context"].keys()
    # they name terms `skos:a` and `wm:level`
    clash = orjson.loads(write_jsonld(stated(*strategies.PLAIN)))
    assert {"skos", "wm"}.isdisjoint(clash["@context"])


def test_blank_nodes_of_two_files_are_distinct() -> None:
    one, other = b"_:a <a:p> _:b .", b"_:a <a:p> _:b , 1 ."
    first, second = list(read_turtle(one)), list(read_turtle(other))
    assert {each.subject for each in first}.isdisjoint(each.subject for each in second)
    assert first == list(read_turtle(one))


def test_terms_are_read_as_they_are_written() -> None:
    written = b'<a:b c> <a:p> 01, "x"@EN-gb, "y", [] , <a:q r> .'
    read = [triple.value for triple in read_turtle(written)]
    assert [each for each in read if not isinstance(each, Blank)] == [
        Literal("01", Xsd.INTEGER),
        Literal("x", Rdf.LANG_STRING, "en-gb"),
        Literal("y", Xsd.STRING),
        Iri("a:q r"),
    ]


@pytest.mark.parametrize(
    ("read", "content", "row", "column", "problem"),
    [
        (read_turtle, b"<a:b> <a:c> <a:d> .\n<a:b> <a:c> 'x", 2, 13, "nexpected end of file"),
        (read_turtle, b"<a:b> <a:c> ex:d .", 1, 13, "prefix"),
        (read_turtle, b"\xff", 1, 1, "UTF-8"),
        (read_ntriples, b"<a:b> <a:c> 1 .", 1, 13, ""),
        (read_jsonld, b'{"@id": "a:b",', 1, None, ""),
    ],
)
def test_a_mistake_is_found_at_its_place(
    read: Read, content: bytes, row: int, column: int | None, problem: str
) -> None:
    with pytest.raises(MalformedRdfError) as caught:
        list(read(content))
    assert caught.value.row == row
    assert column is None or caught.value.column == column
    assert problem in caught.value.problem
    assert "line" not in caught.value.problem


@pytest.mark.parametrize(
    "content",
    [
        b"<a:b> <a:c> <<( <a:b> <a:c> <a:d> )>> .",
        b'<a:b> <a:c> "x"@en--ltr .',
    ],
)
def test_what_rdf_1_1_cannot_say_is_refused(content: bytes) -> None:
    with pytest.raises(MalformedRdfError, match=r"RDF 1\.2"):
        list(read_turtle(content))


def test_nothing_is_fetched() -> None:
    with pytest.raises(MalformedRdfError, match="context"):
        list(read_jsonld(b'{"@context": "https://example.org/c.jsonld", "@id": "a:b"}'))


def test_named_graphs_have_no_place() -> None:
    named = b'{"@id": "a:g", "@graph": [{"@id": "a:b", "a:c": "d"}]}'
    with pytest.raises(MalformedRdfError):
        list(read_jsonld(named))


def _triple(subject: RdfNode, predicate: RdfNode, value: RdfNode) -> Triple:
    return Triple(Iri(str(subject)), Iri(str(predicate)), _node(value))


def _node(node: RdfNode) -> Node:
    if isinstance(node, RdfLiteral):
        datatype = Rdf.LANG_STRING if node.language else Iri(str(node.datatype or Xsd.STRING))
        return Literal(str(node), datatype, node.language or "")
    assert isinstance(node, URIRef)
    return Iri(str(node))
