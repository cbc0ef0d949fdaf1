"""Hours and prices as people read them."""

from __future__ import annotations

ASSUMING = "assume hours with `--assume-hours N`"
"""What helps where efforts are not stated."""


def hours_text(hours: float) -> str:
    """Say how long: ``1.5 h``."""
    return f"{hours:,.2f}".rstrip("0").rstrip(".") + " h"


def price_text(price: float | None, currency: str | None) -> str:
    """Say how dear: ``120 EUR``, ``free``, or that nobody states it."""
    if price is None:
        return "price unknown"
    if price == 0:
        return "free"
    amount = f"{price:,.2f}".removesuffix(".00")
    return f"{amount} {currency}" if currency else amount
