r"""What stands in the cells of a table, and where in an entry it belongs.

A column is named by the keys that lead to its value: `id`, `label.en`, `price.amount`,
`levels.1.label.en`. Texts are written as they are, with one exception that spreadsheets make
necessary: a cell that would be empty, or would begin with ``= + - @ \``, a tabulator or a
carriage return, has a backslash in front. So no cell is taken for a formula, and an empty cell
says nothing. Values of a list stand one a line, with ``\n``, ``\r`` and ``\\`` for line
breaks and backslashes inside of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from loaders.curriculum.layout import Bare, Value
from loaders.documents.nodes import Listing, Node, Scalar
from loaders.documents.nodes import Mapping as MappingNode

Path: TypeAlias = tuple[str, ...]

# keys whose values are lists of texts or names
LISTS = frozenset(["broader", "languages", "regions", "audience", "accessibility"])
MANY = "alternative-labels"
BY_LEVEL = "effort"
LEVELS = "levels"
_GUARDED = ("=", "+", "-", "@", "\\", "\t", "\r")


def cells(entry: Mapping[str, Value]) -> dict[str, str]:
    """Return an entry as cells by column."""
    return {".".join(path): cell for path, cell in _flat(entry, ())}


def _flat(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        bare = isinstance(value, Bare)
        yield path, value if bare else _guarded(_listed([value]) if _is_list(path) else value)
    elif not value:
        yield path, _guarded("")
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _flat(below, (*path, key))
    elif _is_list(path):
        yield path, _guarded(_listed([item for item in value if isinstance(item, str)]))
    else:
        for number, item in enumerate(value, 1):
            yield from _flat(item, (*path, str(number)))


def _is_list(path: Path) -> bool:
    return (len(path) == 1 and path[0] in LISTS) or path[0] == MANY


def _listed(items: Sequence[str]) -> str:
    return "\n".join(map(_escaped, items))


def _escaped(item: str) -> str:
    return item.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _unescaped(item: str) -> str:
    breaks = {"\\n": "\n", "\\r": "\r"}
    return re.sub(r"\\(.)", lambda found: breaks.get(found.group(), found.group(1)), item)


def _guarded(text: str) -> str:
    return "\\" + text if not text or text.startswith(_GUARDED) else text


def _unguarded(cell: str) -> str:
    return cell.removeprefix("\\")


class Branch(dict[str, "Branch | Node"]):
    """The values below a key, while an entry is put together."""


def entry(filled: Sequence[tuple[int, str, str]], row: int) -> Node:
    """Put an entry together from its filled cells: number of the column, its name, the cell."""
    whole = Branch()
    for column, name, cell in filled:
        path = tuple(name.split("."))
        below = whole
        for key in path[:-1]:
            deeper = below.setdefault(key, Branch())
            if not isinstance(deeper, Branch):
                break
            below = deeper
        below[path[-1]] = _node(path, cell, row, column)
    return _joined(whole, row, (), 1)


def _node(path: Path, cell: str, row: int, column: int) -> Node:
    text = _unguarded(cell)
    if path[0] == LEVELS and not text:
        empty = Listing(row, column, ()) if len(path) == 1 else MappingNode(row, column, ())
        return empty if len(path) < 3 else Scalar(row, column, text, None)
    if not _is_list(path):
        return Scalar(row, column, text, None)
    items = (Scalar(row, column, _unescaped(item), None) for item in text.split("\n"))
    return Listing(row, column, tuple(items))


def _joined(branch: Branch, row: int, path: Path, column: int) -> Node:
    """Make a mapping of a branch, or a list where its keys are numbers."""
    made = {key: _whole(below, row, (*path, key)) for key, below in branch.items()}
    numbered = all(re.fullmatch("[1-9][0-9]*", key, re.ASCII) for key in made)
    if path and path[0] != BY_LEVEL and numbered:
        return Listing(row, column, tuple(made[key] for key in sorted(made, key=int)))
    entries = tuple((Scalar(row, node.column, key, None), node) for key, node in made.items())
    return MappingNode(row, column, entries)


def _whole(below: Branch | Node, row: int, path: Path) -> Node:
    if isinstance(below, Branch):
        return _joined(below, row, path, _first_column(below))
    return below


def _first_column(branch: Branch) -> int:
    first = next(iter(branch.values()))
    return _first_column(first) if isinstance(first, Branch) else first.column
