"""API keys open what they were made for, and nothing once they are revoked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records.keys import Token, mint, read_token
from graph.records.records import Records
from ontology.errors import InputError, UnknownTermError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
HOUR = timedelta(hours=1)

tokens = st.builds(
    Token,
    st.binary(min_size=6, max_size=6).map(bytes.hex),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
)


@pytest.fixture
def records() -> Iterator[Records]:
    with Records.in_memory(Random(1).randbytes) as records:
        yield records


def test_a_key_is_recognised_by_its_token(records: Records) -> None:
    key, token = records.create_key("t", "dashboard", ["reader", "people", "reader"], NOON)
    assert (key.tenant, key.name, key.roles) == ("t", "dashboard", ("people", "reader"))
    assert (key.created, key.revoked) == (NOON, None)
    assert records.verify_key(token, LATER) == key
    assert records.keys("t") == (key,)


def test_of_two_keys_each_is_itself(records: Records) -> None:
    (one, token_one), (two, token_two) = (
        records.create_key(tenant, "same name", ["reader"], NOON) for tenant in "ab"
    )
    assert records.verify_key(token_one, LATER) == one
    assert records.verify_key(token_two, LATER) == two
    mixed = Token(one.id, token_two.rpartition("_")[2])
    assert records.verify_key(str(mixed), LATER) is None


def test_a_wrong_secret_opens_nothing(records: Records) -> None:
    _, token = records.create_key("t", "a", ["admin"], NOON)
    last = "0" if token[-1] != "0" else "1"
    for wrong in (token[:-1] + last, token.upper(), token + "\n", token[:-1], "", "wmk__"):
        assert records.verify_key(wrong, LATER) is None


def test_a_key_that_never_was_opens_nothing(records: Records) -> None:
    assert records.verify_key(str(mint(Random(2).randbytes)), LATER) is None


def test_a_revoked_key_opens_nothing(records: Records) -> None:
    kept, still = records.create_key("t", "a", ["reader"], NOON)
    key, token = records.create_key("t", "b", ["reader"], LATER)
    revoked = records.revoke_key("t", key.id, LATER)
    assert revoked == replace(key, revoked=LATER)
    assert records.verify_key(token, LATER) is None
    assert records.verify_key(still, LATER) == kept
    assert records.keys("t") == (kept, revoked)
    again = records.revoke_key("t", key.id, LATER + timedelta(days=1))
    assert again.revoked == LATER


def test_both_secrets_of_a_rotated_key_work_until_the_overlap_ends(records: Records) -> None:
    key, token = records.create_key("t", "dashboard", ["reader", "people"], NOON)
    (old, new, others), fresh = records.rotate_key("t", "dashboard", NOON + HOUR, LATER)
    assert (old, others) == (replace(key, expires=LATER), ())
    assert (new.name, new.roles, new.tenant) == (key.name, key.roles, "t")
    assert (new.created, new.expires, new.revoked) == (NOON + HOUR, None, None)
    assert new.id != old.id
    last = LATER - timedelta(microseconds=1)
    assert (records.verify_key(token, last), records.verify_key(fresh, last)) == (old, new)
    assert (records.verify_key(token, LATER), records.verify_key(fresh, LATER)) == (None, new)
    assert records.keys("t") == (old, new)


def test_a_rotated_key_is_rotated_again_by_its_name(records: Records) -> None:
    records.create_key("t", "dashboard", [], NOON)
    (_, second, _), _ = records.rotate_key("t", "dashboard", NOON, LATER)
    (old, third, _), _ = records.rotate_key("t", "dashboard", NOON + HOUR, LATER)
    assert old.id == second.id
    records.revoke_key("t", third.id, NOON + HOUR)
    with pytest.raises(InputError, match="several keys are called `dashboard`: name one of"):
        records.rotate_key("t", "dashboard", NOON + HOUR, LATER)
    (old, _, _), _ = records.rotate_key("t", second.id, NOON + HOUR, LATER + HOUR)
    assert old == replace(second, expires=LATER)


def test_a_key_that_ends_is_not_made_to_last_longer(records: Records) -> None:
    key, token = records.create_key("t", "a", [], NOON)
    records.rotate_key("t", key.id, NOON, NOON + HOUR)
    records.rotate_key("t", key.id, NOON, LATER)
    assert records.verify_key(token, NOON + HOUR) is None


def test_every_older_secret_ends_with_the_one_that_is_replaced(records: Records) -> None:
    _, first = records.create_key("t", "a", [], NOON)
    elsewhere = [records.create_key(*whose, [], NOON)[1] for whose in (("t", "b"), ("u", "a"))]
    (old, _, _), second = records.rotate_key("t", "a", NOON, LATER)
    (_, new, others), third = records.rotate_key("t", "a", NOON + HOUR, NOON + HOUR)
    assert others == (replace(old, expires=NOON + HOUR),)
    now = NOON + HOUR
    assert [records.verify_key(token, now) for token in (first, second, third)] == [None, None, new]
    assert all(records.verify_key(token, now) for token in elsewhere)


def test_a_key_that_was_never_rotated_goes_on_when_another_one_is(records: Records) -> None:
    one, other = (records.create_key("t", "a", [], NOON) for _ in range(2))
    (old, _, others), _ = records.rotate_key("t", one[0].id, NOON, NOON)
    assert (old.id, others) == (one[0].id, ())
    assert records.verify_key(other[1], NOON) == other[0]


def test_of_keys_with_one_name_the_one_meant_is_named(records: Records) -> None:
    one, other = (records.create_key("t", "a", [], NOON)[0] for _ in range(2))
    with pytest.raises(InputError, match=f"`{one.id}`.*`{other.id}`|`{other.id}`.*`{one.id}`"):
        records.rotate_key("t", "a", NOON, LATER)
    assert records.keys("t") == tuple(sorted((one, other), key=lambda key: key.id))
    (old, _, _), _ = records.rotate_key("t", other.id, NOON, LATER)
    assert old.id == other.id


@pytest.mark.parametrize("named", ["b", "", "%", "dashboar_"])
def test_what_names_no_good_key_rotates_nothing(records: Records, named: str) -> None:
    records.create_key("t", "dashboard", [], NOON)
    records.create_key("u", "b", [], NOON)
    key, _ = records.create_key("t", "b", [], NOON)
    records.revoke_key("t", key.id, NOON)
    with pytest.raises(UnknownTermError, match=f"no good key `{named}`"):
        records.rotate_key("t", named, NOON, LATER)
    assert len(records.keys("t")) == 2


def test_another_tenant_neither_sees_nor_revokes_a_key(records: Records) -> None:
    key, token = records.create_key("t", "a", ["reader"], NOON)
    assert records.keys("u") == ()
    with pytest.raises(UnknownTermError, match=f"unknown key `{key.id}`"):
        records.revoke_key("u", key.id, LATER)
    found = records.verify_key(token, LATER)
    assert found is not None
    assert found.tenant == "t"


def test_keys_are_listed_oldest_first(records: Records) -> None:
    made = [
        records.create_key("t", name, [], NOON + timedelta(days=day))[0]
        for name, day in (("a", 2), ("b", 1), ("c", 3))
    ]
    assert records.keys("t") == (made[1], made[0], made[2])


def test_the_secret_is_kept_nowhere(tmp_path: Path) -> None:
    with Records.at(tmp_path / "records.db") as records:
        _, token = records.create_key("t", "a", ["reader"], NOON)
        secret = token.rpartition("_")[2]
        for path in tmp_path.iterdir():
            assert secret.encode() not in path.read_bytes()
            assert bytes.fromhex(secret) not in path.read_bytes()


def test_a_secret_has_256_bits_that_were_drawn() -> None:
    asked: list[int] = []

    def draw(size: int) -> bytes:
        asked.append(size)
        return bytes(size)

    token = mint(draw)
    assert asked == [6, 32]
    assert str(token) == "wmk_" + "00" * 6 + "_" + "00" * 32


@given(tokens)
def test_a_token_is_read_as_it_is_written(token: Token) -> None:
    assert read_token(str(token)) == token
    assert token.secret not in repr(token)


@given(tokens, tokens)
def test_only_the_same_token_has_a_digest(one: Token, other: Token) -> None:
    assert one.has(one.digest)
    assert one.has(other.digest) == (one == other)


@given(st.text())
def test_any_other_text_is_no_token(text: str) -> None:
    assert read_token(text) is None
