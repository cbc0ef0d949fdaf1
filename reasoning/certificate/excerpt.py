"""Excerpts: the part of a dataset that a check reads, opened against the content digest.

The leaves of the Merkle tree are sorted by kind and term, so all statements of one kind about one
term are neighbours. They are opened with the leaf before them and the leaf after them: nothing
of that kind about that term can lie between. That is how an excerpt proves what is not there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ontology.dataset import Dataset, Provenance, Statement, identity, leaves
from ontology.errors import UnsoundProofError
from ontology.merkle import Leaf, Opening
from ontology.names import Iri
from ontology.terms import Content, Kind

OPENED = Provenance(Iri("urn:waymark:certificate"))
"""The source of statements that came in a certificate, which keeps no provenance."""


@dataclass(frozen=True, eq=False)
class Excerpt:
    """Some statements of a dataset, with an opening that proves them; itself `Statements`."""

    contents: tuple[Content, ...]
    opening: Opening

    @cached_property
    def digest(self) -> str:
        """The content digest of the dataset that this is an excerpt of.

        Raises `UnsoundProofError` where the opening does not hold together, or does not open
        what is said here.
        """
        if any(one >= other for one, other in pairwise(self._ordered)):
            raise UnsoundProofError("the opened leaves are not in their order")
        opened = frozenset(self._ordered)
        for statement in self._statements.values():
            if opened.isdisjoint(leaves(statement)):
                raise UnsoundProofError(f"`{statement.id}` is not opened as it is stated")
        try:
            return self.opening.root()
        except (KeyError, ValueError) as error:
            raise UnsoundProofError(f"the opening does not hold together: {error}") from None

    def get(self, identifier: Iri, /) -> Statement | None:
        """Return the statement of that identity, if it is opened here."""
        return self._statements.get(identifier)

    def about(self, kind: Kind, term: Iri, /) -> tuple[Statement, ...]:
        """Return all statements of that kind about that term, sorted by identity.

        Raises `UnsoundProofError` where these leaves are not opened with both neighbours.
        """
        first = bisect_left(self._ordered, (kind, term))
        last = first
        while last < len(self._ordered) and self._ordered[last][:2] == (kind, term):
            last += 1
        if not self._is_closed(first, last):
            raise UnsoundProofError(f"`{kind}` about `{term}` is not opened as a whole")
        found = [self._stated.get(leaf) for leaf in self._ordered[first:last]]
        if None in found:
            raise UnsoundProofError(f"a `{kind}` about `{term}` is not stated as it is opened")
        return tuple(statement for statement in found if statement is not None)

    def _is_closed(self, first: int, last: int) -> bool:
        """Tell whether the opened leaves of that range stand side by side with both neighbours."""
        positions = self._positions
        begins = positions[first - 1] + 1 if first > 0 else 0
        ends = positions[last] if last < len(positions) else self.opening.size
        return ends - begins == last - first

    @cached_property
    def _positions(self) -> list[int]:
        return sorted(self.opening.leaves)

    @cached_property
    def _ordered(self) -> list[Leaf]:
        return [self.opening.leaves[at] for at in self._positions]

    @cached_property
    def _statements(self) -> Mapping[Iri, Statement]:
        stated = (Statement(identity(content), content, OPENED) for content in self.contents)
        return {statement.id: statement for statement in stated}

    @cached_property
    def _stated(self) -> Mapping[Leaf, Statement]:
        return {leaf: each for each in self._statements.values() for leaf in leaves(each)}


class Recorder:
    """Statements that note what is read of them."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._read: set[Iri] = set()
        self._closed: set[tuple[Kind, Iri]] = set()

    @property
    def digest(self) -> str:
        """The content digest of the dataset."""
        return self._dataset.digest

    def get(self, identifier: Iri, /) -> Statement | None:
        """Return the statement of that identity, and note it."""
        found = self._dataset.get(identifier)
        if found is not None:
            self._read.add(identifier)
        return found

    def about(self, kind: Kind, term: Iri, /) -> tuple[Statement, ...]:
        """Return all statements of that kind about that term, and note that it was all."""
        self._closed.add((kind, term))
        return self._dataset.about(kind, term)

    def excerpt(self) -> Excerpt:
        """Return just what was read."""
        ordered = self._dataset.tree.leaves
        runs = [statement for run in self._closed for statement in self._dataset.about(*run)]
        names = self._read.union(statement.id for statement in runs)
        alone = self._read.difference(statement.id for statement in runs)
        positions = {at for run in self._closed for at in _run(run, ordered)}
        positions.update(self._position(name) for name in alone)
        contents = tuple(self._dataset.statements[name].content for name in sorted(names))
        return Excerpt(contents, self._dataset.tree.open(positions))

    def _position(self, name: Iri) -> int:
        statement = self._dataset.statements[name]
        leaf = next(iter(leaves(statement)))
        return bisect_left(self._dataset.tree.leaves, leaf)


def _run(run: tuple[Kind, Iri], ordered: Sequence[Leaf]) -> Iterable[int]:
    """Return the positions of the leaves of that kind and term, with both neighbours."""
    first = last = bisect_left(ordered, run)
    while last < len(ordered) and ordered[last][:2] == run:
        last += 1
    return range(max(first - 1, 0), min(last + 1, len(ordered)))
