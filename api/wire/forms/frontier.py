"""The wire form of `waymark frontier`."""

from __future__ import annotations

from api.wire.forms.model import Wire


class FrontierItemObject(Wire):
    """What can be learnt next: what it gains, what it opens up, and what it takes."""

    resource: str | None
    self_study: str | None
    title: str
    gains: list[str]
    opens: list[str]
    hours: float
    price: float | None
    currency: str | None


class FrontierObject(Wire):
    """All that can be learnt next; `labels` names every attainment."""

    revision: int
    towards: list[str]
    holds: list[str]
    items: list[FrontierItemObject]
    labels: dict[str, str]
