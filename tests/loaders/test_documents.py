"""Documents are read with the place of every part, and without doing what they say."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from formats.plain_values import Plain, plain_value
from hypothesis import given
from hypothesis import strategies as st

from loaders.documents.json_nodes import read_json
from loaders.documents.nodes import (
    MAX_DEPTH,
    Listing,
    Mapping,
    Node,
    Scalar,
)
from loaders.documents.yaml_nodes import read_yaml
from loaders.files import decoded
from ontology.errors import SourceError

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXTS, below, max_size=4),
    max_leaves=20,
)


def scalars(node: Node | None) -> list[Scalar]:
    """Every scalar of a node, keys included."""
    match node:
        case Scalar():
            return [node]
        case Listing():
            return [scalar for item in node.items for scalar in scalars(item)]
        case Mapping():
            return [s for key, value in node.entries for s in (key, *scalars(value))]
        case _:
            return []


@given(VALUES, st.sampled_from([None, 1, "\t"]))
def test_json_is_read_as_the_standard_library_reads_it(value: Plain, indent: int | None) -> None:
    for text in (json.dumps(value, indent=indent), json.dumps(value, ensure_ascii=False)):
        root = read_json(text, "a.json").root
        assert root is not None
        assert plain_value(root) == value


@given(VALUES)
def test_yaml_is_read_as_it_was_dumped(value: Plain) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    root = read_yaml(text, "a.yaml").root
    assert root is not None
    quoted = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert _texts(root) == _texts(read_yaml(_untagged(quoted), "a.yaml").root)


def _texts(node: Node | None) -> list[str]:
    return [scalar.text for scalar in scalars(node)]


def _untagged(text: str) -> str:
    return text.replace("!!int ", "").replace("!!null ", "").replace("!!bool ", "")


@given(VALUES)
def test_every_place_is_where_the_part_begins(value: Plain) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    for document in (read_json(text, "a.json"), read_yaml(text, "a.yaml")):
        for scalar in scalars(document.root):
            offset = document.positions.offset(scalar.row, scalar.column)
            assert document.positions.at(offset) == (scalar.row, scalar.column)
            written = json.dumps(scalar.text, ensure_ascii=False)
            assert text.startswith(scalar.text if scalar.plain else written, offset)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_rows_end_with_any_newline(newline: str) -> None:
    text = newline.join(["a: 1", "", 'b: "x\u2028y"', "c: 2", ""])
    root = read_yaml(text, "a.yaml").root
    assert [(each.row, each.column) for each in scalars(root)] == [
        (1, 1),
        (1, 4),
        (3, 1),
        (3, 4),
        (4, 1),
        (4, 4),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("k: all(ex:a, ▸X)", "plain"),
        ("k: 'all(ex:a, ▸X)'", "single quotes"),
        ('k: "all(ex:a, ▸X)"', "double quotes"),
        ('k: "\\u0061ll(ex:a, X)"', "an escape"),
        ("k:\n  all(ex:a,\n    ▸X)", "plain over rows"),
        ("k: >-\n\n  all(ex:a,\n\n    ▸X)\n", "folded"),
        ("k: | # why\n  all(ex:a,\n  ▸X)\n", "literal"),
        ('k: "all(ex:a,\\\n  ▸X)"', "an escaped newline"),
    ],
)
def test_a_character_of_a_value_is_found_however_it_is_written(text: str, place: str) -> None:
    before, mark, after = text.partition("▸")
    document = read_yaml(before + after, "a.yaml")
    assert isinstance(document.root, Mapping)
    value = document.root.entries[0][1]
    assert isinstance(value, Scalar)
    found = document.place_within(value, value.text.index("X"))
    exact = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert found == (exact if mark and place != "an escaped newline" else (1, 4))


LETTERS = "abcdefghijklmnopqrstu"
BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{f'*{last}, ' * 20}]\n" for last, name in pairwise(LETTERS)
)


def test_aliases_are_reported_and_never_followed() -> None:
    document = read_yaml(BOMB, "a.yaml")
    assert len(document.faults) == 21 + 20 * 20
    assert len(scalars(document.root)) == 21


@pytest.mark.parametrize("opening", ["[", "{a: ", '[{"a": ', "- "])
def test_what_is_too_deep_is_refused_before_it_is_read(opening: str) -> None:
    with pytest.raises(SourceError, match=f"nested deeper than {MAX_DEPTH}|not YAML"):
        read_yaml(opening * 100_000, "a.yaml")


@pytest.mark.parametrize("opening", ["[", '{"a": '])
def test_deep_json_is_refused(opening: str) -> None:
    with pytest.raises(SourceError, match=f"nested deeper than {MAX_DEPTH}"):
        read_json(opening * 100_000, "a.json")


def test_as_deep_as_allowed_is_read() -> None:
    text = "[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH
    assert read_json(text, "a.json").root == read_yaml(text, "a.yaml").root


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("", None, ""),
        (" \n\t", None, ""),
        ("[1,]", (1, 4), "a value is missing"),
        ('{"a": 1,}', (1, 9), "a value is missing"),
        ('{"a" 1}', (1, 6), "`:` is missing after a key"),
        ('{"a": 1 "b": 2}', (1, 9), "`,` or `}` is missing"),
        ("[1 2]", (1, 4), "`,` or `]` is missing"),
        ("{a: 1}", (1, 2), "a value is missing"),
        ("{1: 1}", (1, 2), "a key stands in quotes: `1`"),
        ('{"a": 01}', (1, 8), "`,` or `}` is missing"),
        ('["a\n"]', (1, 2), "a value is missing"),
        ('["\\x"]', (1, 2), "an escape in this text is not JSON"),
        ('["\\ud800"]', (1, 2), "half of a surrogate pair in this text is no character"),
        ("1 2", (1, 3), "nothing is expected after the end of the document"),
        ("[NaN]", (1, 2), "a value is missing"),
    ],
)
def test_what_is_no_json_is_refused_in_its_place(
    text: str, place: tuple[int, int] | None, problem: str
) -> None:
    if place is None:
        document = read_json(text, "a.json")
        assert (document.root, document.faults) == (None, ())
        return
    with pytest.raises(SourceError) as refusal:
        read_json(text, "a.json")
    assert (refusal.value.row, refusal.value.column) == place
    assert refusal.value.problem == f"not JSON: {problem}"


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("a: b: c\n", (1, 5), "put quotes around a text that contains `: `"),
        ("a:\n\t- b\n", (2, 1), "indent with spaces, not with tabs"),
        ("a: [1\n", (2, 1), "not YAML"),
        ("a: \x07\n", (1, 4), "the character U+0007 is not allowed"),
        ("a: b\nc\n", (3, 1), "write `key: value`, with a space after the colon"),
        ('a: "\\q"\n', (1, 5), "unknown escape character"),
        ("%YAML 3.0\n---\na: 1\n", (1, 1), "incompatible"),
        ("a: @b\n", (1, 4), "put quotes around a text that starts with % @ or `"),
    ],
)
def test_what_is_no_yaml_is_refused_in_its_place(
    text: str, place: tuple[int, int], problem: str
) -> None:
    with pytest.raises(SourceError) as refusal:
        read_yaml(text, "a.yaml")
    assert (refusal.value.row, refusal.value.column) == place
    assert problem in refusal.value.problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding(encoding: str) -> None:
    assert decoded("a: é\n".encode(encoding), "a.yaml") == "a: é\n"


@pytest.mark.parametrize(
    ("found", "place"),
    [(b"a: 1\nb: \xe9t\xe9\n", (2, 4)), (b"\xef\xbb\xbf\xff", (1, 1)), (b"\xff\xfea", (1, 1))],
)
def test_a_byte_that_fits_nowhere_is_refused_in_its_place(
    found: bytes, place: tuple[int, int]
) -> None:
    with pytest.raises(SourceError) as refusal:
        decoded(found, "a.yaml")
    assert (refusal.value.row, refusal.value.column) == place


NICE = Path(__file__).parents[3] / "shared" / "data" / "nice" / "nice_tasks.yml"


@pytest.mark.skipif(not NICE.is_file(), reason="the NICE framework is not beside the repository")
def test_a_real_broken_file_is_refused_in_its_place() -> None:
    text = decoded(NICE.read_bytes(), NICE.name)
    with pytest.raises(SourceError) as refusal:
        read_yaml(text, NICE.name)
    row = text.splitlines()[(refusal.value.row or 0) - 1]
    assert row[(refusal.value.column or 0) - 1] == ":"
    assert "put quotes around a text that contains `: `" in refusal.value.problem
