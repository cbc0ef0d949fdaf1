"""Snapshots say what the statements say, in numbers: held against the plain semantics."""

from __future__ import annotations

from random import Random

import networkx as nx
from builders import Course, attained, attained_all, curriculum, ex, put
from hypothesis import given
from hypothesis import strategies as st
from random_curricula import random_case
from scale import count

from graph.snapshot import Snapshot, bitset, members
from graph.snapshot_conditions import compiled, mentioned, met
from ontology.condition import Attainment, attainments, holds
from ontology.dataset import Dataset
from ontology.terms import (
    Competency,
    CompetencyKind,
    Importance,
    Kind,
    Prerequisite,
    Price,
    Strength,
    Text,
)
from reasoning.proof import Course as Taking
from reasoning.semantics.holding import closure
from reasoning.semantics.takings import all_attainments, gains

SEEDS = range(count(3_000))


def _snapshots(step: int = 1) -> list[tuple[Dataset, Snapshot]]:
    cases = [random_case(seed) for seed in SEEDS[::step]]
    return [(case.dataset, Snapshot.compile(case.dataset)) for case in cases]


def test_attainments_are_dense_and_levels_are_consecutive() -> None:
    for dataset, snapshot in _snapshots():
        numbering = snapshot.numbering
        assert numbering.attainments == all_attainments(dataset)
        for at, (competency, level) in enumerate(numbering.attainments):
            assert numbering.number_of[Attainment(competency, level)] == at
            assert at == numbering.lowest[at] + level - 1 <= numbering.highest[at]
            assert numbering.attainments[numbering.highest[at]].competency == competency


def test_a_progressive_level_is_entered_from_the_one_below() -> None:
    dataset = curriculum(levels={"a": 3, "b": 2}, progressive={"a"})
    assert Snapshot.compile(dataset).numbering.below == (-1, 0, 1, -1, -1)


def test_a_group_has_no_numbers() -> None:
    group = Competency(ex("g"), ex("framework"), (Text("en", "g"),), CompetencyKind.GROUP)
    dataset = put(curriculum({"b": "a"}), group)
    assert Attainment(ex("g"), 1) not in Snapshot.compile(dataset).numbering.number_of


def test_effort_of_a_level_is_its_own_before_that_of_every_level() -> None:
    dataset = curriculum(levels={"a": 2, "b": 2}, efforts={"a": 30, "a@2": 50, "b@2": 70})
    assert Snapshot.compile(dataset).numbering.minutes == (30, 50, None, 70)


def test_the_order_of_the_statements_does_not_matter() -> None:
    for dataset, snapshot in _snapshots(10):
        shuffled = list(dataset)
        Random(len(shuffled)).shuffle(shuffled)
        other = Snapshot.compile(Dataset.of(shuffled))
        assert other.numbering == snapshot.numbering
        assert other.offers == snapshot.offers
        assert other.required == snapshot.required
        assert other.recommended == snapshot.recommended
        assert other.implications == snapshot.implications


def test_compiled_conditions_mean_what_conditions_mean() -> None:
    random = Random(1)
    tried = 0
    for dataset, snapshot in _snapshots():
        for statement in dataset.by_kind[Kind.PREREQUISITE]:
            assert isinstance(statement.content, Prerequisite)
            condition = statement.content.condition
            need = compiled(condition, snapshot.numbering.number_of)
            held = {a for a in attainments(condition) if random.random() < 0.5}
            numbers = snapshot.numbers(held)
            assert met(need, numbers.__contains__) == holds(condition, held.__contains__)
            assert set(mentioned(need)) == set(snapshot.numbers(attainments(condition)))
            tried += 1
    assert tried > len(SEEDS)


def test_a_name_that_nobody_knows_never_holds() -> None:
    need = compiled(attained("nowhere"), {})
    assert not met(need, lambda at: True)


