"""What a released version wrote, this one opens, brings up to date, and reads to the last byte.

`tests/layouts/` keeps stores of every layout as text, each with one small history; see
`layouts.freeze` for how they were written.
"""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from api.application.principal import LOCAL
from api.composition import compose
from api.settings import read_settings
from graph.embedded_store import EmbeddedStore
from graph.records.layout import LAYOUTS
from graph.records.layout import migrate as migrate_records
from graph.records.records import Records
from graph.records.sqlite import file_engine, writing_engine
from graph.sqlite.layout import migrate
from graph.sqlite.queries import MIGRATIONS
from ontology.errors import StoreUnavailableError
from ontology.names import Iri

FORK = get_context("fork")
FROZEN = Path(__file__).parents[1] / "layouts"
LEDGERS = sorted(FROZEN.glob("ledger-*.sql"))
RECORDS = sorted(FROZEN.glob("records-*.sql"))

ADA = Iri("https://w3id.org/waymark/examples/data-practice/ada")
TIDY_TABLES = Iri("https://w3id.org/waymark/examples/data-practice/tidy-tables")
NOW = datetime(2027, 1, 1, tzinfo=UTC)

ONE_MORE = (
    *MIGRATIONS,
    ("CREATE TABLE one_more (name TEXT)", "CREATE INDEX more ON one_more (name)"),
)
DYING = (*MIGRATIONS, ("DELETE FROM record", "CREATE TABLE one_more (name TEXT)", "SELECT die()"))

# the runner of tests may have a thread of its own, which a forked process does not need
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")

ledgers = pytest.mark.parametrize("text", LEDGERS, ids=lambda text: text.stem)
records = pytest.mark.parametrize("text", RECORDS, ids=lambda text: text.stem)


def restored(text: Path, file: Path) -> Path:
    """Make the database again that the text was written from."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(text.read_text(encoding="utf-8"))
    return file


def noted(text: Path, what: str) -> list[list[str]]:
    """Return what the version that wrote the text said of it."""
    lines = [line.split() for line in text.read_text(encoding="utf-8").splitlines()]
    return [words[2:] for words in lines if words[:2] == ["--", what]]


def layout_of(ledger: Path) -> int:
    """Return the number of the layout that the file has."""
    with closing(sqlite3.connect(ledger)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def content_of(file: Path) -> list[str]:
    """Return the whole database as SQL."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def tables_of(file: Path) -> dict[str, set[tuple[object, ...]]]:
    """Return the columns and the indexes of every table, in no order."""
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
        return {
            name: {row[1:] for row in connection.execute(f"PRAGMA table_info({name})")}
            for (name,) in names
        }


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Lay the oldest ledger and the oldest records side by side."""
    restored(RECORDS[0], tmp_path / "waymark-records.db")
    return restored(LEDGERS[0], tmp_path / "waymark.db")


def test_every_layout_of_the_ledger_is_kept() -> None:
    kept = [f"ledger-{number}" for number in range(1, len(MIGRATIONS) + 1)]
    assert [text.stem for text in LEDGERS] == kept


def test_every_layout_of_the_records_is_kept_from_the_first_released_on() -> None:
    kept = [f"records-{number}" for number in range(2, len(LAYOUTS) + 1)]
    assert [text.stem for text in RECORDS] == kept


@ledgers
def test_a_frozen_ledger_is_read_whole(text: Path, tmp_path: Path) -> None:
    file = restored(text, tmp_path / "waymark.db")
    with EmbeddedStore.at(file) as store:
        found = []
        for tenant in store.tenants():
            store.check(tenant)
            for revision in store.log(tenant):
                dataset = store.dataset(tenant, revision.number)
                assert dataset.digest == revision.content
                found.append([tenant, str(revision.number), revision.digest, str(len(dataset))])
        assert found == noted(text, "revision")
        assert len(found) == 4
    assert layout_of(file) == len(MIGRATIONS)


@records
def test_frozen_people_and_findings_are_read(text: Path, tmp_path: Path) -> None:
    with Records.at(restored(text, tmp_path / "records.db")) as kept:
        (ada,) = kept.learners.list("main")
        assert (ada.id, ada.languages, ada.hours_per_week) == (ADA, ("en", "de"), 8)
        assert [each.attainment.competency for each in ada.evidence] == [TIDY_TABLES]
        (finding,) = kept.quarantine.list("another")
        assert finding.violation.file == "4-faulty.yaml"
        assert kept.learners.erase("main", ADA)


@records
def test_frozen_keys_open_what_they_opened(text: Path, tmp_path: Path) -> None:
    with Records.at(restored(text, tmp_path / "records.db")) as kept:
        keys = noted(text, "key")
        assert [name for _, name, _ in keys] == ["dashboard", "curator"]
        for tenant, name, token in keys:
            key = kept.verify_key(token, NOW)
            assert key is not None
            assert (key.tenant, key.name, key.expires) == (tenant, name, None)
            rotated, fresh = kept.rotate_key(tenant, name, NOW, NOW)
            assert kept.verify_key(token, NOW) is None
            assert kept.verify_key(fresh, NOW) == rotated.new


@records
def test_frozen_answers_are_proved_again(text: Path, tmp_path: Path) -> None:
    store = restored(LEDGERS[0], tmp_path / "waymark.db")
    restored(text, tmp_path / "waymark-records.db")
    application = compose(read_settings(store=f"sqlite:///{store}"))
    try:
        answers = noted(text, "answer")
        assert [learner for _, learner, _ in answers] == ["dp:ada", "nobody"]
        for tenant, _, digest in answers:
            answer = application.answers.recall(LOCAL, tenant, digest)
            assert answer is not None
            assert answer.digest == digest
    finally:
        application.close()


def test_an_old_layout_becomes_the_one_that_a_new_file_has(old: Path, tmp_path: Path) -> None:
    for store in (old, tmp_path / "fresh.db"):
        with EmbeddedStore.at(store), Records.beside(store) as kept:
            kept.open()
    for name, other in (("waymark.db", "fresh.db"), ("waymark-records.db", "fresh-records.db")):
        assert tables_of(tmp_path / name) == tables_of(tmp_path / other)


def test_a_newer_ledger_is_refused_and_left_alone(old: Path) -> None:
    refuses_what(old, "PRAGMA user_version = 99", EmbeddedStore.at)


def test_newer_records_are_refused_and_left_alone(old: Path) -> None:
    newer = "UPDATE records_layout SET version = 99"
    refuses_what(old.with_name("waymark-records.db"), newer, lambda file: Records.at(file).open())


def refuses_what(file: Path, newer: str, opening: Callable[[Path], object]) -> None:
    """Make the file one of a newer version, which is then refused."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(newer)
    before = content_of(file)
    with pytest.raises(StoreUnavailableError, match=r"newer Waymark .*: upgrade Waymark"):
        opening(file)
    assert content_of(file) == before


