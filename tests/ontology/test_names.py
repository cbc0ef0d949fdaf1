"""Names: short ones stand for long ones, and back."""

from __future__ import annotations

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import MalformedNameError
from ontology.names import NO_PREFIXES, Iri, Prefixes, is_iri, is_prefix

EX = Prefixes.of({"ex": "https://example.org/"})
bindings = st.dictionaries(
    st.sampled_from(["ex", "e.x", "e-", "urn", "1", "a b", "", "x."]),
    st.sampled_from(["https://example.org/", "https://example.org/a", "urn:", "", "no iri/"]),
)


@given(strategies.iris, bindings)
def test_a_name_is_read_back(iri: Iri, bound: dict[str, str]) -> None:
    prefixes = Prefixes.of(bound)
    assert prefixes.expand(prefixes.compact(iri)) == iri


@given(strategies.iris, bindings)
def test_the_order_of_bindings_does_not_matter(iri: Iri, bound: dict[str, str]) -> None:
    turned = Prefixes.of(reversed(list(bound.items())))
    assert Prefixes.of(bound) == turned
    assert Prefixes.of(bound).compact(iri) == turned.compact(iri)


@given(st.text(max_size=20), bindings)
def test_what_is_expanded_is_an_iri(name: str, bound: dict[str, str]) -> None:
    prefixes = Prefixes.of(bound)
    for text in (name, f"ex:{name}", f"<{name}>"):
        try:
            expanded = prefixes.expand(text)
        except MalformedNameError as error:
            assert text in error.message  # noqa: PT017 - both ways are right
        else:
            assert is_iri(expanded)


def test_a_binding_that_could_not_be_read_is_not_written() -> None:
    bound = Prefixes.of({"a b": "urn:x:", "1": "urn:x:", "": "urn:x:", "x.": "urn:x:"})
    assert bound.compact(Iri("urn:x:a")) == "<urn:x:a>"


def test_the_longest_namespace_wins() -> None:
    prefixes = Prefixes.of({"a": "urn:x:", "b": "urn:x:y/", "c": "urn:x:y/"})
    assert prefixes.compact(Iri("urn:x:y/z")) == "b:z"
    assert prefixes.compact(Iri("urn:x:z")) == "a:z"
    assert prefixes.compact(Iri("urn:x:y/z(")) == "<urn:x:y/z(>"
    assert prefixes.compact(Iri("urn:x:y/")) == "a:y/"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("sql", "not an identifier: `sql` has no prefix: write `prefix:name`"),
        ("", "not an identifier: `` has no prefix: write `prefix:name`"),
        ("eg:sql", "the prefix of `eg:sql` is not bound: known are `ex:`"),
        ("<sql>", "not an IRI: `<sql>`"),
        ("<https://example.org/a b>", "not an IRI: `<https://example.org/a b>`"),
        (
            "ex:",
            "not an identifier: `ex:`: after the colon use A-Z a-z 0-9 _ . ~ % / + - "
            "and no dot at the end",
        ),
        (
            "https://example.org/a",
            "an IRI stands between angle brackets: write `<https://example.org/a>`",
        ),
    ],
)
def test_what_is_no_name_is_refused(name: str, problem: str) -> None:
    with pytest.raises(MalformedNameError) as caught:
        EX.expand(name)
    assert caught.value.message == problem


def test_no_prefix_makes_an_iri_of_what_is_none() -> None:
    with pytest.raises(MalformedNameError, match="not an IRI: `x:a` stands for `no iri/a`"):
        Prefixes.of({"x": "no iri/"}).expand("x:a")
    with pytest.raises(MalformedNameError, match="known are none"):
        NO_PREFIXES.expand("ex:a")


@pytest.mark.parametrize(
    "text", ["https://example.org/é?a=b#c", "urn:x:1", "a:b", "did:web:x", "x+y.z-1:[]%"]
)
def test_iris(text: str) -> None:
    assert is_iri(text)


@pytest.mark.parametrize(
    "text",
    ["", "a", "a:", ":a", "1a:b", "é:a", *(f"a:{c}" for c in ' <>"{|}\\^`\n\x00\ud800'), "a:b\n"],
)
def test_what_is_no_iri(text: str) -> None:
    assert not is_iri(text)


def test_prefixes() -> None:
    assert all(map(is_prefix, ["ex", "E1", "a.b", "a-b_c"]))
    assert not any(map(is_prefix, ["", "1", "a.", "_a", "a b", "é", "a:"]))
