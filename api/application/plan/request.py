"""A planning question as people put it, before names are looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from reasoning.question import Objective


class NamedLevel(NamedTuple):
    """A competency by its name, at a level that stands apart from it."""

    competency: str
    level: int


@dataclass(frozen=True, slots=True)
class PathRequest:
    """The options of `waymark path`.

    Every text is one name: a CURIE, an IRI or a label; one of an attainment may end in its
    level, as ``ex:sql@2``. `budget` is in major units of the currency. `start` is None for
    today; `time_limit` is in seconds.
    """

    role: str | None = None
    goal: tuple[str | NamedLevel, ...] = ()
    holds: tuple[str | NamedLevel, ...] = ()
    learner: str | None = None
    minimise: Objective = Objective.HOURS
    budget: str | None = None
    currency: str | None = None
    hours_per_week: float | None = None
    start: date | None = None
    deadline: date | None = None
    languages: tuple[str, ...] = ()
    modality: str | None = None
    region: str | None = None
    max_steps: int | None = None
    without: tuple[str, ...] = ()
    demanded: tuple[str, ...] = ()
    with_optional: bool = False
    assume_hours: float | None = None
    self_study: bool = True
    time_limit: float | None = None
    alternatives: int = 0
