"""The projection is always what the statements draw, whatever commits brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import clashing
import pytest
import strategies
from builders import curriculum, ex, put, without
from hypothesis import given, settings
from hypothesis import strategies as st
from neo4j import Driver
from projected import Projected, projecting
from scale import count
from servers.neo4j_server import Login

from graph.neo4j import projection
from graph.neo4j.projection import redraw
from graph.neo4j.projection_picture import NOTHING, differences, drawn
from ontology.condition import Attainment, all_of, any_of
from ontology.dataset import EMPTY, Dataset, identity
from ontology.terms import Competency, Level, Prerequisite, Role, Scale, Text


@pytest.fixture(scope="module")
def driver(neo4j_login: Login) -> Iterator[Driver]:
    with projecting(neo4j_login) as driver:
        yield driver


@pytest.fixture
def projected(driver: Driver) -> Projected:
    return Projected(driver)


histories = st.lists(strategies.datasets | clashing.datasets, min_size=1, max_size=4)


def _identities(projected: Projected) -> list[dict[str, object]]:
    """What is remembered of terms by those who keep more than their names."""
    return projected.run(
        "MATCH (t:Term {tenant: $tenant}) RETURN t.iri AS iri, elementId(t) AS id ORDER BY iri"
    )


def _agree(projected: Projected, dataset: Dataset) -> None:
    there = projected.picture()
    assert there == drawn(dataset), list(differences(drawn(dataset), there))


@given(histories)
@settings(max_examples=count(200))
def test_after_any_commits_the_projection_is_what_the_dataset_draws(
    driver: Driver, history: Sequence[Dataset]
) -> None:
    projected = Projected(driver)
    before = EMPTY
    for dataset in history:
        projected.move(before, dataset)
        _agree(projected, dataset)
        before = dataset
    projected.move(before, EMPTY)
    assert projected.picture() == NOTHING


@given(clashing.datasets, clashing.datasets, st.data())
@settings(max_examples=count(100))
def test_neither_order_nor_steps_matter(
    driver: Driver, before: Dataset, after: Dataset, data: st.DataObject
) -> None:
    projected = Projected(driver)
    projected.move(EMPTY, before)
    gone = data.draw(st.permutations(sorted(before.statements)))
    opened = data.draw(st.permutations(list(after)))
    half = len(opened) // 2
    projected.within(lambda tx: redraw(tx, projected.tenant, gone, ()))
    for some in (opened[:half], opened[half:]):
        # a step whose outcome was unknown is taken again, and names what it opens as gone
        for _ in range(2):
            again = [statement.id for statement in some]
            projected.within(
                lambda tx, some=some, again=again: redraw(  # type: ignore[misc]
                    tx, projected.tenant, again, some
                )
            )
    _agree(projected, after)


@given(histories)
@settings(max_examples=count(50))
def test_batches_of_two_draw_the_same(driver: Driver, history: Sequence[Dataset]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(projection, "BATCH", 2)
        projected = Projected(driver)
        before = EMPTY
        for dataset in history:
            projected.move(before, dataset)
            before = dataset
        _agree(projected, before)


def test_a_term_that_is_relabelled_keeps_its_relationships_and_renames_what_needs_it(
    projected: Projected,
) -> None:
    before = curriculum({"sql": "all(sets, logic)"}, roles={"analyst": "sql, sets"})
    projected.move(EMPTY, before)
    identities = _identities(projected)
    sets = before.get(ex("sets"))
    assert sets is not None
    assert isinstance(sets.content, Competency)
    after = put(before, Competency(ex("sets"), sets.content.framework, (Text("en", "Set theory"),)))
    projected.move(before, after)
    _agree(projected, after)
    names = projected.run("MATCH (p:Prerequisite {tenant: $tenant}) RETURN p.name AS name")
    assert names == [{"name": "logic and Set theory"}]
    assert _identities(projected) == identities


def test_a_term_that_changes_kind_keeps_those_who_mention_it(projected: Projected) -> None:
    before = curriculum({"sql": "sets"}, roles={"analyst": "sql"})
    projected.move(EMPTY, before)
    sql = before.get(ex("sql"))
    assert sql is not None
    after = put(before, Role(ex("sql"), ex("framework"), (Text("en", "SQL person"),)))
    projected.move(before, after)
    _agree(projected, after)
    found = projected.run(
        "MATCH (r:Role {tenant: $tenant, iri: $iri})<-[:REQUIRES]-(by) "
        "RETURN labels(r) AS labels, by.iri AS by",
        iri=ex("sql"),
    )
    assert [set(each["labels"]) for each in found] == [{"Term", "Role"}]  # type: ignore[call-overload]
    assert [each["by"] for each in found] == [ex("analyst")]


def test_a_term_that_is_retracted_stays_for_as_long_as_it_is_mentioned(
    projected: Projected,
) -> None:
    before = curriculum({"sql": "sets"}, untaught=("sets", "sql"))
    projected.move(EMPTY, before)
    sets = before.get(ex("sets"))
    needs = identity(Prerequisite(ex("sql"), 1, Attainment(ex("sets"), 1)))
    needed = before.get(needs)
    assert sets is not None
    assert needed is not None
    mentioned = without(before, sets)
    projected.move(before, mentioned)
    labels = "MATCH (t:Term {tenant: $tenant, iri: $iri}) RETURN labels(t) AS labels"
    (found,) = projected.run(labels, iri=ex("sets"))
    assert set(found["labels"]) == {"Term", "Elsewhere"}  # type: ignore[call-overload]
    projected.move(mentioned, without(mentioned, needed))
    assert projected.run(labels, iri=ex("sets")) == []


def test_a_condition_that_is_replaced_leaves_nothing_of_the_old_one(projected: Projected) -> None:
    named = ex("rule")
    before = put(
        curriculum(untaught=("a", "b", "c", "d")),
        Prerequisite(ex("a"), 1, all_of(*(Attainment(ex(x), 1) for x in "bc")), id=named),
    )
    projected.move(EMPTY, before)
    wanted = any_of(Attainment(ex("c"), 1), all_of(Attainment(ex("b"), 1), Attainment(ex("d"), 1)))
    after = put(before, Prerequisite(ex("a"), 1, wanted, id=named))
    projected.move(before, after)
    _agree(projected, after)
    found = projected.run(
        "MATCH (:Prerequisite {tenant: $tenant})-[n:NEEDS]->(t) "
        "RETURN n.place AS place, n.group AS group, t.name AS name ORDER BY place"
    )
    assert [tuple(each.values()) for each in found] == [
        ("1", "any of 2", "c"),
        ("2.1", "any of 2 › 2: all of 2", "b"),
        ("2.2", "any of 2 › 2: all of 2", "d"),
    ]


def test_a_scale_that_shrinks_loses_its_highest_levels(projected: Projected) -> None:
    low, high = Level((Text("en", "novice"),)), Level((Text("en", "master"),))
    before = put(EMPTY, Scale(ex("craft"), (low, high), True, (Text("en", "Craft"),)))
    projected.move(EMPTY, before)
    names = (
        "MATCH (:Scale {tenant: $tenant})-[:HAS_LEVEL]->(l) RETURN l.name AS name ORDER BY l.number"
    )
    assert projected.run(names) == [{"name": "1 novice"}, {"name": "2 master"}]
    after = put(before, Scale(ex("craft"), (low,), True, (Text("en", "Craft"),)))
    projected.move(before, after)
    assert projected.run(names) == [{"name": "1 novice"}]
    _agree(projected, after)


def test_two_tenants_do_not_touch_each_other(driver: Driver) -> None:
    one, other = Projected(driver), Projected(driver)
    ours = curriculum({"sql": "sets"}, roles={"analyst": "sql"}, levels={"sql": 2})
    theirs = put(ours, Competency(ex("sets"), ex("framework"), (Text("en", "Mengen"),)))
    one.move(EMPTY, ours)
    other.move(EMPTY, theirs)
    _agree(one, ours)
    one.move(ours, EMPTY)
    assert one.picture() == NOTHING
    _agree(other, theirs)
