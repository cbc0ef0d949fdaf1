"""What is written as a curriculum reads back to the same contents."""

from __future__ import annotations

from pathlib import Path

import pytest
from formats.plain_values import plain_value
from formats.random_statements import DATASETS
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from scale import count
from worked_curricula import WorkedCase, worked_cases

from loaders.curriculum.reader import read_text
from loaders.curriculum.schema import schema
from loaders.curriculum.writer import write
from loaders.documents.yaml_nodes import read_yaml
from loaders.fidelity import Fate
from loaders.registry import load
from ontology.dataset import EMPTY, Dataset, Provenance, difference
from ontology.terms import Kind

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(schema())


def read_back(written: bytes) -> Dataset:
    loaded = read_text(written.decode(), "a.yaml")
    assert loaded.violations == ()
    assert loaded.fidelity.of(Fate.CHANGED) == ()
    return Dataset.of(loaded.statements)


def assert_same(before: Dataset, after: Dataset) -> None:
    change = difference(before, after)
    assert (change.put, change.retracted) == ((), frozenset())
    assert before.digest == after.digest


@given(DATASETS)
@settings(max_examples=count(2000))
def test_any_dataset_reads_back(dataset: Dataset) -> None:
    written = write(dataset)
    again = read_back(written)
    assert_same(dataset, again)
    # a binding stands under the file's `prefixes`, which have no room for who says it
    for statement in dataset:
        if statement.kind is not Kind.PREFIX:
            kept = again.statements[statement.id].provenance
            assert _signature(kept) == _signature(statement.provenance)


def _signature(provenance: Provenance) -> tuple[object, ...]:
    return (provenance.source, provenance.author, provenance.method, provenance.confidence)


@given(DATASETS)
@settings(max_examples=count(500))
def test_what_is_written_fits_the_schema(dataset: Dataset) -> None:
    root = read_yaml(write(dataset).decode(), "a.yaml").root
    assert root is not None
    SCHEMA.validate(plain_value(root))


@given(DATASETS)
@settings(max_examples=count(500))
def test_equal_datasets_are_written_alike(dataset: Dataset) -> None:
    other = Dataset.of(reversed(list(dataset)))
    assert write(other) == write(dataset)


def test_the_example_reads_back() -> None:
    loaded = load([ROOT / "examples"])
    assert loaded.violations == ()
    dataset = Dataset.of(loaded.statements)
    assert len(dataset) > 1000
    assert_same(dataset, read_back(write(dataset)))


def test_licences_read_back() -> None:
    dataset = Dataset.of(load([ROOT / "examples"]).statements)
    again = read_back(write(dataset))
    for statement in dataset:
        assert again.statements[statement.id].provenance.licence == statement.provenance.licence


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case.name)
def test_every_worked_curriculum_reads_back(case: WorkedCase) -> None:
    dataset = Dataset.of(read_text(case.curriculum_text, case.path.name).statements)
    assert_same(dataset, read_back(write(dataset)))


def test_nothing_reads_back_as_nothing() -> None:
    assert write(EMPTY) == b"waymark: 1\n"
    assert read_back(write(EMPTY)) == EMPTY
