"""A reader of Cypher that tells where a query could meet another tenant.

It knows as much of Cypher as the constants of `graph.neo4j` are written in, and refuses what
it does not know. The rule: whatever a pattern matches hangs on something whose tenant is
`$tenant`, and whatever a pattern makes belongs to it. A relationship never leads from one
tenant to another, because both its ends have to hang on `$tenant` where it is made; that is
why one anchor is enough for a whole path that is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

GLOBAL = {"Layout"}
"""Labels of what belongs to no tenant."""

_CLAUSES = (
    "OPTIONAL MATCH",
    "DETACH DELETE",
    "ON CREATE SET",
    "ON MATCH SET",
    "ORDER BY",
    "UNION ALL",
    "USING INDEX SEEK",
    "MATCH",
    "MERGE",
    "CREATE",
    "WHERE",
    "WITH",
    "RETURN",
    "SET",
    "REMOVE",
    "DELETE",
    "UNWIND",
    "UNION",
    "CALL",
    "YIELD",
    "SKIP",
    "LIMIT",
)
_CLAUSE = re.compile(r"\b(" + "|".join(_CLAUSES).replace(" ", r"\s+") + r")\b")
_OPENING, _CLOSING = "([{", ")]}"
_INLINE = re.compile(r"\{\s*tenant:\s*\$tenant\b")
_ELEMENT = re.compile(
    r"\s*(?P<name>\w*)\s*(?::\s*(?P<labels>[\w|:&]+))?\s*(?P<map>\{.*\})?\s*", re.S
)
_EQUAL = re.compile(r"(\w+)\.tenant\s*=\s*\$tenant")
_TENANT_SET = re.compile(r"(\w+)\.tenant\s*=\s*\$tenant\b|(\w+)\s*=\s*\{\s*tenant:\s*\$tenant\b")
_NESTED = re.compile(r"(?:EXISTS|COUNT|COLLECT)\s*\{|\[\s*\(")


class Clause(NamedTuple):
    """A clause: its name, and what follows it up to the next one."""

    name: str
    text: str


class Element(NamedTuple):
    """A node or a relationship of a pattern."""

    name: str
    labels: frozenset[str]
    is_ours: bool
    is_node: bool


def findings(query: str) -> list[str]:
    """Say where the query reads or writes what may belong to another tenant."""
    bare = re.sub(r"'[^']*'", "''", query)
    anchored: set[str] = set()
    found: list[str] = []
    clauses = list(_clauses(bare))
    for at, clause in enumerate(clauses):
        following = clauses[at + 1 :]
        if clause.name.startswith("UNION"):
            anchored = set()
        elif clause.name == "WITH":
            anchored &= _passed_on(clause.text)
        elif clause.name.endswith("MATCH"):
            found += _read(_paths(clause.text), anchored, _demanded(following))
        elif clause.name in {"MERGE", "CREATE"}:
            # what a node is given right after it is made counts as if it were made with it
            found += _made(_paths(clause.text), anchored, _set_next(following))
        found += _nested(clause, anchored)
    return found


def _read(
    paths: list[list[Element]], anchored: set[str], demanded: list[set[str]]
) -> Iterator[str]:
    for path in paths:
        if any(element.labels & GLOBAL for element in path):
            continue
        names = {element.name for element in path if element.name}
        hangs = any(element.is_ours for element in path) or names & anchored
        if not hangs and not any(names >= some for some in demanded):
            yield f"{_told(path)} hangs on no $tenant"
        anchored |= names


def _made(paths: list[list[Element]], anchored: set[str], given: set[str]) -> Iterator[str]:
    for path in paths:
        for element in path:
            is_known = element.is_ours or element.name in anchored or element.name in given
            if element.is_node and not is_known and not element.labels & GLOBAL:
                yield f"{_told([element])} is made for no $tenant"
        anchored.update(element.name for element in path if element.name)


def _nested(clause: Clause, anchored: set[str]) -> Iterator[str]:
    """Look at patterns within expressions, which may use what is anchored outside."""
    if clause.name.endswith("MATCH") or clause.name in {"MERGE", "CREATE"}:
        return
    for opened in _NESTED.finditer(clause.text):
        start = clause.text.index("(", opened.start())
        inside = re.split(r"[|}]|\bWHERE\b", clause.text[start:])[0]
        if "-" in inside or opened.group().startswith("EXISTS"):
            yield from _read(_paths(_with_maps(clause.text[start:])), set(anchored), [])


def _with_maps(text: str) -> str:
    """Return the pattern at the beginning of the text, maps and all."""
    depth = 0
    for at, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
            if depth < 0:
                return text[:at]
        elif depth == 0 and character == "|":
            return text[:at]
    return text


def _clauses(query: str) -> Iterator[Clause]:
    starts = [m for m in _CLAUSE.finditer(query) if _depth(query, m.start()) == 0]
    if not starts or query[: starts[0].start()].strip():
        raise ValueError(f"no clause begins this query: {query}")
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        text = query[start.end() : None if end is None else end.start()]
        yield Clause(" ".join(start.group().split()), text)


def _depth(text: str, at: int) -> int:
    before = text[:at]
    return sum(map(before.count, _OPENING)) - sum(map(before.count, _CLOSING))


def _paths(pattern: str) -> list[list[Element]]:
    """Return the paths of a pattern: nodes and the relationships between them."""
    paths: list[list[Element]] = [[]]
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if character in "([":
            end = _end(pattern, at)
            paths[-1].append(_element(pattern[at + 1 : end], is_node=character == "("))
            at = end
        elif character == ",":
            paths.append([])
        elif character not in "-<> \n":
            raise ValueError(f"`{character}` is unknown in the pattern {pattern}")
        at += 1
    return paths


def _end(text: str, start: int) -> int:
    for at in range(start + 1, len(text) + 1):
        if _depth(text[start:], at - start) == 0:
            return at - 1
    raise ValueError(f"nothing closes {text[start:]}")


def _element(inside: str, *, is_node: bool) -> Element:
    matched = _ELEMENT.fullmatch(inside)
    if matched is None:
        raise ValueError(f"`{inside}` is no node and no relationship")
    labels = frozenset(re.split(r"[|:&]", matched["labels"] or ""))
    is_ours = _INLINE.match(matched["map"] or "") is not None
    return Element(matched["name"], labels, is_ours, is_node)


def _demanded(following: list[Clause]) -> list[set[str]]:
    """Return the variables whose tenant the WHERE of a MATCH demands, come what may.

    Of several in one set at least one has it.
    """
    for clause in following:
        if clause.name == "WHERE":
            if len(_split(clause.text, "OR|XOR")) > 1:
                return []
            parts = [part.strip() for part in _split(clause.text, "AND")]
            return [names for part in parts if (names := _either(part))]
        if not clause.name.startswith("USING"):
            return []
    return []


def _either(part: str) -> set[str]:
    """Return the variables of which one or another has the tenant."""
    inside = part[1:-1] if part.startswith("(") and part.endswith(")") else part
    matched = [_EQUAL.fullmatch(one.strip()) for one in _split(inside, "OR")]
    return {m[1] for m in matched if m} if all(matched) else set()


def _split(text: str, word: str) -> list[str]:
    """Split at a word wherever it stands outside of brackets."""
    ends = [m for m in re.finditer(rf"\b({word})\b", text) if _depth(text, m.start()) == 0]
    starts = [0, *(m.end() for m in ends)]
    return [text[a:b] for a, b in zip(starts, [*(m.start() for m in ends), len(text)], strict=True)]


def _set_next(following: list[Clause]) -> set[str]:
    given: set[str] = set()
    for clause in following:
        if clause.name not in {"SET", "REMOVE", "ON CREATE SET", "ON MATCH SET"}:
            break
        for one, other in _TENANT_SET.findall(clause.text):
            given.add(one or other)
    return given


def _passed_on(text: str) -> set[str]:
    items = text.replace("DISTINCT", "").split(",")
    return {item.strip() for item in items if item.strip().isidentifier()}


def _told(path: list[Element]) -> str:
    return "-".join(f"({e.name}:{'|'.join(sorted(e.labels))})" for e in path)
