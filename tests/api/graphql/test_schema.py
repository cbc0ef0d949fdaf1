"""The schema as clients see it: printed in the repository, and every part of it described."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLSchema,
    build_schema,
    is_specified_scalar_type,
)

from api.graphql.sdl import sdl

PRINTED = Path(__file__).parents[3] / "api" / "graphql" / "schema.graphql"


def test_the_printed_schema_is_the_schema() -> None:
    assert PRINTED.read_text("utf-8") == sdl(), (
        "the schema has changed: python -m api.graphql.sdl > api/graphql/schema.graphql"
    )


def test_every_type_field_and_argument_is_described() -> None:
    described = dict(_descriptions(build_schema(sdl())))
    assert len(described) > 300
    assert [name for name, text in described.items() if not text] == []


def test_what_is_described_ends_with_a_full_stop() -> None:
    described = _descriptions(build_schema(sdl()))
    scalars = ("Date", "DateTime", "JSON")
    assert [
        name for name, text in described if text and text[-1] not in ".`" and name not in scalars
    ] == []


def _descriptions(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    for name, each in schema.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(each):
            continue
        yield name, each.description
        fields: dict[str, GraphQLField | GraphQLInputField] = getattr(each, "fields", {})
        for field_name, field in fields.items():
            yield f"{name}.{field_name}", field.description
            arguments: dict[str, GraphQLArgument] = getattr(field, "args", {})
            for argument, of in arguments.items():
                yield f"{name}.{field_name}({argument})", of.description
