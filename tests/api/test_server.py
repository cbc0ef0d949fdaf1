"""The service in this process: what it lets in, asked without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from fastapi import FastAPI

from api.composition import compose
from api.server import serve_locally
from api.settings import read_settings

Message: TypeAlias = MutableMapping[str, Any]


@pytest.fixture(scope="module")
def service(example_store: Path) -> Iterator[FastAPI]:
    """The service as this machine sees it."""
    application = compose(read_settings(store=f"sqlite:///{example_store / 'waymark.db'}"))
    yield serve_locally(application, "main")
    application.close()


def sent(app: FastAPI, scope: Message, first: Message) -> list[Message]:
    """Return what an application sends to whoever says one thing and then waits."""
    found: list[Message] = []

    async def receive() -> Message:
        return first if not found else {"type": "websocket.disconnect", "code": 1001}

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
