"""The compiled engine against the oracle: random shapes on random triples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scale import count

from ontology.names import Iri
from ontology.rdf import read_turtle
from ontology.rdf_terms import Literal, Node, Triple
from shapes.conformance import oracle_verdicts, verdict_of
from shapes.shacl.compiled import CompiledShapes
from shapes.shacl.index import TripleIndex
from shapes.shacl.shape import UnsupportedShapeError
from shapes.shacl.shape_reader import read_shapes

EX = "https://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
HEAD = (
    "@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
)

terms = st.sampled_from([Iri(EX + name) for name in ("a", "b", "c", "d")])
literals = st.sampled_from(
    [
        Literal("1", Iri(XSD + "integer"), ""),
        Literal("2", Iri(XSD + "integer"), ""),
        Literal("01", Iri(XSD + "integer"), ""),
        Literal("x", Iri(XSD + "integer"), ""),
        Literal("1.5", Iri(XSD + "decimal"), ""),
        Literal("2024-02-30", Iri(XSD + "date"), ""),
        Literal("2024-02-28", Iri(XSD + "date"), ""),
        Literal("true", Iri(XSD + "boolean"), ""),
        Literal("", Iri(XSD + "string"), ""),
        Literal("abc", Iri(XSD + "string"), ""),
        Literal("abc", Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"), "en"),
        Literal("abd", Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"), "en"),
        Literal("ab", Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"), "de-at"),
    ]
)


def is_number(literal: Literal) -> bool:
    """Tell whether the literal is a well-formed number."""
    return literal.datatype in {XSD + "integer", XSD + "decimal"} and literal.lexical != "x"


values: st.SearchStrategy[Node] = st.one_of(terms, literals)
predicates = st.sampled_from([Iri(EX + "p"), Iri(EX + "q")])
types = st.builds(
    lambda term, of: Triple(
        term, Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), Iri(EX + of)
    ),
    terms,
    st.sampled_from(["C", "D"]),
)
# the oracle orders terms and ill-typed literals, which have no order: numbers alone are compared
numbers = st.builds(
    Triple, terms, st.sampled_from([Iri(EX + "m"), Iri(EX + "n")]), literals.filter(is_number)
)
graphs = st.lists(
    st.one_of(types, numbers, st.builds(Triple, terms, predicates, values)), max_size=12
)

paths = st.sampled_from(
    [
        "ex:p",
        "ex:q",
        "[ sh:inversePath ex:p ]",
        "( ex:p ex:q )",
        "[ sh:alternativePath ( ex:p ex:q ) ]",
        "[ sh:zeroOrMorePath ex:p ]",
        "[ sh:oneOrMorePath ex:p ]",
        "[ sh:zeroOrOnePath ex:q ]",
    ]
)
simple = st.sampled_from(
    [
        "sh:class ex:C",
        "sh:datatype xsd:integer",
        "sh:datatype xsd:string",
        "sh:datatype rdf:langString",
        "sh:datatype xsd:date",
        "sh:nodeKind sh:IRI",
        "sh:nodeKind sh:Literal",
        "sh:minLength 1",
        "sh:maxLength 2",
        'sh:pattern "^a.c$"',
        'sh:pattern "B" ; sh:flags "i"',
        'sh:languageIn ( "en" "de" )',
        "sh:in ( ex:a ex:b 1 )",
        "sh:hasValue ex:a",
        "sh:equals ex:q",
        "sh:disjoint ex:q",
    ]
)
nested = st.builds("[ {} {} ]".format, simple, st.sampled_from(["", "", "; sh:deactivated true"]))
of_values = st.one_of(
    simple,
    st.builds("sh:not {}".format, nested),
    st.builds("sh:node {}".format, nested),
    st.builds("sh:{} ( {} {} )".format, st.sampled_from(["and", "or", "xone"]), nested, nested),
)
of_properties = st.one_of(
    of_values,
    st.sampled_from(["sh:minCount 1", "sh:minCount 2", "sh:maxCount 1", "sh:uniqueLang true"]),
    st.builds("sh:qualifiedValueShape {} ; sh:qualifiedMinCount 1".format, nested),
    st.builds("sh:qualifiedValueShape {} ; sh:qualifiedMaxCount 1".format, nested),
)
targets = st.sampled_from(
    [
        "sh:targetClass ex:C",
        "sh:targetNode ex:a",
        "sh:targetSubjectsOf ex:p",
        "sh:targetObjectsOf ex:q",
    ]
)
property_shapes = st.one_of(
    st.builds("[ sh:path {} ; {} ]".format, paths, of_properties),
    st.sampled_from(
        [
            "[ sh:path ex:m ; sh:lessThan ex:n ]",
            "[ sh:path ex:m ; sh:lessThanOrEquals ex:n ]",
            "[ sh:path ex:m ; sh:minInclusive 1.5 ]",
            "[ sh:path ex:m ; sh:maxExclusive 2 ]",
        ]
    ),
)
shapes = st.builds(
    "ex:Shape a sh:NodeShape ; {} ; {} ; sh:property {} .".format,
    targets,
    st.one_of(of_values, st.just("sh:closed true ; sh:ignoredProperties ( rdf:type )")),
    property_shapes,
)


@settings(max_examples=count(2000))
@given(graphs, shapes)
def test_random_shapes_find_what_the_oracle_finds(triples: list[Triple], shape: str) -> None:
    read = list(read_turtle((HEAD + shape).encode()))
    found = CompiledShapes(read_shapes(read)).results(TripleIndex(triples))
    assert {verdict_of(result) for result in found} == oracle_verdicts(triples, read)


@pytest.mark.parametrize(
    "construct",
    [
        'sh:sparql [ sh:select "SELECT $this WHERE {}" ]',
        "sh:js ex:script",
        "sh:rule ex:rule",
        "sh:target ex:target",
        "sh:expression ex:expression",
        "sh:nodeKind ex:Other",
        "sh:minCount 1",
        "sh:closed 1",
        'sh:pattern "["',
        'sh:pattern "a" ; sh:flags "q"',
        "sh:datatype xsd:gYear",
        "sh:datatype xsd:string, xsd:date",
        "sh:in ex:nowhere",
        "sh:node ex:Shape",
        "sh:property [ sh:path [ sh:inversePath ex:p ; sh:zeroOrOnePath ex:q ] ; sh:minCount 1 ]",
        "sh:property [ sh:path ex:p ; sh:minCount -1 ]",
    ],
)
def test_what_is_not_compiled_is_refused(construct: str) -> None:
    text = f"{HEAD} ex:Shape a sh:NodeShape ; sh:targetClass ex:C ; {construct} ."
    with pytest.raises(UnsupportedShapeError):
        CompiledShapes(read_shapes(read_turtle(text.encode())))


@pytest.mark.parametrize(
    "statement",
    [
        "ex:Graph sh:entailment ex:Regime .",
        "ex:Component sh:parameter [ sh:path ex:limit ] .",
        "ex:Component sh:validator ex:validator .",
    ],
)
def test_what_changes_the_meaning_of_all_shapes_is_refused(statement: str) -> None:
    text = f"{HEAD} ex:Shape a sh:NodeShape ; sh:targetClass ex:C . {statement}"
    with pytest.raises(UnsupportedShapeError):
        CompiledShapes(read_shapes(read_turtle(text.encode())))
