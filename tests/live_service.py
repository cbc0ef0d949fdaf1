"""A service as people run it: another process, a real port, a store of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx2 as httpx

PATIENCE = 60.0


class Service(NamedTuple):
    """A running service."""

    url: str
    process: subprocess.Popen[str]

    def ask(self, query: str, variables: object = None, **headers: str) -> Any:
        """Ask a GraphQL question and return the body of the answer."""
        body = {"query": query, "variables": variables}
        answer = httpx.post(f"{self.url}/graphql", json=body, headers=headers, timeout=PATIENCE)
        return answer.json()

    def stop(self) -> int:
        """Tell it to end, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextmanager
def running(store: Path, *options: str) -> Iterator[Service]:
    """Run the service on a store, on a free port, until the block ends."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "serve", "--port", str(port), *options],
        env={**os.environ, "WAYMARK_STORE": f"sqlite:///{store}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    service = Service(f"http://127.0.0.1:{port}", process)
    try:
        _await(service)
        yield service
    finally:
        process.kill()
        process.communicate()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _await(service: Service) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if service.process.poll() is not None:
            raise AssertionError(f"the service ended: {service.process.communicate()[0]}")
        try:
            if httpx.get(f"{service.url}/readyz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the service did not get ready")
