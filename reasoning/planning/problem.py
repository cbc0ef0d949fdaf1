"""A question compiled against a snapshot, a piece at a time as the search asks for it.

A taking is a number: a course its place among the offers of the snapshot, self-study of an
attainment the number of the attainment behind them. Attainments that are held from the start
appear nowhere: needs that they meet are gone, and nobody gains them.

What a taking gains asks for its own groundwork. A need of groundwork is met by the attainment
itself as well, since what is held already is asked no more; and what the taking gains counts
(`model` §3, rule 2). So every need is simply true or false of what is held, and taking more
never makes one false.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import NamedTuple

from graph.snapshot import Snapshot
from graph.snapshot_conditions import Need
from graph.snapshot_offers import Offer
from ontology.condition import Attainment
from ontology.errors import MalformedQuestionError, UnknownTermError
from reasoning.planning.permission import against, course_minutes, study_minutes
from reasoning.proof import Course, SelfStudy, Taking
from reasoning.question import Objective, Question


class Way(NamedTuple):
    """What a taking gains, what it still needs, and what it costs.

    `gains` contains what follows from it, and nothing that is held from the start or once its
    `needs` are met. `price` is in minor units, None where it is unknown.
    """

    gains: tuple[int, ...]
    needs: tuple[Need, ...]
    minutes: int
    price: int | None


class Problem:
    """One question over one snapshot. It remembers what it compiled, and nothing else."""

    def __init__(self, snapshot: Snapshot, question: Question) -> None:
        """Raise `InputError` where the question speaks of what the snapshot does not know."""
        self.snapshot = snapshot
        self.question = question
        self.courses = len(snapshot.offers)
        self.held = snapshot.held(snapshot.numbers(question.held))
        self.goal = tuple(at for at in _goal(snapshot, question) if at not in self.held)
        self.demanded = _demanded(snapshot, question)
        self._ways: dict[int, Way] = {}
        self._entrances: dict[int, tuple[int, ...]] = {}
        self._guards: dict[int, tuple[Need, ...]] = {}

    def wanting(self, attainment: int) -> Problem:
        """Return the same problem with one goal more; what is compiled is shared."""
        wider = copy(self)
        wider.goal = tuple(sorted({*self.goal, attainment}))
        return wider

    def assumes(self, taking: int) -> bool:
        """Tell whether the effort of the taking is assumed, by its framework or the question."""
        if taking >= self.courses:
            return self.snapshot.numbering.minutes[taking - self.courses] is None
        offer = self.snapshot.offers[taking]
        return offer.assumed or offer.minutes is None

    def entrances(self, at: int) -> tuple[int, ...]:
        """Return the takings that teach exactly this attainment and are allowed, sorted."""
        known = self._entrances.get(at)
        if known is None:
            courses = self.snapshot.taught_by.get(at, ())
            found = [place for place in courses if self.allows(place)]
            if self.allows(self.courses + at):
                found.append(self.courses + at)
            known = self._entrances[at] = tuple(found)
        return known

    def allows(self, taking: int) -> bool:
        """Tell whether the question permits the taking by itself."""
        if taking >= self.courses:
            return self.question.limits.self_study and (
                study_minutes(self.snapshot, taking - self.courses, self.question) is not None
            )
        offer = self.snapshot.offers[taking]
        return (
            bool(offer.teaches)
            and course_minutes(offer, self.question) is not None
            and not against(offer.resource, self.question)
        )

    def way(self, taking: int) -> Way:
        """Return what the taking gains, needs and costs; it has to be allowed."""
        known = self._ways.get(taking)
        if known is None:
            known = self._ways[taking] = (
                self._study(taking - self.courses)
                if taking >= self.courses
                else self._course(self.snapshot.offers[taking])
            )
        return known

    def minutes(self, taking: int) -> int:
        """Return the effort of a taking."""
        return self.way(taking).minutes

    def price(self, taking: int) -> int:
        """Return the price of a taking, unknown ones being 0."""
        return self.way(taking).price or 0

    def objective(self, taking: int) -> int:
        """Return what a taking costs in the unit of the objective."""
        match self.question.objective:
            case Objective.HOURS:
                return self.minutes(taking)
            case Objective.PRICE:
                return self.price(taking)
            case Objective.STEPS:
                return 1

    def teaches(self, taking: int) -> tuple[int, ...]:
        """Return what the taking teaches by name, sorted."""
        if taking >= self.courses:
            return (taking - self.courses,)
        return self.snapshot.offers[taking].teaches

    def taught(self, taking: int) -> tuple[int, ...]:
        """Return what the taking teaches, with every lower level, held or not, sorted."""
        if taking >= self.courses:
            at = taking - self.courses
            return tuple(range(self.snapshot.numbering.lowest[at], at + 1))
        return self.snapshot.offers[taking].gains

    def named(self, taking: int) -> Taking:
        """Return the taking by its name."""
        if taking >= self.courses:
            return SelfStudy(self.snapshot.numbering.attainments[taking - self.courses])
        return Course(self.snapshot.offers[taking].resource.id)

    def attainments(self, numbers: frozenset[int]) -> frozenset[Attainment]:
        """Return the attainments of these numbers."""
        return frozenset(map(self.snapshot.numbering.attainments.__getitem__, numbers))

    def _study(self, at: int) -> Way:
        below = self.snapshot.numbering.below[at]
        gains = self.taught(self.courses + at)
        minutes = study_minutes(self.snapshot, at, self.question)
        entry = (below,) if below >= 0 else ()
        return self._way(gains, entry, (), minutes or 0, 0)

    def _course(self, offer: Offer) -> Way:
        own = self.snapshot.required.of_resource.get(offer.resource.id, ())
        price = offer.resource.price
        return self._way(
            offer.gains,
            offer.entry,
            tuple(guard.need for guard in own),
            course_minutes(offer, self.question) or 0,
            None if price is None else price.minor,
        )

    def _way(
        self,
        gains: tuple[int, ...],
        entry: tuple[int, ...],
        own: tuple[Need, ...],
        minutes: int,
        price: int | None,
    ) -> Way:
        held = self.held
        needs = [Need(1, (at,)) for at in entry if at not in held]
        for need in own:
            needs.extend(open_parts(need, held))
        gained = self.snapshot.held(at for at in gains if at not in held) - held
        sure = self._sure(needs)
        for at in gains:
            if at not in held and at not in sure:
                needs.extend(self._groundwork(at, gained))
        return Way(tuple(sorted(gained - sure)), tuple(dict.fromkeys(needs)), minutes, price)

    def _groundwork(self, at: int, gained: frozenset[int]) -> Iterator[Need]:
        """Yield what the attainment asks for beyond what is gained with it, or itself."""
        for open_need in self._open_guards(at):
            for part in open_parts(open_need, gained):
                if part.k == 1:
                    yield Need(1, (at, *part.attainments), part.conditions)
                else:
                    yield Need(1, (at,), (part,))

    def _open_guards(self, at: int) -> tuple[Need, ...]:
        known = self._guards.get(at)
        if known is None:
            guarding = self.snapshot.required.of_attainment.get(at, ())
            known = self._guards[at] = tuple(
                part for guard in guarding for part in open_parts(guard.need, self.held)
            )
        return known

    def _sure(self, needs: list[Need]) -> frozenset[int]:
        """Return what is held whenever the needs that have no alternative are met."""
        return self.snapshot.held(
            need.attainments[0]
            for need in needs
            if len(need.attainments) == need.k == 1 and not need.conditions
        )


def open_parts(need: Need, given: frozenset[int]) -> list[Need]:
    """Return what is left of a need once `given` is held, as needs that must all be met.

    None are left where it is met; one that cannot be met any more has too few members.
    """
    left = _left(need, given)
    if left is None:
        return []
    if left.k < len(left.attainments) + len(left.conditions):
        return [left]
    if left.k > len(left.attainments) + len(left.conditions):
        return [Need(1, ())]
    parts = [Need(1, (at,)) for at in left.attainments]
    for inner in left.conditions:
        parts.extend(open_parts(inner, given))
    return parts


def _left(need: Need, given: frozenset[int]) -> Need | None:
    """Return the need without the members that `given` decides; None where it is met."""
    attainments = tuple(at for at in need.attainments if at not in given)
    k = need.k - (len(need.attainments) - len(attainments))
    conditions = []
    for inner in need.conditions:
        left = _left(inner, given)
        if left is None:
            k -= 1
        else:
            conditions.append(left)
    return Need(k, attainments, tuple(conditions)) if k > 0 else None


def _goal(snapshot: Snapshot, question: Question) -> tuple[int, ...]:
    unknown = [goal for goal in question.goal if goal not in snapshot.numbering.number_of]
    if not unknown:
        return snapshot.numbers(question.goal)
    names = ", ".join(
        f"`{snapshot.dataset.prefixes.compact(goal.competency)}@{goal.level}`" for goal in unknown
    )
    if all(goal.competency in snapshot.dataset for goal in unknown):
        raise MalformedQuestionError(f"no goal: {names} cannot be held")
    raise UnknownTermError(f"unknown goal: {names}")


def _demanded(snapshot: Snapshot, question: Question) -> frozenset[int]:
    found = set()
    for name in sorted(question.limits.demanded):
        place = snapshot.offer_of.get(name)
        if place is None:
            raise UnknownTermError(f"unknown resource `{snapshot.dataset.prefixes.compact(name)}`")
        found.add(place)
    return frozenset(found)
