"""What is known as of one revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.snapshot import Snapshot
from ontology.dataset import Change, Dataset
from ontology.names import Iri
from ontology.terms import Kind
from reasoning.matching.lexical import Index
from reasoning.matching.resolution import Names


@dataclass(frozen=True, eq=False)
class Known:
    """A compiled revision: the snapshot, its labels, and its names.

    `content` is the content digest, as the ledger has it.
    """

    snapshot: Snapshot
    content: str
    index: Index
    names: Names

    @cached_property
    def listed(self) -> Mapping[Kind, tuple[Iri, ...]]:
        """The terms of each kind, sorted."""
        by_kind = self.snapshot.dataset.by_kind
        return {kind: tuple(each.id for each in by_kind[kind]) for kind in Kind}

    @property
    def number(self) -> int:
        """The number of the revision."""
        return self.snapshot.revision

    def warm(self) -> None:
        """Compile now whatever would be compiled when it is first asked for."""
        self.snapshot.warm()
        self.index.warm()
        self.names.warm()

    def advanced(self, change: Change, number: int) -> Known:
        """Return what is known as of a later revision, to which this change leads.

        It costs as much as the change is large, once this was warmed.
        """
        snapshot = self.snapshot.advanced(change, number)
        dataset = snapshot.dataset
        index = self.index.advanced(dataset, change)
        names = self.names.advanced(dataset, index, change)
        known = Known(snapshot, dataset.digest, index, names)
        if "listed" in self.__dict__:
            known.__dict__["listed"] = _listed_after(self, known)
        return known


def _listed_after(before: Known, after: Known) -> Mapping[Kind, tuple[Iri, ...]]:
    """Return the terms of each kind; those of kinds that did not change are shared."""
    old, new = before.snapshot.dataset.by_kind, after.snapshot.dataset.by_kind
    return {
        kind: before.listed[kind]
        if new[kind] is old[kind]
        else tuple(each.id for each in new[kind])
        for kind in Kind
    }


def compiled(dataset: Dataset, number: int, content: str) -> Known:
    """Compile a revision; `content` is the digest of the dataset."""
    index = Index.of(dataset)
    return Known(Snapshot.compile(dataset, number), content, index, Names.of(dataset, index))
