"""The limits of a question: which it states, and the question without some of them (`model` §5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from reasoning.question import Limit, Limits, Objective, Question

_NO_LIMITS = Limits(dates=False)
_FIELDS = {
    Limit.BUDGET: "budget",
    Limit.DEADLINE: "deadline",
    Limit.LANGUAGE: "languages",
    Limit.MODALITY: "modality",
    Limit.REGION: "region",
    Limit.DATES: "dates",
    Limit.MAX_STEPS: "max_steps",
    Limit.WITHOUT: "without",
    Limit.WITH: "demanded",
    Limit.NO_SELF_STUDY: "self_study",
}


def stated_limits(question: Question) -> frozenset[Limit]:
    """Return the limits that this question states and that could be dropped.

    Availability at the start date is always demanded unless it was dropped. The currency
    belongs to the budget and the price objective and is no limit of its own.
    """
    limits = question.limits
    stated = {
        Limit.BUDGET: limits.budget is not None,
        Limit.DEADLINE: question.allowed_minutes is not None,
        Limit.LANGUAGE: bool(limits.languages),
        Limit.MODALITY: limits.modality is not None,
        Limit.REGION: limits.region is not None,
        Limit.DATES: limits.dates,
        Limit.MAX_STEPS: limits.max_steps is not None,
        Limit.WITHOUT: bool(limits.without),
        Limit.WITH: bool(limits.demanded),
        Limit.NO_SELF_STUDY: not limits.self_study,
        Limit.PRICED: question.objective is Objective.PRICE,
    }
    return frozenset(limit for limit, is_stated in stated.items() if is_stated)


def dropping(question: Question, dropped: Collection[Limit]) -> Question:
    """Return the question without these limits.

    Without its demand for prices, a question for the least price asks for the least hours.
    """
    fields = [_FIELDS[limit] for limit in sorted(dropped) if limit in _FIELDS]
    limits = replace(question.limits, **{name: getattr(_NO_LIMITS, name) for name in fields})
    objective = Objective.HOURS if Limit.PRICED in dropped else question.objective
    return replace(question, limits=limits, objective=objective)
