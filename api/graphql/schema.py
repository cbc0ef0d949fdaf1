"""The schema: one object a process, its queries by topic."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterable
from typing import Any

import strawberry
from graphql import GraphQLError
from starlette.concurrency import run_in_threadpool
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext
from strawberry.utils.str_converters import to_camel_case

from api.failures import BAD_INPUT, OURS, failure_of
from api.graphql.catalogue import CatalogueQuery
from api.graphql.kinds import KindOfQuestion
from api.graphql.limits import extensions
from api.graphql.planning import PlanningQuery
from api.graphql.terms import Competency, Framework, Resource, Role, Scale
from ontology.errors import WaymarkError

AT_ONCE = 8
"""Questions that are answered at once; the rest of the threads are for health and keys."""

_OPTION = re.compile(r"(?<![\w-])--([a-z]+(?:-[a-z]+)*)")
_LOG = logging.getLogger("waymark.graphql")


@strawberry.type(description="What can be asked.")
class Query(CatalogueQuery, PlanningQuery):
    """All queries."""


class WaymarkSchema(strawberry.Schema):
    """A schema whose errors carry stable codes, and no word about our insides."""

    _turns = asyncio.Semaphore(AT_ONCE)

    async def execute(self, *arguments: Any, **named: Any) -> Any:
        """Execute in a worker thread: a search must not keep others waiting."""
        async with self._turns:
            return await run_in_threadpool(self.execute_sync, *arguments, **named)

    def process_errors(
        self, errors: Iterable[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Give every error its code; what is ours to mend is logged and not shown."""
        for error in errors:
            _give_code(error)


def in_fields(message: str) -> str:
    """Name fields of the input where a message names options of the command line.

    >>> in_fields("--hours-per-week: `-1` is no number of hours")
    'hoursPerWeek: `-1` is no number of hours'
    """
    return _OPTION.sub(lambda found: to_camel_case(found[1].replace("-", "_")), message)


def _give_code(error: GraphQLError) -> None:
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError):
        error.extensions = {"code": BAD_INPUT, **(error.extensions or {})}
        return
    failure = failure_of(cause) if isinstance(cause, WaymarkError) else None
    if failure is None or failure.graphql_code == OURS:
        _LOG.error("a resolver failed", exc_info=cause)
        error.message = "something went wrong on our side; it was logged"
    else:
        error.message = in_fields(error.message)
    code = OURS if failure is None else failure.graphql_code
    reason = cause.code if isinstance(cause, WaymarkError) else "INTERNAL_ERROR"
    error.extensions = {"code": code, "reason": reason}


SCHEMA = WaymarkSchema(
    query=Query,
    types=[Competency, Role, Resource, Framework, Scale],
    extensions=[*extensions(), KindOfQuestion],
    config=StrawberryConfig(disable_field_suggestions=True),
)
