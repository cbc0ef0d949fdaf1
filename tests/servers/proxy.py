"""A proxy of TCP that does to a connection what networks do, at a byte of one's choice.

It stands between a client and a server on this machine. `arm` says after how many bytes,
whichever way they go, what befalls; `heal` ends what lasts.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress
from enum import Enum, auto
from types import TracebackType
from typing import NamedTuple, Self

LINGER_NOT = struct.pack("ii", 1, 0)
DELAY = 0.2


class Fault(Enum):
    """What befalls; the first three happen once, the others last until `heal`."""

    RESET = auto()
    """The connection is reset."""
    TRUNCATE = auto()
    """The connection ends in order, in the middle of what was being said."""
    DELAY = auto()
    """Everything waits a while, and arrives."""
    HOLD = auto()
    """Nothing on this connection arrives, and neither does its end; it does on healing."""
    MUTE = auto()
    """What the client says on this connection arrives; the answers only do on healing."""
    STALL = auto()
    """Nothing on any connection arrives, not even on a new one; it does on healing."""
    AWAY = auto()
    """Every connection is reset, and so is every new one."""


class Cut(NamedTuple):
    """What befalls, and after how many bytes."""

    fault: Fault
    after: int


class Proxy:
    """A port of this machine behind which another one is."""

    def __init__(self, upstream: int) -> None:
        self._upstream = upstream
        self._changed = threading.Condition()
        self._passed = 0
        self._cut: Cut | None = None
        self._lasting: tuple[Fault, _Pair | None] | None = None
        self._pairs: set[_Pair] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def passed(self) -> int:
        """How many bytes passed since it was armed last, or at all."""
        with self._changed:
            return self._passed

    @property
    def armed(self) -> bool:
        """Whether what it was armed with is still to befall."""
        with self._changed:
            return self._cut is not None

    def arm(self, cut: Cut | None) -> None:
        """Say what befalls next, and begin to count bytes anew."""
        with self._changed:
            self._cut, self._passed = cut, 0

    def heal(self) -> None:
        """End what lasts: what was held back is delivered. Nothing befalls any more."""
        with self._changed:
            self._cut, self._lasting = None, None
            self._changed.notify_all()

    def close(self) -> None:
        """End every connection, and accept no other."""
        # a thread that waits in `accept` only wakes by a shutdown
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._reset_all()
        self.heal()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            with self._changed:
                away = self._lasting is not None and self._lasting[0] is Fault.AWAY
            server = None if away else _connected(self._upstream)
            if server is None:
                _reset(client)
                continue
            pair = _Pair(client, server)
            with self._changed:
                self._pairs.add(pair)
            for source, target in ((client, server), (server, client)):
                threading.Thread(
                    target=self._pump, args=(pair, source, target), daemon=True
                ).start()

    def _pump(self, pair: _Pair, source: socket.socket, target: socket.socket) -> None:
        try:
            self._carry(pair, source, target)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pair.end()
        with self._changed:
            pair.ways -= 1
            if pair.ways:
                return
            self._pairs.discard(pair)
        pair.end()

    def _carry(self, pair: _Pair, source: socket.socket, target: socket.socket) -> None:
        """Pass on what one side says, until it says no more."""
        while True:
            chunk = source.recv(1 << 16)
            self._await_passage(pair, source)
            if not chunk:
                return
            while chunk:
                now, chunk, fault = self._divided(chunk)
                target.sendall(now)
                if fault is not None:
                    self._befall(fault, pair)
                    self._await_passage(pair, source)

    def _divided(self, chunk: bytes) -> tuple[bytes, bytes, Fault | None]:
        """Return what passes now, what comes after, and what befalls between."""
        with self._changed:
            cut = self._cut
            if cut is None or self._passed + len(chunk) <= cut.after:
                self._passed += len(chunk)
                return chunk, b"", None
            whole = cut.after - self._passed
            self._passed, self._cut = cut.after, None
            return chunk[:whole], chunk[whole:], cut.fault

    def _befall(self, fault: Fault, pair: _Pair) -> None:
        match fault:
            case Fault.RESET:
                pair.reset()
                raise ConnectionResetError
            case Fault.TRUNCATE:
                pair.end()
                raise ConnectionAbortedError
            case Fault.DELAY:
                time.sleep(DELAY)
            case Fault.HOLD | Fault.MUTE:
                self._last(fault, pair)
            case Fault.STALL:
                self._last(fault, None)
            case Fault.AWAY:
                self._last(fault, None)
                self._reset_all()
                raise ConnectionResetError

    def _last(self, fault: Fault, pair: _Pair | None) -> None:
        with self._changed:
            self._lasting = (fault, pair)

    def _await_passage(self, pair: _Pair, source: socket.socket) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self._bars(pair, source))

    def _bars(self, pair: _Pair, source: socket.socket) -> bool:
        match self._lasting:
            case (Fault.STALL, _):
                return True
            case (Fault.HOLD, held):
                return held is pair
            case (Fault.MUTE, held):
                return held is pair and source is pair.server
        return False

    def _reset_all(self) -> None:
        with self._changed:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            pair.reset()


class _Pair:
    """The two connections that the proxy joins, and how many ways it still carries."""

    def __init__(self, client: socket.socket, server: socket.socket) -> None:
        self.client, self.server, self.ways = client, server, 2

    def end(self) -> None:
        for each in (self.client, self.server):
            # wakes the thread that waits for it
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def reset(self) -> None:
        for each in (self.client, self.server):
            _reset(each)


def _connected(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port))
    except OSError:
        return None


def _reset(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
        # the other thread still waits in `recv`, which keeps the socket open: wake it
        connection.shutdown(socket.SHUT_RD)
    connection.close()
