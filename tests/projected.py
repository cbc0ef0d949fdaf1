"""The projection on a real server: changes that commits bring, and what people do to it by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from uuid import uuid4

from neo4j import Driver, GraphDatabase, Transaction
from servers.neo4j_server import Login

from graph.neo4j.projection import redraw
from graph.neo4j.projection_picture import Picture
from graph.neo4j.projection_queries import PROJECTION_LAYOUT
from graph.neo4j.projection_reading import picture_of
from ontology.dataset import Dataset, difference
from ontology.names import Iri

T = TypeVar("T")


class Projected:
    """The projection of a tenant that nobody else has."""

    def __init__(self, driver: Driver) -> None:
        self.tenant = uuid4().hex
        self._driver = driver

    def within(self, work: Callable[[Transaction], T]) -> T:
        """Do the work in one transaction."""
        with self._driver.session() as session, session.begin_transaction() as tx:
            done = work(tx)
            tx.commit()
            return done

    def move(self, before: Dataset, after: Dataset) -> None:
        """Redraw what leads from one dataset to the other, as a commit does."""
        change = difference(before, after)
        replaced = [statement.id for statement in change.put if statement.id in before]
        gone: list[Iri] = sorted({*change.retracted, *replaced})
        self.within(lambda tx: redraw(tx, self.tenant, gone, change.put))

    def picture(self) -> Picture:
        """Return what is there."""
        return self.within(lambda tx: picture_of(tx, self.tenant))

    def run(self, query: str, **values: object) -> list[dict[str, object]]:
        """Run a query by hand; it may name the tenant."""
        return self.within(lambda tx: tx.run(query, {"tenant": self.tenant, **values}).data())


@contextmanager
def projecting(login: Login) -> Iterator[Driver]:
    """Connect to a server that has what the projection relies on."""
    with GraphDatabase.driver(login.address, auth=(login.user, login.password)) as driver:
        with driver.session() as session:
            for statement in PROJECTION_LAYOUT:
                session.run(statement).consume()
            session.run("CALL db.awaitIndexes(60)").consume()
        yield driver
