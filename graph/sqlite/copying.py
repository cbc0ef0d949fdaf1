"""A copy of a whole database, page by page, as of one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from graph.sqlite.failures import failure
from graph.sqlite.layout import transaction
from ontology.errors import StoreUnavailableError

PAGES = 256
"""How many pages are copied before somebody is told."""


def copy_pages(
    connection: sqlite3.Connection, file: Path, tell: Callable[[int, int], None]
) -> None:
    """Copy the database to a file, over whatever that holds; writers need not stop.

    Raises `StoreUnavailableError` where the file cannot be written.
    """

    def told(_status: int, left: int, of: int) -> None:
        tell(of - left, of)

    # a transaction keeps the pages of its moment in sight: the copy need not begin again
    # whenever somebody commits
    with transaction(connection, "BEGIN"):
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        try:
            with closing(sqlite3.connect(file)) as target:
                connection.backup(target, pages=PAGES, progress=told)
        except sqlite3.Error as error:
            raise StoreUnavailableError(f"the copy `{file.name}` {failure(error)}") from error
