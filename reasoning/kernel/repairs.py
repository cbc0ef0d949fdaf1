"""Clashes of limits, and the repairs that are offered (`model` §5).

That no path keeps the limits of the clash is proved by its certificate. That every one of
them is needed is not proved here, and a repair carries no proof of its own: the search tried
it. Ask its question to get one.
"""

from __future__ import annotations

from dataclasses import replace

from ontology.errors import UnsoundProofError
from reasoning.kernel.bounds import check_no_path
from reasoning.kernel.reading import Reading
from reasoning.outcome import OverConstrained, Repair
from reasoning.question import Limit, Question
from reasoning.statements import Statements


def check_clash(outcome: OverConstrained, question: Question, statements: Statements) -> None:
    """Check the clash and its repairs; raises `UnsoundProofError`.

    The clash is of limits that the question states, and the question has no path under them
    alone. Each repair drops or changes one of them at least, its question is the same in
    everything that it does not name, and its cost keeps the limits that are left.
    """
    if not outcome.clash or not outcome.clash <= question.stated:
        raise UnsoundProofError("the clash is not of limits that the question states")
    if outcome.certificate is None:
        raise UnsoundProofError("nothing shows that the limits clash")
    clashing = question.dropping(question.stated - outcome.clash)
    check_no_path(outcome.certificate, Reading(clashing, statements))
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