def test_a_migration_that_fails_leaves_the_old_ledger(old: Path) -> None:
    before = content_of(old)
    with (
        closing(sqlite3.connect(old, isolation_level=None)) as connection,
        pytest.raises(sqlite3.OperationalError, match="no such function: die"),
    ):
        migrate(connection, DYING)
    assert (layout_of(old), content_of(old)) == (len(MIGRATIONS), before)


@pytest.mark.parametrize("dying", ["ledger", "records"])
def test_a_migration_that_is_killed_leaves_the_old_layout(old: Path, dying: str) -> None:
    file, target = {
        "ledger": (old, migrate_and_die),
        "records": (old.with_name("waymark-records.db"), migrate_records_and_die),
    }[dying]
    before = content_of(file)
    process = FORK.Process(target=target, args=(file,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert content_of(file) == before
    with EmbeddedStore.at(old) as store, Records.beside(old) as kept:
        store.check("main")
        assert kept.keys("main")[0].expires is None


def test_processes_migrate_at_once(old: Path) -> None:
    processes = [FORK.Process(target=migrate_both, args=(old,)) for _ in range(6)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    assert layout_of(old) == len(ONE_MORE)
    with Records.beside(old) as kept:
        assert len(kept.keys("main")) == 1 + len(processes)


def migrate_and_die(ledger: Path) -> None:
    """Be killed when half of a migration was written."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.create_function("die", 0, _die)
        migrate(connection, DYING)


def migrate_records_and_die(file: Path) -> None:
    """Be killed when a column was added."""
    with writing_engine(file_engine(file)).begin() as connection:
        migrate_records(connection, (*LAYOUTS, lambda _: _die()))


def migrate_both(ledger: Path) -> None:
    """Bring the ledger to a layout that is yet to come, and the records to the newest."""
    with closing(sqlite3.connect(ledger, isolation_level=None, timeout=60)) as connection:
        migrate(connection, ONE_MORE)
    with Records.beside(ledger) as kept:
        kept.create_key("main", "another", [], NOW)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
