"""The doctor: each ailment in a smallest curriculum, its evidence and its proposal."""

from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from builders import FRAMEWORK, Course, attained, curriculum, english, ex, put, without
from hypothesis import given, settings
from hypothesis import strategies as st
from random_curricula import random_free_case
from scale import count
from worked_curricula import worked_cases
from worked_questions import START

from graph.snapshot import Snapshot
from loaders.registry import load
from ontology.condition import Attainment, Threshold
from ontology.dataset import Dataset
from ontology.terms import Competency, Kind, Prerequisite, Resource, Role, Status, Strength
from reasoning.curation.circles import broken_circles
from reasoning.curation.doctor import examine
from reasoning.curation.finding import Ailment, Finding, Severity
from reasoning.curation.redundancy import redundant
from reasoning.planning.problem import Problem
from reasoning.planning.reach import reachable
from reasoning.question import Limits, Question

HEALTHY = curriculum({"sql": "sets"}, roles={"role": "sql"})


def examined(dataset: Dataset) -> tuple[Finding, ...]:
    return examine(Snapshot.compile(dataset))


def only(dataset: Dataset) -> Finding:
    (finding,) = examined(dataset)
    return finding


def kinds(dataset: Dataset) -> list[Ailment]:
    return [finding.kind for finding in examined(dataset)]


def test_a_healthy_curriculum_has_no_findings() -> None:
    assert examined(HEALTHY) == ()
    assert examined(Dataset.of(())) == ()


def test_a_cycle_shows_its_edges_with_their_source_and_a_cut_that_works() -> None:
    dataset = curriculum({"a": "b", "b": "a"}, roles={"role": "a"})
    cycle, role = examined(dataset)
    assert cycle.kind is Ailment.CYCLE
    assert cycle.severity is Severity.FINDING
    assert cycle.concerns == (ex("a"), ex("b"))
    assert {dataset.statements[i].kind for i in cycle.evidence} == {Kind.PREREQUISITE}
    assert len(cycle.evidence) == 2
    assert "“a” needs “b”: a rests on b (curriculum.yaml, row 1)" in cycle.sentence
    assert role.kind is Ailment.UNREACHABLE_ROLE
    assert examined(without(dataset, *(dataset.statements[i] for i in cycle.retracted))) == ()


def test_a_dead_end_and_the_role_behind_it() -> None:
    dataset = curriculum({"sql": "sets"}, untaught=("sets",), roles={"role": "sql"})
    end, role = examined(dataset)
    assert (end.kind, end.focus) == (Ailment.DEAD_END, ex("sets"))
    assert end.sentence == ("Nobody teaches “sets”, and no effort of learning it alone is stated.")
    assert (role.kind, role.focus) == (Ailment.UNREACHABLE_ROLE, ex("role"))
    assert role.sentence == "Nobody can become “role”, for want of “sql”."


def test_an_unknown_effort_names_the_resources() -> None:
    dataset = curriculum(untaught=("a",), courses={"way": Course("a", minutes=None)})
    finding = only(dataset)
    assert (finding.kind, finding.evidence) == (Ailment.EFFORT_UNKNOWN, (ex("way"),))
    assert "the course “way”" in finding.sentence


def test_a_bare_vocabulary_is_one_finding() -> None:
    dataset = curriculum(untaught=[f"c{n}" for n in range(20)])
    findings = examined(dataset)
    assert [finding.kind for finding in findings] == [Ailment.DEAD_END, Ailment.ORPHAN]
    assert findings[0].focus == FRAMEWORK
    assert "20 competencies" in findings[0].sentence
    assert len(findings[1].concerns) == 20


def test_many_dead_ends_of_a_framework_are_one_finding() -> None:
    dataset = curriculum({"sql": "sets"}, untaught=[f"c{n}" for n in range(20)])
    first = examined(dataset)[0]
    assert (first.kind, len(first.concerns)) == (Ailment.DEAD_END, 20)


def test_many_unknown_efforts_and_roles_are_one_finding_each() -> None:
    names = [f"c{n}" for n in range(20)]
    dataset = curriculum(
        untaught=names,
        courses={f"{name}-way": Course(name, minutes=None) for name in names},
        roles={f"role-{name}": name for name in names},
    )
    assert kinds(dataset) == [Ailment.EFFORT_UNKNOWN, Ailment.UNREACHABLE_ROLE]


def test_a_cycle_that_one_course_breaks_is_a_remark() -> None:
    dataset = curriculum(
        {"a": "b", "b": "a"}, untaught=("a", "b"), courses={"both": Course("a, b")}
    )
    remark = only(dataset)
    assert (remark.kind, remark.severity) == (Ailment.BROKEN_CYCLE, Severity.REMARK)
    assert "the course “both” leads past it" in remark.sentence


def test_a_term_that_needs_itself_harms_nobody() -> None:
    assert kinds(curriculum({"a": "a"})) == [Ailment.BROKEN_CYCLE]


def test_an_edge_that_another_implies_is_redundant() -> None:
    remark = only(curriculum({"c": "all(a, b)", "b": "a"}))
    assert (remark.kind, remark.severity) == (Ailment.REDUNDANT, Severity.REMARK)
    assert remark.focus == ex("c")
    assert remark.sentence == "“c” asks for “a”, which “b”, asked for as well, needs anyway."


