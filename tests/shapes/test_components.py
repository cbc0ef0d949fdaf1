"""Each construct by itself: values that it lets pass, and values that it does not."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from ontology.rdf import read_turtle
from shapes.shacl.compiled import CompiledShapes
from shapes.shacl.index import TripleIndex
from shapes.shacl.shape_reader import read_shapes

HEAD = (
    "@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . "
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)
AROUND = (
    "ex:c a ex:Sub . ex:Sub rdfs:subClassOf ex:C . ex:n ex:at 2 . ex:d a ex:D . "
    "ex:both a ex:C , ex:D . ex:off ex:on ex:c .\n"
)


class Case(NamedTuple):
    """A constraint on the values of `ex:p`, and lists of values, each in Turtle."""

    constraint: str
    passing: tuple[str, ...]
    failing: tuple[str, ...]


CASES = (
    Case("sh:class ex:C", ("ex:c", "ex:both"), ("ex:d", '"c"', "ex:c , ex:d")),
    Case("sh:datatype xsd:integer", ("1", "-01"), ('"1"', "1.0", '"x"^^xsd:integer', "ex:c")),
    Case("sh:datatype xsd:decimal", ("1.5", "'.5'^^xsd:decimal"), ("1", "'1.5e0'^^xsd:decimal")),
    Case("sh:datatype xsd:double", ("1.5e0", "'INF'^^xsd:double"), ("1.5", "'inf'^^xsd:double")),
    Case("sh:datatype xsd:boolean", ("true", "'0'^^xsd:boolean"), ("'yes'^^xsd:boolean", "1")),
    Case("sh:datatype xsd:byte", ("'127'^^xsd:byte",), ("'128'^^xsd:byte", "'-129'^^xsd:byte")),
    Case(
        "sh:datatype xsd:date",
        ("'2024-02-29'^^xsd:date", "'2024-02-29Z'^^xsd:date", "'2024-02-29+14:00'^^xsd:date"),
        ("'2023-02-29'^^xsd:date", "'2024-2-9'^^xsd:date", "'2024-02-29+15:00'^^xsd:date"),
    ),
    Case(
        "sh:datatype xsd:dateTime",
        ("'2024-02-29T23:59:59.5Z'^^xsd:dateTime", "'2024-02-29T00:00:00'^^xsd:dateTime"),
        ("'2024-02-30T00:00:00'^^xsd:dateTime", "'2024-02-29'^^xsd:dateTime"),
    ),
    Case(
        "sh:datatype xsd:duration",
        ("'PT14H'^^xsd:duration", "'P1DT2H'^^xsd:duration"),
        ("'P'^^xsd:duration", "'P1DT'^^xsd:duration", "'14H'^^xsd:duration"),
    ),
    Case("sh:datatype rdf:langString", ('"a"@en',), ('"a"', "ex:c")),
    Case("sh:nodeKind sh:IRI", ("ex:c",), ('"c"', "[]")),
    Case("sh:nodeKind sh:Literal", ("1",), ("ex:c", "[]")),
    Case("sh:nodeKind sh:BlankNode", ("[]",), ("ex:c", "1")),
    Case("sh:nodeKind sh:BlankNodeOrIRI", ("[]", "ex:c"), ("1",)),
    Case("sh:nodeKind sh:BlankNodeOrLiteral", ("[]", "1"), ("ex:c",)),
    Case("sh:nodeKind sh:IRIOrLiteral", ("ex:c", "1"), ("[]",)),
    Case("sh:minCount 2", ("1 , 2",), ("1", "1 , 1")),
    Case("sh:maxCount 1", ("1", "1 , 1"), ("1 , 2",)),
    Case("sh:minInclusive 2", ("2", "2.5", "2e0"), ("1", '"2"', "ex:c", "'NaN'^^xsd:double")),
    Case("sh:minExclusive 2", ("3", "2.5"), ("2", "2.0", "1")),
    Case("sh:maxInclusive 2", ("2", "1.5", "-3"), ("3", "true", "'x'^^xsd:integer")),
    Case("sh:maxExclusive 2", ("1", "1.5"), ("2", "2.0", "3")),
    Case(
        "sh:minInclusive '2024-03-01'^^xsd:date",
        ("'2024-03-01'^^xsd:date",),
        ("'2024-02-29'^^xsd:date", "'2024-03-02Z'^^xsd:date", "1"),
    ),
    Case(
        "sh:maxInclusive '2024-03-01T12:00:00Z'^^xsd:dateTime",
        ("'2024-03-01T13:00:00+01:00'^^xsd:dateTime",),
        ("'2024-03-01T12:00:00.1Z'^^xsd:dateTime", "'2024-03-01T12:00:00'^^xsd:dateTime"),
    ),
    Case("sh:minLength 2", ('"ab"', '"abc"@en', "ex:c"), ('"a"', "1", "[]")),
    Case("sh:maxLength 2", ('"ab"', '""', "12"), ('"abc"', "ex:c", "[]")),
    Case('sh:pattern "^b"', ('"bc"', '"b"@en'), ('"ab"', '"Bc"', "[]")),
    Case('sh:pattern "^b" ; sh:flags "i"', ('"Bc"',), ('"ab"',)),
    Case('sh:pattern "b$"', ('"ab"',), ('"ba"', '"ab\\n"')),
    Case('sh:pattern "^b$" ; sh:flags "m"', ('"a\\nb\\nc"',), ('"ab"',)),
    Case('sh:pattern "^b$"', ('"b"',), ('"a\\nb\\nc"',)),
    Case('sh:pattern "a.b" ; sh:flags "s"', ('"a\\nb"',), ('"ab"',)),
    Case('sh:pattern "a.b"', ('"acb"',), ('"a\\nb"',)),
    Case('sh:pattern "a b" ; sh:flags "x"', ('"ab"',), ('"a b"',)),
    Case('sh:pattern "[$]\\\\$"', ('"$$"',), ('"$"',)),
    Case(
        'sh:languageIn ( "en" "de" )',
        ('"a"@en', '"a"@EN-gb', '"a"@de'),
        ('"a"', '"a"@eng', '"a"@fr', "ex:en"),
    ),
    Case("sh:uniqueLang true", ('"a"@en , "b"@de', '"a" , "b"'), ('"a"@en , "b"@EN',)),
    Case("sh:uniqueLang false", ('"a"@en , "b"@en',), ()),
    Case("sh:equals ex:q", ("ex:c ; ex:q ex:c",), ("ex:c", "ex:c ; ex:q ex:c , ex:d")),
    Case("sh:disjoint ex:q", ("ex:c ; ex:q ex:d",), ("ex:c , ex:d ; ex:q ex:d",)),
    Case("sh:lessThan ex:q", ("1 ; ex:q 2", "1"), ("2 ; ex:q 2", "3 ; ex:q 2", '1 ; ex:q "2"')),
    Case("sh:lessThanOrEquals ex:q", ("2 ; ex:q 2.0",), ("3 ; ex:q 2", "1 ; ex:q ex:c")),
    Case("sh:in ( ex:c 1 )", ("ex:c", "1 , ex:c"), ("ex:d", "1.0", '"1"')),
    Case("sh:hasValue 1", ("1", "1 , 2"), ("2", "1.0")),
    Case("sh:not [ sh:class ex:C ]", ("ex:d",), ("ex:c",)),
    Case("sh:not [ sh:class ex:D ; sh:deactivated true ]", (), ("ex:c", "ex:d")),
    Case("sh:node [ sh:class ex:C ]", ("ex:c",), ("ex:d", "ex:c , ex:d")),
    Case("sh:and ( [ sh:class ex:C ] [ sh:class ex:D ] )", ("ex:both",), ("ex:c", "ex:n")),
    Case("sh:or ( [ sh:class ex:C ] [ sh:class ex:D ] )", ("ex:both", "ex:c"), ("ex:n",)),
    Case("sh:xone ( [ sh:class ex:C ] [ sh:class ex:D ] )", ("ex:c",), ("ex:both", "ex:n")),
    Case("sh:property [ sh:path ex:at ; sh:minCount 1 ]", ("ex:n",), ("ex:c",)),
    Case("sh:not [ sh:property [ sh:path ex:at ; sh:hasValue 2 ] ]", ("ex:c",), ("ex:n",)),
    Case(
        "sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1",
        ("ex:c", "ex:c , ex:d"),
        ("ex:d",),
    ),
    Case(
        "sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMaxCount 1",
        ("ex:c", "ex:d , ex:n"),
        ("ex:c , ex:both",),
    ),
    Case("sh:class ex:D ; sh:deactivated true", ("ex:c",), ()),
)


def conforms(shape: str, triples: str) -> bool:
    """Tell whether nothing is found."""
    shapes = CompiledShapes(read_shapes(read_turtle((HEAD + shape).encode())))
    index = TripleIndex(read_turtle((HEAD + AROUND + triples).encode()))
    return not list(shapes.results(index))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.constraint)
def test_values_of_a_property(case: Case) -> None:
    shape = (
        f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; "
        f"sh:property [ sh:path ex:p ; {case.constraint} ] ."
    )
    for values in case.passing:
        assert conforms(shape, f"ex:a ex:p {values} ."), values
    for values in case.failing:
        assert not conforms(shape, f"ex:a ex:p {values} ."), values


@pytest.mark.parametrize(
    ("path", "reached", "missed"),
    [
        ("ex:p", "ex:a ex:p 1 .", "ex:a ex:q 1 ."),
        ("[ sh:inversePath ex:p ]", "ex:b ex:p ex:a .", "ex:a ex:p ex:b ."),
        ("( ex:p ex:q )", "ex:a ex:p ex:b . ex:b ex:q 1 .", "ex:a ex:p 1 ; ex:q 1 ."),
        ("[ sh:alternativePath ( ex:p ex:q ) ]", "ex:a ex:q 1 .", "ex:a ex:r 1 ."),
        ("[ sh:oneOrMorePath ex:p ]", "ex:a ex:p 1 .", "ex:b ex:p 1 ."),
        (
            "[ sh:inversePath ( ex:p [ sh:alternativePath ( ex:q ex:r ) ] ) ]",
            "ex:b ex:p ex:c . ex:c ex:r ex:a .",
            "ex:b ex:r ex:c . ex:c ex:p ex:a .",
        ),
    ],
)
def test_paths_lead_somewhere(path: str, reached: str, missed: str) -> None:
    shape = f"ex:S sh:targetNode ex:a ; sh:property [ sh:path {path} ; sh:minCount 1 ] ."
    assert conforms(shape, reached)
    assert not conforms(shape, missed)


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("[ sh:zeroOrMorePath ex:p ]", 4),
        ("[ sh:oneOrMorePath ex:p ]", 3),
        ("[ sh:zeroOrOnePath ex:p ]", 2),
        ("( ex:p ex:p )", 1),
        ("[ sh:inversePath [ sh:oneOrMorePath [ sh:inversePath ex:p ] ] ]", 3),
    ],
)
def test_repeated_paths_reach_each_node_once(path: str, count: int) -> None:
    triples = "ex:a ex:p ex:b . ex:b ex:p ex:c . ex:c ex:p ex:d , ex:b ."
    for limit, fits in ((count, True), (count - 1, False)):
        shape = f"ex:S sh:targetNode ex:a ; sh:property [ sh:path {path} ; sh:maxCount {limit} ] ."
        assert conforms(shape, triples) is fits


@pytest.mark.parametrize(
    ("target", "aimed", "elsewhere"),
    [
        ("sh:targetClass ex:T", "ex:a a ex:T .", "ex:a a ex:U ."),
        ("sh:targetNode ex:a", "ex:x a ex:T .", ""),
        ("sh:targetSubjectsOf ex:p", "ex:a ex:p ex:b .", "ex:a ex:q ex:b ."),
        ("sh:targetObjectsOf ex:p", "ex:b ex:p ex:a .", "ex:b ex:q ex:a ."),
        ("a rdfs:Class", "ex:a a ex:S .", "ex:a a ex:T ."),
    ],
)
def test_targets(target: str, aimed: str, elsewhere: str) -> None:
    shape = f"ex:S a sh:NodeShape ; {target} ; sh:not [ sh:nodeKind sh:IRI ] ."
    assert not conforms(shape, aimed)
    if elsewhere:
        assert conforms(shape, elsewhere)


def test_a_closed_shape_allows_its_properties_and_those_it_ignores() -> None:
    shape = (
        "ex:S sh:targetNode ex:a ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; "
        "sh:property [ sh:path ex:p ] ."
    )
    assert conforms(shape, "ex:a a ex:T ; ex:p 1 .")
    assert not conforms(shape, "ex:a ex:q 1 .")


def test_siblings_count_each_value_once() -> None:
    sibling = (
        "[ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:{} ] ; "
        "sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ]"
    )
    shape = f"ex:S sh:targetNode ex:a ; sh:property {sibling.format('C')} , {sibling.format('D')} ."
    assert conforms(shape, "ex:a ex:p ex:c , ex:d .")
    assert not conforms(shape, "ex:a ex:p ex:both .")


@pytest.mark.parametrize(
    ("datatype", "least", "most"),
    [
        ("nonNegativeInteger", 0, None),
        ("positiveInteger", 1, None),
        ("nonPositiveInteger", None, 0),
        ("negativeInteger", None, -1),
        ("long", -9223372036854775808, 9223372036854775807),
        ("int", -2147483648, 2147483647),
        ("short", -32768, 32767),
        ("byte", -128, 127),
        ("unsignedLong", 0, 18446744073709551615),
        ("unsignedInt", 0, 4294967295),
        ("unsignedShort", 0, 65535),
        ("unsignedByte", 0, 255),
    ],
)
def test_whole_numbers_of_a_range(datatype: str, least: int | None, most: int | None) -> None:
    shape = f"ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:datatype xsd:{datatype} ] ."

    def fits(number: int) -> bool:
        return conforms(shape, f"ex:a ex:p '{number}'^^xsd:{datatype} .")

    if least is not None:
        assert fits(least)
        assert not fits(least - 1)
    if most is not None:
        assert fits(most)
        assert not fits(most + 1)
