"""Circles in a directed graph: strongly connected components (Tarjan 1972), without recursion."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def edges_on_circles(graph: Mapping[Node, Iterable[Node]]) -> frozenset[tuple[Node, Node]]:
    """Return the edges from whose end one comes back to their start, loops included.

    >>> sorted(edges_on_circles({1: [2], 2: [3, 4], 3: [1], 5: [5]}))
    [(1, 2), (2, 3), (3, 1), (5, 5)]
    """
    component = {node: number for number, found in enumerate(_components(graph)) for node in found}
    return frozenset(
        (start, end)
        for start, ends in graph.items()
        for end in ends
        if start == end or component[start] == component.get(end)
    )


def _components(graph: Mapping[Node, Iterable[Node]]) -> Iterator[list[Node]]:
    """Yield the strongly connected components."""
    order: dict[Node, int] = {}
    low: dict[Node, int] = {}
    stack: list[Node] = []
    done: set[Node] = set()
    for root in graph:
        if root in order:
            continue
        trail = [(root, iter(graph[root]))]
        order[root] = low[root] = len(order)
        stack.append(root)
        while trail:
            node, following = trail[-1]
            fresh = _advance(node, following, order, low, done)
            if fresh is not None:
                order[fresh] = low[fresh] = len(order)
                stack.append(fresh)
                trail.append((fresh, iter(graph.get(fresh, ()))))
                continue
            trail.pop()
            if trail:
                parent = trail[-1][0]
                low[parent] = min(low[parent], low[node])
            if low[node] == order[node]:
                yield _popped(stack, node, done)


def _advance(
    node: Node,
    following: Iterator[Node],
    order: Mapping[Node, int],
    low: dict[Node, int],
    done: set[Node],
) -> Node | None:
    """Return the next node never seen before, lowering `low` by those already on the stack."""
    for each in following:
        if each not in order:
            return each
        if each not in done:
            low[node] = min(low[node], order[each])
    return None


def _popped(stack: list[Node], until: Node, done: set[Node]) -> list[Node]:
    found: list[Node] = []
    while not found or found[-1] != until:
        found.append(stack.pop())
    done.update(found)
    return found
