"""The proxy does what it says, to a server that answers what it is told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from servers.proxy import DELAY, Cut, Fault, Proxy

WORDS = b"words that go there and back"
SILENCE = 0.3


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    """Provide a proxy before a server that says everything again."""
    listening = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_answer, args=(listening,), daemon=True).start()
    with Proxy(listening.getsockname()[1]) as proxy:
        yield proxy
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


@pytest.fixture
def client(proxy: Proxy) -> Iterator[socket.socket]:
    """Provide a connection through the proxy."""
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as client:
        yield client


def test_whatever_is_said_arrives(proxy: Proxy, client: socket.socket) -> None:
    said = WORDS * 10_000
    threading.Thread(target=client.sendall, args=(said,), daemon=True).start()
    assert _heard(client, len(said)) == said
    assert proxy.passed == 2 * len(said)


def test_an_end_arrives_on_the_other_side(client: socket.socket) -> None:
    client.sendall(WORDS)
    client.shutdown(socket.SHUT_WR)
    assert _heard(client, len(WORDS)) == WORDS
    assert client.recv(1) == b""


def test_a_reset_comes_at_its_byte(proxy: Proxy, client: socket.socket) -> None:
    proxy.arm(Cut(Fault.RESET, len(WORDS) + 5))
    client.sendall(WORDS)
    assert _is_reset(client)
    assert proxy.passed == len(WORDS) + 5
    assert not proxy.armed
    _answers(proxy)


def test_an_answer_is_truncated(proxy: Proxy, client: socket.socket) -> None:
    proxy.arm(Cut(Fault.TRUNCATE, len(WORDS) + 5))
    client.sendall(WORDS)
    assert _heard(client, len(WORDS)) == WORDS[:5]
    _answers(proxy)


def test_what_is_delayed_arrives(proxy: Proxy, client: socket.socket) -> None:
    proxy.arm(Cut(Fault.DELAY, 5))
    began = time.monotonic()
    client.sendall(WORDS)
    assert _heard(client, len(WORDS)) == WORDS
    assert time.monotonic() - began >= DELAY


@pytest.mark.parametrize("fault", [Fault.HOLD, Fault.STALL, Fault.MUTE])
def test_what_is_held_back_arrives_when_it_heals(
    proxy: Proxy, client: socket.socket, fault: Fault
) -> None:
    proxy.arm(Cut(fault, 5))
    client.sendall(WORDS)
    client.settimeout(SILENCE)
    with pytest.raises(TimeoutError):
        client.recv(1)
    assert proxy.passed == (len(WORDS) if fault is Fault.MUTE else 5)
    if fault is not Fault.STALL:
        _answers(proxy)
    proxy.heal()
    client.settimeout(5)
    assert _heard(client, len(WORDS)) == WORDS


def test_a_stall_holds_up_new_connections(proxy: Proxy, client: socket.socket) -> None:
    proxy.arm(Cut(Fault.STALL, 5))
    client.sendall(WORDS)
    with socket.create_connection(("127.0.0.1", proxy.port), SILENCE) as other:
        other.sendall(WORDS)
        with pytest.raises(TimeoutError):
            other.recv(1)
        proxy.heal()
        other.settimeout(5)
        assert _heard(other, len(WORDS)) == WORDS


def test_a_server_that_is_away_comes_back(proxy: Proxy, client: socket.socket) -> None:
    proxy.arm(Cut(Fault.AWAY, 5))
    client.sendall(WORDS)
    assert _is_reset(client)
    try:
        other = socket.create_connection(("127.0.0.1", proxy.port), 5)
    except ConnectionResetError:
        # it may be gone before it is there
        pass
    else:
        with other:
            assert _is_reset(other)
    proxy.heal()
    _answers(proxy)


def _answers(proxy: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", proxy.port), 5) as client:
        client.sendall(WORDS)
        assert _heard(client, len(WORDS)) == WORDS


def _is_reset(client: socket.socket) -> bool:
    try:
        while client.recv(1):
            pass
    except ConnectionResetError:
        return True
    return False


def _heard(client: socket.socket, most: int) -> bytes:
    heard = b""
    while len(heard) < most and (chunk := client.recv(most - len(heard))):
        heard += chunk
    return heard


def _answer(listening: socket.socket) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_echo, args=(connection,), daemon=True).start()


def _echo(connection: socket.socket) -> None:
    with connection:
        try:
            while chunk := connection.recv(1 << 16):
                connection.sendall(chunk)
        except OSError:
            return
