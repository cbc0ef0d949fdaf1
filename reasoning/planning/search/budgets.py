"""Limits on a whole path: what each counts, and how much of it there may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reasoning.planning.problem import Problem
from reasoning.planning.search.ascent import Weights
from reasoning.question import Limit


class SideLimit(NamedTuple):
    """A path may weigh at most `most`."""

    limit: Limit
    weigh: Weights
    most: int


def side_limits(problem: Problem) -> tuple[SideLimit, ...]:
    """Return the limits of the question that forbid whole paths."""
    question = problem.question
    bounds = (
        (Limit.BUDGET, problem.price, question.limits.budget),
        (Limit.DEADLINE, problem.minutes, question.allowed_minutes),
        (Limit.MAX_STEPS, _one, question.limits.max_steps),
    )
    return tuple(SideLimit(limit, weigh, most) for limit, weigh, most in bounds if most is not None)


def broken(sides: Iterable[SideLimit], path: Iterable[int]) -> list[SideLimit]:
    """Return the limits that the path breaks."""
    takings = list(path)
    return [side for side in sides if sum(map(side.weigh, takings)) > side.most]


def _one(taking: int) -> int:
    return 1
