"""All that lies behind the requirements of a role: bitsets against networkx."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import networkx as nx

from benchmarks.esco import with_prerequisites
from benchmarks.measure import Line, against, median_of
from graph.snapshot import Snapshot, bitset, members
from ontology.condition import Attainment, attainments
from ontology.terms import Importance, Kind, Prerequisite

ROLES = 200
LEAST = 20
"""Roles that ask for fewer competencies than this say nothing about speed."""


def closure_of_roles() -> Iterator[Line]:
    """Yield the median over roles; both are warm, and must agree."""
    dataset = with_prerequisites()
    snapshot = Snapshot.compile(dataset, 1)
    goals = (snapshot.asked(role.id, Importance.ESSENTIAL) for role in snapshot.roles)
    asked = [goal for goal in goals if len(goal) >= LEAST][:ROLES]
    bits = [bitset(snapshot.numbers(each)) for each in asked]
    graph = _digraph(list(dataset.by_kind[Kind.PREREQUISITE]))
    for goal, wanted in zip(asked, bits, strict=True):
        found = set(snapshot.attainments(members(snapshot.closure(wanted))))
        if found != _behind(graph, goal):
            raise AssertionError("the two closures differ")
    ours = median_of([partial(snapshot.closure, wanted) for wanted in bits])
    peer = median_of([partial(_behind, graph, goal) for goal in asked])
    yield against("prerequisite closure of a role", ours, "networkx", peer, 30)


def _digraph(statements: list[object]) -> nx.DiGraph[Attainment]:
    graph: nx.DiGraph[Attainment] = nx.DiGraph()
    for statement in statements:
        content = getattr(statement, "content", None)
        if isinstance(content, Prerequisite) and content.level is not None:
            target = Attainment(content.target, content.level)
            graph.add_edges_from((needed, target) for needed in attainments(content.condition))
    return graph


def _behind(graph: nx.DiGraph[Attainment], goal: tuple[Attainment, ...]) -> set[Attainment]:
    found = set(goal)
    for each in goal:
        if each in graph:
            found |= nx.ancestors(graph, each)
    return found
