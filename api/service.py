"""Running the service: which address, who may ask there, and an orderly end."""

from __future__ import annotations

import sys

import uvicorn

from api.application.application import Application
from api.server import is_loopback, serve_locally, serve_with_keys
from api.settings import Settings
from ontology.errors import InputError, StoreUnavailableError

PATIENCE = 20
"""Seconds that running questions have to finish once the service is told to end."""


def run_service(application: Application, settings: Settings) -> None:
    """Serve until a signal says to end.

    Raises `InputError` where another address than loopback is wanted and there is no key,
    `StoreUnavailableError` where the address cannot be listened on.
    """
    if is_loopback(settings.host):
        app = serve_locally(application, settings.tenant)
    elif any(key.revoked is None for key in application.records.keys(settings.tenant)):
        app = serve_with_keys(application, settings.tenant)
    else:
        application.close()
        raise InputError(
            f"to listen on {settings.host} there must be an API key: make one with "
            "`waymark key create NAME`"
        )
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        timeout_graceful_shutdown=PATIENCE,
        server_header=False,
    )
    # what is wrong with the store is told before anything is served
    application.snapshots.at(settings.tenant, None)
    _say_where(settings)
    server = uvicorn.Server(config)
    try:
        server.run()
    finally:
        application.close()
    if not server.started:
        raise StoreUnavailableError(
            f"cannot listen on {settings.host}:{settings.port}: is the port in use?"
        )


def _say_where(settings: Settings) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}"
    sys.stdout.write(
        f"GraphiQL  {address}/graphiql\nGraphQL   {address}/graphql\nhealth    {address}/readyz\n"
    )
    sys.stdout.flush()
