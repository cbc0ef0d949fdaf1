"""YAML into nodes (the door to PyYAML).

Built on the parser's events, not on its composer: aliases are never followed, tags never
resolved, and every text stays as it is written.
"""

from __future__ import annotations

import re
from typing import cast

import yaml

from loaders.documents.nodes import (
    MAX_DEPTH,
    MAX_NODES,
    Document,
    Fault,
    Faulty,
    Listing,
    Node,
    Positions,
    Scalar,
    mapping,
    positions,
)
from ontology.errors import SourceError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ADVICE = {
    "mapping values are not allowed in this context": (
        "put quotes around a text that contains `: `, or mend the indentation"
    ),
    "could not find expected ':'": "write `key: value`, with a space after the colon",
    "found character that cannot start any token": (
        "indent with spaces, not with tabs, and put quotes around a text that starts with % @ or `"
    ),
}


def read_yaml(text: str, file: str) -> Document:
    """Read a text as one YAML document.

    Raises `SourceError` with the place where it is no YAML, or is too deep or too large.
    """
    where = positions(text)
    strange = _UNPRINTABLE.search(text)
    if strange:
        problem = f"the character U+{ord(strange.group()):04X} is not allowed in YAML"
        raise SourceError(problem, file, *where.at(strange.start()))
    reader = _Reader(text, file, where)
    try:
        root = reader.document()
    except yaml.MarkedYAMLError as error:
        raise _unparsable(error, file, where) from None
    except yaml.YAMLError as error:
        raise SourceError(f"not YAML: {str(error).splitlines()[0]}", file) from None
    return Document(text, where, root, tuple(reader.faults))


def _unparsable(error: yaml.MarkedYAMLError, file: str, where: Positions) -> SourceError:
    mark = error.problem_mark or error.context_mark
    place = where.at(mark.index) if mark else (None, None)
    context = f" ({error.context})" if error.context else ""
    advice = _ADVICE.get(error.problem or "")
    remedy = f": {advice}" if advice else ""
    return SourceError(f"not YAML: {error.problem}{context}{remedy}", file, *place)


class _Reader:
    """One pass over the events; one method for each sort of node."""

    def __init__(self, text: str, file: str, where: Positions) -> None:
        self._events = _LOADER(text)
        self._file = file
        self._where = where
        self._nodes = 0
        self.faults: list[Fault] = []

    def document(self) -> Node | None:
        """Read the one document; report others."""
        self._next()
        event, root = self._next(), None
        if not isinstance(event, yaml.StreamEndEvent):
            root = self._node(self._next(), 0)
            self._next()
            event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            row, column = self._place(event)
            message = "a second document begins here: a file holds one"
            self.faults.append(Fault(row, column, message, "move it to a file of its own"))
            while not isinstance(event, yaml.StreamEndEvent):
                event = self._next()
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        row, column = self._place(event)
        self._nodes += 1
        if depth > MAX_DEPTH:
            raise SourceError(f"nested deeper than {MAX_DEPTH}", self._file, row, column)
        if self._nodes > MAX_NODES:
            raise SourceError(f"more than {MAX_NODES} values", self._file, row, column)
        if isinstance(event, yaml.AliasEvent):
            message = f"the alias `*{event.anchor}` is not accepted"
            self.faults.append(Fault(row, column, message, "write out what it stands for"))
            return Faulty(row, column)
        decorated = self._refuse_decoration(event, row, column)
        if isinstance(event, yaml.ScalarEvent):
            node: Node = Scalar(row, column, event.value, not event.style)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._listing(row, column, depth)
        else:
            node = self._mapping(row, column, depth)
        return Faulty(row, column) if decorated else node

    def _listing(self, row: int, column: int, depth: int) -> Node:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Listing(row, column, tuple(items))

    def _mapping(self, row: int, column: int, depth: int) -> Node:
        entries: list[tuple[Node, Node]] = []
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            entries.append((key, self._node(self._next(), depth + 1)))
        return mapping(row, column, entries, self.faults)

    def _refuse_decoration(self, event: yaml.Event, row: int, column: int) -> bool:
        before = len(self.faults)
        tag = getattr(event, "tag", None)
        if tag is not None:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"the tag `{shown}` is not accepted"
            self.faults.append(Fault(row, column, message, "leave the tag out"))
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            message = f"the anchor `&{anchor}` is not accepted"
            self.faults.append(Fault(row, column, message, "leave it out: there are no aliases"))
        return len(self.faults) > before

    def _next(self) -> yaml.Event:
        return cast(yaml.Event, self._events.get_event())

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        # every event of this parser has a beginning
        return self._where.at(cast(yaml.Mark, event.start_mark).index)
