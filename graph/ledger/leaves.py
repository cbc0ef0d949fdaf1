"""The leaves of one revision, kept so that the next revision's content digest is cheap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from graph.ledger.record import Entry
from ontology.merkle import leaf_hash, root_of_hashes

Place: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaves:
    """The hash of every leaf by its place, in the order of places: kind, term, identity."""

    hashes: Mapping[Place, bytes]

    def moved(self, closed: Iterable[Entry], opened: Iterable[Entry]) -> Leaves:
        """Return the leaves after some records ended and some began."""
        hashes = dict(self.hashes)
        for entry in closed:
            for leaf in entry.leaves():
                del hashes[leaf[:3]]
        for entry in opened:
            for leaf in entry.leaves():
                hashes[leaf[:3]] = leaf_hash(leaf)
        # one identity has one live record, so places are distinct, and sorting by place is
        # sorting by leaf; what was sorted before costs the sort next to nothing
        return Leaves({place: hashes[place] for place in sorted(hashes)})

    @property
    def root(self) -> str:
        """The content digest, equal to `Dataset.digest` of the same statements."""
        return root_of_hashes(list(self.hashes.values()))


NO_LEAVES = Leaves({})
