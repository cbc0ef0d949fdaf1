"""The whole tree over the sorted leaves, which opens parts of itself and moves cheaply.

A leaf that comes or goes shifts all that follow, and with them every pair of the tree. The
hash over 16 neighbours is the same wherever they stand, though: a tree that has hashed every
such *window* finds its new nodes among them, and hashes only around what changed, and the few
rows above.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from ontology.merkle import Leaf, Opening, Span, bound, fold, leaf_hash, middle, node_hash, paired
from ontology.splice import Gap, gaps, spliced

HEIGHT = 4
WINDOW = 2**HEIGHT
SIZE = 32


@dataclass(frozen=True, eq=False)
class Tree:
    """The tree over sorted leaves, whose hashes stand side by side, 32 bytes each.

    `rows[h][i]` stands for up to 2^(h + 4) leaves, from i·2^(h + 4) on; what stands for fewer
    is hashed when it is asked for.
    """

    leaves: Sequence[Leaf]
    hashes: bytes
    rows: Sequence[Sequence[bytes]]

    @classmethod
    def over(cls, ordered: Sequence[Leaf]) -> Self:
        """Build the tree over leaves that are sorted."""
        hashes = [leaf_hash(leaf) for leaf in ordered]
        return cls(ordered, b"".join(hashes), _rows(_blocks(hashes)))

    @property
    def root(self) -> str:
        """The digest of the leaves."""
        return bound(self.rows[-1][0] if self.leaves else b"", len(self.leaves))

    @cached_property
    def windows(self) -> bytes:
        """The hash over the 16 leaves from each one on, as far as there are so many."""
        return _windows(self.hashes)

    def moved(self, gone: Iterable[Leaf], come: Iterable[Leaf]) -> Tree:
        """Return the tree without the leaves that go and with those that come.

        Where the windows are known, that costs a small part of building it, and the new tree
        knows its own. Raises `ValueError` for a leaf that goes without being there.
        """
        new = sorted(come)
        at = gaps(map(self._place, gone), [bisect_left(self.leaves, leaf) for leaf in new])
        leaves = spliced(self.leaves, at, new)
        hashes = _filled(self.hashes, at, [leaf_hash(leaf) for leaf in new])
        if "windows" not in self.__dict__:
            return Tree(leaves, hashes, _rows(_blocks(_apart(hashes))))
        windows = _moved_windows(self, at, hashes)
        tree = Tree(leaves, hashes, _rows(_blocks_among(windows, hashes)))
        tree.__dict__["windows"] = windows
        return tree

    def open(self, positions: Iterable[int]) -> Opening:
        """Open the leaves at these positions."""
        opened = sorted(frozenset(positions))
        hashes: dict[Span, bytes] = {}
        if self.leaves:
            self._close(opened, Span(0, len(self.leaves)), hashes)
        return Opening(len(self.leaves), {at: self.leaves[at] for at in opened}, hashes)

    def _close(self, opened: Sequence[int], span: Span, hashes: dict[Span, bytes]) -> None:
        """Record the hash of every largest subtree of the span without an opened leaf."""
        if not opened:
            hashes[span] = self._subtree(span)
        elif span.stop - span.start > 1:
            half = middle(span)
            left = [at for at in opened if at < half]
            self._close(left, Span(span.start, half), hashes)
            self._close(opened[len(left) :], Span(half, span.stop), hashes)

    def _subtree(self, span: Span) -> bytes:
        height = (span.stop - span.start - 1).bit_length()
        if height < HEIGHT:
            return fold(_apart(self.hashes[SIZE * span.start : SIZE * span.stop]))
        return self.rows[height - HEIGHT][span.start >> height]

    def _place(self, leaf: Leaf) -> int:
        place = bisect_left(self.leaves, leaf)
        if place == len(self.leaves) or self.leaves[place] != leaf:
            raise ValueError(f"no leaf of {leaf.id} goes: it is not there")
        return place


def open_leaves(ordered: Sequence[Leaf], positions: Iterable[int]) -> Opening:
    """Open the leaves at these positions of the sorted sequence."""
    return Tree.over(ordered).open(positions)


def _rows(row: Sequence[bytes]) -> Sequence[Sequence[bytes]]:
    """Return the row with all those above it."""
    rows = [row]
    while len(rows[-1]) > 1:
        rows.append(paired(rows[-1]))
    return rows


def _blocks(hashes: Sequence[bytes]) -> Sequence[bytes]:
    """Return what stands for every 16 leaves and, at the end, for those left over."""
    row = hashes
    for _ in range(HEIGHT):
        row = paired(row)
    return row


def _blocks_among(windows: bytes, hashes: bytes) -> Sequence[bytes]:
    """Return the same, found among the windows."""
    step = SIZE * WINDOW
    left_over = _apart(hashes[len(hashes) - len(hashes) % step :])
    found = [windows[at : at + SIZE] for at in range(0, len(windows), step)]
    return [*found, *([fold(left_over)] if left_over else [])]


def _apart(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + SIZE] for at in range(0, len(hashes), SIZE)]


def _windows(hashes: bytes) -> bytes:
    """Return the hash over every 16 neighbours: of 8 and 8, each of 4 and 4, and so on."""
    row = _apart(hashes)
    for height in range(HEIGHT):
        row = [node_hash(left, right) for left, right in zip(row, row[2**height :], strict=False)]
    return b"".join(row)


def _filled(old: bytes, at: Iterable[Gap], come: Sequence[bytes]) -> bytes:
    """Return the hashes with new ones in the gaps."""
    parts: list[bytes] = []
    start = taken = 0
    for gap in at:
        parts += (old[SIZE * start : SIZE * gap.start], *come[taken : taken + gap.come])
        start, taken = gap.stop, taken + gap.come
    return b"".join((*parts, old[SIZE * start :]))


def _moved_windows(old: Tree, at: Iterable[Gap], hashes: bytes) -> bytes:
    """Take over the windows that lie between two gaps, and hash those that do not."""
    parts: list[bytes] = []
    start = shift = made = 0
    for gap in (*at, Gap(len(old.leaves), len(old.leaves), 0)):
        stop = gap.start - WINDOW + 1
        if stop > start:
            parts.append(_windows(hashes[SIZE * made : SIZE * (start + shift + WINDOW - 1)]))
            parts.append(old.windows[SIZE * start : SIZE * stop])
            made = stop + shift
        start, shift = gap.stop, shift + gap.come - (gap.stop - gap.start)
    return b"".join((*parts, _windows(hashes[SIZE * made :])))
