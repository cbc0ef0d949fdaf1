"""A check finds what is broken, says it in words, and repairs what can be drawn anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from kept_histories import (
    ADA,
    FILES,
    On,
    address_of,
    make_history,
    make_records,
    remember_answer,
    tenant_of_its_own,
)
from servers.neo4j_server import Login, Server

LEDGER = {
    "UPDATE revision SET author = 'eve' WHERE number = 2": "the record of revision 2 was altered",
    "DELETE FROM revision WHERE number = 2": "one is missing between",
    "DELETE FROM record WHERE rev = 3": "revision 3 does not hold what its digest says",
    "UPDATE record SET until = 3 WHERE rev = 1 AND until > 9": "does not hold what its digest says",
    "UPDATE record SET body = '{' WHERE rev = 3": "was altered",
}
"""What is done to the tenant that was there first, and what is said of it then."""

RECORDS = {
    "UPDATE learner SET labels = '[7]'": "a learner of `{tenant}` cannot be read",
    "UPDATE evidence SET standing = 'sworn'": "a learner of `{tenant}` cannot be read",
    "UPDATE quarantine SET severity = 'odd'": "something in quarantine of `{tenant}` cannot be",
    "UPDATE api_key SET created = 'yesterday'": "a key of `{tenant}` cannot be read",
    "UPDATE answer SET certificate = '{{}}'": "of `{tenant}` was altered",
    "UPDATE answer SET certificate = '['": "of `{tenant}` was altered",
    "DELETE FROM learner": "a row of `evidence` belongs to no `learner`",
}


def alter(file: Path, statement: str) -> None:
    """Change a file behind everybody's back."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


def test_a_sound_store_is_called_sound(on: On, file_store: str, tenant: str) -> None:
    waymark = on(file_store)
    make_history(waymark)
    make_records(waymark)
    digest = waymark("log", "--json").answer["revisions"][0]["digest"]
    checked = waymark("store", "check", "--json")
    assert checked.code == 0
    assert checked.answer == {
        "sound": True,
        "tenants": [
            {
                "tenant": tenant,
                "revision": 4,
                "digest": digest,
                "problem": None,
                "mended": None,
                "differing": 0,
                "differences": [],
            }
        ],
        "records": [],
    }
    told = waymark("store", "check", "--repair")
    assert (told.code, "✓" in told.out) == (0, True)


@pytest.mark.parametrize(("forgery", "sentence"), LEDGER.items(), ids=LEDGER.values())
def test_what_is_broken_in_a_ledger_is_said(
    on: On, file_store: str, tmp_path: Path, tenant: str, forgery: str, sentence: str
) -> None:
    waymark = on(file_store)
    make_history(waymark)
    alter(tmp_path / "waymark.db", forgery)
    assert waymark("load", "--tenant", "sound", FILES[0]).code == 0
    checked = waymark("store", "check", "--json")
    assert checked.code == 1
    broken, sound = checked.answer["tenants"]
    assert broken["tenant"] == tenant
    assert sentence in broken["problem"]
    assert (sound["tenant"], sound["problem"]) == ("sound", None)
    told = waymark("store", "check")
    assert (told.code, sentence in told.out) == (1, True)
    assert waymark("store", "check", "--tenant", "sound").code == 0


@pytest.mark.parametrize(("forgery", "sentence"), RECORDS.items(), ids=RECORDS)
def test_what_is_broken_in_the_records_is_said(
    on: On, file_store: str, tmp_path: Path, tenant: str, forgery: str, sentence: str
) -> None:
    waymark = on(file_store)
    make_history(waymark)
    make_records(waymark)
    remember_answer(file_store, tenant)
    assert waymark("store", "check").code == 0
    alter(tmp_path / "waymark-records.db", forgery.format())
    checked = waymark("store", "check", "--json")
    assert checked.code == 1
    (found,) = checked.answer["records"]
    assert sentence.format(tenant=tenant) in found
    assert sentence.format(tenant=tenant) in waymark("store", "check").out


def test_damaged_records_keep_no_statement_from_being_checked(
    on: On, file_store: str, tmp_path: Path, tenant: str
) -> None:
    waymark = on(file_store)
    make_history(waymark)
    (tmp_path / "waymark-records.db").write_bytes(b"no database at all" * 100)
    checked = waymark("store", "check", "--json")
    assert checked.code == 1
    assert [each["tenant"] for each in checked.answer["tenants"]] == [tenant]
    (found,) = checked.answer["records"]
    assert "is no database of Waymark" in found
    alter(tmp_path / "waymark.db", "UPDATE revision SET author = 'eve' WHERE number = 2")
    told = waymark("store", "check")
    assert told.code == 1
    assert "the record of revision 2 was altered" in told.out
    assert "✗ records" in told.out


@pytest.mark.parametrize("named", [("typo",), ("typo", "main"), ("main", "typo")])
def test_a_tenant_that_is_not_there_is_not_called_sound(
    on: On, file_store: str, named: tuple[str, ...]
) -> None:
    waymark = on(file_store)
    options = [word for each in named for word in ("--tenant", each)]
    refused = waymark("store", "check", *options)
    assert refused.code == 2
    assert "there is no tenant here" in refused.err
    assert waymark("load", FILES[0], "--tenant", "main").code == 0
    refused = waymark("store", "check", *options)
    assert refused.code == 2
    assert "nothing is known of `typo`: tenants here are main" in refused.err


