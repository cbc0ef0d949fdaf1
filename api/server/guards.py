"""Who may ask, and how much: what stands before every request."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.application.application import Asked
from api.application.principal import Right
from api.failures import failure_of
from ontology.errors import ForbiddenError, OperationError, UnauthenticatedError, WaymarkError

LONGEST_BODY = 256 * 1024
"""Bytes of a request body that are read at most."""

DEGRADED = "waymark-degraded"
"""The header of answers that may be behind the store."""

_LOG = logging.getLogger("waymark.server")
Following: TypeAlias = Callable[[Request], Awaitable[Response]]


def add_guards(app: FastAPI, identify: Callable[[Request], Asked | None]) -> None:
    """Let nothing pass that is too long, or asked by nobody who may."""

    @app.middleware("http")
    async def guard(request: Request, following: Following) -> Response:
        length = request.headers.get("content-length", "")
        if request.method in {"POST", "PUT", "PATCH"} and not length.isdigit():
            return _refused(411, "LENGTH_REQUIRED", "say how long the request is")
        if length.isdigit() and int(length) > LONGEST_BODY:
            return _refused(413, "TOO_LARGE", f"at most {LONGEST_BODY:,} bytes are read")
        if not request.url.path.startswith(("/graphql", "/metrics")):
            return await following(request)
        try:
            request.state.asked = await run_in_threadpool(_identified, identify, request)
        except WaymarkError as error:
            return _told(error)
        response = await following(request)
        _say_if_degraded(request, response)
        return response


def is_loopback(host: str) -> bool:
    """Tell whether an address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def token_of(request: Request) -> str | None:
    """Return the secret that a request bears."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def is_from_here(request: Request) -> bool:
    """Tell whether a person at this machine asks, and no page or proxy in their name."""
    headers = request.headers
    elsewhere = headers.get("sec-fetch-site") in {"cross-site", "same-site"}
    forwarded = any(name in headers for name in ("forwarded", "x-forwarded-for", "x-real-ip"))
    return is_loopback(_host(request)) and not elsewhere and not forwarded


def _identified(identify: Callable[[Request], Asked | None], request: Request) -> Asked:
    """Return on whose behalf a request speaks; raises unless they may ask that."""
    asked = identify(request)
    if asked is None:
        raise UnauthenticatedError("a valid API key is wanted")
    if request.url.path.startswith("/metrics") and not asked.principal.may(Right.ADMIN):
        raise ForbiddenError("metrics are not open to this key: they want the role `admin`")
    return asked


def _told(error: WaymarkError) -> JSONResponse:
    message = error.message
    if isinstance(error, OperationError):
        # a stranger need not know where we keep what
        _LOG.warning("nobody can be identified: %s", message)
        message = "keys cannot be verified at this moment: try again"
    failure = failure_of(error)
    response = _refused(failure.http_status, failure.graphql_code, message, error.code)
    if isinstance(error, UnauthenticatedError):
        response.headers["www-authenticate"] = "Bearer"
    return response


def _refused(status: int, code: str, message: str, reason: str | None = None) -> JSONResponse:
    extensions = {"code": code, "reason": reason or code}
    return JSONResponse({"errors": [{"message": message, "extensions": extensions}]}, status)


def _say_if_degraded(request: Request, response: Response) -> None:
    """Say what was answered from, which is not what is newest by now."""
    asking = getattr(request.state, "asking", None)
    if asking is None:
        return
    served = asking.application.snapshots.served(asking.asked.tenant)
    if served is not None and served.degraded:
        response.headers[DEGRADED] = f"revision={served.revision.number}, age={served.age:.1f}"


def _host(request: Request) -> str:
    name = request.headers.get("host", "")
    return (name if name.endswith("]") else name.rpartition(":")[0] or name).strip("[]")
