"""The gate: what is admitted, what is rejected and why, and what is set aside."""

from __future__ import annotations

from dataclasses import replace

import pytest
from broken.contracts import BASE, BREAKING, attainment, prerequisite
from broken.families import BREAKING as BREAKING_ALONE
from broken.families import dataset_with
from builders import FRAMEWORK, NAMESPACE, PROVENANCE, curriculum, english, ex, stated
from clashing import changes, datasets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scale import count

from ontology.dataset import EMPTY, Change, Dataset, Provenance, Statement, state
from ontology.names import Iri
from ontology.terms import (
    Competency,
    Content,
    Framework,
    Level,
    Prefix,
    Requirement,
    Role,
    Scale,
    Text,
)
from ontology.violations import Severity, Violation
from shapes.catalogue import family_triples, graph_wide_sentences, short_name
from shapes.contract import Admitted, Rejected, admit, admit_valid
from shapes.report import Report
from shapes.shacl.shape_reader import FIX

SLOW = [HealthCheck.too_slow]


def rejected(base: Dataset, *put: Statement, retracted: frozenset[Iri] = frozenset()) -> Report:
    """Judge a change that must not pass."""
    verdict = admit(base, Change(put, retracted))
    assert isinstance(verdict, Rejected)
    return verdict.report


def from_row(content: Content, row: int, source: Iri = FRAMEWORK) -> Statement:
    """State a content as a row of a file."""
    return state(content, Provenance(source, file="skills.csv", row=row, column=2))


def names(found: tuple[Violation, ...]) -> set[str]:
    """Return the names of the contracts that were broken."""
    return {each.shape for each in found}


def test_only_the_gate_admits() -> None:
    with pytest.raises(TypeError, match="only `admit`"):
        Admitted(Change(), EMPTY.digest, (), object())  # type: ignore[arg-type]


def test_what_is_admitted_names_its_base() -> None:
    base = curriculum({"sql": "sets"})
    change = Change((from_row(Role(ex("analyst"), FRAMEWORK, english("analyst")), 7),))
    verdict = admit(base, change)
    assert isinstance(verdict, Admitted)
    assert (verdict.change, verdict.base_digest) == (change, base.digest)
    assert verdict.warnings == ()


def test_warnings_travel_with_what_is_admitted() -> None:
    advised = prerequisite("x", attainment("b"), level=None, because="")
    verdict = admit(stated(*BASE), Change((from_row(advised, 3),)))
    assert isinstance(verdict, Admitted)
    (warning,) = verdict.warnings
    assert warning.severity is Severity.WARNING
    assert (warning.shape, warning.row) == ("rationale-advised", 3)


def test_a_violation_says_where_what_and_how_to_mend_it() -> None:
    base = curriculum({"sql": "sets"}, roles={"analyst": "sql"})
    (found,) = rejected(base, from_row(Requirement(ex("analyst"), ex("sets"), 4), 12)).violations
    assert (found.file, found.row, found.column) == ("skills.csv", 12, 2)
    assert (found.shape, found.path, found.value) == ("level-on-scale", "wm:level", "4")
    assert found.message == (
        "the requirement of `ex:sets` by `ex:analyst` is about level 4, "
        "which its scale does not have"
    )
    assert found.fix


@pytest.mark.parametrize("contract", BREAKING)
def test_a_graph_wide_finding_carries_file_and_row(contract: str) -> None:
    put = tuple(from_row(each, row) for row, each in enumerate(BREAKING[contract], 5))
    verdict = admit(stated(*BASE), Change(put))
    report = verdict.report if isinstance(verdict, Rejected) else Report((), verdict.warnings)
    places = {each.id: each.provenance.row for each in put}
    found = [each for each in (*report.violations, *report.warnings) if each.shape == contract]
    assert found
    for each in found:
        assert each.focus is not None
        assert (each.file, each.row) == ("skills.csv", places[each.focus])
        assert each.fix
        assert "{" not in each.message


@pytest.mark.parametrize("shape", [name for name in BREAKING_ALONE if name[:4] != "prov"])
def test_a_finding_about_one_statement_carries_file_and_row(shape: str) -> None:
    verdict = admit(EMPTY, Change(tuple(dataset_with(BREAKING_ALONE[shape]))))
    report = verdict.report if isinstance(verdict, Rejected) else Report((), verdict.warnings)
    found = [each for each in (*report.violations, *report.warnings) if each.shape == shape]
    assert found
    for each in found:
        assert (each.file, each.row) == (PROVENANCE.file, PROVENANCE.row)
        assert each.fix
        assert "`" in each.message


