"""The database under the records: transactions, and failures as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from graph.records import sqlite
from graph.records.layout import is_current, migrate, verify_layout
from graph.sqlite.failures import failure
from ontology.errors import StoreUnavailableError


class Database:
    """Lends connections inside a transaction; threads and processes may share it."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._writing = sqlite.writing_engine(engine)
        self._name = name

    @classmethod
    def at(cls, path: Path) -> Self:
        """Open the database in a file, which is made if it is not there.

        Raises `StoreUnavailableError` where that cannot be, saying why and what helps.
        """
        return cls(sqlite.file_engine(path), str(path))._opened()

    @classmethod
    def in_memory(cls) -> Self:
        """Open an empty database that is gone when it is closed."""
        return cls(sqlite.memory_engine(), "memory:")._opened()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection that sees one state of everything."""
        with self._speaking(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a connection whose changes are durable at the end, or taken back altogether."""
        with self._speaking(), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _opened(self) -> Self:
        try:
            self._prepare()
        except StoreUnavailableError:
            self.close()
            raise
        return self

    def _prepare(self) -> None:
        with self.reading() as connection:
            # a file of somebody else is looked at and left alone
            verify_layout(connection, self._name)
            current = is_current(connection)
        if not current:
            with self.writing() as connection:
                migrate(connection)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            raise StoreUnavailableError(f"the records `{self._name}` {failure(cause)}") from error
