"""Outcomes of a planning question, and their explanation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, TypeAlias

import strawberry
from strawberry.scalars import JSON

from api.application.plan.answer import Answer
from api.graphql.context import Asking
from api.graphql.explanations import Explanation, explanation
from api.graphql.terms import Attainment, Resource, attainment, term
from api.wire.path import (
    AssumptionObject,
    BoundObject,
    CostObject,
    FoundObject,
    OverConstrainedObject,
    PathObject,
    ScheduleObject,
    StepObject,
    UndecidedObject,
    UnreachableObject,
    WishObject,
)
from api.wire.path_answer import alternative_objects, path_object
from graph.snapshot import Snapshot
from reasoning.outcome import Found
from reasoning.proof import Course
