"""Where nothing is to choose, a path is what networkx finds: ancestors in topological order."""

from __future__ import annotations

from datetime import date
from random import Random

import networkx as nx
import pytest
from builders import attained, curriculum, ex
from ccssm import ABSENT, REASON, ccssm_dataset
from scale import count

from graph.snapshot import Snapshot
from ontology.condition import Attainment, attainments
from ontology.dataset import Dataset
from ontology.names import Iri
from ontology.terms import Kind, Prerequisite
from reasoning.kernel.check import check
from reasoning.outcome import Found, Unreachable
from reasoning.planning.planner import solve
from reasoning.question import Question

START = date(2026, 1, 1)


def _random_network(seed: int) -> nx.DiGraph[str]:
    """Draw up to 30 competencies with arrows from what is needed; now and then a cycle."""
    random = Random(seed)
    names = [f"c{number:02}" for number in range(random.randint(2, 30))]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(names)
    for place, name in enumerate(names[1:], 1):
        earlier = random.sample(names[:place], min(place, random.randint(0, 3)))
        graph.add_edges_from((before, name) for before in earlier)
    if random.random() < 0.2:
        graph.add_edge(names[-1], random.choice(names[:-1]))
    return graph


def _curriculum(graph: nx.DiGraph[str]) -> Dataset:
    needs = {name: sorted(graph.predecessors(name)) for name in graph}
    dataset = curriculum(
        {name: f"all({', '.join(before)})" for name, before in needs.items() if before}
        | {name: "all()" for name, before in needs.items() if not before}
    )
    return dataset


def test_the_path_takes_the_ancestors_in_an_order_without_violation() -> None:
    beyond = 0
    for seed in range(count(1_000)):
        graph = _random_network(seed)
        snapshot = Snapshot.compile(_curriculum(graph))
        for goal in sorted(graph)[-2:]:
            question = Question((attained(goal),), frozenset(), START)
            outcome = solve(snapshot, question)
            check(outcome, question, snapshot.dataset)
            needed = nx.ancestors(graph, goal) | {goal}
            part = graph.subgraph(needed)
            if nx.is_directed_acyclic_graph(part):
                assert isinstance(outcome, Found)
                order = [step.gains[0].competency for step in outcome.steps]
                assert set(order) == {ex(name) for name in needed}
                place = {name: order.index(ex(name)) for name in needed}
                assert all(place[before] < place[after] for before, after in part.edges)
                assert outcome.bound.lower == outcome.cost.minutes == 60 * len(needed)
            else:
                assert isinstance(outcome, Unreachable)
                knot = set().union(
                    *(c for c in nx.strongly_connected_components(part) if len(c) > 1)
                )
                assert outcome.beyond <= {attained(name) for name in needed}
                assert not knot or outcome.beyond & {attained(name) for name in knot}
                beyond += 1
    assert beyond > count(1_000) // 50


@pytest.mark.skipif(ABSENT, reason=REASON)
def test_every_standard_of_the_common_core_is_planned_from_nothing() -> None:
    dataset = ccssm_dataset()
    graph: nx.DiGraph[Iri] = nx.DiGraph()
    graph.add_nodes_from(statement.id for statement in dataset.by_kind[Kind.COMPETENCY])
    for statement in dataset.by_kind[Kind.PREREQUISITE]:
        assert isinstance(statement.content, Prerequisite)
        for before in attainments(statement.content.condition):
            graph.add_edge(before.competency, statement.content.target)
    snapshot = Snapshot.compile(dataset)
    for standard in sorted(graph):
        question = Question((Attainment(standard, 1),), frozenset(), START, assumed_minutes=60)
        outcome = solve(snapshot, question)
        assert isinstance(outcome, Found)
        check(outcome, question, dataset)
        order = [step.gains[0].competency for step in outcome.steps]
        assert set(order) == nx.ancestors(graph, standard) | {standard}
        place = {name: at for at, name in enumerate(order)}
        needed = graph.subgraph(order)
        assert all(place[before] < place[after] for before, after in needed.edges)
    assert len(graph) > 400
