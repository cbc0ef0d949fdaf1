"""The schema as text: `python -m api.graphql.sdl > api/graphql/schema.graphql`."""

from __future__ import annotations

import sys
from functools import cache

from graphql import lexicographic_sort_schema, print_schema

from api.graphql.schema import SCHEMA


@cache
def sdl() -> str:
    """Return the schema in the schema definition language, sorted, with its descriptions."""
    return print_schema(lexicographic_sort_schema(SCHEMA._schema)) + "\n"


if __name__ == "__main__":
    sys.stdout.write(sdl())
