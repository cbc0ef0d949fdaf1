"""A server of Neo4j, asked in transactions that begin, end and give up in time.

Every transaction has a limit twice: the server ends it after so many seconds, and the client
no longer waits a few seconds after that, whether the server is silent, slow or gone. The
driver itself bounds how long it connects and how long it writes, but not how long it waits
for an answer: that is set on its sockets here, the one place that reaches behind its API.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, Self, TypeVar

from neo4j import Driver, GraphDatabase, Transaction
from neo4j.exceptions import DriverError, Neo4jError

from graph.neo4j.address import Address
from graph.neo4j.failures import (
    HalfAppliedError,
    UnsettledError,
    is_passing,
    is_unsettled,
    spoken,
)

T = TypeVar("T")

PAUSES = (0.01, 0.05, 0.2, 0.5, 1.0, 2.0)
"""Seconds between the attempts at a transaction that may succeed when it is begun anew."""

RECONNECTIONS = 3
"""Attempts at a transaction whose connection breaks: a server that is away is told of soon."""


class Limits(NamedTuple):
    """How long the store waits, in seconds, and how much it does at once.

    `connect` bounds making a connection and every single answer outside of a transaction;
    `read`, `write` and `audit` bound what the server does in one transaction; after `grace`
    more the client gives up by itself. An import whose process is silent for `abandoned` is
    held to be dead.

    `statements` is the number of statements that one transaction puts or retracts at most: a
    larger commit is an import in steps of `step` statements.
    """

    connect: float = 10.0
    read: float = 60.0
    write: float = 300.0
    audit: float = 1800.0
    grace: float = 10.0
    abandoned: float = 60.0
    statements: int = 5_000
    step: int = 5_000


class Link:
    """The connections to one server; threads share it."""

    def __init__(self, driver: Driver, address: Address, limits: Limits) -> None:
        self._driver = driver
        self._address = address
        self._limits = limits

    @classmethod
    def to(cls, address: Address, limits: Limits) -> Self:
        """Prepare connections to a server; none is made yet."""
        # a failure becomes an error of ours: the driver need not tell of it as well
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        try:
            driver = GraphDatabase.driver(
                address.shown,
                auth=(address.user, address.password or "") if address.user else None,
                connection_timeout=limits.connect,
                connection_write_timeout=limits.connect + limits.grace,
                connection_acquisition_timeout=limits.connect + limits.grace,
                keep_alive=True,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="waymark",
            )
        except (DriverError, ValueError) as error:
            raise spoken(error, address.shown) from error
        _bound_every_answer(driver, limits.connect)
        return cls(driver, address, limits)

    @property
    def limits(self) -> Limits:
        """How long it waits, and how much it does at once."""
        return self._limits

    @property
    def name(self) -> str:
        """The address, to be shown."""
        return self._address.shown

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Return what the work reads in a transaction of its own, begun anew if that helps."""
        return self._attempt(lambda: self._looked(work), self._limits.read)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Return what the work writes, once that is durable; work that ends it commits nothing.

        Raises `UnsettledError` where nobody can say whether it was committed.
        """
        return self._attempt(lambda: self._written(work, self._limits.write), self._limits.write)

    def audit(self, work: Callable[[Transaction], T]) -> T:
        """Return what the work reads in a transaction that may take long.

        What the work does not commit itself is not kept.
        """

        def look(transaction: Transaction) -> T:
            result = work(transaction)
            if not transaction.closed():
                transaction.rollback()
            return result

        return self._attempt(lambda: self._written(look, self._limits.audit), self._limits.audit)

    def close(self) -> None:
        """Close every connection."""
        with suppress(DriverError, Neo4jError, OSError):
            self._driver.close()

    def _attempt(self, once: Callable[[], T], seconds: float) -> T:
        end = time.monotonic() + seconds
        for attempt, pause in enumerate(PAUSES, 1):
            try:
                return once()
            except (DriverError, Neo4jError, HalfAppliedError) as error:
                lost = isinstance(error, DriverError) and attempt >= RECONNECTIONS
                if lost or not is_passing(error) or time.monotonic() + pause > end:
                    raise spoken(error, self.name) from error
            time.sleep(pause)
        try:
            return once()
        except (DriverError, Neo4jError, HalfAppliedError) as error:
            raise spoken(error, self.name) from error

    def _looked(self, work: Callable[[Transaction], T]) -> T:
        with self._transaction(self._limits.read) as transaction:
            return work(transaction)

    def _written(self, work: Callable[[Transaction], T], seconds: float) -> T:
        with self._transaction(seconds) as transaction:
            result = work(transaction)
            if not transaction.closed():
                try:
                    transaction.commit()
                except (DriverError, Neo4jError) as error:
                    if is_unsettled(error):
                        raise UnsettledError from error
                    raise
            return result

    @contextmanager
    def _transaction(self, seconds: float) -> Iterator[Transaction]:
        # always the leader: what a follower knows may be older than what was acknowledged
        with self._driver.session() as session:
            transaction = session.begin_transaction(timeout=seconds)
            _answer_within(transaction, seconds + self._limits.grace)
            try:
                yield transaction
            finally:
                # after a failure this fails as well, and would hide what happened
                with suppress(DriverError, Neo4jError, OSError):
                    transaction.close()


def _bound_every_answer(driver: Driver, seconds: float) -> None:
    """Have every connection of this driver wait so long for an answer, and no longer.

    A transaction sets a limit of its own, and the driver gives its connection back as soon as
    it is over. What it waits for after that has the usual limit again: only who holds a
    connection may say how long it waits.
    """
    pool: Any = driver._pool
    opener, release = pool.opener, pool.release

    def opened(*arguments: object) -> Any:
        connection = opener(*arguments)
        connection.socket.set_read_timeout(seconds)
        return connection

    def released(*connections: Any) -> None:
        for connection in connections:
            connection.socket.set_read_deadline(None)
            connection.socket.set_read_timeout(seconds)
        release(*connections)

    pool.opener = opened
    pool.release = released


def _answer_within(transaction: Transaction, seconds: float) -> None:
    """Wait no longer than that for the whole transaction, however the answers trickle in."""
    socket: Any = transaction._connection.socket
    socket.set_read_timeout(None)
    socket.set_read_deadline(seconds)
