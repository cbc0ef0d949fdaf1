"""Plain values out of nodes, for formats that other people define."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf

from loaders.documents.nodes import Listing, Mapping, Node, Scalar


def fields(node: Node | None) -> MappingOf[str, Node]:
    """Return the entries of a mapping by key; nothing for any other node."""
    return {key.text: value for key, value in node.entries} if isinstance(node, Mapping) else {}


def items(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list; nothing for any other node."""
    return node.items if isinstance(node, Listing) else ()


def text(node: Node | None) -> str:
    """Return a text without white space around; the empty text for any other node."""
    return node.text.strip() if isinstance(node, Scalar) and not node.plain else ""


def number(node: Node | None) -> float | None:
    """Return a number; None for any other node."""
    if isinstance(node, Scalar) and node.plain and re.match("-?[0-9]", node.text):
        return float(node.text)
    return None


def whole(node: Node | None) -> int | None:
    """Return a whole number; None for any other node."""
    if isinstance(node, Scalar) and node.plain and re.fullmatch("-?[0-9]{1,15}", node.text):
        return int(node.text)
    return None
