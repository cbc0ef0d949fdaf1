"""A copy is the same history, wherever it goes, and whatever happened to the copy before."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from kept_histories import (
    FAULTY,
    FILES,
    On,
    answers,
    make_history,
    make_records,
    recalls,
    remember_answer,
)

from api.application.application import Application
from api.application.keep.copy import copy_store
from api.cli.app import run
from api.cli.shell import Composers
from api.composition import compose, compose_for_reading, serve
from api.settings import Settings, read_settings
from graph.store import Commit, Revision, Store
from ontology.errors import StoreUnavailableError

WAYS = (("file", "file"), ("file", "neo4j"), ("neo4j", "file"))


@pytest.fixture(params=WAYS, ids=lambda way: " to ".join(way))
def way(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Two stores, neither of which holds anything of the tenant."""
    return tuple(  # type: ignore[return-value]
        request.getfixturevalue("neo4j_store")
        if kind == "neo4j"
        else f"sqlite:///{tmp_path / f'{number}.db'}"
        for number, kind in enumerate(request.param)
    )


def test_a_copy_answers_as_the_original_does(way: tuple[str, str], on: On, tenant: str) -> None:
    source, target = way
    make_history(on(source))
    make_records(on(source))
    digest = remember_answer(source, tenant)
    copied = on(source)("store", "copy", source, target, "--tenant", tenant, "--json")
    assert copied.code == 0, copied.err
    assert copied.answer == {
        "whole": True,
        "tenants": [
            {
                "tenant": tenant,
                "source": 4,
                "target": 0,
                "copied": 4,
                "missing": 0,
                "parted": None,
                "records": "copied",
                "problem": None,
            }
        ],
        "lacking": [],
        "error": None,
    }
    assert answers(on(target)) == answers(on(source))
    assert recalls(target, tenant, digest)
    assert on(target)("store", "check", "--tenant", tenant).code == 0


def test_a_second_copy_brings_what_came_since(way: tuple[str, str], on: On, tenant: str) -> None:
    source, target = way
    make_history(on(source), upto=1)
    command = ("store", "copy", source, target, "--tenant", tenant, "--json")
    assert on(source)(*command).answer["tenants"][0]["copied"] == 1
    make_history(on(source))
    assert on(source)(*command).answer["tenants"][0]["copied"] == 2
    again = on(source)(*command)
    assert (again.code, again.answer["tenants"][0]["copied"]) == (0, 0)
    assert on(source)("log", "--json").answer == on(target)("log", "--json").answer


def test_another_history_is_left_alone(way: tuple[str, str], on: On, tenant: str) -> None:
    source, target = way
    make_history(on(source))
    make_history(on(target), upto=1)
    before = on(target)("log", "--json").answer
    copied = on(source)("store", "copy", source, target, "--tenant", tenant)
    assert copied.code == 1
    assert "has another history: they part at revision 1" in copied.out
    assert "nothing was copied" in copied.out
    assert on(target)("log", "--json").answer == before


def test_it_is_said_at_which_revision_histories_part(on: On, tmp_path: Path, tenant: str) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    make_history(on(source), upto=2)
    assert on(source)("store", "copy", source, target).code == 0
    for store in (source, target):
        assert on(store)("load", FILES[2]).code == 0
    copied = on(source)("store", "copy", source, target, "--json")
    assert copied.code == 1
    assert [(each["parted"], each["copied"]) for each in copied.answer["tenants"]] == [(3, 0)]


def test_one_parted_history_keeps_all_tenants_from_being_copied(on: On, tmp_path: Path) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    make_history(on(source))
    make_history(on(target))
    assert on(source)("load", FILES[0], "--tenant", "other").code == 0
    copied = on(source)("store", "copy", source, target, "--json")
    assert copied.code == 1
    assert {each["copied"] for each in copied.answer["tenants"]} == {0}
    assert on(target)("log", "--tenant", "other", "--json").answer == {"revisions": []}


