"""A backup is whole or not there at all, and brings back what was lost."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import threading
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path

import pytest
from builders import curriculum
from conformance.store_suite import NOON, admitted
from kept_histories import (
    FILES,
    On,
    address_of,
    answers,
    make_history,
    make_records,
    recalls,
    remember_answer,
)
from servers.neo4j_server import Login, Server

from api.application.application import Application
from api.application.keep.backup import back_up, restore
from api.composition import compose
from api.settings import read_settings
from graph.embedded_store import EmbeddedStore
from graph.store import Store
from ontology.dataset import EMPTY, Dataset
from ontology.errors import InputError


def opening(address: str) -> AbstractContextManager[Application]:
    """Open the application on a store, as the command does."""
    return closing(compose(read_settings(store=address)))


def names(folder: Path) -> set[str]:
    """Return what lies in a folder."""
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """A folder for backups alone."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def test_what_was_destroyed_is_restored_from_a_backup(
    on: On, file_store: str, tmp_path: Path, backups: Path, tenant: str
) -> None:
    waymark = on(file_store)
    make_history(waymark)
    make_records(waymark)
    digest = remember_answer(file_store, tenant)
    before = answers(waymark)
    made = waymark("store", "backup", str(backups / "monday.db"), "--json")
    assert made.code == 0, made.err
    for lost in tmp_path.glob("waymark*"):
        lost.unlink()
    restored = waymark("store", "restore", str(backups / "monday.db"))
    assert restored.code == 0, restored.err
    assert answers(waymark) == before
    assert recalls(file_store, tenant, digest)
    assert waymark("store", "check").code == 0


def test_what_neo4j_lost_is_restored_from_a_backup(
    on: On, own_neo4j: Server, tmp_path: Path, backups: Path, tenant: str
) -> None:
    own_neo4j.clear()
    store = address_of(own_neo4j.login)
    waymark = on(store)
    make_history(waymark)
    make_records(waymark)
    digest = remember_answer(store, tenant)
    before = answers(waymark)
    made = waymark("store", "backup", str(backups / "monday.db"), "--json")
    assert made.code == 0, made.err
    assert [each["tenant"] for each in made.answer["tenants"]] == [tenant]
    own_neo4j.clear()
    (tmp_path / "records-of-neo4j.db").unlink()
    assert waymark("log", "--json").answer == {"revisions": []}
    restored = waymark("store", "restore", str(backups / "monday.db"))
    assert restored.code == 0, restored.err
    assert answers(waymark) == before
    assert recalls(store, tenant, digest)
    assert waymark("store", "check").code == 0


def test_a_backup_is_a_store_that_answers(
    on: On, file_store: str, backups: Path, tenant: str
) -> None:
    waymark = on(file_store)
    make_history(waymark)
    make_records(waymark)
    made = waymark("store", "backup", str(backups / "monday.db"))
    assert made.code == 0
    assert "✓ written and checked" in made.out
    assert answers(on(f"sqlite:///{backups / 'monday.db'}")) == answers(waymark)


def test_only_its_owner_reads_a_backup_and_nothing_else_is_left(
    on: On, file_store: str, tmp_path: Path, backups: Path
) -> None:
    make_history(on(file_store))
    assert on(file_store)("store", "backup", str(backups / "monday.db")).code == 0
    assert names(backups) == {"monday.db", "monday-records.db"}
    for file in backups.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert names(tmp_path) == {"backups", "waymark.db", "waymark-records.db"}


def test_a_backup_is_never_written_over(on: On, file_store: str, backups: Path) -> None:
    make_history(on(file_store))
    for taken in ("monday.db", "tuesday-records.db"):
        (backups / taken).write_text("mine")
        file = backups / taken.replace("-records", "")
        refused = on(file_store)("store", "backup", str(file))
        assert refused.code == 2
        assert f"{taken}` is there already: name another file" in refused.err
        assert (backups / taken).read_text() == "mine"
    assert names(backups) == {"monday.db", "tuesday-records.db"}


