"""Amounts in minor units: how many decimals a currency has (the door to babel)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from babel.numbers import get_currency_precision, list_currencies


@cache
def known_currencies() -> frozenset[str]:
    """Return the ISO 4217 codes that CLDR knows, withdrawn ones included."""
    return frozenset(list_currencies())


@cache
def decimals(currency: str) -> int:
    """Return how many decimals an amount in that currency has: 2 for EUR, 0 for JPY."""
    return int(get_currency_precision(currency))


def to_minor(amount: Decimal, currency: str) -> int | None:
    """Return the amount in minor units; None where it has more decimals than the currency."""
    minor = amount.scaleb(decimals(currency))
    return int(minor) if minor == minor.to_integral_value() else None


def to_major(minor: int, currency: str) -> Decimal:
    """Return the amount in major units; `to_minor` leads back."""
    return Decimal(minor).scaleb(-decimals(currency))
