"""Questions: what is asked of the planner, complete and clock-free."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ontology.condition import Attainment
from ontology.names import Iri


class Objective(StrEnum):
    """What a path should have least of: minutes, minor units of the currency, takings."""

    HOURS = "hours"
    PRICE = "price"
    STEPS = "steps"


class Limit(StrEnum):
    """The names of the limits a question can state; the words of the command line.

    A budget brings the demand for prices in the currency in force with it; `PRICED` is the
    same demand of a price objective. All exclusions together are one limit, so are all demands.
    """

    BUDGET = "budget"
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
    """What leads from what is held to the goal, with least of the objective.

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
        """The minutes that fit before the deadline, by whole and broken weeks, if limited."""
        limits = self.limits
        if limits.deadline is None or limits.minutes_per_week is None:
            return None
        days = (limits.deadline - self.start).days + 1
        return max(0, days * limits.minutes_per_week // 7)

    @property
    def stated(self) -> frozenset[Limit]:
        """The limits that the question states; availability counts as one unless dropped."""
        return frozenset(limit for limit, states in _STATES.items() if states(self))

    def dropping(self, dropped: frozenset[Limit]) -> Question:
        """Return the question without these limits.

        Dropping `PRICED` asks for the least hours instead of the least price.
        """
        limits = self.limits
        for limit in sorted(dropped - {Limit.PRICED}):
            limits = _DROP[limit](limits)
        objective = Objective.HOURS if self._priced_without(dropped) else self.objective
        return replace(self, limits=limits, objective=objective)

    def _priced_without(self, dropped: frozenset[Limit]) -> bool:
        return self.objective is Objective.PRICE and Limit.PRICED in dropped


_STATES: Mapping[Limit, Callable[[Question], bool]] = MappingProxyType(
    {
        Limit.BUDGET: lambda question: question.limits.budget is not None,
        Limit.DEADLINE: lambda question: question.allowed_minutes is not None,
        Limit.LANGUAGE: lambda question: bool(question.limits.languages),
        Limit.MODALITY: lambda question: question.limits.modality is not None,
        Limit.REGION: lambda question: question.limits.region is not None,
        Limit.DATES: lambda question: question.limits.dates,
        Limit.MAX_STEPS: lambda question: question.limits.max_steps is not None,
        Limit.WITHOUT: lambda question: bool(question.limits.without),
        Limit.WITH: lambda question: bool(question.limits.demanded),
        Limit.NO_SELF_STUDY: lambda question: not question.limits.self_study,
        Limit.PRICED: lambda question: question.objective is Objective.PRICE,
    }
)


_DROP: Mapping[Limit, Callable[[Limits], Limits]] = MappingProxyType(
    {
        Limit.BUDGET: lambda limits: replace(limits, budget=None),
        Limit.DEADLINE: lambda limits: replace(limits, deadline=None),
        Limit.LANGUAGE: lambda limits: replace(limits, languages=()),
        Limit.MODALITY: lambda limits: replace(limits, modality=None),
        Limit.REGION: lambda limits: replace(limits, region=None),
        Limit.DATES: lambda limits: replace(limits, dates=False),
        Limit.MAX_STEPS: lambda limits: replace(limits, max_steps=None),
        Limit.WITHOUT: lambda limits: replace(limits, without=frozenset()),
        Limit.WITH: lambda limits: replace(limits, demanded=frozenset()),
        Limit.NO_SELF_STUDY: lambda limits: replace(limits, self_study=True),
    }
)
