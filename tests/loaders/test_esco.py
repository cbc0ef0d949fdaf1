"""ESCO folders: the real one counted independently, and small ones with everything odd."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.esco.reader import OCCUPATIONS, SKILLS
from loaders.fidelity import Fate, Place
from loaders.loaded import Loaded
from loaders.registry import load
from ontology.dataset import Dataset, Statement
from ontology.errors import SourceError
from ontology.names import Iri
from ontology.terms import (
    Alignment,
    Competency,
    CompetencyKind,
    Framework,
    Importance,
    Kind,
    Relation,
    Requirement,
    Role,
    Status,
    Text,
)

REAL = Path(__file__).parents[3] / "shared" / "data" / "esco-1.2.0"
NAMESPACE = "http://data.europa.eu/esco/"

real = pytest.mark.skipif(not REAL.is_dir(), reason="ESCO 1.2 is not beside the repository")


def rows(table: str) -> list[dict[str, str]]:
    """Read the records of a table plainly."""
    limit = csv.field_size_limit(10**8)
    try:
        with (REAL / f"{table}_en.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    finally:
        csv.field_size_limit(limit)


@pytest.fixture(scope="module")
def whole() -> Loaded:
    return load([REAL])


def of(loaded: Loaded, kind: Kind) -> list[Statement]:
    return [statement for statement in loaded.statements if statement.kind is kind]


@real
def test_every_skill_group_and_occupation_is_kept(whole: Loaded) -> None:
    competencies = {each.id: each.content for each in of(whole, Kind.COMPETENCY)}
    groups = {
        term
        for term, content in competencies.items()
        if isinstance(content, Competency) and content.kind is CompetencyKind.GROUP
    }
    assert groups == {row["conceptUri"] for row in rows("skillGroups")}
    assert competencies.keys() - groups == {row["conceptUri"] for row in rows("skills")}
    assert (len(competencies) - len(groups), len(groups)) == (13939, 640)
    occupations = {row["conceptUri"] for row in rows("occupations")}
    isco = {row["conceptUri"] for row in rows("ISCOGroups")}
    assert {each.id for each in of(whole, Kind.ROLE)} == occupations | isco
    assert len(occupations) == 3039


@real
def test_labels_are_those_of_the_tables(whole: Loaded) -> None:
    said = {each.id: each.content for each in whole.statements}
    for table in ("skills", "skillGroups", "occupations", "ISCOGroups"):
        for row in rows(table):
            content = said[Iri(row["conceptUri"])]
            assert isinstance(content, Competency | Role)
            assert content.labels == (Text("en", row["preferredLabel"].strip()),)
            if row["description"].strip():
                assert content.definition == (Text("en", row["description"].strip()),)


@real
def test_alternative_labels_come_from_the_pillars_and_the_collections(whole: Loaded) -> None:
    expected: dict[str, set[str]] = defaultdict(set)
    for table in ("skillGroups", "occupations"):
        for row in rows(table):
            for column in ("altLabels", "hiddenLabels"):
                expected[row["conceptUri"]].update(row[column].split("\n"))
    for path in REAL.glob("*Collection_en.csv"):
        for row in rows(path.name.removesuffix("_en.csv")):
            expected[row["conceptUri"]].update(row["altLabels"].split(" | "))
    for statement in whole.statements:
        content = statement.content
        if isinstance(content, Competency | Role):
            stripped = {label.strip() for label in expected[statement.id]}
            stripped -= {"", content.labels[0].text}
            assert {label.text for label in content.alternative_labels} == stripped


@real
def test_requirements_are_the_relations_and_essential_wins(whole: Loaded) -> None:
    relations: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows("occupationSkillRelations"):
        relations[row["occupationUri"], row["skillUri"]].add(row["relationType"])
    both = sum(len(found) == 2 for found in relations.values())
    assert (len(relations), both) == (128977, 17)
    found = {
        (content.role, content.competency): content.importance.value
        for content in (each.content for each in of(whole, Kind.REQUIREMENT))
        if isinstance(content, Requirement)
    }
    assert found == {
        pair: "essential" if "essential" in said else "optional" for pair, said in relations.items()
    }
    assert whole.fidelity.count(Fate.CHANGED, "requirement") == 17


@real
def test_broader_is_the_tables_of_broader_relations(whole: Loaded) -> None:
    expected: dict[str, set[str]] = defaultdict(set)
    for table in ("broaderRelationsSkillPillar", "broaderRelationsOccPillar"):
        for row in rows(table):
            expected[row["conceptUri"]].add(row["broaderUri"])
    found = {
        each.id: set(each.content.broader)
        for each in whole.statements
        if isinstance(each.content, Competency | Role) and each.content.broader
    }
    assert found == expected
    assert sum(map(len, found.values())) == 20822 + 3652


@real
def test_related_skills_are_alignments_that_nobody_approved(whole: Loaded) -> None:
    pairs = {
        (row["originalSkillUri"], row["relatedSkillUri"]) for row in rows("skillSkillRelations")
    }
    found = [each.content for each in of(whole, Kind.ALIGNMENT)]
    assert {
        (content.origin, content.target) for content in found if isinstance(content, Alignment)
    } == {(a, b) for a, b in pairs if a != b}
    assert all(
        isinstance(content, Alignment)
        and (content.relation, content.approved_by) == (Relation.RELATED, None)
        for content in found
    )


@real
def test_nothing_becomes_a_prerequisite_and_nothing_waits(whole: Loaded) -> None:
    assert of(whole, Kind.PREREQUISITE) == []
    assert whole.violations == ()
    assert whole.fidelity.count(Fate.QUARANTINED) == 0


@real
def test_skills_without_a_type_are_counted(whole: Loaded) -> None:
    untyped = sum(row["skillType"] == "" for row in rows("skills"))
    assert whole.fidelity.count(Fate.CHANGED, "competency") == untyped == 5877


@real
def test_every_statement_knows_its_source_and_row(whole: Loaded) -> None:
    with (REAL / "occupations_en.csv").open(encoding="utf-8") as stream:
        lines = stream.read().split("\n")
    for statement in whole.statements:
        provenance = statement.provenance
        assert provenance.source in {SKILLS, OCCUPATIONS}
        assert provenance.licence == "CC-BY-4.0"
        if provenance.file == (REAL / "occupations_en.csv").as_posix():
            assert statement.id in lines[(provenance.row or 0) - 1]


@real
def test_loading_twice_says_the_same(whole: Loaded) -> None:
    assert load([REAL]).statements == whole.statements


# small folders

SKILL = "conceptUri,preferredLabel,altLabels,skillType,description,status\n"


def uri(name: str) -> Iri:
    return Iri(f"{NAMESPACE}skill/{name}")


def folder(path: Path, **tables: str) -> Path:
    """Write tables, by name and language: `skills_en`; `@x` stands for an ESCO skill."""
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text.replace("@", f"{NAMESPACE}skill/"), "utf-8")
    return path


def said(loaded: Loaded) -> Iterator[Competency | Role]:
    for statement in loaded.statements:
        if isinstance(statement.content, Competency | Role):
            yield statement.content


def test_optional_columns_and_tables_may_be_missing(tmp_path: Path) -> None:
    loaded = load([folder(tmp_path, skills_en="preferredLabel,conceptUri\nSQL,@sql\n")])
    (skill,) = said(loaded)
    assert skill == Competency(uri("sql"), SKILLS, (Text("en", "SQL"),))
    frameworks = [each.content for each in loaded.statements if each.kind is Kind.FRAMEWORK]
    assert [each.licence for each in frameworks if isinstance(each, Framework)] == ["CC-BY-4.0"] * 2


@pytest.mark.parametrize("missing", ["conceptUri", "preferredLabel"])
def test_a_column_that_is_needed_must_be_there(tmp_path: Path, missing: str) -> None:
    folder(tmp_path, skills_en=SKILL.replace(missing, "other"))
    with pytest.raises(SourceError, match=f"the column `{missing}` is missing"):
        load([tmp_path])


def test_languages_are_joined(tmp_path: Path) -> None:
    folder(
        tmp_path,
        skills_en=SKILL + '@sql,SQL,"sequel\nS Q L",knowledge,asks,released\n',
        skills_de=SKILL + '@sql,SQL auf Deutsch,"Abfragesprache",,fragt,released\n',
    )
    (skill,) = said(load([tmp_path]))
    assert skill == Competency(
        uri("sql"),
        SKILLS,
        (Text("de", "SQL auf Deutsch"), Text("en", "SQL")),
        CompetencyKind.KNOWLEDGE,
        (Text("de", "Abfragesprache"), Text("en", "S Q L"), Text("en", "sequel")),
        (Text("de", "fragt"), Text("en", "asks")),
    )


def test_what_cannot_be_used_waits_with_its_reason_and_place(tmp_path: Path) -> None:
    folder(
        tmp_path,
        skills_en=SKILL
        + '@a,A,,,"two\nrows",released\n@b,,,,,released\nb,B,,,,released\n@a,Again,,,,released\n'
        + "@c,C,,,,withdrawn\n",
        broaderRelationsSkillPillar_en="conceptUri,broaderUri\n@a,@nowhere\n@c,@a\n",
        occupations_en="conceptUri,preferredLabel\n@o,Occupation\n",
        occupationSkillRelations_en="occupationUri,relationType,skillUri\n"
        "@o,essential,@a\n@o,optional,@a\n@o,essential,@nowhere\n@o,useful,@c\n@o,essential,@a\n",
        skillSkillRelations_en="originalSkillUri,relationType,relatedSkillUri\n"
        "@a,essential,@a\n@a,essential,@c\n@a,optional,@c\n@a,optional,@nowhere\n",
    )
    loaded = load([tmp_path])
    waiting = {
        (tally.kind, tally.reason): tally.places for tally in loaded.fidelity.of(Fate.QUARANTINED)
    }

    def place(table: str, row: int) -> tuple[Place, ...]:
        return (Place((tmp_path / f"{table}_en.csv").as_posix(), row),)

    unknown = "it names a concept that the folder does not have"
    relations = "occupationSkillRelations"
    assert waiting == {
        ("skills", "it has no preferred label"): place("skills", 4),
        ("skills", "`b` is no IRI"): place("skills", 5),
        ("skills", "its IRI is already that of another row"): place("skills", 6),
        ("broader", unknown): place("broaderRelationsSkillPillar", 2),
        ("requirement", unknown): place(relations, 4),
        ("requirement", "`useful` is neither essential nor optional"): place(relations, 5),
        ("relation of skills", unknown): place("skillSkillRelations", 5),
    }
    a, c, o = said(loaded)
    assert (a.labels, c.broader) == ((Text("en", "A"),), (uri("a"),))
    assert (c.status, o.status) == (Status.DRAFT, Status.ACTIVE)
    requirements = [each.content for each in of(loaded, Kind.REQUIREMENT)]
    assert requirements == [Requirement(uri("o"), uri("a"), 1, Importance.ESSENTIAL)]
    assert [each.content for each in of(loaded, Kind.ALIGNMENT)] == [
        Alignment(uri("a"), uri("c"), Relation.RELATED)
    ]
    assert loaded.fidelity.count(Fate.DROPPED, "relation of skills") == 2
    assert loaded.fidelity.count(Fate.DROPPED, "requirement") == 1


def test_a_collection_adds_names_and_no_terms(tmp_path: Path) -> None:
    folder(
        tmp_path,
        skills_en=SKILL + "@a,A,,,,\n",
        greenSkillsCollection_en="conceptUri,preferredLabel,altLabels,description,skillType\n"
        "@a,A,one | two,meant,knowledge\n@b,B,,,\n",
    )
    loaded = load([tmp_path])
    (a,) = said(loaded)
    assert isinstance(a, Competency)
    assert a.kind is CompetencyKind.KNOWLEDGE
    assert a.alternative_labels == (Text("en", "one"), Text("en", "two"))
    assert a.definition == (Text("en", "meant"),)
    assert loaded.fidelity.count(Fate.QUARANTINED, "member of a collection") == 1


def test_occupations_without_a_relation_are_classified_by_their_isco_group(tmp_path: Path) -> None:
    isco = f"{NAMESPACE}isco/C2511"
    folder(
        tmp_path,
        occupations_en="conceptUri,preferredLabel,iscoGroup,code\n@o,analyst,2511,2511.3\n",
        ISCOGroups_en=f"conceptUri,preferredLabel,code\n{isco},Systems analysts,2511\n",
    )
    occupation, group = said(load([tmp_path]))
    assert isinstance(occupation, Role)
    assert (occupation.broader, occupation.code) == ((Iri(isco),), "2511.3")
    assert group.id == isco


def test_the_hierarchy_classifies_where_the_relations_are_missing(tmp_path: Path) -> None:
    folder(
        tmp_path,
        skills_en=SKILL,
        skillGroups_en="conceptUri,preferredLabel,code\n@s,S,S\n@s1,S1,S1\n@s11,S1.1,S1.1\n",
        skillsHierarchy_en="Level 0 URI,Level 1 URI,Level 2 URI,Level 3 URI\n@s,@s1,@s11,\n",
    )
    broader = {group.id: group.broader for group in said(load([tmp_path]))}
    assert broader == {uri("s"): (), uri("s1"): (uri("s"),), uri("s11"): (uri("s1"),)}


def test_a_relation_never_leads_from_one_pillar_into_the_other(tmp_path: Path) -> None:
    folder(
        tmp_path,
        skills_en=SKILL + "@a,A,,,,\n",
        occupations_en="conceptUri,preferredLabel\n@o,O\n",
        broaderRelationsOccPillar_en="conceptUri,broaderUri\n@o,@a\n",
    )
    loaded = load([tmp_path])
    assert [term.broader for term in said(loaded)] == [(), ()]
    assert loaded.fidelity.count(Fate.QUARANTINED, "broader") == 1


def test_the_dataset_is_prefixed(tmp_path: Path) -> None:
    loaded = load([folder(tmp_path, skills_en=SKILL)])
    assert dict(Dataset.of(loaded.statements).prefixes.bindings) == {"esco": NAMESPACE}


def test_every_file_that_is_not_read_is_counted(tmp_path: Path) -> None:
    folder(tmp_path, skills_en=SKILL, conceptSchemes_en="a\n", somethingElse_en="a\n")
    assert load([tmp_path]).fidelity.count(Fate.DROPPED, "file") == 2
