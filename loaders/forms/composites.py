"""The forms made of others: texts by language, efforts by level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.documents.nodes import Faulty, Listing, Mapping, Node, Scalar
from loaders.forms.notations import LANGUAGE, DurationForm, language_of
from loaders.forms.reading import Reading
from loaders.forms.values import Definitions, JsonSchema, TextForm, sort_of
from ontology.terms import EVERY_LEVEL, LevelEffort, Text, Texts


def items_of(node: Node, reading: Reading, path: str) -> tuple[Node, ...] | None:
    """Return the items of a list; report a node that is none."""
    if isinstance(node, Listing):
        return node.items
    if not isinstance(node, Faulty):
        message = f"a list is wanted here, not {sort_of(node)}"
        reading.fault(node, path, message, "write `[…]`, or one item a line after `- `")
    return None


@dataclass(frozen=True, slots=True)
class TextsForm:
    """Texts by language: `{en: SQL, de: SQL}`; a bare text, and one under "", has no language.

    Several in one language stand in a list: `{en: [SQL, structured query language]}`.
    """

    def read(self, node: Node, reading: Reading, path: str) -> Texts | None:
        """Read the texts, sorted and without repeats."""
        if not isinstance(node, Mapping):
            found = list(_in_language(node, reading, path, ""))
        else:
            found = []
            for key, value in node.entries:
                tag = language_of(key, reading, path) if key.text else ""
                found.extend(_in_language(value, reading, f"{path}.{key.text}", tag))
        sound = [text for text in found if text is not None]
        return tuple(sorted(set(sound))) if len(sound) == len(found) else None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        if "texts" not in definitions:
            one: JsonSchema = {"type": "string"}
            several: JsonSchema = {"anyOf": [one, {"type": "array", "items": one}]}
            tagged: JsonSchema = {
                "type": "object",
                "propertyNames": {"pattern": f"^({LANGUAGE})?$"},
                "additionalProperties": several,
            }
            definitions["texts"] = {"anyOf": [several, tagged]}
        return {"$ref": "#/$defs/texts"}


def _in_language(node: Node, reading: Reading, path: str, tag: str | None) -> Iterator[Text | None]:
    """Yield the texts of one language; None for each that is wrong, and for a wrong tag."""
    if tag is None:
        yield None
        return
    for item in node.items if isinstance(node, Listing) else (node,):
        text = TextForm().read(item, reading, path)
        yield None if text is None else Text(tag, text)


@dataclass(frozen=True, slots=True)
class EffortForm:
    """One duration for each level alike, or one a level: `{1: PT12H, 2: PT30H}`."""

    def read(self, node: Node, reading: Reading, path: str) -> tuple[LevelEffort, ...] | None:
        """Read whole minutes, by level."""
        if not isinstance(node, Mapping):
            minutes = DurationForm().read(node, reading, path)
            return None if minutes is None else (LevelEffort(EVERY_LEVEL, minutes),)
        found = [_effort(key, value, reading, path) for key, value in node.entries]
        sound = [effort for effort in found if effort is not None]
        return tuple(sorted(sound)) if len(sound) == len(found) else None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        duration = DurationForm().schema(definitions)
        by_level: JsonSchema = {
            "type": "object",
            "propertyNames": {"pattern": "^[1-9][0-9]{0,3}$"},
            "additionalProperties": duration,
        }
        return {"anyOf": [duration, by_level]}


def _effort(key: Scalar, value: Node, reading: Reading, path: str) -> LevelEffort | None:
    minutes = DurationForm().read(value, reading, f"{path}.{key.text}")
    if not re.fullmatch("[1-9][0-9]{0,3}", key.text, re.ASCII):
        message = f"`{key.text}` is no level"
        reading.fault(key, path, message, "levels are counted from 1", value=key.text)
        return None
    return None if minutes is None else LevelEffort(int(key.text), minutes)
