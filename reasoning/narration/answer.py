"""A found path in a few sentences: what it costs, how good it is, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from ontology.terms import Prerequisite
from reasoning.narration.labels import Labels
from reasoning.narration.phrases import counted, day, duration, listed, money, sentence, shortened
from reasoning.narration.statements import prerequisite
from reasoning.outcome import Bound, Cost, Found, PathStep, Schedule, Wish, WishState
from reasoning.question import Objective, Question

NAMED = 5

_LESS = {
    Objective.HOURS: "takes less time",
    Objective.PRICE: "costs less",
    Objective.STEPS: "has fewer steps",
}
_MORE = {
    Objective.HOURS: "takes at most {} more time than",
    Objective.PRICE: "costs at most {} more than",
    Objective.STEPS: "has at most {} more steps than",
}


def answer(found: Found, question: Question, labels: Labels) -> tuple[str, ...]:
    """Return the sentences of a found path, in the order in which they matter."""
    return tuple(_answer(found, question, labels))


def _answer(found: Found, question: Question, labels: Labels) -> Iterator[str]:
    if rests_on_assumptions(found):
        yield "This answer rests on assumptions for more than half of its effort."
    if not found.steps:
        yield "Nothing is left to learn: all that is asked for is held already."
    else:
        yield cost(found.cost)
        yield bound(found.bound, found.cost, question)
    yield from assumptions(found, labels)
    if found.schedule is not None and found.steps:
        yield schedule(found.schedule, question)
    yield from wishes(found.wishes, labels)
    yield from recommended_missed(found, labels)


def rests_on_assumptions(found: Found) -> bool:
    """Tell whether more than half of the effort is assumed."""
    assumed = sum(step.minutes for step in found.steps if step.assumed)
    return 2 * assumed > found.cost.minutes


def cost(spent: Cost) -> str:
    """Say what a path costs."""
    takes = f"{duration(spent.minutes)} in {counted(spent.steps, 'step')}"
    if spent.price is None:
        return f"The path takes {takes}; what it costs is not known."
    costs = f"costs {money(spent.price, spent.currency)}" if spent.price else "costs nothing"
    return f"The path takes {takes} and {costs}."


def bound(known: Bound, spent: Cost, question: Question) -> str:
    """Say how good a path is, and how much of that is proved."""
    objective, less = spent.objective, _LESS[question.objective]
    if known.certified >= objective:
        return f"That is provably the least: no path {less}."
    if known.lower >= objective:
        proved = _within(known.certified, objective, question)
        return f"The search found that no path {less}; it is proved that this one {proved}."
    found = _within(known.lower, objective, question)
    if known.certified == known.lower:
        return f"It is proved that this path {found}."
    return (
        f"The search found that this path {found}; "
        f"it is proved that it {_within(known.certified, objective, question)}."
    )


def _within(lower: int, objective: int, question: Question) -> str:
    """Say how far above the least possible an amount may be."""
    if lower <= 0:
        return "may be any distance above the least possible"
    more = -(-100 * (objective - lower) // lower)
    return f"{_MORE[question.objective].format(f'{more} %')} the least possible"


def assumptions(found: Found, labels: Labels) -> Iterator[str]:
    """Yield what is assumed, if anything is."""
    assumed = [step for step in found.steps if step.assumed]
    if not assumed:
        return
    steps, minutes = counted(len(assumed), "step"), {step.minutes for step in assumed}
    if len(minutes) == 1:
        each = f"{duration(minutes.pop())}{' each' if len(assumed) > 1 else ''}"
        named = shortened([labels.taking(step.taking) for step in assumed], NAMED)
        yield sentence(f"the effort of {steps} is assumed to be {each}: {named}")
    else:
        named = shortened([_assumed(step, labels) for step in assumed], NAMED)
        yield sentence(f"the effort of {steps} is assumed: {named}")


def _assumed(step: PathStep, labels: Labels) -> str:
    return f"{duration(step.minutes)} for {labels.taking(step.taking)}"


def schedule(planned: Schedule, question: Question) -> str:
    """Say when a path ends."""
    weeks = counted(len(planned.weeks), "week")
    return f"Begun on {day(question.start)}, it ends on {day(planned.ends)}, after {weeks}."


def wishes(found: tuple[Wish, ...], labels: Labels) -> Iterator[str]:
    """Yield what became of the wishes, if there are any."""
    said = {
        WishState.HELD: ("is held already", "are held already"),
        WishState.GAINED: ("is gained by the way", "are gained by the way"),
        WishState.OPEN: ("stays open", "stay open"),
    }
    parts = []
    for state, (one, several) in said.items():
        named = [labels.attainment(wish.attainment) for wish in found if wish.state == state]
        if named:
            parts.append(f"{shortened(named, NAMED)} {one if len(named) == 1 else several}")
    if parts:
        yield sentence(f"of what is optional, {listed(parts)}")


def recommended_missed(found: Found, labels: Labels) -> Iterator[str]:
    """Yield the recommendations that the path does not honour."""
    for identifier in found.recommended_missed:
        content = labels.content(identifier)
        if isinstance(content, Prerequisite):
            yield sentence(f"not on this path: {prerequisite(content, labels)}")
