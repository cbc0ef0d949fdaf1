"""All that is particular to SQLite in keeping records.

`secure_delete` overwrites in the file what is deleted. The file has no write-ahead log, which
would keep it for a while longer: the journal of a transaction is gone when that has ended.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from ontology.errors import StoreUnavailableError

PATIENCE = 60.0
"""Seconds that a reader or writer waits for a writer to finish."""

_BEGIN = "begin"


def file_engine(path: Path) -> Engine:
    """Return an engine for the file, which is made, readable by its owner alone, if need be.

    Raises `StoreUnavailableError` where its folder does not exist.
    """
    if not path.parent.is_dir():
        raise StoreUnavailableError(f"the folder of the records `{path}` does not exist: create it")
    if not path.exists():
        _make(path)
    url = URL.create("sqlite", database=str(path))
    return _prepared(create_engine(url, connect_args={"timeout": PATIENCE}, hide_parameters=True))


def memory_engine() -> Engine:
    """Return an engine for a database that is gone when it is closed; threads take turns."""
    engine = create_engine(
        "sqlite://",
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"check_same_thread": False},
        hide_parameters=True,
    )
    return _prepared(engine)


def writing_engine(engine: Engine) -> Engine:
    """Return the engine such that transactions take the lock for writing when they begin."""
    return engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})


def findings(connection: Connection) -> tuple[str, ...]:
    """Return what SQLite finds wrong with the file: pages, indexes, what points to nothing."""
    broken = connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return (
        *(text for text in broken if text != "ok"),
        *(f"a row of `{table}` belongs to no `{parent}`" for table, _, parent, _ in dangling),
    )


def _make(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreUnavailableError(
            f"the records `{path}` cannot be made: {error.strerror}"
        ) from error


def _prepared(engine: Engine) -> Engine:
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    # transactions are begun by `_begin`, not by the driver when it thinks fit
    connection.isolation_level = None
    # EXTRA: a crash of the machine must not bring back the journal of what was erased
    for pragma in ("synchronous = EXTRA", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))
