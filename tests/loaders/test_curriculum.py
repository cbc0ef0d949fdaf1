"""A curriculum file says what it says: every key, both syntaxes, files and folders."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from formats.plain_values import plain_value

from loaders.curriculum.reader import read_files, read_text
from loaders.documents.yaml_nodes import read_yaml
from loaders.fidelity import Fate, Place, Tally
from loaders.registry import load
from ontology.condition import Attainment, parse_condition
from ontology.dataset import Provenance
from ontology.errors import SourceError
from ontology.names import Iri, Prefixes
from ontology.people import Evidence, Learner
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Importance,
    Level,
    LevelEffort,
    Prefix,
    Prerequisite,
    Price,
    Relation,
    Requirement,
    Resource,
    Role,
    Scale,
    Status,
    Strength,
    Support,
    Teaching,
    Text,
)

EX = Prefixes.of({"ex": "https://example.org/"})
F = Iri("https://example.org/f")

WHOLE = (Path(__file__).parent / "whole.yaml").read_text("utf-8")


def ex(name: str) -> Iri:
    return EX.expand(f"ex:{name}")


def en(text: str) -> tuple[Text, ...]:
    return (Text("en", text),)


def contents(text: str, file: str = "a.yaml") -> list[Content]:
    loaded = read_text(text, file)
    assert loaded.violations == ()
    return [statement.content for statement in loaded.statements]


def test_every_key_is_read() -> None:
    sql, logic, course = ex("sql"), ex("logic"), ex("course")
    why, needs_a = (Text("", "why"),), Attainment(ex("a"), 1)
    condition = parse_condition("all(ex:logic, any(ex:sets, <https://other.org/x>@2))", EX)
    choice = parse_condition("2 of (ex:a, ex:b, ex:c)", EX)
    tuning = (Text("de", "Feinschliff"), Text("en", "tuning"))
    recommended = Strength.RECOMMENDED
    assert contents(WHOLE) == [
        Prefix("ex", "https://example.org/"),
        Framework(F, en("Frame"), (Text("", "what it is"),), "2.10", "CC-BY-4.0", "Example", 600),
        Framework(ex("g"), licence="CC0-1.0"),
        Scale(ex("scale"), (Level(en("novice")), Level(en("expert"), en("best"))), True, en("S")),
        Competency(
            sql,
            ex("g"),
            (Text("de", "SQL"), Text("en", "SQL")),
            CompetencyKind.KNOWLEDGE,
            (Text("en", "sequel"), Text("en", "structured query language")),
            en("asking databases"),
            ex("scale"),
            (ex("access"), ex("group")),
            (LevelEffort(1, 720), LevelEffort(2, 1800)),
            Status.DRAFT,
        ),
        Prerequisite(sql, 1, condition, rationale=(Text("", "joins are set operations"),)),
        Prerequisite(sql, 2, choice, rationale=tuning, support=Support(412, 9)),
        Prerequisite(sql, 1, Attainment(ex("d"), 1), recommended, id=ex("p")),
        Competency(logic, F, (), effort=(LevelEffort(EVERY_LEVEL, 90),)),
        Role(
            ex("analyst"),
            F,
            en("analyst"),
            (Text("", "data person"),),
            en("d"),
            "2511",
            (ex("worker"),),
            Status.DEPRECATED,
        ),
        Requirement(ex("analyst"), sql, 2, weight=0.5),
        Requirement(ex("analyst"), logic, importance=Importance.OPTIONAL),
        Requirement(ex("analyst"), ex("a")),
        Requirement(ex("analyst"), ex("b"), 2),
        Resource(
            course,
            F,
            en("SQL from scratch"),
            "course",
            en("d"),
            "P",
            ("de", "en-gb"),
            "online",
            840,
            Price(12050, "EUR"),
            date(2026, 10, 1),
            date(2027, 1, 31),
            ("AT", "DE"),
            ("adults",),
            ("captions",),
            "CC-BY-SA-4.0",
            "https://example.org/sql",
        ),
        Teaching(course, sql),
        Teaching(course, logic, 2, 0),
        Teaching(course, ex("b"), 2),
        Assessing(course, sql, 2),
        Prerequisite(course, None, Attainment(ex("basics"), 1)),
        Resource(ex("book"), F, ()),
        Prerequisite(ex("book"), None, parse_condition("any()"), recommended, (Text("", "never"),)),
        Resource(ex("exam"), F, ()),
        Prerequisite(ex("exam"), None, needs_a),
        Prerequisite(ex("exam"), None, Attainment(ex("b"), 1), rationale=why),
        Alignment(
            sql, Iri("http://data.europa.eu/esco/skill/1"), Relation.REPLACED_BY, "the board"
        ),
        Prerequisite(ex("z"), 3, needs_a, rationale=why),
        Prerequisite(ex("y"), None, needs_a),
        Requirement(ex("elsewhere"), sql, 2),
        Teaching(ex("elsewhere"), sql, 1, 0),
        Assessing(ex("elsewhere"), sql),
    ]


def test_learners_stand_beside_the_statements() -> None:
    evidence = (Evidence(Attainment(ex("logic"), 1)), Evidence(Attainment(ex("sql"), 2)))
    expected = Learner(ex("ada"), (Text("", "Ada"),), evidence, ("en", "de"), 6.5)
    assert read_text(WHOLE, "a.yaml").learners == (expected,)


def test_json_says_the_same_as_yaml() -> None:
    root = read_yaml(WHOLE, "a.yaml").root
    assert root is not None
    text = json.dumps(plain_value(root), indent=2, ensure_ascii=False)
    assert contents(text, "a.json") == contents(WHOLE)


def test_a_statement_knows_its_place_and_its_licence() -> None:
    statements = read_text(WHOLE, "dir/a.yaml").statements
    by_row = {each.provenance.row: each.provenance for each in statements}
    assert by_row[4] == Provenance(F, "dir/a.yaml", 4, 3, licence="CC-BY-4.0")
    # the first competency names its own licence, the second does not
    assert by_row[15] == Provenance(F, "dir/a.yaml", 15, 5, licence="CC0-1.0")
    assert by_row[30] == Provenance(F, "dir/a.yaml", 30, 5, licence="CC-BY-4.0")
    assert by_row[29] == Provenance(
        ex("g"), "dir/a.yaml", 29, 9, author="A", licence="X", method="mined", confidence=0.75
    )


def test_the_licence_of_a_resource_is_not_that_of_its_description() -> None:
    statements = read_text(WHOLE, "a.yaml").statements
    (course,) = (each for each in statements if each.id == ex("course"))
    assert isinstance(course.content, Resource)
    assert (course.content.licence, course.provenance.licence) == ("CC-BY-SA-4.0", "CC-BY-4.0")


def test_what_was_changed_is_counted_with_its_places() -> None:
    text = """\
