"""DIRECT: the real framework counted independently, and small files with everything odd."""

from __future__ import annotations

import json
from math import floor
from pathlib import Path
from typing import Any

import pytest

from loaders.direct.terms import FRAMEWORK, NAMESPACE, SCALE
from loaders.fidelity import Fate, Place
from loaders.loaded import Loaded
from loaders.registry import load
from ontology.dataset import Statement
from ontology.errors import SourceError
from ontology.names import Iri
from ontology.terms import (
    Alignment,
    Competency,
    CompetencyKind,
    Framework,
    Kind,
    Relation,
    Requirement,
    Resource,
    Role,
    Scale,
    Teaching,
    Text,
)

REAL = Path(__file__).parents[3] / "shared" / "data" / "direct-2.0"
real = pytest.mark.skipif(not REAL.is_dir(), reason="DIRECT 2.0 is not beside the repository")


def records(model: str) -> dict[int, dict[str, Any]]:
    found = json.loads((REAL / "framework-2-0.json").read_text("utf-8"))
    return {each["pk"]: each["fields"] for each in found if each["model"] == f"main.{model}"}


@pytest.fixture(scope="module")
def whole() -> Loaded:
    return load([REAL])


def of(loaded: Loaded, kind: Kind) -> list[Statement]:
    return [statement for statement in loaded.statements if statement.kind is kind]


def named(model: str, fields: dict[str, Any]) -> Iri:
    return Iri(f"{NAMESPACE}{model}/{fields['slug']}")


@real
def test_every_skill_is_kept_below_its_competency_and_domain(whole: Loaded) -> None:
    found = {each.id: each.content for each in of(whole, Kind.COMPETENCY)}
    domains, groups, skills = (records(m) for m in ("competencydomain", "competency", "skill"))
    assert (len(skills), len(found)) == (164, 164 + 20 + 7)
    for fields in skills.values():
        content = found[named("skill", fields)]
        assert isinstance(content, Competency)
        assert content.labels == (Text("en", fields["name"].strip()),)
        assert content.definition == (Text("en", fields["description"].strip()),)
        assert content.broader == (named("competency", groups[fields["competency"]]),)
        assert (content.kind, content.scale) == (CompetencyKind.SKILL, SCALE)
    for fields in groups.values():
        content = found[named("competency", fields)]
        assert isinstance(content, Competency)
        above = domains[fields["competency_domain"]]
        assert content.broader == (named("competencydomain", above),)
        assert content.kind is CompetencyKind.GROUP


@real
def test_levels_count_from_one_and_nought_is_none(whole: Loaded) -> None:
    (statement,) = of(whole, Kind.SCALE)
    assert isinstance(statement.content, Scale)
    assert statement.content.progressive
    names = [level.labels[0].text for level in statement.content.levels]
    assert names == ["Awareness", "Working", "Practitioner", "Expert"]
    assert whole.fidelity.count(Fate.DROPPED, "skilllevel") == 1


@real
def test_resources_teach_the_first_level_of_what_names_them(whole: Loaded) -> None:
    resources = records("learningresource")
    assert len(of(whole, Kind.RESOURCE)) == len(resources) == 207
    expected = {
        (named("learningresource", resources[number]), named("skill", fields))
        for fields in records("skill").values()
        for number in fields["learning_resources"]
    }
    found = [each.content for each in of(whole, Kind.TEACHING)]
    assert {(e.resource, e.competency) for e in found if isinstance(e, Teaching)} == expected
    assert all(isinstance(e, Teaching) and (e.level, e.start) == (1, None) for e in found)


@real
def test_related_skills_are_alignments(whole: Loaded) -> None:
    skills = records("skill")
    expected = {
        (named("skill", fields), named("skill", skills[other]))
        for number, fields in skills.items()
        for other in fields["related_skills"]
        if other != number
    }
    found = [each.content for each in of(whole, Kind.ALIGNMENT)]
    assert {(e.origin, e.target) for e in found if isinstance(e, Alignment)} == expected
    assert of(whole, Kind.PREREQUISITE) == []


@real
def test_profiles_are_roles_with_the_levels_that_they_name(whole: Loaded) -> None:
    skills = {fields["name"].strip(): fields for fields in records("skill").values()}
    expected = {}
    for path in REAL.glob("sample_profile_*.json"):
        for user in json.loads(path.read_text("utf-8")):
            for wanted in user["user_data"]:
                level = floor(wanted["skill_level"] + 0.5)
                skill = named("skill", skills[wanted["skill"].strip()])
                if level:
                    expected[f"{NAMESPACE}role/{user['user_id']}", skill] = level
    found = [each.content for each in of(whole, Kind.REQUIREMENT)]
    assert len(found) == len(expected) == 118
    assert {
        (e.role, e.competency): e.level for e in found if isinstance(e, Requirement)
    } == expected
    roles = [each.content for each in of(whole, Kind.ROLE)]
    labels = {role.labels[0].text for role in roles if isinstance(role, Role)}
    assert labels == {"Research Software Engineer", "RSE Team Lead", "Community Manager"}


@real
def test_the_framework_tells_its_version_and_licence(whole: Loaded) -> None:
    (statement,) = of(whole, Kind.FRAMEWORK)
    assert isinstance(statement.content, Framework)
    assert (statement.content.version, statement.content.licence) == ("2.0", "BSD-3-Clause")
    assert whole.violations == ()
    assert {each.provenance.source for each in whole.statements} == {FRAMEWORK}


@real
def test_loading_twice_and_by_file_says_the_same(whole: Loaded) -> None:
    assert load([REAL]).statements == whole.statements
    files = sorted(REAL.glob("*.json"))
    assert load(files).statements == whole.statements


