"""A check finds what is broken, says it in words, and repairs what can be drawn anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from kept_histories import ADA, FILES, On, make_history, make_records, remember_answer
from servers.neo4j_server import Login

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
            {"tenant": tenant, "revision": 4, "digest": digest, "problem": None, "mended": None}
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
    assert waymark(*command).answer["tenants"][0]["mended"] is None


def test_a_broken_ledger_is_not_repaired(
    on: On, neo4j_store: str, neo4j_login: Login, tenant: str
) -> None:
    waymark = on(neo4j_store)
    make_history(waymark)
    _query(neo4j_login, "MATCH (r:Revision {tenant: $t, number: 2}) SET r.author = 'eve'", tenant)
    checked = waymark("store", "check", "--repair", "--tenant", tenant)
    assert checked.code == 1
    assert "the record of revision 2 was altered" in checked.out


def _query(login: Login, cypher: str, tenant: str) -> None:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(login.address, auth=(login.user, login.password)) as driver:
        driver.execute_query(cypher, t=tenant)