waymark: 1
prefixes: {ex: "https://example.org/"}
framework: ex:f
competencies:
  - {id: ex:a, label: {EN: "Cafe\u0301"}, broader: [ex:b, ex:c, ex:b]}
"""
    loaded = read_text(text, "a.yaml")
    (a,) = (each.content for each in loaded.statements if each.id == ex("a"))
    assert isinstance(a, Competency)
    assert (a.labels, a.broader) == (en("Caf\u00e9"), (ex("b"), ex("c")))
    assert loaded.fidelity.of(Fate.CHANGED) == (
        Tally(
            Fate.CHANGED,
            "language tag",
            "written in lower case",
            1,
            (Place("a.yaml", 5, 24),),
        ),
        Tally(
            Fate.CHANGED,
            "list",
            "a repeat in a list was left out",
            1,
            (Place("a.yaml", 5, 60),),
        ),
        Tally(
            Fate.CHANGED,
            "text",
            "written in Unicode normal form C",
            1,
            (Place("a.yaml", 5, 28),),
        ),
    )


def test_identifiers_and_addresses_are_kept_as_they_are_written() -> None:
    text = """\
waymark: 1
framework: <https://example.org/Cafe\u0301>
resources: [{id: <https://e.org/e\u0301>, url: "https://e.org/e\u0301", licence: e\u0301}]
"""
    (resource,) = contents(text)
    assert isinstance(resource, Resource)
    assert {resource.id, resource.url} == {"https://e.org/e\u0301"}
    assert resource.licence == "e\u0301"


def test_a_folder_is_one_load_in_the_order_of_its_names(tmp_path: Path) -> None:
    head = 'waymark: 1\nprefixes: {ex: "https://example.org/"}\n'
    (tmp_path / "deep").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "b.yml").write_text(head + "framework: {id: ex:f, licence: CC0-1.0}\n")
    (tmp_path / "deep" / "a.yaml").write_text(
        head + "framework: ex:f\ncompetencies: [{id: ex:a}]\n"
    )
    (tmp_path / "a.json").write_text(
        '{"waymark": 1, "prefixes": {"ex": "https://example.org/"}, "framework": "ex:f",'
        ' "competencies": [{"id": "ex:b"}]}'
    )
    (tmp_path / ".hidden" / "c.yaml").write_text("nonsense")
    (tmp_path / "readme.md").write_text("nonsense")
    loaded = load([tmp_path])
    assert loaded.violations == ()
    said = [each for each in loaded.statements if not isinstance(each.content, Prefix)]
    assert [EX.compact(each.id) for each in said] == ["ex:b", "ex:f", "ex:a"]
    # the licence is that of the framework, wherever in the load it is declared
    assert {each.provenance.licence for each in said} == {"CC0-1.0"}
    files = [f"{tmp_path.as_posix()}/{name}" for name in ("a.json", "b.yml", "deep/a.yaml")]
    assert [each.provenance.file for each in said] == files


def test_repeats_are_kept_for_the_contracts_to_find() -> None:
    text = """\
waymark: 1
prefixes: {ex: "https://example.org/"}
framework: ex:f
competencies: [{id: ex:a}, {id: ex:a}]
"""
    assert [each.id for each in read_text(text, "a.yaml").statements].count(ex("a")) == 2


def test_a_file_of_learners_alone_needs_no_framework() -> None:
    text = "waymark: 1\nlearners: [{id: <https://example.org/ada>, holds: []}]\n"
    loaded = read_text(text, "a.yaml")
    assert (loaded.statements, loaded.violations) == ((), ())
    assert [each.id for each in loaded.learners] == ["https://example.org/ada"]


def test_every_unparsable_file_of_a_load_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("waymark: [1\n")
    (tmp_path / "b.yaml").write_text("waymark: 1\n")
    (tmp_path / "c.json").write_text('{"waymark": 1,}')
    with pytest.raises(SourceError) as refusal:
        read_files(sorted(tmp_path.iterdir()))
    assert (refusal.value.file, refusal.value.row) == ((tmp_path / "a.yaml").as_posix(), 2)
    assert f"{(tmp_path / 'c.json').as_posix()}:1:15: not JSON: " in refusal.value.message
    assert "b.yaml" not in refusal.value.message
