"""Circles in a graph, against networkx."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from shapes.circles import edges_on_circles

nodes = st.integers(0, 7)


@given(st.dictionaries(nodes, st.lists(nodes, max_size=4), max_size=8))
def test_an_edge_is_on_a_circle_if_there_is_a_way_back(graph: dict[int, list[int]]) -> None:
    peer: nx.DiGraph[int] = nx.DiGraph(
        [(start, end) for start, ends in graph.items() for end in ends]
    )
    assert edges_on_circles(graph) == {
        (start, end) for start, end in peer.edges if nx.has_path(peer, end, start)
    }


def test_a_long_chain_needs_no_deep_stack() -> None:
    chain = {number: [number + 1] for number in range(50_000)}
    assert edges_on_circles(chain) == frozenset()
    assert len(edges_on_circles({**chain, 50_000: [0]})) == 50_001