def test_a_retraction_never_cascades() -> None:
    base = curriculum({"sql": "sets"})
    found = rejected(base, retracted=frozenset({ex("sets")})).violations
    assert names(found) == {"mentioned-competency-exists", "taught-competency-exists"}


def test_what_was_wrong_before_is_not_held_against_a_change() -> None:
    wrong = put_into(curriculum({"sql": "sets"}), Requirement(ex("nobody"), ex("sql")))
    fresh = from_row(Competency(ex("joins"), FRAMEWORK, english("joins")), 2)
    assert isinstance(admit(wrong, Change((fresh,))), Admitted)


def put_into(base: Dataset, *contents: Content) -> Dataset:
    """Return the dataset with contents that no gate has seen."""
    return Dataset.of((*base, *(state(content, PROVENANCE) for content in contents)))


class TestRestatement:
    A = Competency(ex("a"), FRAMEWORK, english("a"))
    BASE = put_into(curriculum(), A)

    def test_one_identity_twice_in_one_load(self) -> None:
        again = replace(self.A, labels=english("other"))
        found = rejected(curriculum(), from_row(self.A, 3), from_row(again, 9)).violations
        assert names(found) == {"said-once"}
        assert found[0].row == 9
        assert "`skills.csv`, row 3" in found[0].message

    def test_the_same_words_twice_in_one_load(self) -> None:
        found = rejected(curriculum(), from_row(self.A, 3), from_row(self.A, 9)).violations
        assert names(found) == {"said-once"}

    def test_two_kinds_of_thing_under_one_identity(self) -> None:
        role = Role(ex("a"), FRAMEWORK, english("a"))
        assert names(rejected(self.BASE, from_row(role, 4)).violations) == {"one-kind"}
        assert "one-kind" in names(
            rejected(curriculum(), from_row(self.A, 3), from_row(role, 4)).violations
        )

    def test_another_kind_in_place_of_what_is_retracted(self) -> None:
        role = from_row(Role(ex("a"), FRAMEWORK, english("a")), 4)
        verdict = admit(self.BASE, Change((role,), frozenset({ex("a")})))
        assert isinstance(verdict, Admitted)

    def test_a_prefix_may_be_bound_again_alike(self) -> None:
        alike = from_row(Prefix("new", "urn:new:"), 1), from_row(Prefix("new", "urn:new:"), 2)
        verdict = admit(curriculum(), Change(alike))
        assert isinstance(verdict, Admitted)
        assert verdict.change.put == alike[:1]

    def test_a_prefix_bound_in_two_ways(self) -> None:
        other = from_row(Prefix("new", "urn:new:"), 1), from_row(Prefix("new", "urn:other:"), 2)
        (found,) = rejected(curriculum(), *other).violations
        assert found.shape == "prefix-bound-once"
        assert "`urn:new:`" in found.message
        assert "`urn:other:`" in found.message

    def test_a_prefix_that_another_source_has_bound(self) -> None:
        other = from_row(Prefix("ex", "urn:other:"), 1, ex("other-framework"))
        (found,) = rejected(curriculum(), other).violations
        assert found.shape == "prefix-bound-once"
        assert NAMESPACE in found.message

    def test_another_source_in_other_words(self) -> None:
        other = from_row(replace(self.A, labels=english("other")), 4, ex("other-framework"))
        (found,) = rejected(self.BASE, other).violations
        assert found.shape == "one-source"
        assert FRAMEWORK in found.message
        assert ex("other-framework") in found.message

    def test_the_same_source_in_other_words(self) -> None:
        other = from_row(replace(self.A, labels=english("other")), 4)
        assert isinstance(admit(self.BASE, Change((other,))), Admitted)

    def test_another_source_in_the_same_words(self) -> None:
        same = from_row(self.A, 4, ex("other-framework"))
        assert isinstance(admit(self.BASE, Change((same,))), Admitted)


def violations_of(base: Dataset, change: Change) -> set[Violation]:
    """Return what is wrong with a change."""
    verdict = admit(base, change)
    return set(verdict.report.violations) if isinstance(verdict, Rejected) else set()


