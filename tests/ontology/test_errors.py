"""Errors: one tree, as it is drawn, and sentences for whoever can mend the cause."""

from __future__ import annotations

import re
from collections.abc import Iterator

import ontology.errors
from ontology.errors import (
    CommitConflictError,
    MalformedConditionError,
    MalformedRdfError,
    SourceError,
    UnknownRevisionError,
    WaymarkError,
)


def drawn() -> Iterator[tuple[int, str]]:
    """Yield depth and name of each line of the drawing."""
    for line in (ontology.errors.__doc__ or "").splitlines():
        found = re.match(r"^    ([│├└─ ]*)([A-Z]\w+Error)\b", line)
        if found:
            yield len(found[1]) // 4, found[2]


def built(family: type[WaymarkError], depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield depth and name of each class, parents first; other rooms may add their own."""
    if family.__module__ == ontology.errors.__name__:
        yield depth, family.__name__
        for below in family.__subclasses__():
            yield from built(below, depth + 1)


def families(root: type[WaymarkError] = WaymarkError) -> list[type[WaymarkError]]:
    return [root, *(each for below in root.__subclasses__() for each in families(below))]


def test_the_tree_is_as_it_is_drawn() -> None:
    assert list(drawn()) == list(built(WaymarkError))


def test_every_family_has_a_code_of_its_own() -> None:
    codes = [family.code for family in families()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]+(_[A-Z]+)*", code) for code in codes)


def test_messages_name_the_place() -> None:
    assert MalformedConditionError("`)` is missing", 4).message == "column 4: `)` is missing"
    assert MalformedRdfError("no", 2, 3).message == "row 2, column 3: no"
    assert MalformedRdfError("no").message == "no"
    assert SourceError("no YAML", "a.yaml", 2, 3).message == "a.yaml:2:3: no YAML"
    assert SourceError("cannot be read", "a.yaml").message == "a.yaml: cannot be read"


def test_a_conflict_says_what_happened() -> None:
    assert "the head is 3: somebody committed in between" in CommitConflictError(2, 3).message
    assert "judged against another dataset than revision 2" in CommitConflictError(2, 2).message
    assert UnknownRevisionError(7, 2).message == "there is no revision 7: the newest is 2"


def test_an_error_without_words_has_its_code() -> None:
    assert WaymarkError().message == "WAYMARK_ERROR"
