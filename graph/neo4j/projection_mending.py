"""Mending the projection: what differs from the ledger is taken away or drawn anew.

Only what differs is touched, so that people who look meanwhile see nothing less right than
before, and a projection of any size is mended in transactions of bounded size. What is read
and what should be there are held in memory at once, on the client alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from graph.neo4j import projection_queries as cypher
from graph.neo4j.projection import redraw
from graph.neo4j.projection_picture import DrawnLink, Part, parts_of
from graph.neo4j.projection_reading import Found
from ontology.dataset import Statement
from ontology.names import Iri

if TYPE_CHECKING:
    from graph.neo4j.projection import Tx

T = TypeVar("T")

Step: TypeAlias = "Callable[[Tx], None]"

STEP = 5_000
"""How many things one step takes away or draws."""


class Mending(NamedTuple):
    """What is to be done: surplus by element ids, what is wrong by what it belongs to."""

    links: tuple[str, ...]
    nodes: tuple[str, ...]
    labels: tuple[tuple[str, tuple[str, ...]], ...]
    owners: frozenset[Iri]

    def __bool__(self) -> bool:
        return any(self)


def steps_to_mend(tenant: str, found: Found, statements: Sequence[Statement]) -> Iterator[Step]:
    """Yield what makes the projection that was found the one that the statements draw.

    Each step is to be taken in a transaction of its own, in this order, while nobody commits
    to the tenant, and may be taken again. There is none where nothing differs.
    """
    mending = compare(found, tuple(parts_of(statements)))
    for query, rows in (
        (cypher.REMOVE_LINKS, mending.links),
        (cypher.REMOVE_NODES, mending.nodes),
        (cypher.REMOVE_LABELS, mending.labels),
    ):
        for some in _parts(rows):
            yield partial(_remove, query=query, tenant=tenant, rows=some)
    stated = {statement.id: statement for statement in statements}
    # terms stated nowhere come first: what is drawn after them may rest on their names
    for owners in _parts(sorted(mending.owners, key=lambda owner: (owner in stated, owner))):
        opened = [stated[owner] for owner in owners if owner in stated]
        yield partial(redraw, tenant=tenant, gone=owners, opened=opened)


def compare(found: Found, parts: Sequence[Part]) -> Mending:
    """Return what is to be done where parts are not found, or other things are."""
    wanted = {node.place: (part.owner, node) for part in parts for node in part.nodes}
    surplus = [key for key, node in found.nodes.items() if node.place not in wanted]
    labels, wrong = [], set[Iri]()
    for key, node in found.nodes.items():
        owner, right = wanted.get(node.place, (None, node))
        if owner is not None and node != right:
            wrong.add(owner)
            strange = tuple(label for label in node.labels if label not in right.labels)
            labels.extend([(key, strange)] if strange else [])
    there = {node.place for node in found.nodes.values()}
    wrong.update(owner for place, (owner, _) in wanted.items() if place not in there)
    unclaimed = Counter(found.links.values())
    for part in parts:
        for link in part.links:
            wrong.update([part.owner] if unclaimed[link] < 1 else [])
            unclaimed[link] -= 1
    return Mending(
        tuple(_surplus(found, unclaimed)), tuple(surplus), tuple(labels), frozenset(wrong)
    )


def _surplus(found: Found, unclaimed: Counter[DrawnLink]) -> Iterator[str]:
    for key, link in found.links.items():
        if unclaimed[link] > 0:
            unclaimed[link] -= 1
            yield key


def _remove(tx: Tx, query: str, tenant: str, rows: Sequence[object]) -> None:
    tx.run(query, tenant=tenant, rows=rows).consume()


def _parts(whole: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(whole), STEP):
        yield whole[start : start + STEP]