@real
def test_places_are_those_of_the_records(whole: Loaded) -> None:
    lines = (REAL / "framework-2-0.json").read_text("utf-8").splitlines()
    for statement in of(whole, Kind.RESOURCE):
        provenance = statement.provenance
        assert lines[(provenance.row or 0) - 1][(provenance.column or 0) - 1] == "{"
        below = "".join(lines[(provenance.row or 0) - 1 : (provenance.row or 0) + 8])
        assert statement.id.rpartition("/")[2] in below


# small files


def record(model: str, number: int, **fields: object) -> dict[str, object]:
    named = {"name": f"{model} {number}", "slug": f"{model}-{number}", "description": ""}
    return {"model": f"main.{model}", "pk": number, "fields": named | fields}


def level(number: int) -> dict[str, object]:
    return record("skilllevel", number + 1, level=number)


def write(path: Path, *found: object, profile: list[dict[str, object]] | None = None) -> Path:
    (path / "framework-3-1-2.json").write_text(json.dumps(found), "utf-8")
    if profile is not None:
        user = {"user_id": 7, "role": "Tester", "name": "User 7", "user_data": profile}
        (path / "profile.json").write_text(json.dumps([user]), "utf-8")
    return path


def asked(skill: str, wanted: object) -> dict[str, object]:
    return {"skill": skill, "skill_level": wanted}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [(0, None), (0.4, None), (0.5, 1), (1, 1), (1.49, 1), (1.5, 2), (2.5, 3), (3, 3)],
)
def test_levels_are_rounded_half_up(tmp_path: Path, wanted: float, expected: int | None) -> None:
    levels = [level(number) for number in range(4)]
    write(tmp_path, record("skill", 1), *levels, profile=[asked("skill 1", wanted)])
    loaded = load([tmp_path])
    found = [each.content for each in of(loaded, Kind.REQUIREMENT)]
    assert [e.level for e in found if isinstance(e, Requirement)] == (
        [expected] if expected else []
    )
    assert loaded.fidelity.count(Fate.DROPPED, "requirement") == (expected is None)
    changed = expected is not None and wanted != expected
    assert loaded.fidelity.count(Fate.CHANGED, "requirement") == changed


def test_what_cannot_be_used_waits_with_its_reason_and_place(tmp_path: Path) -> None:
    write(
        tmp_path,
        record("skill", 1, learning_resources=[1, 9], related_skills=[1, 2, 9], competency=9),
        record("skill", 2, slug="a b"),
        record("skill", 3, name=" "),
        record("skill", 1, name="again"),
        record("skill", 4),
        record("skill", 5),
        record("learningresource", 1, url="no address", language="EN, es", provider=1),
        record("provider", 1),
        level(0),
        level(1),
        profile=[
            asked("skill 1 ", 1),
            asked("skill 1", 1),
            asked("unheard of", 1),
            asked("skill 4", 2),
            asked("skill 5", "high"),
        ],
    )
    loaded = load([tmp_path])
    waiting = {(t.kind, t.reason): t.count for t in loaded.fidelity.of(Fate.QUARANTINED)}
    unknown = "it names a record that the files do not have"
    assert waiting == {
        ("skill", "it has no name, or no slug"): 2,
        ("skill", "`pk` 1 is that of another"): 1,
        ("broader", unknown): 1,
        ("related skill", unknown): 2,
        ("learning resource of a skill", unknown): 1,
        ("requirement", "no skill has that name"): 1,
        ("requirement", "its skill comes twice"): 1,
        ("requirement", "its level is on no scale"): 2,
    }
    (resource,) = (each.content for each in of(loaded, Kind.RESOURCE))
    assert isinstance(resource, Resource)
    assert (resource.languages, resource.url) == (("en", "es"), None)
    assert (resource.titles[0].language, resource.provider) == ("en", "provider 1")
    assert loaded.fidelity.count(Fate.DROPPED, "learningresource.url") == 1
    (framework,) = (each.content for each in of(loaded, Kind.FRAMEWORK))
    assert isinstance(framework, Framework)
    assert framework.version == "3.1.2"


def test_a_related_skill_is_no_prerequisite(tmp_path: Path) -> None:
    write(tmp_path, record("skill", 1, related_skills=[2]), record("skill", 2))
    loaded = load([tmp_path])
    a, b = (Iri(f"{NAMESPACE}skill/skill-{n}") for n in (1, 2))
    assert [e.content for e in of(loaded, Kind.ALIGNMENT)] == [Alignment(a, b, Relation.RELATED)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[{"model": "main.skill", "pk": 1', "not JSON: `,` or `}` is missing"),
        ('[{"model": "main.skill", "pk": 1, "pk": 2}]', "the key `pk` is written twice"),
        ('[{"model": "main.skill"}]', "neither a record"),
        ('[{"model": "a", "pk": 1, "fields": {}}, 3]', "neither a record"),
        ("[]", "no list of records"),
        ("{}", "no list of records"),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError) as refusal:
        load([path], "direct")
    assert problem in refusal.value.problem
    assert refusal.value.row == 1


def test_levels_with_a_gap_are_refused(tmp_path: Path) -> None:
    write(tmp_path, record("skill", 1), level(1), level(3))
    with pytest.raises(SourceError, match="the levels are not numbered 1, 2, 3 …"):
        load([tmp_path])


def test_profiles_without_their_framework_wait(tmp_path: Path) -> None:
    write(tmp_path, profile=[asked("skill 1", 1)])
    loaded = load([tmp_path / "profile.json"])
    (tally,) = loaded.fidelity.of(Fate.QUARANTINED)
    assert (tally.count, tally.reason) == (1, "no skill has that name")
    assert tally.places == (Place((tmp_path / "profile.json").as_posix(), 1, 67),)
