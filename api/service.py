"""Running the service: which address, who may ask there, and an orderly end."""

from __future__ import annotations

import sys

import uvicorn

from api.application.serving import Serving
from api.server.app import service_on
from api.settings import Settings
from ontology.errors import StoreRefusedError, StoreUnavailableError

PATIENCE = 20
"""Seconds that running questions have to finish once the service is told to end."""

FIRST = 5.0
"""Seconds that the first revision may take before the service begins without it."""


def run_service(serving: Serving, settings: Settings) -> None:
    """Serve until a signal says to end; a store that is away is waited for meanwhile.

    Raises `InputError` where another address than loopback is wanted and there is no key,
    `BrokenLedgerError` where the store holds what does not fit, `StoreRefusedError` where it
    does not let us in, `StoreUnavailableError` where the address cannot be listened on.
    """
    try:
        app = service_on(serving, settings)
        _await_first(serving, settings.tenant)
        _say_where(settings)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=settings.host,
                port=settings.port,
                log_level="warning",
                timeout_graceful_shutdown=PATIENCE,
                server_header=False,
            )
        )
        server.run()
    finally:
        serving.application.close()
    if not server.started:
        raise StoreUnavailableError(
            f"cannot listen on {settings.host}:{settings.port}: is the port in use?"
        )


def _await_first(serving: Serving, tenant: str) -> None:
    """Wait a little for the first revision; what is wrong with the store is told.

    Raises `StoreRefusedError` and `BrokenLedgerError`: waiting does not mend those.
    """
    try:
        serving.snapshots.keep(tenant, FIRST)
    except StoreRefusedError:
        raise
    except StoreUnavailableError as error:
        sys.stderr.write(f"not ready yet, the store is waited for: {error.message}\n")


def _say_where(settings: Settings) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}"
    sys.stdout.write(
        f"GraphiQL  {address}/graphiql\nGraphQL   {address}/graphql\n"
        f"health    {address}/readyz\nmetrics   {address}/metrics\n"
    )
    sys.stdout.flush()