@pytest.mark.parametrize("taken", ["monday.db", "monday-records.db"])
@pytest.mark.parametrize("has_links", [True, False])
def test_what_appears_meanwhile_is_not_written_over(
    on: On,
    file_store: str,
    backups: Path,
    monkeypatch: pytest.MonkeyPatch,
    taken: str,
    has_links: bool,
) -> None:
    make_history(on(file_store))
    if not has_links:
        monkeypatch.setattr(os, "link", _refuse_to_link)

    def opening_late(address: str) -> AbstractContextManager[Application]:
        (backups / taken).write_text("mine")
        return opening(address)

    with (
        opening(file_store) as application,
        pytest.raises(InputError, match=r"monday.db` cannot be written: file exists"),
    ):
        back_up(application, opening_late, backups / "monday.db")
    assert names(backups) == {taken}
    assert (backups / taken).read_text() == "mine"


def test_a_disk_without_links_can_hold_a_backup(
    on: On, file_store: str, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_history(on(file_store))
    monkeypatch.setattr(os, "link", _refuse_to_link)
    assert on(file_store)("store", "backup", str(backups / "monday.db")).code == 0
    assert names(backups) == {"monday.db", "monday-records.db"}
    assert answers(on(f"sqlite:///{backups / 'monday.db'}")) == answers(on(file_store))


def _refuse_to_link(made: Path, place: Path) -> None:
    """Do as a disk does that has no links."""
    raise PermissionError(errno.EPERM, "Operation not permitted")


def test_a_folder_that_is_missing_is_named(on: On, file_store: str, tmp_path: Path) -> None:
    make_history(on(file_store))
    refused = on(file_store)("store", "backup", str(tmp_path / "nowhere" / "monday.db"))
    assert refused.code == 2
    assert "cannot be written: no such file or directory" in refused.err


def test_a_broken_store_makes_no_backup(
    on: On, file_store: str, tmp_path: Path, backups: Path, tenant: str
) -> None:
    make_history(on(file_store))
    _alter(tmp_path / "waymark.db", "UPDATE revision SET author = 'eve' WHERE number = 2")
    refused = on(file_store)("store", "backup", str(backups / "monday.db"))
    assert refused.code == 3
    assert f"the store is broken: `{tenant}`: the record of revision 2 was altered" in refused.err
    assert names(backups) == set()


@pytest.mark.parametrize("kind", ["file", "neo4j"])
def test_where_one_tenant_is_broken_it_is_said_how_to_save_the_others(
    kind: str, request: pytest.FixtureRequest, on: On, tmp_path: Path, backups: Path
) -> None:
    if kind == "neo4j":
        server: Server = request.getfixturevalue("own_neo4j")
        server.clear()
        store = address_of(server.login)
    else:
        store = f"sqlite:///{tmp_path / 'waymark.db'}"
    waymark = on(store)
    for name in ("a", "broken", "z"):
        assert waymark("load", FILES[0], "--tenant", name).code == 0
    if kind == "neo4j":
        _forge(server.login, "MATCH (r:Revision {tenant: 'broken'}) SET r.author = 'eve'")
    else:
        _alter(tmp_path / "waymark.db", "UPDATE revision SET author = 'eve' WHERE tenant = 2")
    refused = waymark("store", "backup", str(backups / "monday.db"))
    assert refused.code == 3
    assert "`broken`: the record of revision 1 was altered; no backup was written" in refused.err
    assert "waymark store copy FROM sqlite:///FILE --tenant a --tenant z`" in refused.err
    assert names(backups) == set()
    saved = f"sqlite:///{backups / 'saved.db'}"
    sound = ("--tenant", "a", "--tenant", "z")
    assert waymark("store", "copy", store, saved, *sound).code == 0
    assert on(saved)("store", "check").code == 0


def test_stores_that_are_made_are_for_their_owner_alone(
    on: On, file_store: str, tmp_path: Path, backups: Path
) -> None:
    make_history(on(file_store))
    assert on(file_store)("store", "backup", str(backups / "b.db")).code == 0
    restored, copied = (f"sqlite:///{tmp_path / name}.db" for name in ("restored", "copied"))
    assert on(restored)("store", "restore", str(backups / "b.db")).code == 0
    assert on(restored)("store", "copy", restored, copied).code == 0
    for file in tmp_path.glob("*.db"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


@pytest.mark.parametrize("junk", [b"", b"this is no database" * 100])
def test_what_is_no_backup_is_named_and_makes_no_store(
    on: On, tmp_path: Path, backups: Path, junk: bytes
) -> None:
    file = backups / "junk.db"
    file.write_bytes(junk)
    refused = on(f"sqlite:///{tmp_path / 'fresh.db'}")("store", "restore", str(file))
    assert refused.code in {2, 3}
    assert f"`{file}`" in refused.err
    assert "/waymark-" not in refused.err
    assert names(tmp_path) == {"backups"}
    assert names(backups) == {"junk.db"}


def test_a_backup_that_is_interrupted_leaves_nothing(
    on: On, file_store: str, backups: Path
) -> None:
    make_history(on(file_store))

    def interrupt(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with opening(file_store) as application, pytest.raises(KeyboardInterrupt):
        back_up(application, opening, backups / "monday.db", interrupt)
    assert names(backups) == set()
    assert on(file_store)("store", "check").code == 0


def test_a_backup_is_one_moment_while_writers_go_on(
    file_store: str, tmp_path: Path, backups: Path
) -> None:
    large = curriculum({f"subject-{n}": f"subject-{n + 1}" for n in range(300)})
    small = curriculum({"sql": "sets"})
    with opening(file_store) as application:
        store = application.store
        _commit(store, EMPTY, large)
        stop = threading.Event()
        writer = threading.Thread(
            target=_switch, args=(tmp_path / "waymark.db", large, small, stop)
        )
        writer.start()
        try:
            told: list[int] = []
            for turn in range(3):
                file = backups / f"{turn}.db"
                first = store.head("t")
                made = back_up(application, opening, file, lambda done, of: told.append(done))
                (checked,) = made.checked.tenants
                assert checked.newest is not None
                assert first.number <= checked.newest.number <= store.head("t").number
                with EmbeddedStore.at(file) as copy:
                    assert copy.log("t") == store.log("t")[: checked.newest.number]
        finally:
            stop.set()
            writer.join()
    assert told


def test_a_backup_continues_a_store_that_is_older(
    on: On, tmp_path: Path, backups: Path, tenant: str
) -> None:
    newer, older = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    make_history(on(newer), upto=1)
    assert on(newer)("store", "copy", newer, older).code == 0
    make_history(on(newer))
    assert on(newer)("store", "backup", str(backups / "b.db")).code == 0
    restored = on(older)("store", "restore", str(backups / "b.db"), "--json")
    assert (restored.code, restored.answer["tenants"][0]["copied"]) == (0, 2)
    assert on(older)("log", "--json").answer == on(newer)("log", "--json").answer


def test_a_store_with_another_history_is_not_written_over(
    on: On, tmp_path: Path, backups: Path, tenant: str
) -> None:
    ours, theirs = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    make_history(on(ours))
    make_history(on(theirs))
    assert on(ours)("store", "backup", str(backups / "b.db")).code == 0
    before = answers(on(theirs))
    refused = on(theirs)("store", "restore", str(backups / "b.db"))
    assert refused.code == 1
    assert "the store has another history: they part at revision 1" in refused.out
    assert answers(on(theirs)) == before


def test_people_who_were_erased_do_not_come_back_by_themselves(
    on: On, file_store: str, backups: Path, tenant: str
) -> None:
    waymark = on(file_store)
    make_history(waymark)
    assert waymark("store", "backup", str(backups / "b.db")).code == 0
    assert waymark("key", "create", "a").code == 0
    with opening(file_store) as application:
        (ada,) = application.records.learners.list(tenant)
        application.records.learners.erase(tenant, ada.id)
    restored = waymark("store", "restore", str(backups / "b.db"))
    assert (restored.code, "others are there, and were kept" in restored.out) == (1, True)
    with opening(file_store) as application:
        assert application.records.learners.list(tenant) == ()
    assert waymark("store", "restore", str(backups / "b.db"), "--replace-records").code == 0
    with opening(file_store) as application:
        assert application.records.learners.list(tenant) == (ada,)


def test_a_broken_backup_restores_nothing(
    on: On, tmp_path: Path, backups: Path, tenant: str
) -> None:
    store = f"sqlite:///{tmp_path / 'a.db'}"
    make_history(on(store))
    assert on(store)("store", "backup", str(backups / "b.db")).code == 0
    _alter(backups / "b.db", "UPDATE record SET body = '{' WHERE rev = 3")
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    refused = on(fresh)("store", "restore", str(backups / "b.db"))
    assert refused.code == 2
    assert "the backup is broken" in refused.err
    assert on(fresh)("log", "--json").answer == {"revisions": []}


def test_a_file_cut_short_restores_nothing(on: On, tmp_path: Path, backups: Path) -> None:
    store = f"sqlite:///{tmp_path / 'a.db'}"
    make_history(on(store))
    assert on(store)("store", "backup", str(backups / "b.db")).code == 0
    whole = (backups / "b.db").read_bytes()
    (backups / "b.db").write_bytes(whole[: len(whole) // 2])
    refused = on(f"sqlite:///{tmp_path / 'fresh.db'}")("store", "restore", str(backups / "b.db"))
    assert refused.code == 3
    assert "is damaged" in refused.err


def test_a_backup_is_not_touched_by_restoring_it(on: On, tmp_path: Path, backups: Path) -> None:
    frozen = Path(__file__).parents[2] / "layouts"
    for text, name in (("ledger-1.sql", "old.db"), ("records-2.sql", "old-records.db")):
        with closing(sqlite3.connect(backups / name)) as connection:
            connection.executescript((frozen / text).read_text(encoding="utf-8"))
    before = {file.name: file.read_bytes() for file in backups.iterdir()}
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    restored = on(fresh)("store", "restore", str(backups / "old.db"), "--json")
    assert restored.code == 0, restored.err
    assert [each["records"] for each in restored.answer["tenants"]] == ["copied", "copied"]
    assert {file.name: file.read_bytes() for file in backups.iterdir()} == before


@pytest.mark.parametrize("left", ["b.db-wal", "b-records.db-journal"])
def test_a_store_in_use_is_no_backup(on: On, tmp_path: Path, backups: Path, left: str) -> None:
    store = f"sqlite:///{tmp_path / 'a.db'}"
    make_history(on(store))
    assert on(store)("store", "backup", str(backups / "b.db")).code == 0
    (backups / left).write_text("")
    refused = on(f"sqlite:///{tmp_path / 'fresh.db'}")("store", "restore", str(backups / "b.db"))
    assert refused.code == 2
    assert "is in use or was left by a crash" in refused.err


def test_a_backup_that_is_not_there_is_named(on: On, file_store: str, tmp_path: Path) -> None:
    refused = on(file_store)("store", "restore", str(tmp_path / "b.db"))
    assert refused.code == 2
    assert "there is no backup" in refused.err
    assert on(file_store)("store", "backup", str(tmp_path / "c.db")).code == 0


def test_a_restore_that_was_interrupted_is_continued(
    on: On, tmp_path: Path, backups: Path, tenant: str
) -> None:
    store, fresh = (f"sqlite:///{tmp_path / name}.db" for name in ("a", "fresh"))
    make_history(on(store))
    assert on(store)("store", "backup", str(backups / "b.db")).code == 0

    def interrupt(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with opening(fresh) as application:
        with pytest.raises(KeyboardInterrupt):
            restore(lambda: nullcontext(application), opening, backups / "b.db", tell=interrupt)
        application.store.check(tenant)
        assert application.store.head(tenant).number == 2
        restore(lambda: nullcontext(application), opening, backups / "b.db")
        assert application.store.head(tenant).number == 3
    assert answers(on(fresh)) == answers(on(store))


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_backup_is_of_every_tenant(on: On, file_store: str, tmp_path: Path, command: str) -> None:
    refused = on(file_store)("store", command, str(tmp_path / "b.db"), "--tenant", "one")
    assert refused.code == 2
    assert "leave `--tenant` out" in refused.err


def _alter(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


def _forge(login: Login, cypher: str) -> None:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(login.address, auth=(login.user, login.password)) as driver:
        driver.execute_query(cypher)


def _commit(store: Store, before: Dataset, after: Dataset) -> None:
    head = store.head("t").number
    store.commit("t", admitted(before, after), expected=head, author="a", reason="", at=NOON)


def _switch(path: Path, large: Dataset, small: Dataset, stop: threading.Event) -> None:
    """Commit without a pause, through a connection of one's own."""
    with EmbeddedStore.at(path) as store:
        now, then = large, small
        while not stop.is_set():
            _commit(store, now, then)
            now, then = then, now
