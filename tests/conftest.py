"""Settings that every test shares.

Two Hypothesis profiles: `dev` looks somewhere new on each run and keeps what it found, `ci`
(`pytest --hypothesis-profile=ci`) looks at the same examples each time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from servers.neo4j_server import NO_SERVER, Login, Server, shared_login

settings.register_profile("dev", deadline=None, derandomize=False)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("dev")


@pytest.fixture(scope="session")
def neo4j_login() -> Login:
    """Return the login for a server that others use as well: take tenants of your own."""
    login = shared_login()
    if login is None:
        pytest.skip(NO_SERVER)
    return login


@pytest.fixture(scope="session")
def own_neo4j(neo4j_login: Login) -> Iterator[Server]:
    """Start a server that nobody else uses: kill it, fill it, and leave it running."""
    server = Server(f"test-{os.getpid()}")
    yield server
    server.remove()
