"""Nodes as the plain values that other programs see in them (YAML 1.2 core schema)."""

from __future__ import annotations

import json
from typing import TypeAlias

from loaders.documents.nodes import Listing, Mapping, Node, Scalar
from loaders.forms.values import means_text

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"


def plain_value(node: Node) -> Plain:
    """Return texts, numbers, truths, lists and dictionaries; keys are always texts."""
    match node:
        case Scalar():
            return _scalar(node)
        case Listing():
            return [plain_value(item) for item in node.items]
        case Mapping():
            return {key.text: plain_value(value) for key, value in node.entries}
        case _:
            return None


def _scalar(scalar: Scalar) -> Plain:
    if means_text(scalar):
        return scalar.text
    if scalar.text.lower() in {"true", "false"}:
        return scalar.text.lower() == "true"
    if scalar.text.lower() in {"", "~", "null"}:
        return None
    try:
        value = json.loads(scalar.text)
    except json.JSONDecodeError:
        return scalar.text
    assert isinstance(value, int | float)
    return value
