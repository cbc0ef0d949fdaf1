"""JSON into nodes (RFC 8259), each with its place."""

from __future__ import annotations

import json
import re

from loaders.documents.nodes import (
    MAX_DEPTH,
    Document,
    Fault,
    Listing,
    Node,
    Positions,
    Scalar,
    mapping,
    positions,
)
from ontology.errors import SourceError

_SPACE = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(
    r'(?P<mark>[{}\[\],:])|(?P<string>"(?:[^"\\\x00-\x1f]|\\.)*")'
    r"|(?P<plain>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)",
    re.ASCII,
)
_LONE = re.compile("[\ud800-\udfff]")


def read_json(text: str, file: str) -> Document:
    """Read a text as JSON; an empty text is a document without a root.

    Raises `SourceError` with the place where it is no JSON, or is too deep.
    """
    where = positions(text)
    reader = _Reader(text, file, where)
    return Document(text, where, reader.document(), tuple(reader.faults))


class _Reader:
    """Recursive descent; `_at` is the offset of what comes next, white space skipped."""

    def __init__(self, text: str, file: str, where: Positions) -> None:
        self._text = text
        self._file = file
        self._where = where
        self._at = 0
        self._skip()
        self.faults: list[Fault] = []

    def document(self) -> Node | None:
        if self._at == len(self._text):
            return None
        root = self._node(0)
        if self._at < len(self._text):
            raise self._wrong("nothing is expected after the end of the document")
        return root

    def _node(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self._wrong(f"nested deeper than {MAX_DEPTH}")
        row, column = self._where.at(self._at)
        if self._take("["):
            return Listing(row, column, self._items(depth))
        if self._take("{"):
            return mapping(row, column, self._entries(depth), self.faults)
        return self._scalar()

    def _items(self, depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        while not self._take("]"):
            self._separated(items, "]")
            items.append(self._node(depth + 1))
        return tuple(items)

    def _entries(self, depth: int) -> list[tuple[Node, Node]]:
        entries: list[tuple[Node, Node]] = []
        while not self._take("}"):
            self._separated(entries, "}")
            key = self._scalar()
            if key.plain:
                raise self._wrong(f"a key stands in quotes: `{key.text}`", key)
            if not self._take(":"):
                raise self._wrong("`:` is missing after a key")
            entries.append((key, self._node(depth + 1)))
        return entries

    def _separated(self, before: list[Node] | list[tuple[Node, Node]], end: str) -> None:
        if before and not self._take(","):
            raise self._wrong(f"`,` or `{end}` is missing")

    def _scalar(self) -> Scalar:
        row, column = self._where.at(self._at)
        found = _TOKEN.match(self._text, self._at)
        if found is None or found.lastgroup == "mark":
            raise self._wrong("a value is missing")
        text = found.group()
        if found.lastgroup == "string":
            text = self._unescaped(text)
        self._at = found.end()
        self._skip()
        return Scalar(row, column, text, found.lastgroup == "plain")

    def _unescaped(self, quoted: str) -> str:
        try:
            text = str(json.loads(quoted))
        except json.JSONDecodeError:
            raise self._wrong("an escape in this text is not JSON") from None
        if _LONE.search(text):
            raise self._wrong("half of a surrogate pair in this text is no character")
        return text

    def _take(self, mark: str) -> bool:
        if self._text.startswith(mark, self._at):
            self._at += 1
            self._skip()
            return True
        return False

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _wrong(self, problem: str, at: Scalar | None = None) -> SourceError:
        place = (at.row, at.column) if at else self._where.at(self._at)
        return SourceError(f"not JSON: {problem}", self._file, *place)
