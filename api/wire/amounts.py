"""Amounts on the wire: hours and major units, as numbers."""

from __future__ import annotations

from ontology.currency import to_major


def hours(minutes: int) -> float:
    """Write minutes as hours."""
    return minutes / 60


def price(minor: int | None, currency: str | None) -> float | None:
    """Write minor units as major ones; an unknown price is null, and nothing is nothing."""
    if minor is None:
        return None
    return float(to_major(minor, currency)) if currency is not None else float(minor)
