"""The embedded store keeps every promise of a store, and speaks plainly when it cannot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import curriculum
from conformance.store_suite import LOGIC, SETS, StoreSuite, commit

from graph.embedded_store import EmbeddedStore
from graph.sqlite.connections import PAGE
from graph.store import Store
from ontology.errors import BrokenLedgerError, StoreUnavailableError


class TestInMemory(StoreSuite):
    """The suite, without a file."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        with EmbeddedStore.in_memory() as store:
            yield store


class TestInFile(StoreSuite):
    """The suite, on a file."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with EmbeddedStore.at(tmp_path / "store.db") as store:
            yield store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a store with a history of three revisions of the tenant `t`."""
    path = tmp_path / "store.db"
    with EmbeddedStore.at(path) as store:
        for after in (SETS, LOGIC, SETS):
            commit(store, "t", after)
    return path


def test_a_store_outlives_its_process(path: Path) -> None:
    with EmbeddedStore.at(path) as store:
        assert store.head("t").number == 3
        assert store.dataset("t", 2) == LOGIC
        store.check("t")


def test_what_one_handle_commits_another_sees_and_builds_on(path: Path) -> None:
    with EmbeddedStore.at(path) as here, EmbeddedStore.at(path) as there:
        for number, store in enumerate([here, there, there, here, there], start=4):
            after = curriculum({f"subject-{number}": "sets"})
            assert commit(store, "t", after).content == after.digest
        assert here.log("t") == there.log("t")
        here.check("t")


def test_a_reader_does_not_hold_up_a_writer(path: Path) -> None:
    with EmbeddedStore.at(path) as store, closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        count = "SELECT count(*) FROM revision"
        before = reader.execute(count).fetchone()
        assert commit(store, "t", LOGIC).number == 4
        assert reader.execute(count).fetchone() == before


def test_a_file_exchanged_under_an_open_store_is_noticed(path: Path, tmp_path: Path) -> None:
    with EmbeddedStore.at(tmp_path / "other.db") as other:
        for after in (LOGIC, SETS, curriculum({"x": "y"})):
            commit(other, "t", after)
    with EmbeddedStore.at(path) as store:
        commit(store, "t", LOGIC)
        with (
            closing(sqlite3.connect(path)) as link,
            closing(sqlite3.connect(tmp_path / "other.db")) as source,
        ):
            source.backup(link)
        after = curriculum({"x": "all(y, z)"})
        assert commit(store, "t", after).content == after.digest
        store.check("t")


FORGERIES = {
    "another author": "UPDATE revision SET author = 'eve' WHERE number = 2",
    "another time": "UPDATE revision SET at = '2020-01-01T00:00:00+00:00' WHERE number = 2",
    "no time": "UPDATE revision SET at = 'yesterday' WHERE number = 2",
    "a time that is no text": "UPDATE revision SET at = x'00' WHERE number = 2",
    "another reason": "UPDATE revision SET reason = 'none' WHERE number = 3",
    "a change request": "UPDATE revision SET change_request = 'cr-1' WHERE number = 1",
    "another content": "UPDATE revision SET content = 'sha256:00' WHERE number = 2",
    "another commit digest": "UPDATE revision SET digest = 'sha256:00' WHERE number = 2",
    "another past": "UPDATE revision SET previous = 'sha256:00' WHERE number = 2",
    "a missing revision": "DELETE FROM revision WHERE number = 2",
    "a missing first revision": "DELETE FROM revision WHERE number = 1",
    "other origins": "UPDATE revision SET origins = 'sha256:00' WHERE number = 2",
}

COPY = (
    "SELECT tenant, id, {rev}, {until}, kind, about, also, digest, body, provenance "
    "FROM record WHERE rowid = 3"
)

TAMPERINGS = {
    "another body": "UPDATE record SET body = replace(body, 'sql', 'sqI') WHERE kind = 'role' "
    "OR kind = 'competency'",
    "a broken body": "UPDATE record SET body = '{' WHERE rowid = 3",
    "a body of another kind": "UPDATE record SET kind = 'role' WHERE kind = 'competency'",
    "another digest": "UPDATE record SET digest = zeroblob(32) WHERE rowid = 3",
    "another subject": "UPDATE record SET about = 'https://example.org/x' WHERE kind = 'teaching'",
    "a missing record": "DELETE FROM record WHERE rowid = 3",
    "a longer life": "UPDATE record SET until = 3 WHERE until = 2",
    "a shorter life": "UPDATE record SET until = 3 WHERE rowid = 3",
    "a later birth": "UPDATE record SET rev = 2 WHERE rowid = 3",
    "another licence": "UPDATE record SET provenance = replace(provenance, 'CC-BY', 'CC0') "
    "WHERE rowid = 3",
    "another spelling": "UPDATE record SET provenance = replace(provenance, ',', ', ') "
    "WHERE rowid = 3",
    "a broken provenance": "UPDATE record SET provenance = '[' WHERE rowid = 3",
    "a record before all revisions": f"INSERT INTO record {COPY.format(rev=0, until=1)}",
    "a record after all revisions": f"INSERT INTO record {COPY.format(rev=9, until=10)}",
    "a second record for one statement": f"INSERT INTO record {COPY.format(rev=1, until=2)}",
    "an end after all revisions": "UPDATE record SET until = 9 WHERE rowid = 3",
    "no history": "DELETE FROM revision",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_history_is_noticed_on_reading(path: Path, forgery: str) -> None:
    _alter(path, forgery)
    with EmbeddedStore.at(path) as store, pytest.raises(BrokenLedgerError):
        store.log("t")


@pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=TAMPERINGS)
def test_a_tampered_record_is_noticed_on_checking(path: Path, tampering: str) -> None:
    _alter(path, tampering)
    with EmbeddedStore.at(path) as store, pytest.raises(BrokenLedgerError):
        store.check("t")


def test_an_unreadable_record_is_no_quiet_gap(path: Path) -> None:
    _alter(path, "UPDATE record SET body = '{' WHERE rowid = 3")
    with EmbeddedStore.at(path) as store, pytest.raises(BrokenLedgerError, match="cannot be read"):
        store.dataset("t")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("milk, bread, and a good book about sets and logic\n" * 40)
    _refused(path, "is no database of Waymark: name another file")
    assert path.read_text().startswith("milk")


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE shop (name)")
    _refused(path, "is not a Waymark store")


def test_a_newer_layout_is_refused(path: Path) -> None:
    _alter(path, "PRAGMA user_version = 99")
    _refused(path, "newer Waymark .*: upgrade Waymark")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    _refused(tmp_path / "nowhere" / "store.db", "folder .* does not exist: create it")


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    _refused(tmp_path, "cannot be opened")


def test_a_file_damaged_in_a_crash_is_noticed_on_opening(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(PAGE * 3)
        file.write(b"\xff" * PAGE)
    path.with_name("store.db-wal").write_bytes(b"left behind")
    _refused(path, "damaged")


def test_a_file_cut_short_is_noticed(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreUnavailableError, match="damaged"), EmbeddedStore.at(path) as store:
        store.check("t")


def test_nothing_is_left_beside_a_closed_store(path: Path) -> None:
    assert [found.name for found in path.parent.iterdir()] == ["store.db"]


def _alter(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


def _refused(path: Path, sentence: str) -> None:
    with pytest.raises(StoreUnavailableError, match=sentence):
        EmbeddedStore.at(path)
