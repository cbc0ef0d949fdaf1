"""Datasets: sets of statements, with one digest, one identity each, and differences that add up."""

from __future__ import annotations

import random

import clashing
import pytest
import strategies
from builders import EX, FRAMEWORK, PROVENANCE, condition, curriculum, english, ex, put, stated
from hypothesis import given
from hypothesis import strategies as st

from ontology.condition import TRUE
from ontology.dataset import (
    EMPTY,
    MINTED,
    SMALL,
    Change,
    Dataset,
    Provenance,
    Statement,
    about,
    difference,
    identity,
    leaves,
    replacing,
    state,
)
from ontology.merkle import Leaf
from ontology.names import is_iri
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    Content,
    Kind,
    Prefix,
    Prerequisite,
    Relation,
    Requirement,
    Strength,
    Teaching,
    target_of,
)

OTHER = Provenance(ex("other"), author="somebody else")
datasets = st.one_of(strategies.datasets, clashing.datasets)


@given(strategies.statement_lists, st.integers())
def test_the_digest_knows_no_order_and_no_provenance(
    statements: list[Statement], seed: int
) -> None:
    shuffled = random.Random(seed).sample(statements, len(statements))
    elsewhere = [state(each.content, OTHER) for each in shuffled]
    digests = {Dataset.of(each).digest for each in (statements, shuffled, elsewhere)}
    assert len(digests) == 1


@given(clashing.datasets, clashing.datasets)
def test_equal_digests_are_equal_contents(one: Dataset, other: Dataset) -> None:
    contents = [{each.id: each.content for each in dataset} for dataset in (one, other)]
    assert (one.digest == other.digest) == (contents[0] == contents[1])


def test_the_digest_is_the_one_it_has_always_been() -> None:
    assert EMPTY.digest == (
        "sha256:4c2f7deee3a366ca22691fa954acd683f66643b491cc88a700637407b7d48d7e"
    )
    contents = (Prefix("ex", "urn:x:"), Requirement(ex("r"), ex("c")), Teaching(ex("x"), ex("c")))
    assert stated(*contents).digest == (
        "sha256:e51aa21efce5bb659eca6c8229866fb9a0f5b87433ae3c40253703b106e65cbb"
    )


@given(datasets, datasets)
def test_the_difference_leads_from_one_to_the_other(one: Dataset, other: Dataset) -> None:
    after = one.changed_by(difference(one, other))
    assert after.digest == other.digest
    assert not difference(after, other)


@given(datasets)
def test_what_is_there_already_is_left_alone(dataset: Dataset) -> None:
    again = [state(each.content, OTHER) for each in dataset]
    assert replacing(dataset, again) == Change()
    assert replacing(EMPTY, again).put == tuple(again)


@given(datasets)
def test_statements_are_found_by_what_they_are_about(dataset: Dataset) -> None:
    for kind in Kind:
        terms = {term for each in dataset.by_kind[kind] for term in about(each.content)}
        for term in terms:
            found = dataset.about(kind, term)
            assert list(found) == sorted(
                (each for each in dataset.by_kind[kind] if term in about(each.content)),
                key=lambda each: each.id,
            )
    assert sum(map(len, dataset.by_kind.values())) == len(dataset)
    assert dataset.about(Kind.ROLE, ex("nowhere")) == ()


@given(datasets)
def test_leaves_of_one_kind_about_one_term_are_neighbours(dataset: Dataset) -> None:
    ordered = sorted(leaf for each in dataset for leaf in leaves(each))
    groups = [(leaf.kind, leaf.about) for leaf in ordered]
    assert len([1 for at, group in enumerate(groups) if group not in groups[:at]]) == len(
        [1 for at, group in enumerate(groups) if at == 0 or groups[at - 1] != group]
    )


@given(strategies.statements)
def test_an_identity_is_an_iri_and_minted_where_it_must_be(statement: Statement) -> None:
    assert is_iri(statement.id)
    own = getattr(statement.content, "id", None)
    minted = f"{MINTED}{statement.kind}/"
    assert statement.id == own if own else statement.id.startswith(minted)


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        (
            Requirement(ex("r"), ex("c"), 1),
            Requirement(ex("r"), ex("c"), 2, weight=1.0),
            Requirement(ex("r"), ex("d"), 1),
        ),
        (
            Teaching(ex("x"), ex("c"), 2),
            Teaching(ex("x"), ex("c"), 2, 0),
            Teaching(ex("x"), ex("c"), 1),
        ),
        (
            Assessing(ex("x"), ex("c"), 2),
            Assessing(ex("x"), ex("c"), 2, 0),
            Teaching(ex("x"), ex("c"), 2),
        ),
        (
            Prerequisite(ex("c"), 1, condition("all(a, b)")),
            Prerequisite(ex("c"), 1, condition("all(b, a@1)"), rationale=english("why")),
            Prerequisite(ex("c"), None, condition("all(a, b)")),
        ),
        (
            Prerequisite(ex("c"), 1, TRUE),
            Prerequisite(ex("c"), 1, condition("all()")),
            Prerequisite(ex("c"), 1, TRUE, Strength.RECOMMENDED),
        ),
        (
            Prerequisite(ex("c"), 1, TRUE, id=ex("p")),
            Prerequisite(ex("d"), 2, condition("a"), id=ex("p")),
            Prerequisite(ex("c"), 1, TRUE, id=ex("q")),
        ),
        (
            Alignment(ex("a"), ex("b"), Relation.EXACT),
            Alignment(ex("a"), ex("b"), Relation.EXACT, "board"),
            Alignment(ex("b"), ex("a"), Relation.EXACT),
        ),
        (Prefix("ex", "urn:a:"), Prefix("ex", "urn:b:"), Prefix("eg", "urn:a:")),
    ],
)
def test_the_key_makes_the_identity(one: Content, same: Content, other: Content) -> None:
    assert identity(one) == identity(same)
    assert identity(one) != identity(other)


