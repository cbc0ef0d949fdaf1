"""The service in this process: what it lets in, asked without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from fastapi import FastAPI

from api.composition import compose
from api.server.app import serve_locally
from api.settings import read_settings

Message: TypeAlias = MutableMapping[str, Any]


@pytest.fixture(scope="module")
def service(example_store: Path) -> Iterator[FastAPI]:
    """The service as this machine sees it."""
    application = compose(read_settings(store=f"sqlite:///{example_store / 'waymark.db'}"))
    yield serve_locally(application, "main")
    application.close()


def sent(app: FastAPI, scope: Message, first: Message) -> list[Message]:
    """Return what an application sends to whoever says one thing and nothing else."""
    found: list[Message] = []

    async def receive() -> Message:
        return first

    async def send(message: Message) -> None:
        found.append(message)

    asyncio.run(app(scope, receive, send))
    return found


@pytest.mark.parametrize("protocol", ["graphql-transport-ws", "graphql-ws", None])
def test_no_socket_is_opened(service: FastAPI, protocol: str | None) -> None:
    scope = {
        "type": "websocket",
        "path": "/graphql",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")],
        "subprotocols": [protocol] if protocol else [],
    }
    messages = sent(service, scope, {"type": "websocket.connect"})
    assert [each["type"] for each in messages] == ["websocket.close"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        # whatever address of this machine alone it listens on, it answers to
        ("127.0.0.2:8765", 200),
        ("127.0.0.2", 200),
        ("[::1]:8765", 200),
        ("[::1]", 200),
        ("localhost", 200),
        ("localhost:1", 200),
        ("192.0.2.1:8765", 401),
        ("evil.example", 401),
        ("127.0.0.2.evil.example:8765", 401),
        ("", 401),
    ],
)
def test_a_service_of_this_machine_answers_to_its_own_names(
    service: FastAPI, host: str, status: int
) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/graphql",
        "query_string": b"query={revision{number}}",
        "headers": [(b"host", host.encode())],
    }
    start, *_ = sent(service, scope, {"type": "http.request", "body": b""})
    assert (start["type"], start["status"]) == ("http.response.start", status)