def test_a_store_that_went_on_has_everything(on: On, tmp_path: Path, tenant: str) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    make_history(on(source), upto=1)
    assert on(source)("store", "copy", source, target).code == 0
    make_history(on(target))
    before = on(target)("log", "--json").answer
    copied = on(source)("store", "copy", source, target)
    assert copied.code == 0
    assert "nothing new" in copied.out
    assert on(target)("log", "--json").answer == before


def test_a_copy_that_was_interrupted_is_continued(
    way: tuple[str, str], on: On, tenant: str
) -> None:
    make_history(on(way[0]))
    source, target = (compose(read_settings(store=store)) for store in way)

    def interrupt(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_store(source, target, (tenant,), tell=interrupt)
    assert target.store.log(tenant) == source.store.log(tenant)[:2]
    target.store.check(tenant)
    (copied,) = copy_store(source, target, (tenant,)).tenants
    assert copied.target == source.store.log(tenant)[1]
    assert (copied.copied, copied.missing) == (1, 0)
    assert _whole(target.store, tenant) == _whole(source.store, tenant)
    for each in (source, target):
        each.close()


def test_only_the_tenants_that_are_named_are_copied(on: On, tmp_path: Path) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    for name in ("one", "two", "three"):
        assert on(source)("load", FILES[0], "--tenant", name).code == 0
    named = ("--tenant", "one", "--tenant", "three")
    assert on(source)("store", "copy", source, target, *named).code == 0
    checked = on(target)("store", "check", "--json").answer
    assert [each["tenant"] for each in checked["tenants"]] == ["one", "three"]


def test_records_that_differ_are_kept_unless_told_otherwise(
    on: On, tmp_path: Path, tenant: str
) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    make_history(on(source))
    assert on(source)("store", "copy", source, target).code == 0
    assert on(source)("key", "create", "one").code == 0
    assert on(target)("key", "create", "another").code == 0
    before = on(target)("key", "list", "--json").answer
    kept = on(source)("store", "copy", source, target)
    assert kept.code == 1
    assert "others are there, and were kept" in kept.out
    assert "--replace-records" in kept.out
    assert on(target)("key", "list", "--json").answer == before
    replaced = on(source)("store", "copy", source, target, "--replace-records", "--json")
    assert (replaced.code, replaced.answer["tenants"][0]["records"]) == (0, "copied")
    assert on(target)("key", "list", "--json").answer == on(source)("key", "list", "--json").answer


def test_an_empty_store_is_no_source_and_nothing_is_made(on: On, tmp_path: Path) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    refused = on(source)("store", "copy", source, target)
    assert refused.code == 2
    assert "holds nothing: there is nothing to copy" in refused.err
    assert list(tmp_path.iterdir()) == []


def test_a_tenant_that_is_not_there_is_named(on: On, tmp_path: Path, tenant: str) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    make_history(on(source), upto=1)
    refused = on(source)("store", "copy", source, target, "--tenant", "nobody")
    assert refused.code == 2
    assert f"nothing is known of `nobody`: tenants here are {tenant}" in refused.err
    assert not (tmp_path / "b.db").exists()


def test_what_is_broken_is_not_copied(on: On, tmp_path: Path, tenant: str) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    make_history(on(source))
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as connection:
        connection.execute("UPDATE record SET body = replace(body, 'PT20H', 'PT2H') WHERE rev = 3")
        connection.execute("UPDATE record SET provenance = replace(provenance, 'CC', 'CD')")
    refused = on(source)("store", "copy", source, target)
    assert refused.code == 3
    assert "the statements of revision 1 do not come from where they did" in refused.err
    assert on(target)("log", "--json").answer == {"revisions": []}


@pytest.mark.parametrize(
    ("forgery", "came"),
    [("UPDATE revision SET author = 'eve'", 0), ("UPDATE record SET body = '{' WHERE rev = 2", 1)],
)
def test_a_broken_tenant_keeps_no_other_one_from_being_copied_and_is_named(
    on: On, tmp_path: Path, tenant: str, forgery: str, came: int
) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    make_history(on(source))
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as connection:
        connection.execute(forgery)
    for name in ("a", "z"):
        assert on(source)("load", FILES[0], "--tenant", name).code == 0
    copied = on(source)("store", "copy", source, target, "--json")
    assert copied.code == 3
    assert (copied.answer["whole"], copied.answer["lacking"]) == (False, [tenant])
    assert copied.answer["error"]["code"] == "BROKEN_LEDGER"
    assert f"`{tenant}`" in copied.answer["error"]["message"]
    found = {each["tenant"]: each for each in copied.answer["tenants"]}
    assert [found[name]["copied"] for name in ("a", tenant, "z")] == [1, came, 1]
    assert {found[name]["records"] for name in ("a", "z")} == {"copied"}
    assert found[tenant]["records"] == "untouched"
    assert found[tenant]["problem"]
    told = on(source)("store", "copy", source, target)
    assert told.code == 3
    assert f"✗ {tenant}" in told.out
    assert f"{target} is not whole" in told.out
    assert f"error: `{tenant}`" in told.err
    assert len(on(target)("log", "--tenant", "z", "--json").answer["revisions"]) == 1


def test_it_is_said_what_is_missing_where_a_copy_ended_half_way(
    on: On, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    for name in ("a", "m", "z"):
        for file in FILES[:2]:
            assert on(source)("load", file, "--tenant", name).code == 0

    def let_the_disk_fill(store: Store) -> None:
        """Let the target take three revisions, and no more."""
        taken = store.append
        left = iter(range(3))

        def append(tenant: str, commit: Commit) -> Revision:
            if next(left, None) is None:
                raise StoreUnavailableError("the store cannot grow: the disk is full")
            return taken(tenant, commit)

        store.append = append  # type: ignore[method-assign]

    def composed(settings: Settings) -> Application:
        application = compose(settings)
        if settings.store == target:
            let_the_disk_fill(application.store)
        return application

    composers = Composers(composed, compose_for_reading, serve)
    command = ["store", "copy", source, target, "--json"]
    assert run(command, composers) == 3
    answer = json.loads(capsys.readouterr().out)
    assert answer["error"] == {
        "code": "STORE_UNAVAILABLE",
        "message": "the store cannot grow: the disk is full",
    }
    assert answer["lacking"] == ["m", "z"]
    assert [each["missing"] for each in answer["tenants"]] == [0, 1, 2]
    assert on(source)("store", "copy", source, target).code == 0


@pytest.mark.parametrize("place", ["source", "target"])
def test_a_password_is_never_shown(on: On, tmp_path: Path, place: str, tenant: str) -> None:
    file = f"sqlite:///{tmp_path / 'a.db'}"
    make_history(on(file), upto=1)
    for scheme in ("bolt", "neo4j", "postgresql"):
        away = f"{scheme}://ada:s3cret-word@127.0.0.1:9"
        both = (away, file) if place == "source" else (file, away)
        refused = on(file)("store", "copy", *both)
        assert refused.code in {2, 3}
        assert "s3cret" not in refused.out + refused.err
        assert "127.0.0.1:9" in refused.err


def test_quarantine_alone_is_copied_too(on: On, tmp_path: Path, tenant: str) -> None:
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in "ab")
    assert on(source)("key", "create", "a").code == 0
    assert on(source)("load", "--only-valid", FAULTY, "--tenant", "other").code == 0
    copied = on(source)("store", "copy", source, target, "--json")
    assert copied.code == 0
    found = {each["tenant"]: (each["copied"], each["records"]) for each in copied.answer["tenants"]}
    assert found == {tenant: (0, "copied"), "other": (1, "copied")}


def _whole(store: Store, tenant: str) -> list[object]:
    return [*store.changes(tenant, 0), list(store.log(tenant)), store.dataset(tenant)]
