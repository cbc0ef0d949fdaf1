"""The ASGI application: GraphQL, health, and who may ask.

On the loopback address whoever works at this machine may ask; a key is honoured where one is
shown. Anywhere else every question wants a key.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.application.application import Application, Asked
from api.application.people.keys import bearer
from api.application.principal import LOCAL
from api.failures import failure_of
from api.graphql.context import Context
from api.graphql.graphiql import graphiql_pages
from api.graphql.router import ConformingRouter
from api.graphql.schema import SCHEMA
from ontology.errors import UnauthenticatedError, WaymarkError

LONGEST_BODY = 256 * 1024
"""Bytes of a request body that are read at most."""

_LOG = logging.getLogger("waymark.server")
_Next: TypeAlias = Callable[[Request], Awaitable[Response]]


def is_loopback(host: str) -> bool:
    """Tell whether an address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve_locally(application: Application, tenant: str) -> FastAPI:
    """Return the service for this machine: without a key one asks as `local`, in this tenant."""

    def identify(request: Request) -> Asked | None:
        token = _token(request)
        if token is not None:
            return bearer(application, token)
        return Asked(LOCAL, tenant) if _is_from_here(request) else None

    return _service(application, tenant, identify)


def serve_with_keys(application: Application, tenant: str) -> FastAPI:
    """Return the service for other machines: every question wants a key."""

    def identify(request: Request) -> Asked | None:
        token = _token(request)
        return None if token is None else bearer(application, token)

    return _service(application, tenant, identify)


def _service(
    application: Application, tenant: str, identify: Callable[[Request], Asked | None]
) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # the first question should not wait for the snapshot
        await run_in_threadpool(application.snapshots.at, tenant, None)
        yield
        application.close()

    app = FastAPI(
        title="Waymark", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )

    async def context(request: Request) -> Context:
        return Context(application, request.state.asked)

    app.include_router(
        ConformingRouter(SCHEMA, graphql_ide=None, context_getter=context), prefix="/graphql"
    )
    _add_pages(app)
    _add_health(app, application, tenant)
    _add_guards(app, identify)
    return app


def _add_pages(app: FastAPI) -> None:
    @app.get("/")
    async def home() -> RedirectResponse:
        return RedirectResponse("/graphiql")

    app.include_router(graphiql_pages())


def _add_health(app: FastAPI, application: Application, tenant: str) -> None:
    @app.get("/livez")
    async def livez() -> JSONResponse:
        return JSONResponse({"status": "alive"})

    @app.get("/readyz")
    def readyz() -> JSONResponse:
        try:
            revision = application.snapshots.at(tenant, None).snapshot.revision
        except WaymarkError:
            _LOG.exception("not ready")
            return JSONResponse({"status": "not ready"}, 503)
        return JSONResponse({"status": "ready", "revision": revision})


def _add_guards(app: FastAPI, identify: Callable[[Request], Asked | None]) -> None:
    @app.middleware("http")
    async def guard(request: Request, following: _Next) -> Response:
        length = request.headers.get("content-length", "")
        if request.method in {"POST", "PUT", "PATCH"} and not length.isdigit():
            return _refused(411, "LENGTH_REQUIRED", "say how long the request is")
        if length.isdigit() and int(length) > LONGEST_BODY:
            return _refused(413, "TOO_LARGE", f"at most {LONGEST_BODY:,} bytes are read")
        if request.url.path.startswith("/graphql"):
            asked = await run_in_threadpool(identify, request)
            if asked is None:
                return _unknown(UnauthenticatedError("a valid API key is wanted"))
            request.state.asked = asked
        return await following(request)


def _unknown(error: UnauthenticatedError) -> JSONResponse:
    response = _refused(failure_of(error).http_status, error.code, error.message)
    response.headers["www-authenticate"] = "Bearer"
    return response


def _refused(status: int, code: str, message: str) -> JSONResponse:
    body = {"errors": [{"message": message, "extensions": {"code": code, "reason": code}}]}
    return JSONResponse(body, status)


def _token(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _is_from_here(request: Request) -> bool:
    """Tell whether a person at this machine asks, and no page or proxy in their name."""
    headers = request.headers
    elsewhere = headers.get("sec-fetch-site") in {"cross-site", "same-site"}
    forwarded = any(name in headers for name in ("forwarded", "x-forwarded-for", "x-real-ip"))
    return is_loopback(_host(request)) and not elsewhere and not forwarded


def _host(request: Request) -> str:
    name = request.headers.get("host", "")
    return (name if name.endswith("]") else name.rpartition(":")[0] or name).strip("[]")
