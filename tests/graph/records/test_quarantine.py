"""What was left out stays known until its source is loaded again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from builders import ex
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records.quarantine import Quarantined
from graph.records.records import Records
from graph.records.tables import QUARANTINE
from ontology.violations import Severity, Violation

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
ONE, TWO = ex("framework-1"), ex("framework-2")

texts = st.text(st.characters(codec="utf-8"), max_size=8)
violations = st.builds(
    Violation,
    shape=texts,
    message=texts,
    focus=st.none() | st.just(ex("sql")),
    path=st.none() | texts,
    value=st.none() | texts,
    component=st.none() | texts,
    fix=st.none() | texts,
    file=st.none() | texts,
    row=st.none() | st.integers(1, 10**9),
    column=st.none() | st.integers(1, 10**9),
    severity=st.sampled_from(Severity),
)


@pytest.fixture
def records() -> Iterator[Records]:
    with Records.in_memory() as records:
        yield records


@settings(max_examples=60, deadline=None)
@given(st.lists(violations, max_size=5, unique=True))
def test_what_was_left_out_comes_back_in_its_order(left_out: list[Violation]) -> None:
    with Records.in_memory() as records:
        records.quarantine.replace("t", {ONE}, left_out, NOON)
        assert records.quarantine.list("t") == _since(NOON, *left_out)
        assert records.quarantine.list("u") == ()


def test_every_field_of_a_violation_is_kept() -> None:
    columns = set(QUARANTINE.columns.keys()) - {"tenant", "source", "position", "since"}
    assert {field.name for field in fields(Violation)} == columns


def test_a_later_load_of_the_source_replaces(records: Records) -> None:
    first, second, other = (Violation(name, "it is wrong") for name in "abc")
    records.quarantine.replace("t", [ONE], [first], NOON)
    records.quarantine.replace("t", [TWO], [other], NOON)
    records.quarantine.replace("t", [ONE], [second], LATER)
    assert records.quarantine.list("t", ONE) == _since(LATER, second)
    assert records.quarantine.list("t", TWO) == _since(NOON, other)
    records.quarantine.replace("t", [ONE], [], LATER)
    assert records.quarantine.list("t") == _since(NOON, other)


def test_of_two_sources_loaded_together_both_must_be_loaded_again(records: Records) -> None:
    wrong = Violation("a", "it is wrong")
    records.quarantine.replace("t", [ONE, TWO], [wrong], NOON)
    assert records.quarantine.list("t") == _since(NOON, wrong)
    records.quarantine.replace("t", [ONE], [], LATER)
    assert records.quarantine.list("t") == _since(NOON, wrong)
    records.quarantine.replace("t", [TWO], [], LATER)
    assert records.quarantine.list("t") == ()


def test_what_belongs_to_no_source_is_not_lost(records: Records) -> None:
    wrong = Violation("file", "it cannot be read", file="a.yaml")
    records.quarantine.replace("t", [], [wrong], NOON)
    assert records.quarantine.list("t") == _since(NOON, wrong)
    records.quarantine.replace("t", [], [], LATER)
    assert records.quarantine.list("t") == ()


def test_a_source_can_be_cleared(records: Records) -> None:
    records.quarantine.replace("t", [ONE], [Violation("a", "x"), Violation("b", "y")], NOON)
    records.quarantine.replace("u", [ONE], [Violation("a", "x")], NOON)
    assert records.quarantine.clear("t", ONE) == 2
    assert records.quarantine.clear("t", ONE) == 0
    assert records.quarantine.list("t") == ()
    assert len(records.quarantine.list("u")) == 1


def _since(instant: datetime, *left_out: Violation) -> tuple[Quarantined, ...]:
    return tuple(Quarantined(violation, instant) for violation in left_out)
