"""Canonical JSON: equal contents, equal bytes, and the bytes say it all."""

from __future__ import annotations

import re

import clashing
import orjson
import strategies
from builders import PROVENANCE, condition, ex
from hypothesis import given
from hypothesis import strategies as st

from ontology.canonical import content_bytes, read_content
from ontology.dataset import Statement, identity, state
from ontology.terms import CONTENT_OF, KIND_OF, Content, Prerequisite

stated = st.one_of(strategies.statements, clashing.statements)


@given(stated)
def test_what_is_written_is_read_back(statement: Statement) -> None:
    written = content_bytes(statement.content)
    read = read_content(statement.kind, written)
    assert read == statement.content
    assert content_bytes(read) == written
    assert read_content(statement.kind, written.decode()) == read
    assert identity(read) == statement.id


@given(stated, stated)
def test_equal_bytes_are_equal_contents(one: Statement, other: Statement) -> None:
    same_bytes = content_bytes(one.content) == content_bytes(other.content)
    assert (same_bytes and one.kind is other.kind) == (one.content == other.content)


@given(stated)
def test_what_is_read_has_the_types_that_were_written(statement: Statement) -> None:
    read = read_content(statement.kind, content_bytes(statement.content))
    assert repr(read) == repr(statement.content)


@given(stated)
def test_every_field_is_written_in_its_order(statement: Statement) -> None:
    body = orjson.loads(content_bytes(statement.content))
    assert list(body) == list(type(statement.content).__dataclass_fields__)


def test_bytes_are_those_that_digests_have_always_covered() -> None:
    content: Content = Prerequisite(ex("sql"), 2, condition("all(logic, any(sets, tables@2))"))
    assert content_bytes(content).decode() == (
        '{"target":"https://example.org/sql","level":2,"condition":{"k":2,"members":['
        '{"competency":"https://example.org/logic","level":1},{"k":1,"members":['
        '{"competency":"https://example.org/sets","level":1},'
        '{"competency":"https://example.org/tables","level":2}]}]},'
        '"strength":"required","rationale":[],"support":null,"id":null}'
    )


def test_every_kind_has_its_record() -> None:
    assert {kind: KIND_OF[made] for kind, made in CONTENT_OF.items()} == {
        kind: kind for kind in CONTENT_OF
    }
    assert all(
        re.fullmatch("[A-Z][a-z]+", made.__name__) and made.__name__.lower() == kind
        for kind, made in CONTENT_OF.items()
    )


def test_provenance_is_no_content() -> None:
    content = Prerequisite(ex("sql"), 1, condition("sets"))
    assert b"curriculum.yaml" not in content_bytes(state(content, PROVENANCE).content)
