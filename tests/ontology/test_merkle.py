"""The content digest: what an opening proves, and that nothing else can be proved with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ontology.merkle import (
    MOST_LEAVES,
    Leaf,
    Opening,
    Span,
    leaf_hash,
    root,
    root_of_hashes,
)
from ontology.names import Iri
from ontology.terms import Kind
from ontology.tree import Tree, open_leaves

names = st.text("ab:/é", max_size=3).map(Iri)
leaves = st.builds(Leaf, st.sampled_from(Kind), names, names, st.sampled_from(["0" * 64, "1" * 64]))
trees = st.lists(leaves, max_size=40, unique=True).map(sorted)


@st.composite
def openings(draw: st.DrawFn) -> tuple[list[Leaf], Opening]:
    """Draw a tree of one leaf or more, with an opening of some of it."""
    ordered = draw(trees.filter(bool))
    positions = draw(st.sets(st.integers(0, len(ordered) - 1), max_size=5))
    return ordered, open_leaves(ordered, positions)


def plain_root(ordered: Sequence[Leaf]) -> str:
    """RFC 6962 §2.1, word for word, and the size bound to it."""
    top = _tree_hash(ordered) if ordered else b""
    return "sha256:" + hashlib.sha256(b"\x02%d\n" % len(ordered) + top).hexdigest()


def _tree_hash(ordered: Sequence[Leaf]) -> bytes:
    if len(ordered) == 1:
        text = "\n".join(ordered[0]).encode()
        return hashlib.sha256(b"\x00" + text).digest()
    k = 1
    while 2 * k < len(ordered):
        k *= 2
    return hashlib.sha256(b"\x01" + _tree_hash(ordered[:k]) + _tree_hash(ordered[k:])).digest()


@given(trees, st.randoms())
def test_the_root_is_that_of_the_sorted_leaves(ordered: list[Leaf], random: object) -> None:
    shuffled = sorted(ordered, key=lambda leaf: hashlib.sha256(repr(leaf).encode()).digest())
    assert root(shuffled) == root(ordered) == plain_root(ordered)
    assert root_of_hashes([leaf_hash(leaf) for leaf in ordered]) == plain_root(ordered)
    assert Tree.over(ordered).root == plain_root(ordered)


@given(trees, trees)
def test_different_leaves_have_different_roots(one: list[Leaf], other: list[Leaf]) -> None:
    assert (root(one) == root(other)) == (one == other)


@given(openings())
def test_an_opening_proves_its_leaves(drawn: tuple[list[Leaf], Opening]) -> None:
    ordered, opening = drawn
    assert opening.root() == root(ordered)
    assert all(ordered[at] == leaf for at, leaf in opening.leaves.items())


@given(openings())
def test_an_opening_hands_over_no_more_than_it_must(drawn: tuple[list[Leaf], Opening]) -> None:
    ordered, opening = drawn
    covered = [at for span in opening.hashes for at in range(*span)]
    assert sorted([*covered, *opening.leaves]) == list(range(len(ordered)))
    depth = max(1, (len(ordered) - 1).bit_length())
    assert len(opening.hashes) <= max(1, len(opening.leaves) * depth)


@given(openings(), leaves, st.data())
def test_a_forged_leaf_proves_nothing(
    drawn: tuple[list[Leaf], Opening], forged: Leaf, data: st.DataObject
) -> None:
    ordered, opening = drawn
    assume(opening.leaves)
    at = data.draw(st.sampled_from(sorted(opening.leaves)))
    assume(opening.leaves[at] != forged)
    assert replace(opening, leaves={**opening.leaves, at: forged}).root() != root(ordered)


@given(openings(), st.data())
def test_a_leaf_proves_nothing_about_another_place(
    drawn: tuple[list[Leaf], Opening], data: st.DataObject
) -> None:
    ordered, opening = drawn
    assume(len(opening.leaves) > 1)
    one, other = data.draw(
        st.lists(st.sampled_from(sorted(opening.leaves)), min_size=2, max_size=2, unique=True)
    )
    swapped = {**opening.leaves, one: opening.leaves[other], other: opening.leaves[one]}
    assert replace(opening, leaves=swapped).root() != root(ordered)


@given(openings(), st.integers(-3, 60))
def test_the_size_is_bound(drawn: tuple[list[Leaf], Opening], size: int) -> None:
    ordered, opening = drawn
    assume(size != len(ordered))
    resized = replace(opening, size=size)
    try:
        proved = resized.root()
    except (KeyError, ValueError):
        proved = None
    assert proved != root(ordered)


@given(openings(), st.data())
def test_a_missing_hash_is_missed(drawn: tuple[list[Leaf], Opening], data: st.DataObject) -> None:
    _, opening = drawn
    assume(opening.hashes)
    gone = data.draw(st.sampled_from(sorted(opening.hashes)))
    lacking = {span: known for span, known in opening.hashes.items() if span != gone}
    with pytest.raises(KeyError):
        replace(opening, hashes=lacking).root()


@given(openings(), leaves, st.data())
def test_a_hash_hides_no_opened_leaf(
    drawn: tuple[list[Leaf], Opening], forged: Leaf, data: st.DataObject
) -> None:
    """Who knows the tree could show any leaf beside the true hash of its place."""
    ordered, opening = drawn
    at = data.draw(st.integers(0, len(ordered) - 1))
    true = Span(at, at + 1)
    beside = replace(
        opening,
        leaves={**opening.leaves, at: forged},
        hashes={**opening.hashes, true: leaf_hash(ordered[at])},
    )
    with pytest.raises(ValueError, match="hides leaf"):
        beside.root()


@pytest.mark.parametrize("at", [-1, 3, 100])
def test_a_leaf_without_a_place_is_refused(at: int) -> None:
    leaf = Leaf(Kind.ROLE, Iri("a:b"), Iri("a:b"), "0" * 64)
    ordered = [leaf._replace(id=Iri(f"a:{n}")) for n in range(3)]
    opening = open_leaves(ordered, [0])
    with pytest.raises(ValueError, match="outside the tree"):
        replace(opening, leaves={**opening.leaves, at: leaf}).root()


@pytest.mark.parametrize("size", [-1, MOST_LEAVES + 1, 2**5000])
def test_there_is_no_tree_of_any_size(size: int) -> None:
    with pytest.raises(ValueError, match="a tree of"):
        Opening(size, {}, {}).root()


def test_the_largest_tree_is_followed_to_its_end() -> None:
    with pytest.raises(KeyError):
        Opening(MOST_LEAVES, {}, {}).root()


def test_the_empty_tree_has_a_root_too() -> None:
    assert open_leaves([], []).root() == root([]) == plain_root([])
