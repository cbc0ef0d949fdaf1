"""The frontier: what can be learnt next, and what each step opens up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from graph.snapshot import Snapshot
from ontology.condition import Attainment
from reasoning.gaps.behind import behind, is_ready, leading_to
from reasoning.planning.problem import Problem, Way
from reasoning.proof import SelfStudy, Taking
from reasoning.question import Limits, Question

NO_LIMITS = Limits(dates=False)


@dataclass(frozen=True, slots=True)
class FrontierItem:
    """Something that can be taken now.

    `gains` is what is lacking and would be held; `opens` are the takings that become ready
    by it alone, `opens_up` what they would gain; `leads_to` are the goals that have it on one
    of their ways. All are sorted. `price` is in minor units of the resource's currency.
    """

    taking: Taking
    gains: tuple[Attainment, ...]
    minutes: int
    price: int | None
    opens: tuple[Taking, ...]
    opens_up: tuple[Attainment, ...]
    leads_to: tuple[Attainment, ...]


def frontier(
    snapshot: Snapshot,
    held: Iterable[Attainment],
    towards: Iterable[Attainment] = (),
    assumed_minutes: int | None = None,
    limits: Limits = NO_LIMITS,
    start: date = date.min,
) -> tuple[FrontierItem, ...]:
    """Return what can be taken now, first what leads to most goals, then what opens up most.

    With goals to go `towards`, what leads to none of them is left out. Of equals the shorter
    comes first, then by name. Limits on whole paths do not apply. Raises `InputError` for
    goals that nobody can hold.
    """
    question = Question(
        goal=tuple(sorted(set(towards))),
        held=frozenset(held),
        start=start,
        assumed_minutes=assumed_minutes,
        limits=limits,
    )
    problem = Problem(snapshot, question)
    leads = behind(problem, {goal: 1 << place for place, goal in enumerate(problem.goal)})
    items = [_item(problem, taking, leads) for taking in _candidates(problem, leads)]
    found = (item for item in items if item.leads_to or not question.goal)
    return tuple(sorted(found, key=_rank))


def _rank(item: FrontierItem) -> tuple[int, int, int, bool, Taking]:
    by_oneself = isinstance(item.taking, SelfStudy)
    return (-len(item.leads_to), -len(item.opens_up), item.minutes, by_oneself, item.taking)


def _candidates(problem: Problem, leads: Mapping[int, int]) -> Iterator[int]:
    """Yield the permitted takings that are ready and gain something, of interest to the goals."""
    takings: Iterable[int] = range(problem.courses + len(problem.snapshot.numbering.attainments))
    if problem.question.goal:
        takings = sorted({taking for at in leads for taking in leading_to(problem, at)})
    for taking in takings:
        if problem.allows(taking):
            way = problem.way(taking)
            if way.gains and not way.needs:
                yield taking


def _item(problem: Problem, taking: int, leads: Mapping[int, int]) -> FrontierItem:
    way = problem.way(taking)
    opens = tuple(_opened(problem, way))
    beyond = {at for other in opens for at in problem.way(other).gains}.difference(way.gains)
    towards = reduce(or_, (leads.get(at, 0) for at in way.gains), 0)
    attainments = problem.snapshot.attainments
    return FrontierItem(
        taking=problem.named(taking),
        gains=attainments(way.gains),
        minutes=way.minutes,
        price=way.price,
        opens=tuple(map(problem.named, opens)),
        opens_up=attainments(sorted(beyond)),
        leads_to=attainments(
            goal for place, goal in enumerate(problem.goal) if towards >> place & 1
        ),
    )


def _opened(problem: Problem, way: Way) -> Iterator[int]:
    """Yield the takings that are not ready yet, are once this is gained, and gain more."""
    gained = frozenset(way.gains)
    for taking in sorted(set(_concerned(problem, gained))):
        if problem.allows(taking):
            other = problem.way(taking)
            if other.needs and is_ready(other, gained) and not gained.issuperset(other.gains):
                yield taking


def _concerned(problem: Problem, gained: frozenset[int]) -> Iterator[int]:
    """Yield, with repeats, the takings whose needs can mention something gained."""
    snapshot = problem.snapshot
    for at in sorted(gained):
        yield from snapshot.needed_by_offers.get(at, ())
        top = snapshot.numbering.highest
        for target in {at, *snapshot.needed_by.get(at, ())}:
            for level in range(target, top[target] + 1):
                yield from problem.entrances(level)
