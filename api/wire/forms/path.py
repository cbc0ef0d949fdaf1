"""The wire form of an answer to a planning question: `waymark path --json`."""

from __future__ import annotations

from typing import Literal

from api.wire.forms.model import Wire


class StepObject(Wire):
    """One step: a resource, or self-study of an attainment; `gains` is what was lacking before."""

    number: int
    resource: str | None
    self_study: str | None = None
    title: str
    gains: list[str]
    hours: float
    price: float | None
    currency: str | None
    because: list[str]


class CostObject(Wire):
    """What the path costs; `objective` is in hours, major units or steps."""

    hours: float
    price: float | None
    currency: str | None
    steps: int
    objective: float


class BoundObject(Wire):
    """No path within the limits costs less than `lower`; `gap` is (objective - lower) / objective.

    `certified` says whether the certificate proves that without trusting the search.
    """

    lower: float
    status: Literal["optimal", "within"]
    gap: float
    certified: bool


class AssumptionObject(Wire):
    """An effort that nobody states: of a resource, or of self-study."""

    about: str
    title: str
    hours: float
    sentence: str


class WishObject(Wire):
    """An optional requirement of the role, and what became of it."""

    attainment: str
    state: Literal["held", "gained", "open"]


class WeekStepObject(Wire):
    """So many hours of one step."""

    step: int
    hours: float


class WeekObject(Wire):
    """One week of study, from `starts` (ISO 8601)."""

    number: int
    starts: str
    steps: list[WeekStepObject]


class ScheduleObject(Wire):
    """The path laid out over weeks; `ends` is the last day of study."""

    weeks: list[WeekObject]
    ends: str


class FoundObject(Wire):
    """Here is a path."""

    outcome: Literal["Found"] = "Found"
    revision: int
    digest: str
    goal: list[str]
    holds: list[str]
    steps: list[StepObject]
    cost: CostObject
    bound: BoundObject
    summary: list[str]
    assumptions: list[AssumptionObject]
    recommended_missed: list[str]
    wishes: list[WishObject]
    schedule: ScheduleObject | None
    alternatives: list[FoundObject]
    verified: bool
    seconds: float


class UnreachableObject(Wire):
    """No path exists, whatever limits are dropped; `beyond` is the unfounded set."""

    outcome: Literal["Unreachable"] = "Unreachable"
    revision: int
    digest: str
    goal: list[str]
    holds: list[str]
    beyond: list[str]
    why: list[str]
    verified: bool
    seconds: float


class RepairObject(Wire):
    """A way out that was tried: which limits to drop or change, and what the path then costs."""

    limits: list[str]
    sentence: str
    cost: CostObject


class OverConstrainedObject(Wire):
    """A path exists once limits are dropped, none within them."""

    outcome: Literal["OverConstrained"] = "OverConstrained"
    revision: int
    digest: str
    goal: list[str]
    holds: list[str]
    clash: list[str]
    repairs: list[RepairObject]
    why: list[str]
    verified: bool
    seconds: float


class UndecidedObject(Wire):
    """The search stopped at its time limit; `best` is a path outside of the limits, if any."""

    outcome: Literal["Undecided"] = "Undecided"
    revision: int
    digest: str
    goal: list[str]
    holds: list[str]
    lower: float
    best: CostObject | None
    verified: bool
    seconds: float


class DeniedObject(Wire):
    """Policy forbids the question."""

    outcome: Literal["Denied"] = "Denied"
    revision: int
    digest: str
    goal: list[str]
    holds: list[str]
    decision: str
    rule: str
    verified: bool
    seconds: float


PathObject = (
    FoundObject | UnreachableObject | OverConstrainedObject | UndecidedObject | DeniedObject
)
