"""What people do to the projection by hand is noticed, and mended without touching the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import clashing
import orjson
import pytest
import strategies
from builders import curriculum, ex, put
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from neo4j import Driver
from projected import Projected, projecting
from scale import count
from servers.neo4j_server import Login

from graph.neo4j import projection_mending
from graph.neo4j.projection_mending import steps_to_mend
from graph.neo4j.projection_picture import differences, drawn
from graph.neo4j.projection_reading import found_in
from ontology.dataset import EMPTY, Dataset
from ontology.terms import Competency, Text

Properties = Mapping[str, object]


class Mischief(NamedTuple):
    """A query that does harm to one thing, and whether it can, by the thing's properties."""

    query: str
    possible: Callable[[Properties], bool] = lambda properties: True


NODE, LINK = "MATCH (n) WHERE elementId(n) = $id ", "MATCH (a)-[n]->(b) WHERE elementId(n) = $id "

TO_NODES = (
    Mischief(NODE + "DETACH DELETE n"),
    Mischief(NODE + "SET n.name = n.name + '!'"),
    Mischief(NODE + "REMOVE n.name"),
    Mischief(NODE + "REMOVE n.iri", lambda node: "iri" in node),
    Mischief(NODE + "REMOVE n.number", lambda node: "number" in node),
    Mischief(NODE + "SET n.iri = n.iri + '!'", lambda node: "iri" in node),
    Mischief(NODE + "SET n.height = toFloat(n.height)", lambda node: "height" in node),
    Mischief(NODE + "SET n.condition = 'no condition'"),
    Mischief(NODE + "SET n.condition = ['no text']"),
    Mischief(NODE + "SET n.iri = [n.iri]", lambda node: "iri" in node),
    Mischief(NODE + "SET n.name = [1.5]"),
    Mischief(NODE + "SET n.added = [1, 2]"),
    Mischief(NODE + "SET n.tenant = n.tenant + '!'"),
    Mischief(NODE + "REMOVE n.tenant"),
    Mischief(NODE + "SET n:Strange"),
    Mischief(NODE + "SET n:Level:Prefix"),
    Mischief(NODE + "REMOVE n:Term:Prerequisite:Prefix:Level"),
    Mischief(NODE + "CREATE (n)-[:BROADER {tenant: $tenant}]->(n)"),
    Mischief(NODE + "CREATE (n)<-[:REQUIRES {tenant: $tenant, iri: 'x'}]-(:Note)"),
    Mischief(NODE + "CREATE (n)-[:KNOWS]->(:Competency {tenant: $tenant, iri: 'x'})"),
    Mischief(NODE + "CREATE (:Term {tenant: $tenant, iri: 'urn:extra'})"),
    Mischief(NODE + "CREATE (:Level {tenant: $tenant, scale: n.scale, number: '1'})"),
)
TO_LINKS = (
    Mischief(LINK + "DELETE n"),
    Mischief(LINK + "SET n.caption = 'changed'"),
    Mischief(LINK + "SET n.level = toFloat(n.level)", lambda link: "level" in link),
    Mischief(LINK + "SET n.iri = 'urn:changed'"),
    Mischief(LINK + "SET n.tenant = 'changed'"),
    Mischief(LINK + "REMOVE n.tenant"),
    Mischief(LINK + "CREATE (a)-[m:$(type(n))]->(b) SET m = properties(n)"),
    Mischief(LINK + "CREATE (b)-[m:$(type(n))]->(a) SET m = properties(n), m.turned = true"),
    Mischief(LINK + "CREATE (a)-[:KNOWS]->(b)"),
)


@pytest.fixture(scope="module")
def driver(neo4j_login: Login) -> Iterator[Driver]:
    with projecting(neo4j_login) as driver:
        yield driver


def _told(projected: Projected, dataset: Dataset) -> list[str]:
    return list(differences(drawn(dataset), projected.picture()))


def _harm(projected: Projected, data: st.DataObject) -> None:
    """Do one mischief to one node or relationship."""
    found = projected.within(lambda tx: found_in(tx, projected.tenant))
    things: list[tuple[str, str, Sequence[Mischief]]]
    things = [(key, node.properties, TO_NODES) for key, node in found.nodes.items()]
    things += [(key, link.properties, TO_LINKS) for key, link in found.links.items()]
    assume(things)
    # the server tells of them in any order, and a second try has to meet the same
    things.sort(key=lambda thing: thing[1].replace(projected.tenant, ""))
    key, properties, mischiefs = data.draw(st.sampled_from(things))
    possible = [each.query for each in mischiefs if each.possible(orjson.loads(properties))]
    projected.run(data.draw(st.sampled_from(possible)), id=key)


def _mend(projected: Projected, statements: Sequence[object] | Dataset) -> int:
    found = projected.within(lambda tx: found_in(tx, projected.tenant))
    steps = list(steps_to_mend(projected.tenant, found, tuple(statements)))  # type: ignore[arg-type]
    for step in steps:
        projected.within(step)
    return len(steps)


