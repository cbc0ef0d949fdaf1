"""A change is judged by what it touches: no less than a look at everything would say of it."""

from __future__ import annotations

from builders import FRAMEWORK, PROVENANCE, curriculum, english, ex, put
from clashing import changes, datasets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scale import count

from ontology.dataset import Change, Dataset, identity, state
from ontology.names import Iri
from ontology.terms import Alignment, Kind, Relation, Role
from shapes.graph_wide import breaches
from shapes.surroundings import Surroundings
from shapes.touch import touched


def broken(dataset: Dataset) -> set[tuple[str, str, str]]:
    """Everything that is wrong anywhere."""
    found = breaches(Surroundings(dataset), dataset)
    return {(each.contract, each.focus, str(each.value)) for each in found}


def weeded(dataset: Dataset) -> Dataset:
    """Return the dataset without what is wrong in it, as a store would hold it."""
    while wrong := {each[1] for each in broken(dataset)}:
        dataset = Dataset.of(each for each in dataset if each.id not in wrong)
    return dataset


@settings(max_examples=count(2000), suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_a_change_breaks_lies_within_what_it_touches(data: st.DataObject) -> None:
    before = weeded(data.draw(datasets))
    change = data.draw(changes(before))
    after = before.changed_by(change)
    within = touched(before, after, change)
    ids = {statement.id for statement in within}
    news = {
        each for each in broken(after) - broken(before) if not each[0].endswith("without-circle")
    }
    assert {each[1] for each in news} <= ids
    found = breaches(Surroundings(after), within)
    assert {(each.contract, each.focus, str(each.value)) for each in found} == {
        each for each in broken(after) if each[1] in ids
    }


@settings(max_examples=count(2000), suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_new_circle_has_a_step_that_the_change_puts(data: st.DataObject) -> None:
    before = weeded(data.draw(datasets))
    change = data.draw(changes(before))
    after = before.changed_by(change)
    news = {each for each in broken(after) - broken(before) if each[0].endswith("without-circle")}
    assert not news or {each[1] for each in news} & {each.id for each in change.put}


def test_a_new_term_touches_itself_alone() -> None:
    before = curriculum({"sql": "sets"})
    fresh = curriculum({"joins": "all()"})
    change = Change(tuple(each for each in fresh if each not in list(before)))
    after = before.changed_by(change)
    assert {each.id for each in touched(before, after, change)} == {e.id for e in change.put}


def test_a_scale_is_felt_through_its_competencies() -> None:
    before = curriculum({"sql@2": "sets"}, levels={"sql": 2})
    (scale,) = before.by_kind[Kind.SCALE]
    change = Change((), frozenset({scale.id}))
    after = before.changed_by(change)
    kinds = {each.kind for each in touched(before, after, change)}
    assert kinds == {Kind.COMPETENCY, Kind.PREREQUISITE, Kind.TEACHING}
    assert ex("sql") in {each.id for each in touched(before, after, change)}


def test_an_alignment_is_touched_when_its_other_end_arrives() -> None:
    waiting = Alignment(ex("sql"), Iri("urn:sql"), Relation.RELATED)
    before = put(curriculum({"sql": "sets"}), waiting)
    arriving = state(Role(Iri("urn:sql"), FRAMEWORK, english("sql")), PROVENANCE)
    change = Change((arriving,))
    after = before.changed_by(change)
    assert {each.id for each in touched(before, after, change)} == {
        arriving.id,
        identity(waiting),
    }
