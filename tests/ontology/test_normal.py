"""Normal form: what `state` makes of a content, and that it does so once."""

from __future__ import annotations

from dataclasses import fields

import clashing
import pytest
import strategies
from builders import FRAMEWORK, PROVENANCE, ex
from hypothesis import given
from hypothesis import strategies as st

from ontology.condition import Attainment, Threshold, all_of
from ontology.dataset import Statement, state
from ontology.normal import is_language, language, normalised, text
from ontology.terms import (
    Competency,
    Content,
    LevelEffort,
    Prerequisite,
    Requirement,
    Resource,
    Role,
    Text,
)

COMPOSED, APART = "\u00e9", "e\u0301"


@given(st.one_of(strategies.statements, clashing.statements))
def test_what_is_normal_stays_as_it_is(statement: Statement) -> None:
    assert normalised(statement.content) is statement.content
    assert state(statement.content, statement.provenance) == statement


@given(strategies.contents)
def test_sets_have_one_order(content: Content) -> None:
    normal = normalised(content)
    for each in fields(normal):
        value = getattr(normal, each.name)
        if isinstance(value, tuple) and each.name not in {"levels", "condition"}:
            assert list(value) == sorted(set(value))


def test_texts_are_nfc_and_tags_lower_case() -> None:
    labels = (Text("en-GB", "b"), Text("EN", APART), Text("en", COMPOSED))
    role = Role(ex("r"), FRAMEWORK, labels, definition=(Text("", APART),), code=APART)
    stated = state(role, PROVENANCE).content
    assert isinstance(stated, Role)
    assert stated.labels == (Text("en", COMPOSED), Text("en-gb", "b"))
    assert stated.definition == (Text("", COMPOSED),)
    assert stated.code == COMPOSED


def test_sets_are_sorted_and_said_once() -> None:
    competency = Competency(
        ex("c"),
        FRAMEWORK,
        (),
        broader=(ex("b"), ex("a"), ex("b")),
        effort=(LevelEffort(2, 1), LevelEffort(1, 1), LevelEffort(2, 1)),
    )
    stated = state(competency, PROVENANCE).content
    assert isinstance(stated, Competency)
    assert stated.broader == (ex("a"), ex("b"))
    assert stated.effort == (LevelEffort(1, 1), LevelEffort(2, 1))
    resource = Resource(
        ex("x"), FRAMEWORK, (), languages=("EN", "de", "en"), audience=(APART, COMPOSED)
    )
    normal = normalised(resource)
    assert isinstance(normal, Resource)
    assert normal.languages == ("de", "en")
    assert normal.audience == (COMPOSED,)


def test_names_and_addresses_are_kept_byte_for_byte() -> None:
    resource = Resource(ex(APART), FRAMEWORK, (), licence=APART, url="https://x.example/" + APART)
    assert state(resource, PROVENANCE) == (ex(APART), resource, PROVENANCE)


def test_a_weight_is_a_floating_point_number() -> None:
    [whole, broken] = (state(Requirement(ex("r"), ex("c"), weight=w), PROVENANCE) for w in (1, 1.0))
    assert repr(whole) == repr(broken)


def test_conditions_are_in_normal_form() -> None:
    a, b = Attainment(ex("a"), 1), Attainment(ex("b"), 1)
    loose = Prerequisite(ex("c"), 1, Threshold(2, (b, a)))
    assert state(loose, PROVENANCE) == state(Prerequisite(ex("c"), 1, all_of(a, b)), PROVENANCE)
    with pytest.raises(ValueError, match="needs a number from 1 to 2"):
        state(Prerequisite(ex("c"), 1, Threshold(3, (a, b))), PROVENANCE)


@given(st.text())
def test_a_text_is_normalised_once(raw: str) -> None:
    assert text(text(raw)) == text(raw)


@pytest.mark.parametrize("tag", ["en", "de-at", "zh-hant-tw", "x-klingon", "i-enochian", "sl-1994"])
def test_language_tags(tag: str) -> None:
    assert is_language(tag)
    assert language(tag.upper()) == tag


@pytest.mark.parametrize("tag", ["", "EN", "en_us", "en-", "-en", "en us", "1a", "é", "abcdefghi"])
def test_what_is_no_language_tag(tag: str) -> None:
    assert not is_language(tag)
