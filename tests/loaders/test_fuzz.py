"""Whatever stands in a file, reading it ends in an answer or in a `SourceError`."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from scale import count

from loaders.curriculum.reader import read_text
from loaders.files import decoded
from loaders.loaded import Loaded
from ontology.errors import SourceError

WHOLE = (Path(__file__).parent / "whole.yaml").read_text("utf-8")
SUFFIXES = st.sampled_from(["a.yaml", "a.json"])
INSERTED = st.one_of(
    st.sampled_from(list("{}[]:,-#&*!|>'\"%@`? \n\t\r\x00\\")),
    st.sampled_from(["- ", ": ", "\n---\n", "<<", "*a", "&a ", "!!x ", "\ufeff", "\u2028", "PT"]),
    st.text(max_size=3),
)


def read(found: bytes, file: str) -> Loaded | None:
    """Read bytes; None where they are refused, in a place and in a sentence."""
    try:
        loaded = read_text(decoded(found, file), file)
    except SourceError as error:
        refusal = error
    else:
        assert_placed(loaded, file, found.count(b"\n") + found.count(b"\r") + 1)
        return loaded
    assert min(refusal.row or 1, refusal.column or 1) >= 1
    assert len(refusal.problem) < 500
    return None


def assert_placed(loaded: Loaded, file: str, rows: int) -> None:
    for violation in loaded.violations:
        assert violation.file == file
        assert 1 <= (violation.row or 0) <= rows
        assert (violation.column or 0) >= 1
        assert violation.fix


@given(st.binary(max_size=80), SUFFIXES)
@settings(max_examples=count(5000))
def test_bytes(found: bytes, file: str) -> None:
    read(found, file)


@given(st.text(max_size=80), SUFFIXES)
@settings(max_examples=count(5000))
def test_texts(found: str, file: str) -> None:
    read(found.encode("utf-8", "replace"), file)


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """Draw the curriculum with every key, after some cuts and insertions."""
    text = WHOLE
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        cut = draw(st.sampled_from([0, 0, 1, 2, 10, 100]))
        text = text[:start] + draw(INSERTED) + text[start + cut :]
    return text


@given(spoiled())
@settings(max_examples=count(5000))
def test_spoiled_curricula(text: str) -> None:
    loaded = read(text.encode("utf-8", "replace"), "a.yaml")
    if loaded is not None and not loaded.violations:
        assert loaded.statements or "learners" in text or "waymark" in text


@given(st.lists(st.sampled_from(WHOLE.splitlines(keepends=True)), max_size=12))
@settings(max_examples=count(2000))
def test_shuffled_rows(rows: list[str]) -> None:
    read("".join(rows).encode(), "a.yaml")
