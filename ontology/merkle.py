"""The content digest: a Merkle tree over the sorted leaves, and openings of parts of it.

Hashing follows RFC 6962 §2.1 (domain separation of leaves and nodes, trees of any size),
with SHA-256; the root also binds the number of leaves. An *opening* hands over some leaves
with the hashes that connect them to the root. Leaves are sorted, so an opening of
neighbouring leaves also proves what is *not* there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ontology.names import Iri
from ontology.terms import Kind


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
        """Return the digest that this opening belongs to.

        Raises `KeyError` where a hash is missing.
        """
        top = self._subtree(Span(0, self.size)) if self.size else b""
        return _bound(top, self.size)

    def _subtree(self, span: Span) -> bytes:
        known = self.hashes.get(span)
        if known is not None:
            return known
        if span.stop - span.start == 1:
            return leaf_hash(self.leaves[span.start])
        middle = _middle(span)
        return _node_hash(
            self._subtree(Span(span.start, middle)), self._subtree(Span(middle, span.stop))
        )


def root(leaves: Iterable[Leaf]) -> str:
    """Return the digest of the leaves, whatever their order: ``sha256:…``."""
    return root_of_hashes([leaf_hash(leaf) for leaf in sorted(leaves)])


def root_of_hashes(hashes: Sequence[bytes]) -> str:
    """Return the digest of the leaves whose hashes these are, in the order of the leaves."""
    return _bound(_fold(hashes) if hashes else b"", len(hashes))


def leaf_hash(leaf: Leaf) -> bytes:
    """Return the hash that stands for the leaf in the tree."""
    return hashlib.sha256(("\x00" + "\n".join(leaf)).encode()).digest()


def open_leaves(ordered: Sequence[Leaf], positions: Iterable[int]) -> Opening:
    """Open the leaves at these positions of the sorted sequence."""
    opened = frozenset(positions)
    hashes: dict[Span, bytes] = {}
    if ordered:
        _close(ordered, sorted(opened), Span(0, len(ordered)), hashes)
    return Opening(len(ordered), {at: ordered[at] for at in sorted(opened)}, hashes)


def _close(
    ordered: Sequence[Leaf], opened: Sequence[int], span: Span, hashes: dict[Span, bytes]
) -> None:
    """Record the hash of every largest subtree of the span without an opened leaf."""
    if not opened:
        hashes[span] = _fold([leaf_hash(leaf) for leaf in ordered[span.start : span.stop]])
    elif span.stop - span.start > 1:
        middle = _middle(span)
        left = [at for at in opened if at < middle]
        _close(ordered, left, Span(span.start, middle), hashes)
        _close(ordered, opened[len(left) :], Span(middle, span.stop), hashes)


def _fold(hashes: Sequence[bytes]) -> bytes:
    """Return the top of the tree over the hashes of one leaf or more.

    Pairing neighbours row by row gives the same tree as splitting at powers of two.
    """
    row = list(hashes)
    while len(row) > 1:
        paired = [_node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = paired + row[len(row) - len(row) % 2 :]
    return row[0]


def _middle(span: Span) -> int:
    """Split at the largest power of two below the length (RFC 6962)."""
    length = span.stop - span.start
    return span.start + (1 << (length - 1).bit_length() - 1)


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _bound(top: bytes, size: int) -> str:
    return "sha256:" + hashlib.sha256(b"\x02%d\n" % size + top).hexdigest()
