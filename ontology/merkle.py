"""The content digest: a Merkle tree over the sorted leaves, and openings of parts of it.

Hashing follows RFC 6962 §2.1 (domain separation of leaves and nodes, trees of any size),
with SHA-256; the root also binds the number of leaves. An *opening* hands over some leaves
with the hashes that connect them to the root. Leaves are sorted, so an opening of
neighbouring leaves also proves what is *not* there.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ontology.names import Iri
from ontology.terms import Kind

# an opening may come from anywhere: it is not followed deeper than any tree can be
MOST_LEAVES = 2**48


class Leaf(NamedTuple):
    """A statement's entry under one of the terms it is about."""

    kind: Kind
    about: Iri
    id: Iri
    digest: str


class Span(NamedTuple):
    """The half-open range of leaves below a node of the tree."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Opening:
    """Some leaves by position, and the hashes of the subtrees that hold no opened leaf."""

    size: int
    leaves: Mapping[int, Leaf]
    hashes: Mapping[Span, bytes]

    def root(self) -> str:
        """Return the digest that this opening belongs to: every opened leaf has a part in it.

        Raises `KeyError` where a hash is missing, and `ValueError` where one stands in the
        place of a leaf that is opened, a leaf has no place, or there is no such tree.
        """
        opened = sorted(self.leaves)
        if not 0 <= self.size <= MOST_LEAVES:
            raise ValueError(f"a tree of {self.size} leaves")
        if opened and not (opened[0] >= 0 and opened[-1] < self.size):
            raise ValueError("a leaf lies outside the tree")
        for span in self.hashes:
            following = bisect_left(opened, span.start)
            if following < len(opened) and opened[following] < span.stop:
                raise ValueError(f"a hash hides leaf {opened[following]}")
        top = self._subtree(Span(0, self.size)) if self.size else b""
        return bound(top, self.size)

    def _subtree(self, span: Span) -> bytes:
        known = self.hashes.get(span)
        if known is not None:
            return known
        if span.stop - span.start == 1:
            return leaf_hash(self.leaves[span.start])
        half = middle(span)
        return node_hash(
            self._subtree(Span(span.start, half)), self._subtree(Span(half, span.stop))
        )


def root(leaves: Iterable[Leaf]) -> str:
    """Return the digest of the leaves, whatever their order: ``sha256:…``."""
    return root_of_hashes([leaf_hash(leaf) for leaf in sorted(leaves)])


def root_of_hashes(hashes: Sequence[bytes]) -> str:
    """Return the digest of the leaves whose hashes these are, in the order of the leaves."""
    return bound(fold(hashes) if hashes else b"", len(hashes))


def leaf_hash(leaf: Leaf) -> bytes:
    """Return the hash that stands for the leaf in the tree."""
    return hashlib.sha256(("\x00" + "\n".join(leaf)).encode()).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the top of the tree over the hashes of one leaf or more.

    Pairing neighbours row by row gives the same tree as splitting at powers of two.
    """
    row = hashes
    while len(row) > 1:
        row = paired(row)
    return row[0]


def paired(row: Sequence[bytes]) -> Sequence[bytes]:
    """Return the row above: neighbours in pairs, a lone last one as it is."""
    # `node_hash`, written out: a large tree has a node for every leaf
    pairs = [
        hashlib.sha256(b"\x01" + left + right).digest()
        for left, right in zip(row[::2], row[1::2], strict=False)
    ]
    return [*pairs, *row[len(row) - len(row) % 2 :]]


def middle(span: Span) -> int:
    """Split at the largest power of two below the length (RFC 6962)."""
    length = span.stop - span.start
    return span.start + (1 << (length - 1).bit_length() - 1)


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def bound(top: bytes, size: int) -> str:
    """Return the digest: the top of the tree, bound to the number of leaves."""
    return "sha256:" + hashlib.sha256(b"\x02%d\n" % size + top).hexdigest()
