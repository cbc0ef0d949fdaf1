"""Whatever stands in a file, reading it ends in an answer or in a `SourceError`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from scale import count

from loaders.curriculum.reader import read_text
from loaders.esco.folder import TABLES
from loaders.files import decoded
from loaders.loaded import Loaded
from loaders.registry import load
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


ESCO = (
    "conceptUri,preferredLabel,altLabels,skillType,broaderUri,occupationUri,relationType,skillUri,"
    "originalSkillUri,relatedSkillUri,Level 0 URI,iscoGroup\r\n"
    "http://data.europa.eu/esco/skill/a,A,a|b,knowledge,http://data.europa.eu/esco/skill/a,o,"
    "essential,s,a,b,c,1\r\n"
)
DIRECT = (
    '[{"model": "main.skill", "pk": 1, "fields": {"name": "A", "slug": "a", "rank": 1, '
    '"learning_resources": [1], "related_skills": [1, 2], "competency": 1}}, {"user_id": 1, '
    '"role": "R", "user_data": [{"skill": "A", "skill_level": 2.5}]}]'
)


@st.composite
def spoiled_text(draw: st.DrawFn, text: str) -> bytes:
    """Draw a text after some cuts and insertions, or any bytes."""
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(INSERTED) + text[start + draw(st.integers(0, 20)) :]
    return draw(st.sampled_from([text.encode("utf-8", "replace")]) | st.binary(max_size=40))


def load_or_refuse(path: Path, name: str) -> Loaded | None:
    """Load a path; None where it is refused."""
    try:
        return load([path], name)
    except SourceError as error:
        refusal = error
    assert len(refusal.problem) < 500
    return None


@given(st.dictionaries(st.sampled_from(TABLES), spoiled_text(ESCO), min_size=1))
@settings(max_examples=count(1000))
def test_spoiled_tables_of_esco(tables: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder:
        for name, found in tables.items():
            (Path(folder) / f"{name}_en.csv").write_bytes(found)
        load_or_refuse(Path(folder), "esco")


@given(spoiled_text(DIRECT))
@settings(max_examples=count(2000))
def test_spoiled_records_of_direct(found: bytes) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.json").write_bytes(found)
        load_or_refuse(Path(folder) / "a.json", "direct")


ROWS = (
    "id,label.en,levels.1.label.en,effort.2,prefix,namespace,provenance.source,broader\r\n"
    "ex:a,A,one,PT1H,ex,https://example.org/,ex:f,ex:b\r\n"
)
STATED = st.sampled_from(["competencies", "prefixes", "scales"])


@given(st.dictionaries(STATED, spoiled_text(ROWS), min_size=1))
@settings(max_examples=count(1000))
def test_spoiled_tables_of_statements(tables: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder:
        for name, found in tables.items():
            (Path(folder) / f"{name}.csv").write_bytes(found)
        loaded = load_or_refuse(Path(folder), "csv")
    for violation in loaded.violations if loaded else ():
        assert violation.row
        assert violation.fix