class TestSifting:
    def test_what_dangles_without_it_goes_too(self) -> None:
        bad = from_row(Competency(ex("n"), FRAMEWORK, ()), 2)
        asked = from_row(Requirement(ex("analyst"), ex("n")), 3)
        fine = from_row(Requirement(ex("analyst"), ex("sql")), 4)
        role = from_row(Role(ex("analyst"), FRAMEWORK, english("analyst")), 5)
        admitted, quarantined = admit_valid(
            curriculum({"sql": "sets"}), Change((bad, asked, fine, role))
        )
        assert set(admitted.change.put) == {fine, role}
        assert [(each.shape, each.row) for each in quarantined] == [
            ("competency-label", 2),
            ("required-competency-exists", 3),
        ]

    def test_the_first_of_two_stands(self) -> None:
        first = from_row(Role(ex("r"), FRAMEWORK, english("one")), 2)
        second = from_row(Role(ex("r"), FRAMEWORK, english("two")), 3)
        admitted, quarantined = admit_valid(curriculum(), Change((first, second)))
        assert admitted.change.put == (first,)
        assert [(each.shape, each.row) for each in quarantined] == [("said-once", 3)]

    def test_a_retraction_that_would_leave_others_dangling_is_given_up(self) -> None:
        base = curriculum({"sql": "sets"})
        unused = frozenset({ex("sql-course")})
        teaching = {each.id for each in base if getattr(each.content, "resource", "") in unused}
        change = Change((), unused | teaching | {ex("sets")})
        admitted, quarantined = admit_valid(base, change)
        assert admitted.change == Change((), unused | teaching)
        assert "mentioned-competency-exists" in names(quarantined)

    def test_a_replacement_that_would_break_others_is_given_up(self) -> None:
        base = curriculum({"sql@2": "sets"}, levels={"sql": 2}, roles={"analyst": "sql@2"})
        lower = from_row(Scale(ex("sql-scale"), (Level(),)), 2)
        fine = from_row(Requirement(ex("analyst"), ex("sets")), 3)
        admitted, quarantined = admit_valid(base, Change((lower, fine)))
        assert admitted.change.put == (fine,)
        assert names(quarantined) == {"level-on-scale"}

    def test_what_fell_by_a_replacement_stands_without_it(self) -> None:
        base = curriculum({"sql@2": "sets"}, levels={"sql": 2}, roles={"analyst": "sets"})
        lower = from_row(Scale(ex("sql-scale"), (Level(),)), 2)
        wanted = from_row(Requirement(ex("analyst"), ex("sql"), 2), 3)
        admitted, quarantined = admit_valid(base, Change((lower, wanted)))
        assert admitted.change.put == (wanted,)
        assert names(quarantined) == {"level-on-scale"}
        assert wanted.id not in {each.focus for each in quarantined}

    @settings(max_examples=count(1000), suppress_health_check=SLOW)
    @given(st.data())
    def test_what_is_admitted_stands_and_nothing_else_is_lost(self, data: st.DataObject) -> None:
        base = admit_valid(EMPTY, Change(tuple(data.draw(datasets)))).admitted
        dataset = EMPTY.changed_by(base.change)
        change = data.draw(changes(dataset))
        admitted, quarantined = admit_valid(dataset, change)
        part = admitted.change
        assert violations_of(dataset, part) == set()
        assert set(part.put) <= set(change.put)
        assert part.retracted <= change.retracted
        if not violations_of(dataset, change):
            assert part == change
            assert quarantined == ()
        else:
            assert quarantined

    @settings(max_examples=count(1000), suppress_health_check=SLOW)
    @given(datasets)
    def test_nothing_that_was_left_out_could_be_added(self, loaded: Dataset) -> None:
        admitted, _quarantined = admit_valid(EMPTY, Change(tuple(loaded)))
        kept = EMPTY.changed_by(admitted.change)
        for statement in loaded:
            if statement.id not in kept:
                assert violations_of(kept, Change((statement,)))

    def test_warnings_are_those_of_what_is_left(self) -> None:
        dataset = stated(*BASE, Framework(ex("g"), (Text("en", "G"),)))
        advised = from_row(prerequisite("x", attainment("b"), level=None, because=""), 3)
        gone = from_row(prerequisite("x", attainment("nowhere"), level=None, because=""), 4)
        admitted, quarantined = admit_valid(dataset, Change((advised, gone)))
        assert [(each.shape, each.row) for each in admitted.warnings] == [("rationale-advised", 3)]
        assert names(quarantined) == {"mentioned-competency-exists"}


def test_contracts_have_names_of_their_own() -> None:
    own = {short_name(triple.subject) for triple in family_triples() if triple.predicate == FIX}
    assert not own & set(graph_wide_sentences())
