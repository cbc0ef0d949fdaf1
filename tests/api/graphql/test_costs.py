"""What a document costs: as much as it may well make the service look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.fences import fences
from graphql import GraphQLList, GraphQLObjectType, build_schema, get_nullable_type, validate
from graphql import parse as parsed

from api.graphql.graphiql import examples
from api.graphql.limits import COST, LIST, SIZES, CostLimit
from api.graphql.sdl import sdl

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "graphql.md"
SCHEMA = build_schema(sdl())


def refusals(query: str) -> list[str]:
    return [error.message for error in validate(SCHEMA, parsed(query), [CostLimit])]


def nested(field: str, times: int) -> str:
    return f"{field} {{ competency {{ " * times + "iri" + " } }" * times


def competencies(first: int, below: str) -> str:
    return f"{{ competencies(first: {first}) {{ edges {{ node {{ {below} }} }} }} }}"


@pytest.mark.parametrize(
    "query",
    [
        competencies(100, nested("leadsTo", 2)),
        competencies(1, nested("leadsTo", 4)),
        competencies(
            100,
            "prerequisites { rationale { text } provenance { file row author } }"
            " labels { text } broader { labels { text } broader { iri } }",
        ),
        f'{{ term(name: "x") {{ ... on Competency {{ {nested("leadsTo", 4)} }} }} }}',
        f"fragment far on Competency {{ {nested('leadsTo', 2)} }} " + competencies(100, "...far"),
        "query ($i: [ID!]!) { nodes(ids: $i) { ... on Competency { "
        + nested("leadsTo", 2)
        + " } } }",
    ],
)
def test_lists_in_lists_in_lists_are_refused(query: str) -> None:
    (said,) = refusals(query)
    assert f"at most {COST:,}: ask for less" in said


@pytest.mark.parametrize(
    "query",
    [
        competencies(100, nested("leadsTo", 1)),
        competencies(100, "name label labels { text } prerequisites { condition strength }"),
        "query ($n: Int) { roles(first: $n) { edges { node { requirements {"
        " importance attainment { name } } } } } }",
        'query ($n: Int!) { path(input: {learner: {holds: []}, role: "x"}) { ... on LearningPath {'
        " alternatives(first: $n) { steps { title gains { name } because } } } } }",
        *(each.query for each in examples()),
        *(fence.text for fence in fences(GUIDE) if fence.language == "graphql"),
    ],
)
def test_what_people_ask_is_not(query: str) -> None:
    assert refusals(query) == []


def test_sizes_are_of_lists_that_there_are() -> None:
    for name in SIZES:
        of_type, field = name.split(".")
        declaring = SCHEMA.type_map[of_type]
        assert isinstance(declaring, GraphQLObjectType)
        assert isinstance(get_nullable_type(declaring.fields[field].type), GraphQLList)
    assert LIST not in SIZES.values()
