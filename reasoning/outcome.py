"""Outcomes: every answer a planning question can have. They are values, never exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from ontology.condition import Attainment
from ontology.names import Iri
from reasoning.bound import BoundCertificate
from reasoning.proof import Proof, Taking
from reasoning.question import Limit, Question


@dataclass(frozen=True, slots=True)
class Cost:
    """What a path costs, in minutes, minor units and takings.

    `price` is None where a price is unknown or currencies mix; `objective` is in the unit of
    the question's objective.
    """

    minutes: int
    price: int | None
    currency: str | None
    steps: int
    objective: int


@dataclass(frozen=True, slots=True)
class Bound:
    """No path within the question's limits costs less than `lower` (unit of the objective).

    `certified` is the bound that the certificate proves without trusting the search.
    """

    lower: int
    certified: int
    certificate: BoundCertificate


@dataclass(frozen=True, slots=True)
class PathStep:
    """One taking of the path: what was lacking before it, and what it costs.

    `price` is None where unknown, in minor units of `currency` otherwise. `assumed` says that
    the effort rests on an assumption.
    """

    taking: Taking
    gains: tuple[Attainment, ...]
    minutes: int
    price: int | None
    currency: str | None
    assumed: bool


@dataclass(frozen=True, slots=True)
class Week:
    """What is studied in one week: steps by number (from 1) with minutes."""

    number: int
    starts: date
    minutes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The path laid out over weeks of the stated hours; `ends` is the last day of study."""

    weeks: tuple[Week, ...]
    ends: date


class WishState(StrEnum):
    """The states of a wish."""

    HELD = "held"
    GAINED = "gained"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Wish:
    """An optional requirement, and what became of it: held, gained by the way, or open."""

    attainment: Attainment
    state: WishState


@dataclass(frozen=True, slots=True)
class Found:
    """Here is a path, with its proof and its bound."""

    steps: tuple[PathStep, ...]
    cost: Cost
    bound: Bound
    proof: Proof
    recommended_missed: tuple[Iri, ...] = ()
    wishes: tuple[Wish, ...] = ()
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No path exists at this revision, whatever limits are dropped.

    `beyond` is an unfounded set that contains a goal: no member is held, and every way to a
    member needs another member.
    """

    beyond: frozenset[Attainment]


@dataclass(frozen=True, slots=True)
class Repair:
    """A way out that was tried: the limits to drop or change, and the path that then exists."""

    dropped: frozenset[Limit]
    question: Question
    cost: Cost


@dataclass(frozen=True, slots=True)
class OverConstrained:
    """A path exists once limits are dropped, none within them.

    `clash` is a minimal set of limits that cannot all hold; `repairs` are cheapest first.
    `certificate` shows that no path keeps the limits of the clash: none of its leaves has one.
    """

    clash: frozenset[Limit]
    repairs: tuple[Repair, ...]
    certificate: BoundCertificate | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """The search stopped before it knew; `best` breaks a limit or is None."""

    lower: int
    best: Cost | None


@dataclass(frozen=True, slots=True)
class Denied:
    """Policy forbids the question."""

    decision: str
    rule: str


Outcome: TypeAlias = Found | Unreachable | OverConstrained | Undecided | Denied
