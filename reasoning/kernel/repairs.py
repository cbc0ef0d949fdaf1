"""Clashes of limits, and the repairs that are offered (`model` §5).

That nothing fits within the clash, and that every limit of it is needed, is not proved here:
the search tried it. A repair carries no proof of its own either; ask its question to get one.
"""

from __future__ import annotations

from dataclasses import replace

from ontology.errors import UnsoundProofError
from reasoning.outcome import OverConstrained, Repair
from reasoning.question import Limit, Question


def check_repairs(outcome: OverConstrained, question: Question) -> None:
    """Check the clash and its repairs; raises `UnsoundProofError`.

    The clash is not empty and of limits that the question states. Each repair drops or
    changes one of them at least, and its question is the same in everything else; its cost
    keeps the limits that are left. They come cheapest first.
    """
    if not outcome.clash or not outcome.clash <= question.stated:
        raise UnsoundProofError("the clash is not of limits that the question states")
    for number, repair in enumerate(outcome.repairs, 1):
        if outcome.clash.isdisjoint(repair.dropped):
            raise UnsoundProofError(f"repair {number} leaves the clash as it is")
        if _without(repair.question, repair.dropped) != _without(question, repair.dropped):
            raise UnsoundProofError(f"repair {number} changes more than it says")
        if not _keeps(repair):
            raise UnsoundProofError(f"repair {number} costs more than it allows")


def _without(question: Question, limits: frozenset[Limit]) -> Question:
    """Return the question with nothing in the place of these limits, hours per week included."""
    rest = question.dropping(limits)
    if Limit.DEADLINE not in limits:
        return rest
    return replace(rest, limits=replace(rest.limits, minutes_per_week=None))


def _keeps(repair: Repair) -> bool:
    limits, cost, allowed = repair.question.limits, repair.cost, repair.question.allowed_minutes
    return (
        (limits.budget is None or (cost.price is not None and cost.price <= limits.budget))
        and (allowed is None or cost.minutes <= allowed)
        and (limits.max_steps is None or cost.steps <= limits.max_steps)
    )
