"""Laying out values as YAML that people like to read, and that the reader reads back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"

# may stand without quotes anywhere, and is a text: words, names, attainments
_BARE = re.compile(
    r"(?!(?:null|true|false|y|n|yes|no|on|off)$)"
    r"[A-Za-z][\w.~%/+@-]*(?:[: ][A-Za-z0-9][\w.~%/+@-]*)*",
    re.ASCII | re.IGNORECASE,
)
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Bare(str):
    """A number, a truth or a date: written without quotes."""

    __slots__ = ()


def document(entries: Mapping[str, Value]) -> bytes:
    """Lay out a document: lists of mappings below one another, everything else in a line."""
    lines: list[str] = []
    for key, value in entries.items():
        lines.extend(_under(key, value, ""))
    return "".join(f"{line}\n" for line in lines).encode()


def _under(key: str, value: Value, indent: str) -> Iterator[str]:
    if not _holds_mappings(value):
        yield f"{indent}{_scalar(key)}: {_in_line(value)}"
        return
    yield f"{indent}{_scalar(key)}:"
    for item in value if isinstance(value, Sequence) else ():
        yield from _item(item, indent + "  ")


def _item(item: Value, indent: str) -> Iterator[str]:
    """Lay out an item: below one another at the outer level, in a line within another."""
    if not isinstance(item, Mapping) or len(indent) > 2:
        yield f"{indent}- {_in_line(item)}"
        return
    mark = "- "
    for key, value in item.items():
        first, *others = _under(key, value, indent + "  ")
        yield f"{indent}{mark}{first[len(indent) + 2 :]}"
        yield from others
        mark = "  "


def _holds_mappings(value: Value) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and any(isinstance(item, Mapping) for item in value)
    )


def _in_line(value: Value) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        pairs = (f"{_scalar(key)}: {_in_line(below)}" for key, below in value.items())
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(map(_in_line, value)) + "]"


def _scalar(text: str) -> str:
    if isinstance(text, Bare) or _BARE.fullmatch(text):
        return str(text)
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
