"""The gap between what is held and a role."""

import pytest
from builders import Course, attained, attained_all, curriculum, ex, put

from graph.snapshot import Snapshot
from ontology.condition import Attainment
from ontology.dataset import Dataset
from ontology.errors import UnknownTermError
from ontology.terms import Importance, Requirement
from reasoning.gaps.gap import Asked, Gap, gap


def measured(dataset: Dataset, held: str = "", minutes: int | None = None) -> Gap:
    return gap(Snapshot.compile(dataset), attained_all(held), ex("role"), minutes)


def of(asked: tuple[Asked, ...]) -> set[Attainment]:
    return {each.attainment for each in asked}


def hidden(found: Gap) -> set[Attainment]:
    return {each.attainment for each in found.hidden}


def test_lower_levels_of_what_is_missing_are_missing() -> None:
    dataset = curriculum(levels={"sql": 3}, roles={"role": "sql@3, sets"})
    found = measured(dataset, "sql@1")
    assert of(found.missing) == attained_all("sql@2, sql@3, sets")
    assert of(found.held) == set()


def test_what_is_held_stands_at_the_level_that_is_asked_for() -> None:
    dataset = curriculum(levels={"sql": 3}, roles={"role": "sql@2, sets"})
    found = measured(dataset, "sql@3, sets")
    assert of(found.held) == attained_all("sql@2, sets")
    assert found.missing == ()
    assert found.hidden == ()


def test_what_every_path_needs_is_hidden_and_a_choice_is_not() -> None:
    dataset = curriculum(
        {"sql": "all(sets, any(logic, proofs))", "sets": "numbers"}, roles={"role": "sql"}
    )
    found = measured(dataset)
    assert hidden(found) == attained_all("sets, numbers")
    assert {each.towards for each in found.hidden} == {(attained("sql"),)}


def test_a_choice_with_one_branch_out_of_reach_is_none() -> None:
    dataset = curriculum({"sql": "any(logic, proofs)"}, roles={"role": "sql"}, untaught=("proofs",))
    assert hidden(measured(dataset)) == attained_all("logic")
    assert hidden(measured(dataset, minutes=60)) == set()


def test_what_a_course_brings_along_is_hidden_where_no_other_way_leads_past_it() -> None:
    courses = {"bundle": Course("sql, sets")}
    dataset = curriculum(roles={"role": "sql"}, untaught=("sql", "sets"), courses=courses)
    assert hidden(measured(dataset)) == attained_all("sets")
    more = {**courses, "plain": Course("sql")}
    dataset = curriculum(roles={"role": "sql"}, untaught=("sql", "sets"), courses=more)
    assert hidden(measured(dataset)) == set()


def test_wishes_are_optional_and_never_missing() -> None:
    dataset = curriculum({"wish": "deep"}, roles={"role": "sql, wish?, other?"})
    found = measured(dataset, "other")
    assert of(found.missing) == attained_all("sql")
    assert {(each.attainment, each.held) for each in found.optional} == {
        (attained("wish"), False),
        (attained("other"), True),
    }
    assert hidden(found) == set()


def test_the_weight_of_a_requirement_is_handed_on() -> None:
    requirement = Requirement(ex("role"), ex("sql"), 1, Importance.ESSENTIAL, 0.7)
    found = measured(put(curriculum(roles={"role": "sql"}), requirement))
    assert [each.weight for each in found.missing] == [0.7]


def test_what_is_beyond_reach_is_said_and_hides_nothing_else() -> None:
    dataset = curriculum({"a": "b", "b": "a", "sql": "sets"}, roles={"role": "a, sql"})
    found = measured(dataset)
    assert found.beyond_reach == (attained("a"),)
    assert not found.lacks_hours
    assert hidden(found) == attained_all("sets")


def test_what_lies_behind_what_nobody_teaches_is_hidden_all_the_same() -> None:
    dataset = curriculum(
        {"sql": "joins", "joins": "sets", "other": "numbers"},
        roles={"role": "sql, other"},
        untaught=("joins",),
    )
    found = measured(dataset)
    assert found.beyond_reach == (attained("sql"),)
    assert found.lacks_hours
    assert not measured(dataset, minutes=60).lacks_hours
    assert {(each.attainment, each.towards) for each in found.hidden} == {
        (attained("joins"), (attained("sql"),)),
        (attained("sets"), (attained("sql"),)),
        (attained("numbers"), (attained("other"),)),
    }


def test_what_can_be_learnt_from_somebody_is_learnt_from_them() -> None:
    dataset = curriculum(
        roles={"role": "sql"},
        untaught=("sql", "joins", "logic"),
        courses={"plain": Course("sql", needs="joins")},
    )
    assert hidden(measured(dataset)) == attained_all("joins")
    more = {"plain": Course("sql", needs="joins"), "other": Course("sql", needs="logic")}
    dataset = curriculum(roles={"role": "sql"}, untaught=("sql", "joins", "logic"), courses=more)
    assert hidden(measured(dataset)) == set()


def test_of_aligned_terms_one_speaks_for_all() -> None:
    dataset = curriculum(
        {"sql": "sets"}, roles={"role": "sql"}, aligned={"sets": "mengen"}, untaught=("mengen",)
    )
    assert hidden(measured(dataset)) == attained_all("sets")
    assert measured(dataset, "mengen").hidden == ()


def test_an_unknown_role_is_refused() -> None:
    snapshot = Snapshot.compile(curriculum(roles={"role": "sql"}))
    with pytest.raises(UnknownTermError, match="unknown role `ex:sql`"):
        gap(snapshot, (), ex("sql"))
