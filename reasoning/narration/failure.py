"""Why there is no path, in sentences, and what would make one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reasoning.curation.diagnosis import Cause, Circle, EffortUnknown, NeverMet, Untaught
from reasoning.narration.answer import cost
from reasoning.narration.causes import NAMED, cause
from reasoning.narration.labels import Labels
from reasoning.narration.limits import change, limit
from reasoning.narration.phrases import duration, listed, money, number, sentence, shortened
from reasoning.outcome import Denied, OverConstrained, Repair, Undecided, Unreachable
from reasoning.question import Limit, Objective, Question

SAID = 8
_ON_WHOLE_PATHS = frozenset({Limit.BUDGET, Limit.DEADLINE, Limit.MAX_STEPS})


def unreachable(
    outcome: Unreachable, causes: Sequence[Cause], question: Question, labels: Labels
) -> tuple[str, ...]:
    """Say that no path exists, and why: the causes first, then what waits behind them."""
    return tuple(_unreachable(outcome, causes, question, labels))


def _unreachable(
    outcome: Unreachable, causes: Sequence[Cause], question: Question, labels: Labels
) -> Iterator[str]:
    goals = [labels.attainment(goal) for goal in question.goal if goal in outcome.beyond]
    yield sentence(f"no path leads to {shortened(goals, NAMED)}, whatever limits are dropped")
    yield from (cause(each, labels) for each in causes[:SAID])
    if len(causes) > SAID:
        yield sentence(f"there are {number(len(causes) - SAID)} more causes like these")
    if lacks_hours(causes, question):
        one = sum(isinstance(each, (Untaught, EffortUnknown)) for each in causes) == 1
        obstacles = "that obstacle" if one else "those obstacles"
        yield f"Hours assumed for what states no effort would remove {obstacles}."
    roots = {attainment for each in causes for attainment in _members(each)}
    behind = sorted(outcome.beyond - roots)
    if behind:
        waits = "waits" if len(behind) == 1 else "wait"
        yield sentence(
            f"{shortened(list(map(labels.attainment, behind)), NAMED)} {waits} behind that"
        )


def lacks_hours(causes: Sequence[Cause], question: Question) -> bool:
    """Tell whether hours assumed for what states no effort would remove a cause."""
    return question.assumed_minutes is None and any(
        isinstance(each, (Untaught, EffortUnknown)) for each in causes
    )


def _members(found: Cause) -> tuple[object, ...]:
    match found:
        case Circle(members=members):
            return members
        case NeverMet(attainment=attainment):
            return (attainment,)
        case _:
            return found.attainments


def over_constrained(
    outcome: OverConstrained, question: Question, labels: Labels
) -> tuple[str, ...]:
    """Say which limits clash, and what would make a path, the cheapest first."""
    return tuple(_over_constrained(outcome, question, labels))


def _over_constrained(
    outcome: OverConstrained, question: Question, labels: Labels
) -> Iterator[str]:
    clash = [limit(each, question, labels) for each in sorted(outcome.clash)]
    if len(clash) == 1:
        yield sentence(f"there is a path, but {clash[0]} rules out every one")
    else:
        yield sentence(f"there is a path, but {listed(clash)} cannot all be kept")
    for each in outcome.repairs:
        yield repair(each, question, labels)


def repair(found: Repair, question: Question, labels: Labels) -> str:
    """Say what would make a path, and what that path costs."""
    changed = change(found.dropped, question, found.question, labels)
    spent = cost(found.cost)
    return sentence(f"{changed}, {spent[:1].lower()}{spent[1:]}")


def undecided(outcome: Undecided, question: Question, labels: Labels) -> tuple[str, ...]:
    """Say how far the search came before it had to stop, and what may help."""
    stopped = "The search had to stop before it knew whether there is a path within the limits."
    least = {
        Objective.HOURS: f"takes less than {duration(outcome.lower)}",
        Objective.PRICE: f"costs less than {money(outcome.lower, question.limits.currency)}",
        Objective.STEPS: f"has fewer steps than {number(outcome.lower)}",
    }
    said = [stopped]
    if outcome.lower > 0:
        said.append(sentence(f"no path {least[question.objective]}"))
    if outcome.best is not None:
        said.append(f"The best path so far breaks a limit. {cost(outcome.best)}")
    hard = [limit(each, question, labels) for each in sorted(question.stated & _ON_WHOLE_PATHS)]
    loosened = f", and so may leaving out {listed(hard, 'or')}" if hard else ""
    said.append(sentence(f"more time may decide it{loosened}"))
    return tuple(said)


def denied(outcome: Denied) -> tuple[str, ...]:
    """Say that policy forbids the question, and by which rule."""
    return (sentence(f"policy forbids this question, by the rule “{outcome.rule}”"),)
