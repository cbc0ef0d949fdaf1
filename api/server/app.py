"""The ASGI application: GraphQL, pages, health, metrics, and who may ask.

On the loopback address whoever works at this machine may ask; a key is honoured where one is
shown. Anywhere else every question wants a key.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from prometheus_client.registry import Collector

from api.application.application import Application, Asked
from api.application.people.bearers import Bearers
from api.application.principal import LOCAL
from api.application.serving import Serving
from api.graphql.context import Context
from api.graphql.graphiql import graphiql_pages
from api.graphql.router import ConformingRouter
from api.graphql.schema import SCHEMA
from api.server.guards import add_guards, is_from_here, is_loopback, token_of
from api.server.health import add_health
from api.server.metrics import Gauges, add_metrics
from api.server.requests import Requests
from api.settings import Settings
from ontology.errors import InputError, StoreUnavailableError


def service_on(serving: Serving, settings: Settings) -> FastAPI:
    """Return the ASGI application for the address of the settings.

    Raises `InputError` where another address than loopback is wanted and there is no key.
    """
    application, gauges = serving.application, [Gauges(serving, settings.tenant)]
    if is_loopback(settings.host):
        return serve_locally(application, settings.tenant, gauges)
    if not _has_key(serving, settings.tenant):
        raise InputError(
            f"to listen on {settings.host} there must be an API key: make one with "
            "`waymark key create NAME`"
        )
    return serve_with_keys(application, settings.tenant, gauges)


def _has_key(serving: Serving, tenant: str) -> bool:
    try:
        return any(key.revoked is None for key in serving.application.records.keys(tenant))
    except StoreUnavailableError:
        # whoever has none will be refused by each question
        return True


def serve_locally(
    application: Application, tenant: str, gauges: Sequence[Collector] = ()
) -> FastAPI:
    """Return the service for this machine: without a key one asks as `local`, in this tenant.

    `gauges` are measured at each look at `/metrics`.
    """
    bearers = Bearers(application, time.monotonic)

    def identify(request: Request) -> Asked | None:
        token = token_of(request)
        if token is not None:
            return bearers.asking(token)
        return Asked(LOCAL, tenant) if is_from_here(request) else None

    return _service(application, tenant, identify, gauges)


def serve_with_keys(
    application: Application, tenant: str, gauges: Sequence[Collector] = ()
) -> FastAPI:
    """Return the service for other machines: every question wants a key."""
    bearers = Bearers(application, time.monotonic)

    def identify(request: Request) -> Asked | None:
        token = token_of(request)
        return None if token is None else bearers.asking(token)

    return _service(application, tenant, identify, gauges)


def _service(
    application: Application,
    tenant: str,
    identify: Callable[[Request], Asked | None],
    gauges: Sequence[Collector],
) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        application.close()

    app = FastAPI(
        title="Waymark", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )

    async def context(request: Request) -> Context:
        asking = request.state.asking = Context(application.for_one_request(), request.state.asked)
        return asking

    app.include_router(
        ConformingRouter(SCHEMA, graphql_ide=None, context_getter=context), prefix="/graphql"
    )
    requests = Requests(time.perf_counter)
    _add_pages(app)
    add_health(app, application.snapshots, tenant)
    add_metrics(app, (*gauges, requests))
    add_guards(app, identify)
    requests.count(app)
    return app


def _add_pages(app: FastAPI) -> None:
    @app.get("/")
    async def home() -> RedirectResponse:
        return RedirectResponse("/graphiql")

    app.include_router(graphiql_pages())
