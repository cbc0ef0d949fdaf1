"""A tree that moved is the tree over the leaves it then has: root, openings and windows."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.merkle import Leaf, root
from ontology.names import Iri
from ontology.terms import Kind
from ontology.tree import SIZE, WINDOW, Tree, open_leaves


def leaf(number: int, digest: str = "0") -> Leaf:
    """Return the leaf that stands in that place among others."""
    return Leaf(Kind.ROLE, Iri(f"urn:{number:05}"), Iri(f"urn:{number:05}"), digest)


places = st.integers(0, 120)
moves = st.lists(st.tuples(st.sets(places, max_size=6), st.sampled_from("012")), max_size=5)


@pytest.mark.parametrize("warm", [False, True])
@given(there=st.sets(places, max_size=100), moves=moves)
def test_a_moved_tree_is_the_tree_over_its_leaves(
    warm: bool, there: set[int], moves: list[tuple[set[int], str]]
) -> None:
    tree = Tree.over(sorted(map(leaf, there)))
    if warm:
        assert len(tree.windows) == SIZE * max(0, len(there) - WINDOW + 1)
    for touched, digest in moves:
        before = tuple(tree.leaves)
        gone = {each for each in before if int(each.id[4:]) in touched}
        come = {leaf(number, digest) for number in touched if number % 3} - gone
        moved = tree.moved(gone - come, come)
        assert ("windows" in moved.__dict__) is warm
        _is_over(moved, sorted((set(before) - gone) | come))
        assert tuple(tree.leaves) == before
        tree = moved if warm else Tree.over(moved.leaves)


def _is_over(tree: Tree, ordered: list[Leaf]) -> None:
    plain = Tree.over(ordered)
    assert list(tree.leaves) == ordered
    assert tree.root == plain.root == root(ordered)
    assert [list(row) for row in tree.rows] == [list(row) for row in plain.rows]
    assert tree.hashes == plain.hashes
    assert tree.windows == plain.windows
    opened = range(0, len(ordered), 7)
    assert tree.open(opened) == open_leaves(ordered, opened)
    assert tree.open(opened).root() == tree.root


def test_one_leaf_more_shifts_every_pair_after_it() -> None:
    there = [leaf(2 * number) for number in range(1_000)]
    tree = Tree.over(there)
    assert tree.windows
    for number in Random(1).sample(range(2_000), 40):
        if number % 2:
            _is_over(tree.moved([], [leaf(number)]), sorted([*there, leaf(number)]))
        else:
            left = [each for each in there if each != leaf(number)]
            _is_over(tree.moved([leaf(number)], []), left)


def test_a_leaf_that_is_not_there_cannot_go() -> None:
    tree = Tree.over([leaf(1), leaf(3)])
    for missing in (leaf(2), leaf(4), leaf(3, "1")):
        with pytest.raises(ValueError, match="not there"):
            tree.moved([missing], [])
