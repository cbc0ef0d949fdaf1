"""Questions put to the schema in this process, by whomever a test wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from api.application.application import Application, Asked
from api.application.principal import LOCAL, Principal
from api.graphql.context import Context
from api.graphql.schema import SCHEMA

Ask = Callable[..., Any]


def asking(application: Application, principal: Principal = LOCAL) -> Ask:
    """Return what asks an application; the answer is its data and its errors."""
    context = Context(application, Asked(principal, "main"))

    def ask(query: str, variables: Mapping[str, object] | None = None) -> Any:
        return SCHEMA.execute_sync(query, dict(variables or {}), context_value=context)

    return ask
