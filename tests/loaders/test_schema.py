"""The JSON Schema and the reader say the same, as far as a schema can say it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from formats.mistakes import MISTAKES, Mistake
from formats.plain_values import Plain, plain_value
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from scale import count
from worked_curricula import WorkedCase, worked_cases

from loaders.curriculum.reader import read_text
from loaders.curriculum.schema import schema
from loaders.documents.yaml_nodes import read_yaml

ROOT = Path(__file__).parents[2]
WHOLE = (Path(__file__).parent / "whole.yaml").read_text("utf-8")
SCHEMA = Draft202012Validator(schema())

# what only a reader can tell: names and conditions against prefixes, the calendar, currencies
BEYOND = {
    "an unbound prefix",
    "a bare IRI",
    "half a minute",
    "a day that is none",
    "too many decimals",
    "yen with decimals",
    "a condition that ends early",
    "a comma too many",
    "too many of",
    "a plain condition",
    "a folded condition",
    "a level in a condition",
    "a resource's own needs",
    "a prerequisite of nothing",
    "a prerequisite of two",
    "a level of a resource",
    "no framework",
}


def fits(text: str) -> bool:
    root = read_yaml(text, "a.yaml").root
    return root is not None and SCHEMA.is_valid(plain_value(root))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


def test_every_key_is_described() -> None:
    described = schema()
    definitions = described["$defs"]
    assert isinstance(definitions, dict)
    for record in (described, *definitions.values()):
        for name, below in record.get("properties", {}).items():
            assert below["description"], name


def test_a_file_with_every_key_fits() -> None:
    root = read_yaml(WHOLE, "a.yaml").root
    assert root is not None
    SCHEMA.validate(plain_value(root))


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.yaml")), ids=lambda p: p.stem)
def test_every_example_fits(path: Path) -> None:
    assert read_text(path.read_text("utf-8"), path.name).violations == ()
    assert fits(path.read_text("utf-8"))


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case.name)
def test_every_worked_curriculum_that_is_read_fits(case: WorkedCase) -> None:
    loaded = read_text(case.curriculum_text, case.path.name)
    assert fits(case.curriculum_text) or loaded.violations
    if case.outcome != "Rejected":
        assert loaded.violations == ()


OF_STRUCTURE = [
    mistake
    for mistake in MISTAKES
    if (document := read_yaml(mistake.text.replace("▸", ""), "a.yaml")).root and not document.faults
]


@pytest.mark.parametrize("mistake", OF_STRUCTURE, ids=lambda mistake: mistake.name)
def test_the_schema_finds_mistakes_of_structure(mistake: Mistake) -> None:
    assert fits(mistake.text.replace("▸", "")) is (mistake.name in BEYOND)


KEYS = st.sampled_from(["id", "en", "1", "competency", "needs", "amount", ""])
VALUES: st.SearchStrategy[Plain] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(-2, 2)
    | st.sampled_from(["", "ex:a", "ex:a@2", "en", "PT1H", "all()", "2026-01-01", "skill", "EUR"])
    | st.text(max_size=5),
    lambda below: (
        st.lists(below, max_size=2)
        | st.dictionaries(
            st.sampled_from(["id", "en", "1", "competency", "needs", ""]), below, max_size=3
        )
    ),
    max_leaves=5,
)


def replaced(value: Plain, at: int, by: Plain) -> tuple[Plain, int]:
    """Replace the part that comes at a place, counting from the outside; return what is left."""
    if at == 0:
        return by, -1
    at -= 1
    if isinstance(value, list):
        items = []
        for item in value:
            below, at = replaced(item, at, by) if at >= 0 else (item, at)
            items.append(below)
        return items, at
    if isinstance(value, dict):
        entries = {}
        for key, item in value.items():
            below, at = replaced(item, at, by) if at >= 0 else (item, at)
            entries[key] = below
        return entries, at
    return value, at


@given(st.integers(0, 330), VALUES)
@settings(max_examples=count(5000))
def test_what_the_reader_accepts_fits_the_schema(at: int, by: Plain) -> None:
    root = read_yaml(WHOLE, "a.yaml").root
    assert root is not None
    value, _ = replaced(plain_value(root), at, by)
    loaded = read_text(json.dumps(value), "a.json")
    assert SCHEMA.is_valid(value) or loaded.violations