def test_of_two_statements_with_one_identity_the_last_stands() -> None:
    first = state(Competency(ex("a"), FRAMEWORK, english("first")), PROVENANCE)
    last = state(Competency(ex("a"), FRAMEWORK, english("last")), PROVENANCE)
    assert list(Dataset.of([first, last])) == [last]


def test_a_change_puts_and_retracts() -> None:
    base = curriculum({"sql": "sets"})
    sql = base.statements[ex("sql")]
    gone = base.changed_by(Change(retracted=frozenset({sql.id})))
    assert sql.id not in gone
    assert gone.changed_by(Change((sql,))) == base
    assert gone.get(sql.id) is None
    assert base.changed_by(Change()) == base
    assert not Change()


def test_a_dataset_knows_its_short_names() -> None:
    assert curriculum({"sql": "sets"}).prefixes == EX
    bound = put(EMPTY, Prefix("z", "urn:z:"), Prefix("a", "urn:a:"))
    assert list(bound.prefixes.bindings) == ["a", "z"]


def test_equal_datasets_are_equal_keys() -> None:
    one = curriculum({"sql": "sets"})
    other = Dataset.of(reversed(list(one)))
    assert one == other
    assert len({one, other}) == 1
    assert one != put(one, Prefix("z", "urn:z:"))


def test_what_a_prerequisite_guards() -> None:
    assert target_of(Prerequisite(ex("c"), 2, TRUE)) == (ex("c"), 2)
    assert target_of(Prerequisite(ex("x"), None, TRUE)) == ex("x")


def test_a_leaf_says_kind_term_identity_and_content() -> None:
    statement = state(Alignment(ex("b"), ex("a"), Relation.CLOSE), PROVENANCE)
    found = list(leaves(statement))
    assert [leaf.about for leaf in found] == [ex("b"), ex("a")]
    assert {leaf.digest for leaf in found} == {found[0].digest}
    assert found[0] == Leaf(Kind.ALIGNMENT, ex("b"), statement.id, found[0].digest)


@given(datasets, st.lists(datasets, max_size=3), st.randoms(use_true_random=False))
def test_what_is_handed_over_is_what_would_be_found(
    dataset: Dataset, others: list[Dataset], shuffler: random.Random
) -> None:
    dataset.warm()
    for other in others:
        change = difference(dataset, other)
        parts = [Change(put=(each,)) for each in change.put]
        parts += [Change(retracted=frozenset({name})) for name in sorted(change.retracted)]
        shuffler.shuffle(parts)
        for part in parts:
            before = dict(dataset.statements)
            changed = dataset.changed_by(part)
            if len(dataset) >= 2 * SMALL:
                assert {"by_kind", "_about", "tree"} <= changed.__dict__.keys()
            _is_as_if_read(changed)
            assert dataset.statements == before
            dataset = changed


def _is_as_if_read(dataset: Dataset) -> None:
    plain = Dataset.of(sorted(dataset, key=lambda each: each.id, reverse=True))
    assert dataset.by_kind == plain.by_kind
    assert dataset.tree.leaves == plain.tree.leaves
    assert dataset.digest == plain.digest
    assert dataset.prefixes.compact(ex("a")) == plain.prefixes.compact(ex("a"))
    for kind in Kind:
        for leaf in plain.tree.leaves:
            assert dataset.about(kind, leaf.about) == plain.about(kind, leaf.about)


def test_a_large_change_hands_nothing_over() -> None:
    dataset = stated(Prefix("ex", "urn:x:"), Requirement(ex("r"), ex("c")))
    dataset.warm()
    changed = dataset.changed_by(Change(retracted=frozenset(dataset.statements)))
    assert changed == EMPTY
    assert changed.__dict__.keys() == {"statements"}


@given(datasets, st.randoms(use_true_random=False))
def test_the_kinds_are_sorted_whatever_the_order(dataset: Dataset, shuffler: random.Random) -> None:
    shuffled = list(dataset)
    shuffler.shuffle(shuffled)
    assert Dataset.of(shuffled).by_kind == dataset.by_kind
    for of_kind in dataset.by_kind.values():
        assert list(of_kind) == sorted(of_kind, key=lambda each: each.id)
