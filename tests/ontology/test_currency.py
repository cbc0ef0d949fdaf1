"""Amounts: minor units lead to major ones and back, whatever decimals a currency has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ontology.currency import decimals, known_currencies, to_major, to_minor


@given(st.integers(0, 10**15), st.sampled_from(sorted(known_currencies())))
def test_minor_units_and_major_units_are_one_amount(minor: int, currency: str) -> None:
    assert to_minor(to_major(minor, currency), currency) == minor
    tenth = to_major(1, currency) / 10
    assert to_minor(to_major(minor, currency) + tenth, currency) is None


def test_currencies_have_their_decimals() -> None:
    assert [decimals(code) for code in ("EUR", "JPY", "KWD")] == [2, 0, 3]
    assert "EURO" not in known_currencies()
