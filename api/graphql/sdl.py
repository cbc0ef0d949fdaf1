"""The schema as text: `python -m api.graphql.sdl > api/graphql/schema.graphql`."""

from __future__ import annotations

import sys
from functools import cache

from api.graphql.schema import SCHEMA


@cache
def sdl() -> str:
    """Return the schema in the schema definition language, types sorted, with its descriptions."""
    return SCHEMA.as_str() + "\n"


if __name__ == "__main__":
    sys.stdout.write(sdl())
