"""Conditions: one way to write each, read back as written, mistakes found at their column."""

from __future__ import annotations

import itertools
from random import Random

import pytest
import strategies
from builders import EX, ex
from hypothesis import given
from hypothesis import strategies as st

from ontology.condition import (
    FALSE,
    MAX_DEPTH,
    TRUE,
    Attainment,
    Condition,
    Threshold,
    all_of,
    any_of,
    attainments,
    holds,
    normal_form,
    parse_attainment,
    parse_condition,
    print_condition,
    sort_key,
    threshold,
)
from ontology.errors import MalformedConditionError
from ontology.names import NO_PREFIXES, Prefixes

A, B, C = (Attainment(ex(name), 1) for name in "abc")

# small enough for every set of attainments to be tried
few_attainments = st.builds(Attainment, st.sampled_from([ex(n) for n in "ab"]), st.integers(1, 2))
small = strategies.conditions_over(few_attainments)
prefix_maps = st.dictionaries(
    st.sampled_from(["ex", "e", "urn", "a-b.c", "all", "of", "a b", "(", ""]),
    st.sampled_from(["https://example.org/", "https://example.org/a", "urn:x:", "did:"]),
).map(Prefixes.of)


@given(strategies.conditions, prefix_maps)
def test_what_is_printed_is_read_back(condition: Condition, prefixes: Prefixes) -> None:
    assert parse_condition(print_condition(condition, prefixes), prefixes) == condition
    assert parse_condition(print_condition(condition)) == condition


@given(strategies.conditions, st.sampled_from(["", " ", "\n\t "]))
def test_white_space_means_nothing(condition: Condition, space: str) -> None:
    text = print_condition(condition)
    for sign in "(),":
        # names may hold such signs between angle brackets, where white space may not stand
        text = text if "<" in text else text.replace(sign, f"{space}{sign}{space}")
    assert parse_condition(f"{space}{text}{space}") == condition


@given(strategies.conditions)
def test_normal_form_is_a_fixed_point(condition: Condition) -> None:
    assert normal_form(condition) == condition
    for node in _nodes(condition):
        members = list(node.members)
        assert members == sorted(set(members), key=sort_key)
        assert node in (TRUE, FALSE) or (len(members) > 1 and 1 <= node.k <= len(members))


@given(small, st.randoms())
def test_normal_form_keeps_the_meaning(condition: Condition, random: Random) -> None:
    loose = _loosened(condition, random)
    assert normal_form(loose) == condition
    everything = [Attainment(ex(n), level) for n in "ab" for level in (1, 2)]
    for size in range(len(everything) + 1):
        for held in itertools.combinations(everything, size):
            assert holds(loose, held.__contains__) == holds(condition, held.__contains__)


@given(strategies.conditions)
def test_attainments_are_those_that_are_written(condition: Condition) -> None:
    text = print_condition(condition)
    found = list(attainments(condition))
    assert all(str(each) in text for each in found)
    assert text.count(">@") == len(found)


def test_holding_counts_members() -> None:
    two = threshold(2, A, B, all_of(A, C))
    assert holds(two, {A, C}.__contains__)
    assert not holds(two, {B, C}.__contains__)
    assert holds(TRUE, set[Attainment]().__contains__)
    assert not holds(FALSE, {A}.__contains__)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("ex:a", "ex:a@1"),
        ("all(ex:a)", "ex:a@1"),
        ("1 of (ex:a@2)", "ex:a@2"),
        ("any(ex:b, ex:a, ex:b@1)", "any(ex:a@1, ex:b@1)"),
        ("all(all(), any())", "all(all(), any())"),
        ("2 of (ex:b, ex:a)", "all(ex:a@1, ex:b@1)"),
        ("1 of (ex:b, ex:a)", "any(ex:a@1, ex:b@1)"),
        ("2of (ex:b, ex:a)", None),
        ("02 of (ex:c, ex:b, ex:a@01)", "2 of (ex:a@1, ex:b@1, ex:c@1)"),
        ("all(any(ex:z, ex:y), ex:b@10, ex:b@9)", "all(ex:b@9, ex:b@10, any(ex:y@1, ex:z@1))"),
        ("<https://example.org/a(b)@2>@3", "<https://example.org/a(b)@2>@3"),
        ("<https://example.org/a>", "ex:a@1"),
        ("ex:%41~b/c+d", "ex:%41~b/c+d@1"),
    ],
)
def test_normal_form_of(text: str, normal: str | None) -> None:
    if normal is None:
        with pytest.raises(MalformedConditionError):
            parse_condition(text, EX)
    else:
        assert print_condition(parse_condition(text, EX), EX) == normal


