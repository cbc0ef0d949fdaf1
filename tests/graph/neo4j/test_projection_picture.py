"""What statements draw, and how it is worded; no server is needed."""

from __future__ import annotations

import doctest
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import clashing
import orjson
import strategies
from builders import FRAMEWORK, condition, curriculum, english, ex, put, stated
from hypothesis import given, settings
from hypothesis import strategies as st
from scale import count

from graph.neo4j import projection_words
from graph.neo4j.projection_figures import Link, Node, figure
from graph.neo4j.projection_picture import NOTHING, DrawnLink, Picture, differences, drawn
from graph.neo4j.projection_words import mentions, preferred, readable
from ontology.condition import FALSE, TRUE, Condition, attainments
from ontology.dataset import Dataset, Statement
from ontology.names import Iri
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    LevelEffort,
    Prefix,
    Prerequisite,
    Price,
    Relation,
    Requirement,
    Resource,
    Strength,
    Support,
    Teaching,
    Text,
)

datasets = strategies.datasets | clashing.datasets


def _node(picture: Picture, iri: Iri) -> tuple[set[str], dict[str, Any]]:
    (node,) = (node for node in picture.nodes if node.place.name == iri)
    return set(node.labels), orjson.loads(node.properties)


def _links(picture: Picture, type_: str) -> list[tuple[str, str, Mapping[str, Any]]]:
    return [
        (link.start.name, link.end.name, orjson.loads(link.properties))
        for link in picture.links
        if link.type == type_
    ]


@given(strategies.statements | clashing.statements)
@settings(max_examples=count(1000))
def test_no_statement_is_left_out(statement: Statement) -> None:
    nodes, links = figure(statement)
    assert nodes or links
    drawn_by: list[Node | Link] = [*nodes, *links]
    assert any(thing.properties.get("iri") == statement.id for thing in drawn_by)


@given(datasets, st.randoms(use_true_random=False))
@settings(max_examples=count(300))
def test_the_picture_does_not_depend_on_the_order(dataset: Dataset, random: Any) -> None:
    shuffled = list(dataset)
    random.shuffle(shuffled)
    assert drawn(shuffled) == drawn(dataset)
    assert hash(drawn(shuffled)) == hash(drawn(dataset))


@given(datasets, datasets)
@settings(max_examples=count(300))
def test_pictures_differ_where_differences_are_told(one: Dataset, other: Dataset) -> None:
    assert (drawn(one) == drawn(other)) == (list(differences(drawn(one), drawn(other))) == [])


@given(datasets)
@settings(max_examples=count(300))
def test_every_relationship_ends_at_nodes(dataset: Dataset) -> None:
    picture = drawn(dataset)
    places = {node.place for node in picture.nodes}
    assert len(places) == len(picture.nodes)
    assert {end for link in picture.links for end in (link.start, link.end)} <= places


def test_a_competency_has_names_in_its_languages_and_its_place() -> None:
    sql = Competency(
        ex("sql"),
        FRAMEWORK,
        (Text("de", "SQL-Abfragen"), Text("en", "SQL")),
        alternative_labels=(Text("en", "Structured Query Language"), Text("en", "sequel")),
        definition=(Text("de", "Fragen"), Text("en", "Asking")),
        scale=ex("craft"),
        broader=(ex("databases"),),
        effort=(LevelEffort(0, 60), LevelEffort(2, 90)),
    )
    picture = drawn(stated(sql))
    labels, properties = _node(picture, ex("sql"))
    assert labels == {"Term", "Competency"}
    assert properties == {
        "iri": ex("sql"),
        "name": "SQL",
        "label_de": "SQL-Abfragen",
        "label_en": "SQL",
        "alternative_label_en": ["Structured Query Language", "sequel"],
        "labels": ["SQL-Abfragen", "SQL", "Structured Query Language", "sequel"],
        "definition": "Asking",
        "definition_de": "Fragen",
        "kind": "skill",
        "status": "active",
        "minutes": 60,
        "minutes_2": 90,
    }
    assert {(link.type, link.end.name) for link in picture.links} == {
        ("IN_FRAMEWORK", FRAMEWORK),
        ("ON_SCALE", ex("craft")),
        ("BROADER", ex("databases")),
    }
    assert _node(picture, ex("craft")) == (
        {"Term", "Elsewhere"},
        {"iri": ex("craft"), "name": "craft"},
    )


def test_a_resource_has_its_price_and_its_days() -> None:
    course = Resource(
        ex("course"),
        FRAMEWORK,
        english("A course"),
        price=Price(4990, "EUR"),
        languages=("de", "en"),
        effort=90,
        available_from=date(2026, 1, 5),
    )
    _, properties = _node(drawn(stated(course)), ex("course"))
    assert properties.items() >= {"price_minor": 4990, "currency": "EUR", "minutes": 90}.items()
    assert properties["languages"] == ["de", "en"]
    assert properties["available_from"] == {"is": "2026-01-05"}
    assert "regions" not in properties