@pytest.mark.parametrize(
    "needs",
    [{"c": "any(a, b)", "b": "a"}, {"c": "all(a, b)", "b": "any(a, z)"}, {"c": "all(a, b)"}],
)
def test_alternatives_make_nothing_redundant(needs: dict[str, str]) -> None:
    assert kinds(curriculum(needs)) == []


def test_a_lower_level_beside_a_higher_one_is_redundant() -> None:
    dataset = curriculum({"c": ["a@1", "a@2"]}, levels={"a": 2})
    assert kinds(dataset) == [Ailment.REDUNDANT]


def test_recommendations_are_never_redundant() -> None:
    assert kinds(curriculum({"c": "b", "b": "a"}, recommended={"c": "a"})) == []


def test_orphans_empty_roles_and_idle_resources() -> None:
    dataset = put(
        HEALTHY,
        Competency(ex("lonely"), FRAMEWORK, english("lonely")),
        Competency(ex("old"), FRAMEWORK, english("old"), status=Status.DEPRECATED),
        Role(ex("empty"), FRAMEWORK, english("empty"), broader=(ex("area"),)),
        Role(ex("area"), FRAMEWORK, english("area")),
        Resource(ex("idle"), FRAMEWORK, english("idle"), effort=60),
    )
    found = {finding.kind: finding.concerns for finding in examined(dataset)}
    assert found[Ailment.ORPHAN] == (ex("lonely"),)
    assert found[Ailment.EMPTY_ROLE] == (ex("empty"),)
    assert found[Ailment.IDLE_RESOURCE] == (ex("idle"),)


@settings(max_examples=count(300), deadline=None)
@given(st.integers(0, 10**6))
def test_broken_cycles_are_rounds_of_required_prerequisites_among_what_is_reached(
    seed: int,
) -> None:
    snapshot = Snapshot.compile(random_free_case(seed).dataset)
    free = Question((), frozenset(), START, limits=Limits(dates=False))
    reached = reachable(Problem(snapshot, free))
    for circle in broken_circles(snapshot, reached):
        assert set(snapshot.numbers(circle.members)) <= reached
        targets = [link.target for link in circle.links]
        assert [link.needed for link in circle.links] == [*targets[1:], targets[0]]


@settings(max_examples=count(300), deadline=None)
@given(st.integers(0, 10**6))
def test_redundancy_is_what_the_transitive_closure_says(seed: int) -> None:
    dataset = random_free_case(seed).dataset
    snapshot = Snapshot.compile(dataset)
    graph: nx.DiGraph[Attainment] = nx.DiGraph()
    graph.add_nodes_from(snapshot.numbering.attainments)
    asked: dict[Attainment, set[Attainment]] = {}
    for attainment in snapshot.numbering.attainments:
        if attainment.level > 1:
            graph.add_edge(attainment, attainment._replace(level=attainment.level - 1))
    for statement in dataset.by_kind[Kind.PREREQUISITE]:
        content = statement.content
        if (
            isinstance(content, Prerequisite)
            and content.level is not None
            and content.strength is Strength.REQUIRED
        ):
            target = Attainment(content.target, content.level)
            members = set(certain(content.condition)) & set(snapshot.numbering.number_of)
            if target in snapshot.numbering.number_of:
                asked.setdefault(target, set()).update(members)
                graph.add_edges_from((target, member) for member in members)
    reach = {node: nx.descendants(graph, node) for node in graph}

    def together(one: Attainment, other: Attainment) -> bool:
        return one == other or (one in reach[other] and other in reach[one])

    expected = set()
    for target, members in asked.items():
        below = {target._replace(level=target.level - 1)} if target.level > 1 else set()
        for member in members:
            others = {
                other
                for other in members | below
                if not together(other, member) and not together(other, target)
            }
            if not together(member, target) and any(member in reach[other] for other in others):
                expected.add((target, member))
    assert {(each.target, each.implied) for each in redundant(snapshot)} == expected


def certain(needed: Attainment | Threshold) -> list[Attainment]:
    if isinstance(needed, Attainment):
        return [needed]
    if needed.k != len(needed.members):
        return []
    return [each for member in needed.members for each in certain(member)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cycles/two-that-need-each-other", Ailment.CYCLE),
        ("cycles/through-resources", Ailment.CYCLE),
        ("cycles/one-course-gains-both", Ailment.BROKEN_CYCLE),
    ],
)
def test_the_worked_cycles_are_told_apart(name: str, expected: Ailment, tmp_path: Path) -> None:
    (case,) = [case for case in worked_cases("cycles") if case.name == name]
    file = tmp_path / "curriculum.yaml"
    file.write_text(case.curriculum_text, "utf-8")
    dataset = Dataset.of(load([file]).statements)
    assert expected in kinds(dataset)


def test_what_is_said_comes_in_the_language_that_is_asked_for() -> None:
    dataset = curriculum(untaught=("sets",))
    named = Competency(ex("sets"), FRAMEWORK, english("sets"))
    german = replace(
        named, labels=(*named.labels, replace(named.labels[0], language="de", text="Mengen"))
    )
    (finding, *_) = examine(Snapshot.compile(put(dataset, german)), ("de",))
    assert "“Mengen”" in finding.sentence


def test_a_target_that_is_held_by_nobody_is_named_once() -> None:
    dataset = curriculum(levels={"a": 3}, untaught=("a",), roles={"role": "a@3"})
    assert [finding.focus for finding in examined(dataset)] == [ex("a"), ex("role")]
    assert attained("a@3") in Snapshot.compile(dataset).numbering.number_of
