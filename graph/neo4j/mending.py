"""Drawing the projection of a tenant anew, from the ledger."""

from __future__ import annotations

from neo4j import Transaction

from graph.neo4j import ledger
from graph.neo4j.connection import Link
from graph.neo4j.lock import lock
from graph.neo4j.projection import redraw


def rebuild(tx: Transaction, tenant: str, entered: ledger.Entered) -> None:
    """Draw what a revision holds, whatever was drawn before."""
    statements = tuple(ledger.statements_as_of(tx, tenant, entered))
    closed = ledger.change_of(tx, tenant, entered).retracted
    gone = (*closed, *(statement.id for statement in statements))
    redraw(tx, tenant, gone, statements)


def repair(link: Link, tenant: str) -> None:
    """Draw the newest revision of a tenant anew.

    Raises `StoreBusyError` while an import is under way.
    """

    def draw(tx: Transaction) -> None:
        held = lock(tx, tenant)
        rebuild(tx, tenant, held.newest)

    link.write(draw)
