"""The parts of a document, each with its place, and what was wrong with its writing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

MAX_DEPTH = 32
MAX_NODES = 4_000_000


class Scalar(NamedTuple):
    """A text; `plain` where it stands without quotes, and may thus mean a number or a truth.

    None where the notation has no quotes, as in tables: it is what is wanted there.
    """

    row: int
    column: int
    text: str
    plain: bool | None


class Listing(NamedTuple):
    """Several nodes in their order."""

    row: int
    column: int
    items: tuple[Node, ...]


class Mapping(NamedTuple):
    """Keys with their nodes; no key comes twice."""

    row: int
    column: int
    entries: tuple[tuple[Scalar, Node], ...]


class Faulty(NamedTuple):
    """Stands where something was that `Document.faults` speaks of."""

    row: int
    column: int


Node: TypeAlias = Scalar | Listing | Mapping | Faulty


class Fault(NamedTuple):
    """Something in the writing that is not accepted, and how to mend it."""

    row: int
    column: int
    message: str
    fix: str


def mapping(
    row: int, column: int, entries: list[tuple[Node, Node]], faults: list[Fault]
) -> Mapping | Faulty:
    """Make a mapping whose keys are distinct texts.

    A key that comes again is reported and leaves nothing under that key; one that is no text
    leaves nothing of the mapping.
    """
    found: dict[str, tuple[Scalar, Node]] = {}
    sound = True
    for key, value in entries:
        if not isinstance(key, Scalar):
            sound = False
            if not isinstance(key, Faulty):
                fix = "write `key: value`"
                faults.append(Fault(key.row, key.column, "a key must be a text", fix))
        elif key.text in found:
            first = found[key.text][0]
            message = f"the key `{key.text}` is written twice: first in row {first.row}"
            faults.append(Fault(key.row, key.column, message, "keep one of the two"))
            found[key.text] = (first, Faulty(key.row, key.column))
        else:
            found[key.text] = (key, value)
    return Mapping(row, column, tuple(found.values())) if sound else Faulty(row, column)


_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Positions:
    """Rows and columns of offsets into a text; a row ends with LF, CR LF or CR."""

    starts: Sequence[int]

    def at(self, offset: int) -> tuple[int, int]:
        """Return row and column, from 1, of the character at that offset."""
        row = bisect_right(self.starts, offset)
        return row, offset - self.starts[row - 1] + 1

    def offset(self, row: int, column: int) -> int:
        """Return the offset of a place."""
        return self.starts[row - 1] + column - 1


def positions(text: str) -> Positions:
    """Find the beginnings of the rows."""
    return Positions([0, *(found.end() for found in _BREAK.finditer(text))])


@dataclass(frozen=True, slots=True)
class Document:
    """A text, and the nodes that are written in it; an empty one has no root."""

    text: str
    positions: Positions
    root: Node | None
    faults: tuple[Fault, ...]

    def place_within(self, scalar: Scalar, offset: int) -> tuple[int, int]:
        """Return row and column of a character of the scalar's value, or of its end.

        Exact however the value is folded, for folding touches white space alone; the
        beginning of the scalar where it has escapes before that character.
        """
        at = self._content_start(scalar)
        beginning = scalar.text[:offset]
        for character in "".join(beginning.split()):
            at = self._skip_space(at)
            if self.text[at : at + 1] != character:
                return scalar.row, scalar.column
            at += 1
        if not beginning or beginning[-1].isspace():
            at = self._skip_space(at)
        wanted = scalar.text[offset : offset + 1]
        if wanted and self.text[at : at + 1] != wanted:
            return scalar.row, scalar.column
        return self.positions.at(at)

    def _content_start(self, scalar: Scalar) -> int:
        at = self.positions.offset(scalar.row, scalar.column)
        if scalar.plain is not False:
            return at
        if self.text[at : at + 1] in {"|", ">"}:
            header_end = _BREAK.search(self.text, at)
            return header_end.end() if header_end else at
        return at + 1

    def _skip_space(self, at: int) -> int:
        while self.text[at : at + 1].isspace():
            at += 1
        return at
