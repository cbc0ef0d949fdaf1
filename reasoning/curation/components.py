"""Graphs of what waits for what, by networkx.

It is imported when it is first used: most answers come without it, and it takes its time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple


class Condensed(NamedTuple):
    """A graph with each strongly connected component made one node.

    `component` tells where each node went, `following` what each component leads to;
    `last_first` are the components, each after all that it leads to.
    """

    component: Mapping[int, int]
    following: Mapping[int, tuple[int, ...]]
    last_first: tuple[int, ...]


def components(graph: Mapping[int, Collection[int]]) -> list[list[int]]:
    """Return the strongly connected components, each sorted, by their first nodes."""
    import networkx as nx

    digraph: nx.DiGraph[int] = nx.DiGraph()
    digraph.add_nodes_from(graph)
    digraph.add_edges_from((node, other) for node, others in graph.items() for other in others)
    return sorted(sorted(found) for found in nx.strongly_connected_components(digraph))


def condensed(nodes: Iterable[int], edges: Iterable[tuple[int, int]]) -> Condensed:
    """Condense a graph (networkx `condensation`)."""
    import networkx as nx

    digraph: nx.DiGraph[int] = nx.DiGraph()
    digraph.add_nodes_from(nodes)
    digraph.add_edges_from(edges)
    found = nx.condensation(digraph)
    return Condensed(
        component=found.graph["mapping"],
        following={node: tuple(found.successors(node)) for node in found},
        last_first=tuple(reversed(list(nx.topological_sort(found)))),
    )
