"""Names: one term, or a sentence that says which may be meant."""

import pytest
from builders import FRAMEWORK, attained, curriculum, english, ex, put

from ontology.dataset import Dataset
from ontology.errors import UnknownTermError
from ontology.terms import Competency, CompetencyKind, Kind, Role, Text
from reasoning.matching.resolution import Names


def dataset() -> Dataset:
    return put(
        curriculum({"sql@2": "sets"}, levels={"sql": 3}, roles={"analyst": "sql@2"}),
        Competency(ex("group"), FRAMEWORK, english("Everything"), CompetencyKind.GROUP),
        Competency(ex("joins"), FRAMEWORK, english("Joins"), alternative_labels=english("sets")),
        Competency(ex("c-1"), FRAMEWORK, (Text("de", "Größe"),)),
        Competency(ex("c-2"), FRAMEWORK, english("Twice")),
        Competency(ex("c-3"), FRAMEWORK, english("twice")),
        Competency(ex("area"), FRAMEWORK, english("Shared"), CompetencyKind.GROUP),
        Competency(ex("shared"), FRAMEWORK, english("shared")),
        Role(ex("twice"), FRAMEWORK, english("Twice a week")),
    )


def refusal(name: str, *kinds: Kind) -> str:
    with pytest.raises(UnknownTermError) as refused:
        Names.of(dataset()).resolve(name, kinds) if kinds else Names.of(dataset()).resolve(name)
    return refused.value.message


@pytest.mark.parametrize(
    "name",
    ["ex:sql", "<https://example.org/sql>", "https://example.org/sql", "sql", "SQL"],
)
def test_a_name_in_any_form_is_resolved(name: str) -> None:
    assert Names.of(dataset()).resolve(name) == ex("sql")


def test_accents_and_case_do_not_matter() -> None:
    assert Names.of(dataset()).resolve("GRÖSSE") == ex("c-1")


def test_a_preferred_label_beats_an_alternative_one() -> None:
    assert Names.of(dataset()).resolve("sets") == ex("sets")


def test_a_label_that_several_share_is_refused_with_their_names() -> None:
    assert refusal("twice") == "`twice` is the label of several: write one of `ex:c-2`, `ex:c-3`"


def test_kinds_decide_among_several() -> None:
    assert Names.of(dataset()).resolve("twice a week", (Kind.ROLE,)) == ex("twice")


@pytest.mark.parametrize(
    ("name", "kinds", "message"),
    [
        ("ex:sqll", (Kind.COMPETENCY,), "unknown competency `ex:sqll`: did you mean `ex:sql`?"),
        ("ex:analist", (Kind.ROLE,), "unknown role `ex:analist`: did you mean `ex:analyst`?"),
        ("ex:analyst", (Kind.COMPETENCY,), "`ex:analyst` is a role, not a competency"),
        ("Twice a week", (Kind.COMPETENCY,), "`Twice a week` is a role, not a competency"),
        ("qqqqqq", (), "unknown term `qqqqqq`"),
        ("Jions", (), "unknown term `Jions`: did you mean `ex:joins` (Joins)?"),
    ],
)
def test_what_is_unknown_is_answered_with_what_may_be_meant(
    name: str, kinds: tuple[Kind, ...], message: str
) -> None:
    assert refusal(name, *kinds) == message


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ex:sql@2", "sql@2"),
        ("sql@3", "sql@3"),
        ("SQL @1", "sql@1"),
        ("<https://example.org/sql>@2", "sql@2"),
        ("https://example.org/sql@2", "sql@2"),
        ("ex:sets", "sets@1"),
    ],
)
def test_an_attainment_is_a_name_with_a_level(name: str, meant: str) -> None:
    assert Names.of(dataset()).attainment(name) == attained(meant)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ex:sql@4", "unknown level in `ex:sql@4`: `ex:sql` has the levels 1 to 3"),
        ("ex:sql@0", "unknown level in `ex:sql@0`: `ex:sql` has the levels 1 to 3"),
        ("sets@2", "unknown level in `sets@2`: `ex:sets` has no levels"),
        ("ex:group", "`ex:group` is a group: it only classifies, name one of its competencies"),
        ("ex:analyst@2", "`ex:analyst` is a role, not a competency"),
    ],
)
def test_what_nobody_can_hold_is_refused(name: str, message: str) -> None:
    with pytest.raises(UnknownTermError) as refused:
        Names.of(dataset()).attainment(name)
    assert refused.value.message == message


def test_all_problems_are_said_at_once() -> None:
    with pytest.raises(UnknownTermError) as refused:
        Names.of(dataset()).attainments(["ex:sqll", "ex:sets", "ex:group"])
    assert "`ex:sqll`" in refused.value.message
    assert "`ex:group`" in refused.value.message


def test_every_attainment_is_resolved() -> None:
    found = Names.of(dataset()).attainments(["ex:sets", "sql@2"])
    assert found == {attained("sets"), attained("sql@2")}


def test_a_group_does_not_stand_in_the_way_of_what_can_be_held() -> None:
    assert Names.of(dataset()).attainment("shared") == attained("shared")
    assert refusal("shared").startswith("`shared` is the label of several")
