"""The records' file: made, shared, migrated, and refused with a sentence."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest
from builders import attained, ex
from scale import count
from sqlalchemy import insert

from graph.embedded_store import EmbeddedStore
from graph.records.layout import LAYOUTS, migrate
from graph.records.records import Records
from graph.records.sqlite import file_engine
from graph.records.tables import LEARNER
from ontology.errors import StoreUnavailableError
from ontology.people import Evidence, Learner

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FORK = get_context("fork")
ADA = Learner(ex("ada"), evidence=(Evidence(attained("sql")),))

# the runner of tests may have a thread of its own, which a forked writer does not need
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a file that holds one learner."""
    path = tmp_path / "records.db"
    with Records.at(path) as records:
        records.learners.put("t", [ADA])
    return path


def test_a_file_is_made_when_it_is_needed(tmp_path: Path) -> None:
    with Records.at(tmp_path / "records.db") as records:
        assert not list(tmp_path.iterdir())
        assert records.open().learners.list("t") == ()
        assert (tmp_path / "records.db").exists()


def test_threads_open_records_in_memory_once() -> None:
    for _ in range(count(100)):
        with Records.in_memory() as records:
            barrier = threading.Barrier(4)
            threads = [
                threading.Thread(target=_put_one, args=(records, barrier, n)) for n in range(4)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len(records.learners.list("t")) == 4


def test_records_outlive_their_process(path: Path) -> None:
    with Records.at(path) as records:
        assert records.learners.list("t") == (ADA,)


def test_nothing_is_left_beside_closed_records(path: Path) -> None:
    assert [found.name for found in path.parent.iterdir()] == ["records.db"]


def test_only_the_owner_may_read_them(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_records_lie_beside_the_store_and_apart_from_it(tmp_path: Path) -> None:
    store = tmp_path / "waymark.db"
    with EmbeddedStore.at(store), Records.beside(store) as records:
        records.learners.put("t", [ADA])
    assert sorted(found.name for found in tmp_path.iterdir()) == [
        "waymark-records.db",
        "waymark.db",
    ]
    assert b"https://example.org/ada" not in store.read_bytes()


@pytest.mark.parametrize("version", range(len(LAYOUTS)))
def test_a_file_of_an_older_layout_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.db"
    engine = file_engine(path)
    with engine.begin() as connection:
        migrate(connection, LAYOUTS[:version])
        if version > 0:
            row = {"tenant": "t", "id": ADA.id, "labels": [], "languages": []}
            connection.execute(insert(LEARNER).values(row))
    engine.dispose()
    for _ in range(2):
        with Records.at(path) as records:
            assert len(records.learners.list("t")) == min(version, 1)
            records.create_key("t", "a", [], NOON)
    with closing(sqlite3.connect(path)) as connection_:
        assert connection_.execute("SELECT * FROM records_layout").fetchall() == [(len(LAYOUTS),)]


def test_a_newer_layout_is_refused(path: Path) -> None:
    _alter(path, "UPDATE records_layout SET version = 99")
    _refused(path, "newer Waymark .*: upgrade Waymark")


def test_a_store_holds_no_records(tmp_path: Path) -> None:
    path = tmp_path / "waymark.db"
    with EmbeddedStore.at(path):
        pass
    _refused(path, "does not hold Waymark's records: name another file")


def test_a_database_of_somebody_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE shop (name)")
    before = path.read_bytes()
    _refused(path, "does not hold Waymark's records")
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("milk, bread, and a good book about sets and logic\n" * 40)
    _refused(path, "is no database of Waymark: name another file")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    _refused(tmp_path / "nowhere" / "records.db", "folder .* does not exist: create it")


def test_a_folder_is_no_file_of_records(tmp_path: Path) -> None:
    _refused(tmp_path, "cannot be opened")


def test_a_damaged_file_is_noticed(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    with pytest.raises(StoreUnavailableError, match="damaged"), Records.at(path) as records:
        records.learners.list("t")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_file_that_may_not_be_written_is_named(path: Path) -> None:
    path.chmod(0o400)
    with pytest.raises(StoreUnavailableError, match="cannot be written"):
        Records.at(path).learners.put("t", [ADA])


def test_threads_share_records_in_memory_and_in_a_file(tmp_path: Path) -> None:
    for records in (Records.in_memory(), Records.at(tmp_path / "records.db")):
        with records:
            threads = [threading.Thread(target=_put_some, args=(records, n)) for n in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len(records.learners.list("t")) == 4 * count(100)


def test_processes_make_and_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    processes = [FORK.Process(target=_open_and_put, args=(path, n)) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    with Records.at(path) as records:
        assert len(records.learners.list("t")) == 4 * count(100)


def _put_one(records: Records, barrier: threading.Barrier, number: int) -> None:
    barrier.wait()
    records.learners.put("t", [Learner(ex(f"learner-{number}"))])


def _open_and_put(path: Path, number: int) -> None:
    with Records.at(path) as records:
        _put_some(records, number)


def _put_some(records: Records, number: int) -> None:
    """Put learners of one's own, and all the while one that everybody puts."""
    for turn in range(count(100)):
        own = Learner(ex(f"learner-{number}-{turn}"), evidence=ADA.evidence)
        records.learners.put("t", [own])
        records.learners.put("u", [ADA])
        assert records.learners.get("u", ADA.id) == ADA


def _alter(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


def _refused(path: Path, sentence: str) -> None:
    with pytest.raises(StoreUnavailableError, match=sentence):
        Records.at(path).open()