def test_a_tenant_that_has_records_alone_is_there(on: On, file_store: str, tenant: str) -> None:
    waymark = on(file_store)
    assert waymark("key", "create", "dashboard").code == 0
    assert waymark("store", "check", "--tenant", tenant).code == 0


def test_a_tenant_that_is_not_in_neo4j_is_not_made_by_the_check(
    on: On, neo4j_store: str, neo4j_login: Login, tenant: str
) -> None:
    refused = on(neo4j_store)("store", "check", "--tenant", tenant)
    assert refused.code == 2
    assert f"nothing is known of `{tenant}`" in refused.err
    assert _query(neo4j_login, "MATCH (n {tenant: $t}) RETURN n", tenant) == 0


WAYS = (
    ("path", "--role", "dp:data-analyst"),
    ("log",),
    ("store", "backup", "{folder}/b.db"),
    ("store", "copy", "{store}", "sqlite:///{folder}/b.db"),
)


@pytest.mark.parametrize("words", WAYS, ids=lambda words: words[1] if words[1:] else words[0])
def test_a_ledger_that_was_altered_is_no_mistake_to_be_reported(
    on: On, file_store: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    waymark = on(file_store)
    make_history(waymark)
    alter(tmp_path / "waymark.db", "UPDATE revision SET author = 'eve'")
    refused = waymark(*(word.format(folder=tmp_path, store=file_store) for word in words))
    assert refused.code == 3
    assert "report" not in refused.err
    assert "was altered or damaged" in refused.err
    assert "`waymark store check`" in refused.err
    assert "brings a backup back" in refused.err


def test_people_are_not_shown_in_what_is_found(
    on: On, file_store: str, tmp_path: Path, tenant: str
) -> None:
    waymark = on(file_store)
    make_history(waymark)
    alter(tmp_path / "waymark-records.db", "UPDATE evidence SET standing = 'sworn'")
    checked = waymark("store", "check")
    assert ADA not in checked.out + checked.err


def test_a_store_without_anything_is_checked_and_not_made(
    on: On, file_store: str, tmp_path: Path
) -> None:
    checked = on(file_store)("store", "check")
    assert checked.code == 0
    assert "nothing was loaded yet" in checked.out
    assert list(tmp_path.iterdir()) == []


def test_records_are_not_made_by_a_check(on: On, file_store: str, tmp_path: Path) -> None:
    make_history(on(file_store))
    (tmp_path / "waymark-records.db").unlink()
    assert on(file_store)("store", "check").code == 0
    assert not (tmp_path / "waymark-records.db").exists()


def test_a_store_that_cannot_be_opened_is_for_the_operator(
    on: On, file_store: str, tmp_path: Path
) -> None:
    make_history(on(file_store))
    alter(tmp_path / "waymark.db", "PRAGMA user_version = 99")
    checked = on(file_store)("store", "check")
    assert checked.code == 3
    assert "upgrade Waymark" in checked.err


def test_a_ledger_without_any_revision_left_is_broken(
    on: On, file_store: str, tmp_path: Path, tenant: str
) -> None:
    make_history(on(file_store))
    alter(tmp_path / "waymark.db", "DELETE FROM revision")
    checked = on(file_store)("store", "check", "--json")
    assert checked.code == 1
    assert [each["tenant"] for each in checked.answer["tenants"]] == [tenant]


def test_a_picture_that_differs_is_drawn_anew(
    on: On, neo4j_store: str, neo4j_login: Login, tenant: str
) -> None:
    waymark = on(neo4j_store)
    make_history(waymark)
    command = ("store", "check", "--tenant", tenant, "--json")
    assert waymark(*command).answer["sound"]
    _query(neo4j_login, "MATCH (t:Term {tenant: $t}) WITH t LIMIT 2 DETACH DELETE t", tenant)
    broken = waymark(*command)
    assert broken.code == 1
    (found,) = broken.answer["tenants"]
    assert found["problem"]
    repaired = waymark(*command, "--repair")
    assert repaired.code == 0, repaired.out
    assert repaired.answer["tenants"][0]["mended"] == found["problem"]
    assert repaired.answer["tenants"][0]["differences"] == found["differences"]
    assert waymark(*command).answer["tenants"][0]["mended"] is None


def test_every_difference_is_listed_and_the_remedy_is_the_repair(
    on: On, neo4j_store: str, neo4j_login: Login, tenant: str
) -> None:
    waymark = on(neo4j_store)
    make_history(waymark)
    named = "MATCH (t:Competency {tenant: $t}) SET t.name = t.name + '!' RETURN t"
    changed = _query(neo4j_login, named, tenant)
    assert changed > 3
    command = ("store", "check", "--tenant", tenant)
    (found,) = waymark(*command, "--json").answer["tenants"]
    assert len(found["differences"]) == found["differing"] >= changed
    told = waymark(*command)
    assert told.code == 1
    assert f" and {found['differing'] - 3:,} more" in told.out
    assert "`waymark store check --repair`" in told.out
    assert "store restore" not in told.out
    repaired = waymark(*command, "--repair")
    assert (repaired.code, "✓ repaired" in repaired.out) == (0, True)
    assert "repair it" not in repaired.out
    assert "→" not in repaired.out


def test_a_broken_tenant_keeps_no_other_one_from_being_repaired(
    on: On, neo4j_store: str, neo4j_login: Login
) -> None:
    waymark = on(neo4j_store)
    broken, differing, sound = (tenant_of_its_own() for _ in range(3))
    for each in (broken, differing, sound):
        assert waymark("load", FILES[0], "--tenant", each).code == 0
    for each in (broken, differing):
        _query(neo4j_login, "MATCH (t:Term {tenant: $t}) WITH t LIMIT 1 DETACH DELETE t", each)
    _query(neo4j_login, "MATCH (r:Revision {tenant: $t}) SET r.author = 'eve'", broken)
    named = [word for each in (broken, differing, sound) for word in ("--tenant", each)]
    repaired = waymark("store", "check", "--repair", *named, "--json")
    assert repaired.code == 1
    found = [(each["problem"], bool(each["mended"])) for each in repaired.answer["tenants"]]
    assert found == [("the record of revision 1 was altered", False), (None, True), (None, False)]
    told = waymark("store", "check", "--repair", *named)
    assert told.code == 1
    assert "store restore" in told.out
    assert "--repair" not in told.out


@pytest.mark.parametrize("forgery", ["DETACH DELETE h", "REMOVE h.revision"])
def test_a_tenant_whose_head_is_gone_is_not_overlooked(
    on: On, own_neo4j: Server, tenant: str, forgery: str
) -> None:
    own_neo4j.clear()
    waymark = on(address_of(own_neo4j.login))
    make_history(waymark)
    assert waymark("store", "check").code == 0
    _query(own_neo4j.login, f"MATCH (h:Head {{tenant: $t}}) {forgery}", tenant)
    checked = waymark("store", "check", "--json")
    assert checked.code == 1
    assert [each["tenant"] for each in checked.answer["tenants"]] == [tenant]


@pytest.mark.parametrize(
    "forgery",
    [
        "MATCH (h:Head {tenant: $t}) DELETE h",
        "MATCH (h:Head {tenant: $t}) REMOVE h.revision",
        "MATCH (r:Revision {tenant: $t, number: 2}) REMOVE r.at",
        "MATCH (r:Revision {tenant: $t, number: 2}) SET r.at = 7",
        "MATCH (r:Revision {tenant: $t, number: 2}) REMOVE r.size",
        "MATCH (r:Revision {tenant: $t, number: 2}) SET r.author = ['eve']",
        "MATCH (r:Revision {tenant: $t, number: 2}) DETACH DELETE r",
        "MATCH (r:Revision {tenant: $t}) DETACH DELETE r",
        "MATCH (r:Record {tenant: $t}) DETACH DELETE r",
        "MATCH (r:Record {tenant: $t}) REMOVE r.body",
        "MATCH (r:Record {tenant: $t}) SET r.body = 7",
        "MATCH (r:Record {tenant: $t}) REMOVE r.digest",
        "MATCH (r:Record {tenant: $t}) REMOVE r.kind",
        "MATCH (r:Record {tenant: $t}) REMOVE r.rev",
        "MATCH (r:Record {tenant: $t}) REMOVE r.until",
        "MATCH (r:Record {tenant: $t}) SET r.until = 'x' + r.rev",
        "MATCH (r:Record {tenant: $t}) SET r.id = 'x' + r.id",
        "MATCH (r:Record {tenant: $t}) REMOVE r.provenance",
        "MATCH (r:Record {tenant: $t}) SET r.provenance = '['",
    ],
)
def test_whatever_was_done_to_a_ledger_is_told_in_the_table(
    on: On, neo4j_store: str, neo4j_login: Login, tenant: str, forgery: str
) -> None:
    waymark = on(neo4j_store)
    make_history(waymark)
    _query(neo4j_login, forgery, tenant)
    checked = waymark("store", "check", "--repair", "--tenant", tenant, "--json")
    assert checked.code == 1, checked.err
    (found,) = checked.answer["tenants"]
    assert found["problem"]


def test_a_broken_ledger_is_not_repaired(
    on: On, neo4j_store: str, neo4j_login: Login, tenant: str
) -> None:
    waymark = on(neo4j_store)
    make_history(waymark)
    _query(neo4j_login, "MATCH (r:Revision {tenant: $t, number: 2}) SET r.author = 'eve'", tenant)
    checked = waymark("store", "check", "--repair", "--tenant", tenant)
    assert checked.code == 1
    assert "the record of revision 2 was altered" in checked.out


def _query(login: Login, cypher: str, tenant: str) -> int:
    """Run a query; returns how many rows it answers."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(login.address, auth=(login.user, login.password)) as driver:
        return len(driver.execute_query(cypher, t=tenant).records)
