"""Questions: what is asked of the planner, complete and clock-free."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ontology.condition import Attainment
from ontology.names import Iri


class Objective(StrEnum):
    """What a path should have least of: minutes, minor units of the currency, takings."""

    HOURS = "hours"
    PRICE = "price"
    STEPS = "steps"


class Limit(StrEnum):
    """The names of the limits a question can state; the words of the command line."""

    BUDGET = "budget"
    CURRENCY = "currency"
    DEADLINE = "deadline"
    LANGUAGE = "language"
    MODALITY = "modality"
    REGION = "region"
    DATES = "dates"
    MAX_STEPS = "max-steps"
    WITHOUT = "without"
    WITH = "with"
    NO_SELF_STUDY = "no-self-study"
    PRICED = "price-objective"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the question forbids or demands (`model` §3.4 and §5).

    None and empty mean "no such limit". `budget` is in minor units of `currency`; a deadline
    is `deadline` together with `minutes_per_week`, counted from the question's start.
    `dates` says whether availability on the start date is demanded: a relaxation drops it.
    """

    budget: int | None = None
    currency: str | None = None
    minutes_per_week: int | None = None
    deadline: date | None = None
    languages: tuple[str, ...] = ()
    modality: str | None = None
    region: str | None = None
    max_steps: int | None = None
    without: frozenset[Iri] = frozenset()
    demanded: frozenset[Iri] = frozenset()
    self_study: bool = True
    dates: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """How does one get from what is held to the goal?

    `goal` and `wishes` are sorted and distinct; `role` is where they come from, if anywhere.
    `assumed_minutes` extends effort to what states none (`--assume-hours`).
    """

    goal: tuple[Attainment, ...]
    held: frozenset[Attainment]
    start: date
    objective: Objective = Objective.HOURS
    role: Iri | None = None
    wishes: tuple[Attainment, ...] = ()
    assumed_minutes: int | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def currency_matters(self) -> bool:
        """Whether resources in another currency, or without a price, are forbidden."""
        return self.limits.budget is not None or self.objective is Objective.PRICE

    @property
    def allowed_minutes(self) -> int | None:
        """The minutes that fit before the deadline, by whole and broken weeks; None if unlimited."""
        limits = self.limits
        if limits.deadline is None or limits.minutes_per_week is None:
            return None
        days = (limits.deadline - self.start).days + 1
        return max(0, days * limits.minutes_per_week // 7)
