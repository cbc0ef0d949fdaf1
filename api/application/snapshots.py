"""Compiled revisions, kept as long as they are likely to be asked for again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.snapshot import Snapshot
from graph.store import Revision, Store
from ontology.names import Iri
from ontology.terms import Kind
from reasoning.matching.lexical import Index
from reasoning.matching.resolution import Names

KEPT = 4
"""How many revisions are kept in memory, over all tenants."""


@dataclass(frozen=True, eq=False)
class Known:
    """What is known as of one revision: the snapshot, its labels, and its names.

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
        return {kind: tuple(sorted(each.id for each in by_kind[kind])) for kind in Kind}


class Snapshots:
    """The compiled revisions of a store, by tenant and number; threads may share it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[tuple[str, int], Known] = OrderedDict()
        self._lock = threading.Lock()

    def at(self, tenant: str, revision: int | None) -> Known:
        """Return what is known as of a revision, by default the newest.

        Raises `UnknownRevisionError` where there is no such revision.
        """
        head = self._store.head(tenant)
        number = head.number if revision is None else revision
        with self._lock:
            known = self._kept.get((tenant, number))
            if known is None:
                known = self._kept[tenant, number] = self._compiled(tenant, number, head)
            self._kept.move_to_end((tenant, number))
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return known

    def _compiled(self, tenant: str, number: int, head: Revision) -> Known:
        dataset = self._store.dataset(tenant, number)
        content = head.content if number == head.number else dataset.digest
        snapshot, index = Snapshot.compile(dataset, number), Index.of(dataset)
        return Known(snapshot, content, index, Names.of(dataset, index))
