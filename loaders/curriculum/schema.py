"""The JSON Schema of the curriculum format, made from the declaration that the reader uses."""

from __future__ import annotations

from loaders.curriculum import format as keys
from loaders.forms.values import Definitions, JsonSchema


def schema() -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of one curriculum document.

    It says which keys and sorts of values there are. That names are bound, conditions can be
    read and texts are dates of the calendar is for the reader to judge.
    """
    definitions: Definitions = {}
    keys.CURRICULUM.schema(definitions)
    whole = definitions.pop(keys.CURRICULUM.name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://w3id.org/waymark/schema/curriculum/{keys.VERSION}",
        "title": "Waymark curriculum",
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }
