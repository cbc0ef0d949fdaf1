"""Tell by the exit code whether Bolt answers on a port of this machine: PORT [tls].

Needs no driver: it asks for a version of the protocol, as every client does first.
"""

from __future__ import annotations

import socket
import ssl
import sys

PATIENCE = 2.0
MAGIC = bytes.fromhex("6060b017")
# 5.8 down to 5.0, then 4.4 down to 4.2
OFFERS = bytes.fromhex("00080805 00020404 00000000 00000000")


def bolt_answers(port: int, *, tls: bool) -> bool:
    """Return whether a server there agrees on a version of Bolt."""
    try:
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as plain:
            connection = _unverified().wrap_socket(plain) if tls else plain
            connection.sendall(MAGIC + OFFERS)
            return connection.recv(4) not in (b"", bytes(4))
    except OSError:
        return False


def _unverified() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


if __name__ == "__main__":
    sys.exit(0 if bolt_answers(int(sys.argv[1]), tls=sys.argv[2:] == ["tls"]) else 1)