datasets = (strategies.datasets | clashing.datasets).filter(bool)


@given(datasets, st.data())
@settings(max_examples=count(400))
def test_each_single_mischief_is_told_and_mended(
    driver: Driver, dataset: Dataset, data: st.DataObject
) -> None:
    projected = Projected(driver)
    projected.move(EMPTY, dataset)
    _harm(projected, data)
    assert _told(projected, dataset)
    assert _mend(projected, dataset)
    assert _told(projected, dataset) == []
    assert projected.picture() == drawn(dataset)
    assert _mend(projected, dataset) == 0


@given(datasets, st.integers(2, 6), st.sampled_from((1, 2, 1000)), st.data())
@settings(max_examples=count(100))
def test_any_amount_of_mischief_is_mended_in_steps_of_any_size(
    driver: Driver, dataset: Dataset, times: int, step: int, data: st.DataObject
) -> None:
    projected = Projected(driver)
    projected.move(EMPTY, dataset)
    for _ in range(times):
        _harm(projected, data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(projection_mending, "STEP", step)
        _mend(projected, dataset)
    assert projected.picture() == drawn(dataset)


@given(datasets, datasets, st.data())
@settings(max_examples=count(100))
def test_no_mischief_makes_a_commit_fail(
    driver: Driver, before: Dataset, after: Dataset, data: st.DataObject
) -> None:
    projected = Projected(driver)
    projected.move(EMPTY, before)
    for _ in range(3):
        _harm(projected, data)
    projected.move(before, after)
    _mend(projected, after)
    assert projected.picture() == drawn(after)


def test_a_name_that_is_none_any_more_makes_no_commit_fail(driver: Driver) -> None:
    projected = Projected(driver)
    before = curriculum({"sql": "all(sets, logic)"})
    projected.move(EMPTY, before)
    by_hand = "MATCH (t:Term {tenant: $tenant, iri: $iri}) SET t.iri = [t.iri]"
    projected.run(by_hand, iri=ex("sets"))
    logic = before.get(ex("logic"))
    assert logic is not None
    assert isinstance(logic.content, Competency)
    after = put(before, replace(logic.content, labels=(Text("en", "Reasoning"),)))
    projected.move(before, after)
    assert _mend(projected, after)
    assert projected.picture() == drawn(after)


def test_what_points_from_elsewhere_at_what_is_no_term_is_told_and_mended(driver: Driver) -> None:
    projected = Projected(driver)
    dataset = curriculum({"sql": "all(sets, logic)"})
    projected.move(EMPTY, dataset)
    projected.run("MATCH (p:Prerequisite {tenant: $tenant}) CREATE (:Note)-[:REQUIRES]->(p)")
    assert _told(projected, dataset)
    assert _mend(projected, dataset)
    assert projected.picture() == drawn(dataset)


def test_all_that_is_gone_is_drawn_again(driver: Driver) -> None:
    projected = Projected(driver)
    dataset = curriculum({"sql": "2 of (sets, logic, maths)"}, roles={"analyst": "sql"})
    _mend(projected, dataset)
    assert projected.picture() == drawn(dataset)


def test_what_people_add_beside_the_projection_is_theirs(driver: Driver) -> None:
    projected = Projected(driver)
    dataset = curriculum({"sql": "sets"})
    projected.move(EMPTY, dataset)
    projected.run(
        "MATCH (c:Competency {tenant: $tenant, iri: $iri}) "
        "CREATE (c)<-[:ABOUT]-(:Note {tenant: $tenant, text: 'talk about it'})",
        iri=ex("sql"),
    )
    assert _told(projected, dataset) == []
    assert _mend(projected, dataset) == 0


def test_a_difference_is_told_in_words(driver: Driver) -> None:
    projected = Projected(driver)
    projected.move(EMPTY, curriculum({"sql": "sets"}))
    dataset = curriculum({"sql": "sets"}, roles={"analyst": "sql@1"}, untaught=("sql",))
    projected.run(
        "MATCH (c:Competency {tenant: $tenant, iri: $iri}) SET c.name = 'Sequel', c:Strange",
        iri=ex("sql"),
    )
    told = _told(projected, dataset)
    assert told[:3] == [
        f"the node Term `{ex('analyst')}` is missing",
        f"the node Term `{ex('sql')}` is labelled Competency, Strange, Term "
        "instead of Competency, Term",
        f'the node Term `{ex("sql")}` has `name` `{{"name":"Sequel"}}` '
        'instead of `{"name":"sql"}`',
    ]
    assert f"the node Term `{ex('sql-course')}` should not be there" in told
    assert any(
        line.startswith(f"REQUIRES from `{ex('analyst')}` to `{ex('sql')}`")
        and line.endswith("is missing")
        for line in told
    )
