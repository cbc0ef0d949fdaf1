"""What the command answers on the example curriculum: facts, forms and exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import jsonschema
import pytest
from api_runs import EXAMPLE, Waymark
from forgery.fields import forged, kind_of, places

PATH = ("path", "--role", "dp:data-analyst", "--learner", "dp:ada", "--start", "2026-11-25")


def conforms(waymark: Waymark, what: str, answer: object) -> None:
    """Check an answer against the schema that the command prints for it."""
    jsonschema.validate(answer, json.loads(waymark("schema", what).out))


def test_a_path_has_all_that_its_schema_says(example: Waymark) -> None:
    ran = example(*PATH, "--json")
    assert ran.code == 0
    conforms(example, "path", ran.answer)
    answer = ran.answer
    assert answer["outcome"] == "Found"
    assert answer["verified"]
    assert answer["bound"] == {"lower": 248.0, "status": "optimal", "gap": 0.0, "certified": True}
    assert answer["cost"]["hours"] == sum(step["hours"] for step in answer["steps"])
    assert [step["number"] for step in answer["steps"]] == list(range(1, 21))
    assert all(step["because"] for step in answer["steps"])


def test_equal_questions_have_equal_answers_but_for_the_seconds(example: Waymark) -> None:
    first, second = example(*PATH, "--json").answer, example(*PATH, "--json").answer
    assert {**first, "seconds": 0} == {**second, "seconds": 0}


def test_a_path_says_everything_a_person_wants_first(example: Waymark) -> None:
    said = example(*PATH).out
    assert "The way to data analyst" in said
    assert "248 h · 20 steps · 1,430 EUR" in said
    assert "provably the least" in said
    assert "proof checked" in said


def test_the_languages_of_a_learner_are_limits_unless_others_are_stated(example: Waymark) -> None:
    words = ("path", "--role", "dp:data-analyst", "--learner", "dp:emil", "--no-self-study")
    clash = example(*words, "--start", "2026-11-25", "--json")
    assert clash.code == 1
    conforms(example, "path", clash.answer)
    assert clash.answer["clash"] == ["language", "no-self-study"]
    assert clash.answer["repairs"]
    assert example(*words, "--language", "en,de", "--start", "2026-11-25", "--json").code == 0


def test_alternatives_are_other_paths(example: Waymark) -> None:
    answer = example(*PATH, "--alternatives", "2", "--json").answer
    taken = [
        frozenset(step["resource"] or step["self_study"] for step in each["steps"])
        for each in (answer, *answer["alternatives"])
    ]
    assert len(set(taken)) == len(taken) == 3
    assert all(each["cost"]["hours"] >= 248 for each in answer["alternatives"])
    assert len({each["digest"] for each in (answer, *answer["alternatives"])}) == 3


def test_a_certificate_is_verified_without_the_store(example: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "certificate.json"
    digest = example(*PATH, "--certificate", str(file), "--json").answer["digest"]
    verdict = example("verify", str(file), "--json")
    assert verdict.code == 0
    conforms(example, "verify", verdict.answer)
    assert verdict.answer["digest"] == digest
    forged = json.loads(file.read_text())
    forged["outcome"]["cost"]["minutes"] -= 60
    file.write_text(json.dumps(forged))
    refused = example("verify", str(file), "--json")
    assert refused.code == 1
    assert refused.answer["reasons"]


def test_whatever_is_altered_in_a_certificate_it_is_not_verified(
    example: Waymark, tmp_path: Path
) -> None:
    file = tmp_path / "certificate.json"
    example("path", "--goal", "dp:numeracy", "--certificate", str(file))
    original = file.read_bytes()
    document = json.loads(original)
    random = Random(7)
    one_of_each_kind = {kind_of(place): place for place in places(document)}
    del one_of_each_kind["waymark_certificate"]
    assert len(one_of_each_kind) > 60
    for place in one_of_each_kind.values():
        file.write_bytes(_without(original, place))
        ran = example("verify", str(file), "--json")
        assert ran.code == 1, (place, ran)
        assert ran.answer["reasons"]
        conforms(example, "verify", ran.answer)
        file.write_bytes(forged(original, place, random))
        ran = example("verify", str(file), "--json")
        # what has no order, or is true all the same, may still hold
        assert ran.code == (0 if ran.answer["verified"] else 1), (place, ran)


def _without(original: bytes, place: tuple[str | int, ...]) -> bytes:
    """Return the certificate without the value at that place."""
    document = json.loads(original)
    above = document
    for part in place[:-1]:
        above = above[part]
    del above[place[-1]]
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no JSON",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"waymark_certificate": 2}',
        b'{"waymark_certificate": "1"}',
        b'{"waymark_certificate": true}',
    ],
)
def test_what_does_not_claim_to_be_a_certificate_is_for_the_caller_to_mend(
    waymark: Waymark, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "file.json"
    file.write_bytes(content)
    ran = waymark("verify", str(file), "--json")
    assert ran.code == 2
    assert ran.answer["error"]["code"] == "SOURCE_ERROR"
    assert "not a certificate" in ran.answer["error"]["message"]


def test_what_claims_to_be_one_and_is_none_is_not_verified(
    waymark: Waymark, tmp_path: Path
) -> None:
    file = tmp_path / "file.json"
    file.write_text('{"waymark_certificate": 1}')
    ran = waymark("verify", str(file))
    assert ran.code == 1
    assert "not verified: it is damaged at $: `question` is missing" in ran.out


def test_a_gap_names_what_is_missing_and_what_is_hidden(example: Waymark) -> None:
    ran = example("gap", "--role", "data analyst", "--holds", "dp:sql@1,dp:data-ethics", "--json")
    assert ran.code == 0
    conforms(example, "gap", ran.answer)
    assert {"dp:sql@2", "dp:data-storytelling@1"} <= set(ran.answer["missing"])
    assert "dp:sql@1" not in ran.answer["missing"]
    assert "dp:data-ethics@1" in ran.answer["held"]
    assert ran.answer["hidden"]
    assert not set(ran.answer["hidden"]) & set(ran.answer["missing"])


def test_the_frontier_is_what_can_be_taken_now(example: Waymark) -> None:
    ran = example("frontier", "--learner", "dp:ada", "--role", "dp:data-analyst", "--json")
    assert ran.code == 0
    conforms(example, "frontier", ran.answer)
    titles = [item["title"] for item in ran.answer["items"]]
    assert "Analyst foundations" in titles
    assert "Exploration notebook" not in titles


def test_terms_are_found_with_typos_and_shown(example: Waymark) -> None:
    found = example("find", "statistcal infrence", "--json")
    conforms(example, "find", found.answer)
    assert found.answer["hits"][0]["id"] == "dp:inference"
    shown = example("show", "dp:inference", "--json")
    conforms(example, "show", shown.answer)
    assert shown.answer["needs"]
    assert shown.answer["provenance"]["row"]
    assert example("find", "zzzzqqqq").code == 1


def test_the_example_is_sound(example: Waymark) -> None:
    ran = example("doctor", "--json")
    conforms(example, "doctor", ran.answer)
    assert ran.code == 0
    assert ran.answer["findings"] == []


def test_a_second_load_makes_no_revision(example: Waymark) -> None:
    ran = example("load", str(EXAMPLE), "--json")
    assert ran.code == 0
    conforms(example, "check", ran.answer)
    assert ran.answer["revision"] == 1
    log = example("log", "--json")
    conforms(example, "log", log.answer)
    assert [each["revision"] for each in log.answer["revisions"]] == [1]


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld", "curriculum", "csv"])
def test_a_revision_leaves_in_every_form(example: Waymark, tmp_path: Path, form: str) -> None:
    file = tmp_path / "export"
    assert example("export", "--format", form, "--output", str(file)).code == 0
    assert file.stat().st_size > 10_000


def test_an_exported_curriculum_says_the_same(
    example: Waymark, waymark: Waymark, tmp_path: Path
) -> None:
    file = tmp_path / "export.yaml"
    example("export", "--format", "curriculum", "--output", str(file))
    before = example("log", "--json").answer["revisions"][0]["content"]
    again = tmp_path / "again.db"
    assert waymark("load", str(file), "--store", f"sqlite:///{again}").code == 0
    after = waymark("log", "--json", "--store", f"sqlite:///{again}").answer
    assert after["revisions"][0]["content"] == before
