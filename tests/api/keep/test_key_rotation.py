"""A key is replaced while everybody works, by the command."""

from __future__ import annotations

from contextlib import closing

from kept_histories import On

from api.application.people.keys import bearer
from api.composition import compose
from api.settings import read_settings


def opens(store: str, secret: str) -> bool:
    """Tell whether the service would answer to a secret."""
    with closing(compose(read_settings(store=store))) as application:
        return bearer(application, secret) is not None


def test_for_a_while_both_secrets_open_the_service(on: On, file_store: str) -> None:
    waymark = on(file_store)
    first = waymark("key", "create", "dashboard", "--role", "editor", "--json").answer
    rotated = waymark("key", "rotate", "dashboard", "--overlap", "1", "--json")
    assert rotated.code == 0, rotated.err
    second = rotated.answer
    assert (second["key"]["name"], second["key"]["roles"]) == ("dashboard", ["editor"])
    assert second["replaces"]["id"] == first["key"]["id"]
    assert second["replaces"]["expires"] is not None
    assert second["key"]["expires"] is None
    assert opens(file_store, first["secret"])
    assert opens(file_store, second["secret"])


def test_without_an_overlap_the_old_secret_ends_at_once(on: On, file_store: str) -> None:
    waymark = on(file_store)
    first = waymark("key", "create", "dashboard", "--json").answer["secret"]
    second = waymark("key", "rotate", "dashboard", "--overlap", "0", "--json").answer["secret"]
    assert (opens(file_store, first), opens(file_store, second)) == (False, True)


def test_every_older_secret_ends_and_is_named(on: On, file_store: str) -> None:
    waymark = on(file_store)
    first = waymark("key", "create", "dashboard", "--json").answer
    second = waymark("key", "rotate", "dashboard", "--overlap", "48", "--json").answer
    third = waymark("key", "rotate", "dashboard", "--overlap", "0", "--json").answer
    older = [each["key"]["id"] for each in (first, second)]
    assert [key["id"] for key in third["ending"]] == older
    assert [opens(file_store, each["secret"]) for each in (first, second, third)] == [
        False,
        False,
        True,
    ]
    fourth = waymark("key", "rotate", "dashboard", "--overlap", "2")
    assert f"key `{third['key']['id']}` is good until" in " ".join(fourth.err.split())
    fifth = " ".join(waymark("key", "rotate", "dashboard", "--overlap", "0").err.split())
    assert f"key `{third['key']['id']}` is good no more; key `" in fifth


def test_both_keys_are_listed_with_their_ends(on: On, file_store: str) -> None:
    waymark = on(file_store)
    waymark("key", "create", "dashboard")
    rotated = waymark("key", "rotate", "dashboard")
    assert rotated.out.startswith("wmk_")
    assert "it is shown this once and kept nowhere" in rotated.err
    assert "is good until" in rotated.err.replace("\n", " ")
    old, new = waymark("key", "list", "--json").answer["keys"]
    assert (old["expires"] is None, new["expires"]) == (False, None)
    assert "good until" in waymark("key", "list").out


def test_a_key_that_is_not_there_is_not_rotated(on: On, file_store: str) -> None:
    waymark = on(file_store)
    refused = waymark("key", "rotate", "dashboard")
    assert refused.code == 2
    assert "no good key `dashboard`: `waymark key list` shows them all" in refused.err
    assert waymark("key", "rotate", "dashboard", "--overlap", "-1").code == 2
