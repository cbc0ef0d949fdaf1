"""Numbers as people write them, and as the model keeps them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ontology.currency import decimals, known_currencies, to_minor
from ontology.errors import MalformedQuestionError

MOST_HOURS = 100_000
"""More hours than anybody studies in a life."""

MOST_MONEY = 10**12
"""More major units than anything costs."""


def minutes_of(hours: float | None, what: str) -> int | None:
    """Return hours as whole minutes.

    Raises `MalformedQuestionError` for what is negative or no whole number of minutes.
    """
    if hours is None:
        return None
    minutes = Decimal(str(hours)) * 60
    usable = not minutes.is_nan() and 0 <= minutes <= MOST_HOURS * 60
    if not usable or minutes != minutes.to_integral_value():
        raise MalformedQuestionError(
            f"{what}: `{hours:g}` hours are no whole number of minutes from 0 "
            f"to {MOST_HOURS:,} hours"
        )
    return int(minutes)


def minor_of(amount: str, currency: str, what: str) -> int:
    """Return an amount in major units as minor ones.

    Raises `MalformedQuestionError` for what is no amount of that currency.
    """
    try:
        value = Decimal(amount)
    except InvalidOperation:
        raise MalformedQuestionError(f"{what}: `{amount}` is no number") from None
    if value.is_nan() or not 0 <= value <= MOST_MONEY:
        raise MalformedQuestionError(
            f"{what}: `{amount}` is no amount of {currency} from 0 to {MOST_MONEY:,}"
        )
    minor = to_minor(value, currency)
    if minor is None:
        raise MalformedQuestionError(
            f"{what}: `{amount}` is no amount of {currency}: "
            f"it has at most {decimals(currency)} decimals"
        )
    return minor


def currency_of(code: str | None) -> str | None:
    """Return a currency in capitals.

    Raises `MalformedQuestionError` where nobody knows it.
    """
    if code is None:
        return None
    if code.upper() not in known_currencies():
        raise MalformedQuestionError(f"`{code}` is no currency: write its ISO 4217 code, as EUR")
    return code.upper()