DEEP = "all(" * (MAX_DEPTH + 1) + "ex:a"


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("", 1, "a condition is missing before the end"),
        ("   ", 4, "a condition is missing before the end"),
        ("()", 1, "a condition is missing before `(`"),
        (", ex:a", 1, "a condition is missing before `,`"),
        ("all(ex:a,)", 10, "a condition is missing before `)`"),
        ("all(ex:a, , ex:b)", 11, "a condition is missing before `,`"),
        ("all(ex:a, ex:b", 15, "`)` is missing"),
        ("all(ex:a ex:b)", 10, "`,` or `)` is missing"),
        ("all ex:a", 5, "`(` is missing after `all`"),
        ("any", 4, "`(` is missing after `any`"),
        ("all(ex:a))", 10, "`)` is not expected here"),
        ("ex:a ex:b", 6, "`ex:b` is not expected here"),
        ("both(ex:a)", 1, "`both` cannot stand before `(`: write all(…), any(…) or K of (…)"),
        ("2(ex:a)", 1, "`2` cannot stand before `(`: write all(…), any(…) or K of (…)"),
        ("of (ex:a)", 1, "`of` wants a number before it"),
        ("two of (ex:a)", 5, "`of` wants a number before it"),
        ("-1 of (ex:a)", 4, "`of` wants a number before it"),
        ("9999999999 of (ex:a)", 12, "`of` wants a number before it"),
        ("0 of (ex:a)", 1, "`0 of` needs a number from 1 to 1"),
        ("3 of (ex:a, ex:b)", 1, "`3 of` needs a number from 1 to 2"),
        ("1 of ()", 1, "`1 of` needs a number from 1 to 0"),
        ("2 of ex:a", 6, "`(` is missing"),
        ("any(2 of (ex:a, ex:a@1))", 5, "the members of `of` must be distinct"),
        ("2 of (ex:a, all(ex:a))", 1, "the members of `of` must be distinct"),
        ("ex:a@0", 6, "a level is a whole number from 1"),
        ("ex:a@1001", 6, "a level is at most 1000"),
        ("any(ex:a@, ex:b)", 10, "a level is a whole number from 1"),
        ("ex:a@²", 6, "a level is a whole number from 1"),
        ("ex:a@" + "9" * 5000, 6, "a level is a whole number from 1"),
        ("<urn:a>@x", 9, "a level is a whole number from 1"),
        ("all(ex:a, <urn:a)", 11, "`>` is missing after `<`"),
        ("<no iri>", 1, "`>` is missing after `<`"),
        ("<noiri>", 1, "not an IRI: `<noiri>`"),
        ("all(ex:a, sql)", 11, "not an identifier: `sql` has no prefix: write `prefix:name`"),
        ("all(ex:a, eg:b)", 11, "the prefix of `eg:b` is not bound: known are `ex:`"),
        (
            "ex:a.",
            1,
            "not an identifier: `ex:a.`: after the colon use A-Z a-z 0-9 _ . ~ % / + - "
            "and no dot at the end",
        ),
        (
            "all(https://example.org/a)",
            5,
            "an IRI stands between angle brackets: write `<https://example.org/a>`",
        ),
        (DEEP, 4 * (MAX_DEPTH + 1) + 1, f"nested deeper than {MAX_DEPTH}"),
    ],
)
def test_a_mistake_is_found_at_its_column(text: str, column: int, problem: str) -> None:
    with pytest.raises(MalformedConditionError) as caught:
        parse_condition(text, EX)
    assert (caught.value.column, caught.value.problem) == (column, problem)
    assert caught.value.message == f"column {column}: {problem}"


@given(st.text("alnyof (),@<>:0123ex.\n", max_size=30))
def test_any_text_is_read_or_refused_within_it(text: str) -> None:
    read: Condition | int
    try:
        read = parse_condition(text, EX)
    except MalformedConditionError as error:
        read = error.column
    assert 1 <= read <= len(text) + 1 if isinstance(read, int) else normal_form(read) == read


def test_the_deepest_that_is_read() -> None:
    text = "all(ex:a, " * MAX_DEPTH + "ex:b" + ")" * MAX_DEPTH
    assert print_condition(parse_condition(text, EX)).count("all(") == MAX_DEPTH


def test_a_condition_is_no_attainment() -> None:
    assert parse_attainment("ex:a@2", EX) == Attainment(ex("a"), 2)
    with pytest.raises(MalformedConditionError, match="column 1: one competency is wanted here"):
        parse_attainment("any(ex:a, ex:b)", EX)
    with pytest.raises(MalformedConditionError, match="known are none"):
        parse_attainment("ex:a", NO_PREFIXES)


@pytest.mark.parametrize(
    "loose", [Threshold(3, (A, B)), Threshold(0, (A,)), Threshold(2, (A, A, B)), Threshold(2, ())]
)
def test_some_nodes_have_no_normal_form(loose: Threshold) -> None:
    with pytest.raises(ValueError, match="of`"):
        normal_form(loose)
    assert any_of(A, B) == Threshold(1, (A, B))


def _nodes(condition: Condition) -> list[Threshold]:
    if isinstance(condition, Attainment):
        return []
    return [condition, *(node for member in condition.members for node in _nodes(member))]


def _loosened(condition: Condition, random: Random) -> Condition:
    """Return another way to write the condition."""
    if isinstance(condition, Attainment):
        return Threshold(1, (condition,)) if random.random() < 0.2 else condition
    members = [_loosened(member, random) for member in condition.members]
    random.shuffle(members)
    if condition.k == 1 and members:
        members.append(random.choice(members))
    elif condition.k == len(members) and members:
        members.append(random.choice(members))
        return Threshold(len(members), tuple(members))
    return Threshold(condition.k, tuple(members))
