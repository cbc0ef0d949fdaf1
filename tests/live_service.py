"""A service as people run it: another process, a real port, a store of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
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
    """Run the service on a store in a file, on a free port, until the block ends."""
    with starting({"WAYMARK_STORE": f"sqlite:///{store}"}, *options) as service:
        await_status(service, "/readyz", httpx.codes.OK)
        yield service


@contextmanager
def starting(settings: Mapping[str, str], *options: str) -> Iterator[Service]:
    """Start the service with these settings, on a free port, ready or not."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "serve", "--port", str(port), *options],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Service(f"http://127.0.0.1:{port}", process)
    finally:
        process.kill()
        process.communicate()


def await_status(service: Service, path: str, status: int) -> Any:
    """Wait until a page answers with that status, and return what it says."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if service.process.poll() is not None:
            raise AssertionError(f"the service ended: {service.process.communicate()[0]}")
        with suppress(httpx.TransportError):
            answer = httpx.get(f"{service.url}{path}", timeout=PATIENCE)
            if answer.status_code == status:
                return answer.json()
        time.sleep(0.05)
    raise AssertionError(f"{path} did not answer with {status}")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
