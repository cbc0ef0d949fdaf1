"""Health, for whoever watches the service: whether it lives, and whether it can answer."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from api.application.snapshots.snapshots import Snapshots


def add_health(app: FastAPI, snapshots: Snapshots, tenant: str) -> None:
    """Tell at `/livez` that it lives, at `/readyz` whether and from what it answers."""

    @app.get("/livez")
    async def livez() -> JSONResponse:
        return JSONResponse({"status": "alive"})

    @app.get("/readyz")
    def readyz() -> JSONResponse:
        served = snapshots.served(tenant)
        if served is None:
            return JSONResponse({"status": "not ready"}, 503)
        ready = {
            "status": "degraded" if served.degraded else "ready",
            "revision": served.revision.number,
            "age": round(served.age, 1),
        }
        return JSONResponse(ready)