def test_what_is_implied_is_what_the_semantics_closes_over() -> None:
    aligned = 0
    for dataset, snapshot in _snapshots():
        for at, attainment in enumerate(snapshot.numbering.attainments):
            implied = set(snapshot.attainments(snapshot.implied(at)))
            assert implied == closure({attainment}, dataset) & set(snapshot.numbering.attainments)
            for other in snapshot.implied(at):
                assert at in snapshot.implying(other)
            for other in snapshot.implying(at):
                assert at in snapshot.implied(other)
        aligned += bool(snapshot.implications.links)
    assert aligned > len(SEEDS) // 10


def test_offers_gain_what_the_semantics_says_that_resources_gain() -> None:
    for dataset, snapshot in _snapshots():
        names = [offer.resource.id for offer in snapshot.offers]
        assert names == sorted(s.id for s in dataset.by_kind[Kind.RESOURCE])
        for place, offer in enumerate(snapshot.offers):
            assert snapshot.offer_of[offer.resource.id] == place
            gained = snapshot.attainments(offer.gains)
            assert frozenset(gained) == gains(Taking(offer.resource.id), dataset)
            assert all(place in snapshot.taught_by[at] for at in offer.teaches)


def test_an_offer_is_entered_from_what_it_does_not_teach_itself() -> None:
    dataset = curriculum(
        levels={"a": 3},
        progressive={"a"},
        untaught={"a"},
        courses={"low": Course("a, a@2"), "high": Course("a@3"), "all": Course("a@3", start=0)},
    )
    by_name = {offer.resource.id: offer for offer in Snapshot.compile(dataset).offers}
    assert by_name[ex("low")].entry == ()
    assert by_name[ex("high")].entry == (1,)
    assert by_name[ex("all")].entry == ()


def test_the_indexes_point_back() -> None:
    for dataset, snapshot in _snapshots(10):
        for statement in dataset.by_kind[Kind.PREREQUISITE]:
            content = statement.content
            assert isinstance(content, Prerequisite)
            if content.strength is not Strength.REQUIRED:
                continue
            for needed in snapshot.numbers(attainments(content.condition)):
                if content.level is None:
                    place = snapshot.offer_of[content.target]
                    assert place in snapshot.needed_by_offers[needed]
                else:
                    (target,) = snapshot.numbers([Attainment(content.target, content.level)])
                    assert target in snapshot.needed_by[needed]


def test_the_closure_is_everything_that_lies_behind() -> None:
    for _, snapshot in _snapshots(10):
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(len(snapshot.numbering.attainments)))
        for target, behind in snapshot.mentions.items():
            graph.add_edges_from((target, at) for at in behind)
        for at in graph:
            expected = nx.descendants(graph, at) | {at}
            assert set(members(snapshot.closure(1 << at))) == expected
        assert snapshot.closure(0) == 0


@given(st.sets(st.integers(0, 500)))
def test_bitsets_keep_their_members(numbers: set[int]) -> None:
    assert list(members(bitset(numbers))) == sorted(numbers)


def test_a_role_asks_for_what_its_requirements_say() -> None:
    snapshot = Snapshot.compile(curriculum(levels={"a": 2}, roles={"analyst": "a@2, b, c?"}))
    assert set(snapshot.asked(ex("analyst"), Importance.ESSENTIAL)) == attained_all("a@2, b")
    assert snapshot.asked(ex("analyst"), Importance.OPTIONAL) == (attained("c"),)
    assert snapshot.asked(ex("nobody"), Importance.ESSENTIAL) == ()
    assert [role.id for role in snapshot.roles] == [ex("analyst")]


def test_currencies_are_those_of_the_prices() -> None:
    courses = {"x": Course("a", price=Price(1, "EUR")), "y": Course("a", price=Price(1, "USD"))}
    assert Snapshot.compile(curriculum(courses=courses)).currencies == {"EUR", "USD"}


def test_who_mentions_a_competency_is_found_without_looking_at_everything() -> None:
    for dataset, snapshot in _snapshots(step=10):
        for statement in dataset.by_kind[Kind.COMPETENCY]:
            assert snapshot.mentioning.get(statement.id, ()) == tuple(
                each
                for each in sorted(dataset.by_kind[Kind.PREREQUISITE], key=lambda each: each.id)
                if isinstance(each.content, Prerequisite)
                and statement.id in {at.competency for at in attainments(each.content.condition)}
            )