def test_relationships_have_what_is_stated_and_a_caption() -> None:
    said = stated(
        Requirement(ex("analyst"), ex("sql"), 2, weight=0.5),
        Teaching(ex("course"), ex("sql"), 2, start=0),
        Assessing(ex("exam"), ex("sql"), 1),
        Alignment(ex("sql"), Iri("urn:elsewhere:sql"), Relation.CLOSE, "board"),
    )
    picture = drawn(said)
    found = {
        type_: [
            (start, end, {key: value for key, value in properties.items() if key != "iri"})
            for start, end, properties in _links(picture, type_)
        ]
        for type_ in ("REQUIRES", "TEACHES", "ASSESSES", "ALIGNED_WITH")
    }
    assert found == {
        "REQUIRES": [
            (
                ex("analyst"),
                ex("sql"),
                {
                    "level": 2,
                    "importance": "essential",
                    "weight": 0.5,
                    "caption": "essential, level 2",
                },
            )
        ],
        "TEACHES": [
            (ex("course"), ex("sql"), {"level": 2, "start": 0, "caption": "level 2 from 0"})
        ],
        "ASSESSES": [(ex("exam"), ex("sql"), {"level": 1, "caption": "level 1"})],
        "ALIGNED_WITH": [
            (
                ex("sql"),
                "urn:elsewhere:sql",
                {"relation": "close", "approved_by": "board", "caption": "close, approved"},
            )
        ],
    }


def test_a_prerequisite_is_named_by_what_it_needs() -> None:
    needs = Prerequisite(
        ex("a"),
        2,
        condition("all(b, 2 of (c, d@2, e))"),
        Strength.RECOMMENDED,
        english("it is so"),
        Support(20, 1),
        ex("rule"),
    )
    named = Competency(ex("d"), FRAMEWORK, english("Drawing"))
    picture = drawn(put(stated(needs), named))
    labels, properties = _node(picture, ex("rule"))
    assert labels == {"Prerequisite"}
    assert properties == {
        "iri": ex("rule"),
        "name": "b and 2 of (c, Drawing at level 2, e)",
        "condition": "all(<https://example.org/b>@1, 2 of (<https://example.org/c>@1, "
        "<https://example.org/d>@2, <https://example.org/e>@1))",
        "strength": "recommended",
        "rationale": "it is so",
        "cases": 20,
        "violations": 1,
    }
    assert [(end, n["place"], n["group"], n["k"]) for _, end, n in _links(picture, "NEEDS")] == [
        (ex("b"), "1", "all of 2", 2),
        (ex("c"), "2.1", "all of 2 › 2: 2 of 3", 2),
        (ex("d"), "2.2", "all of 2 › 2: 2 of 3", 2),
        (ex("e"), "2.3", "all of 2 › 2: 2 of 3", 2),
    ]
    assert _links(picture, "OF") == [
        (ex("rule"), ex("a"), {"level": 2, "caption": "level 2"}),
    ]


def test_a_prefix_is_a_node_by_which_short_names_are_found() -> None:
    (node,) = drawn(stated(Prefix("ex", "https://example.org/"))).nodes
    properties = orjson.loads(node.properties)
    assert node.labels == ("Prefix",)
    assert (properties["name"], properties["namespace"]) == ("ex:", "https://example.org/")


def test_conditions_are_worded_without_doubt() -> None:
    words = {
        "a": "a",
        "a@2": "a at level 2",
        "all(a, b)": "a and b",
        "any(a, b)": "a or b",
        "any(a, all(b, c))": "a or (b and c)",
        "all(a, any(b, 2 of (c, d, e)))": "a and (b or 2 of (c, d, e))",
    }
    name = projection_words.tail
    assert {text: readable(condition(text), name) for text in words} == words
    assert readable(condition("all(a, any(b, c))"), lambda iri: f"{name(iri)} (new)") == (
        "a (new) and (b (new) or c (new))"
    )
    assert (readable(TRUE, name), readable(FALSE, name)) == ("nothing", "what nobody can have")


@given(strategies.conditions)
def test_every_mention_has_a_place_of_its_own(wanted: Condition) -> None:
    found = list(mentions(wanted))
    assert [mention.attainment for mention in found] == list(attainments(wanted))
    assert len({mention.place for mention in found}) == len(found)
    for place, _, k, n in (mention[1:] for mention in found):
        assert 0 < k <= n
        assert place


def test_the_text_that_is_shown_is_english_or_unmarked_or_the_first() -> None:
    texts = [Text("", "b"), Text("de", "c"), Text("en", "d"), Text("en-gb", "a"), Text("fr", "e")]
    shown: Sequence[str | None] = [
        preferred(tuple(texts)),
        preferred(tuple(text for text in texts if text.language != "en")),
        preferred(tuple(text for text in texts if not text.language.startswith("en"))),
        preferred((texts[4], texts[1])),
        preferred(()),
    ]
    assert shown == ["d", "a", "b", "c", None]


def test_what_is_there_twice_is_told() -> None:
    picture = drawn(curriculum({"sql": "sets"}, untaught=("sets", "sql")))
    twice = Picture.of((*picture.nodes, picture.nodes[0]), (*picture.links, *picture.links[:1]))
    link: DrawnLink = picture.links[0]
    told = list(differences(picture, twice))
    assert told == [
        f"the node {picture.nodes[0].place.label} `{picture.nodes[0].place.name}` is there 2 times",
        f"{link.type} from `{link.start.name}` to `{link.end.name}` {link.properties} "
        "should not be there",
    ]
    assert list(differences(picture, NOTHING))


def test_examples_run() -> None:
    assert doctest.testmod(projection_words) == doctest.TestResults(failed=0, attempted=2)
