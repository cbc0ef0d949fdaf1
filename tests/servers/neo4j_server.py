"""Servers of Neo4j that tests use: the one that was started for them, or one of their own.

`WAYMARK_TEST_NEO4J` is the address of a server that tests may share, each in tenants of its
own: `make neo4j` starts one. Who kills a server, or wants one that is empty, starts another.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

SCRIPT = Path(__file__).with_name("neo4j.sh")
NO_SERVER = "no Neo4j server: make neo4j starts one"
USER, PASSWORD = "neo4j", "test-password-1"


class Login(NamedTuple):
    """Where a server answers, and who may ask it."""

    address: str
    user: str = USER
    password: str = PASSWORD

    @property
    def port(self) -> int:
        """The port of this machine on which it answers."""
        port = urlsplit(self.address).port
        assert port is not None
        return port

    def through(self, port: int) -> Login:
        """Return the login for the same server behind another port of this machine."""
        return self._replace(address=f"bolt://127.0.0.1:{port}")


def shared_login() -> Login | None:
    """Return the login for the server that tests share; None where there is none.

    The address may have a user and a password within it.
    """
    given = os.environ.get("WAYMARK_TEST_NEO4J")
    if not given:
        return None
    parts = urlsplit(given)
    address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    if parts.username is None:
        return Login(address)
    return Login(address, unquote(parts.username), unquote(parts.password or ""))


class Server:
    """A server of one's own, to be stopped, killed and started again, always on one port."""

    def __init__(self, name: str, *options: str) -> None:
        self._name = name
        self.login = Login(self._told("start", "--port", "0", *options))

    def start(self) -> None:
        """Start it again, and return once it answers."""
        self._told("start")

    def stop(self) -> None:
        """End it in order."""
        self._told("stop")

    def kill(self) -> None:
        """Kill it in the middle of whatever it does."""
        self._told("kill")

    def clear(self) -> None:
        """Delete everything that it holds, constraints and indexes among it."""
        # who only runs other tests does not wait for the driver
        from neo4j import GraphDatabase

        with (
            GraphDatabase.driver(self.login.address, auth=self.login[1:]) as driver,
            driver.session() as session,
        ):
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
            for kind, kinds in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
                found = session.run(f"SHOW {kinds} YIELD name, type").data()
                for name in (each["name"] for each in found if each["type"] != "LOOKUP"):
                    session.run(f"DROP {kind} `{name}`").consume()

    def remove(self) -> None:
        """Kill it and delete what it holds."""
        self._told("remove")

    def _told(self, command: str, *options: str) -> str:
        environment = {
            **os.environ,
            "NEO4J_PASSWORD": PASSWORD,
            "NEO4J_BRIEFLY": "yes",
            "NEO4J_WITH": str(os.getpid()),
        }
        done = subprocess.run(
            [SCRIPT, command, self._name, *options],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"neo4j.sh {command}: {done.stderr}"
        return done.stdout.strip()
