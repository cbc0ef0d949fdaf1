"""Findings that only follow from others are told apart: one mistake is told once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from api_runs import Waymark

SOUND = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: P}
scales:
  - {id: ex:s, progressive: true, levels: [{label: {en: one}}, {label: {en: two}}]}
competencies:
  - {id: ex:a, label: {en: A}, effort: PT1H}
  - {id: ex:group, label: {en: G}, kind: group}
  - id: ex:b
    label: {en: B}
    effort: PT1H
    scale: ex:s
    broader: [ex:group]
    prerequisites: [{level: 2, needs: "all(ex:a)", because: x}]
roles:
  - {id: ex:r, label: {en: R}, requires: [ex:a, {competency: ex:b, level: 2}]}
resources:
  - id: ex:x
    title: {en: X}
    kind: course
    effort: PT1H
    teaches: [ex:a, {competency: ex:b, level: 2, from: 0}]
    assesses: [ex:a]
    needs: ex:a
alignments:
  - {from: ex:a, to: "<https://example.org/elsewhere>", relation: close, approved-by: P}
"""

MISTAKES = {
    "prefix": ('ex: "https://example.org/"', "ex: nonsense"),
    "framework": ("licence: CC-BY-4.0", "licence: [CC-BY-4.0]"),
    "scale": ("progressive: true", "progressive: perhaps"),
    "competency": ("{en: A}, effort: PT1H", "{en: A}, effort: long"),
    "group": ("kind: group", "kind: groups"),
    "role": ("{id: ex:r, label: {en: R}", "{id: ex:r, label: {en: R}, code: [1]"),
    "resource": ("kind: course", "kind: [course]"),
}


def check(waymark: Waymark, tmp_path: Path, text: str, *words: str) -> dict[str, Any]:
    file = tmp_path / "file.yaml"
    file.write_text(text, encoding="utf-8")
    answer: dict[str, Any] = waymark(*(words or ("check",)), str(file), "--json").answer
    return answer


def test_the_curriculum_is_sound(waymark: Waymark, tmp_path: Path) -> None:
    answer = check(waymark, tmp_path, SOUND)
    assert answer["accepted"], answer
    assert answer["consequences"] == []


@pytest.mark.parametrize("family", MISTAKES)
def test_one_mistake_is_told_once(waymark: Waymark, tmp_path: Path, family: str) -> None:
    text = SOUND.replace(*MISTAKES[family])
    answer = check(waymark, tmp_path, text)
    assert not answer["accepted"]
    assert [each["shape"] for each in answer["violations"]] == ["file"], answer["violations"]
    told = waymark("check", str(tmp_path / "file.yaml"))
    assert told.code == 1
    assert "1 violation" in told.out
    if family not in {"role"}:
        assert answer["consequences"]
        assert "will be gone once these are mended" in told.out


@pytest.mark.parametrize("family", MISTAKES)
def test_what_is_left_out_takes_its_followers_along(
    waymark: Waymark, tmp_path: Path, family: str
) -> None:
    text = SOUND.replace(*MISTAKES[family])
    answer = check(waymark, tmp_path, text, "load", "--only-valid")
    assert [each["shape"] for each in answer["quarantined"]] == ["file"], answer["quarantined"]
    kept = waymark("quarantine", "--json").answer["quarantined"]
    assert len(kept) == 1 + len(answer["consequences"])


def test_what_a_contract_refuses_has_followers_too(waymark: Waymark, tmp_path: Path) -> None:
    text = SOUND.replace("broader: [ex:group]", "broader: [ex:nowhere]")
    answer = check(waymark, tmp_path, text, "load", "--only-valid")
    assert [each["value"] for each in answer["quarantined"]] == ["ex:nowhere"]
    follow = {each["value"] for each in answer["consequences"]}
    assert follow == {"ex:b"}


@pytest.mark.parametrize(
    ("sound", "wrong", "value"),
    [
        ("broader: [ex:group]", "broader: [ex:nowhere]", "ex:nowhere"),
        ("requires: [ex:a,", "requires: [ex:x,", "ex:x"),
        ("needs: ex:a\n", "needs: ex:r\n", "ex:r"),
    ],
)
def test_what_is_wrong_by_itself_is_no_consequence(
    waymark: Waymark, tmp_path: Path, sound: str, wrong: str, value: str
) -> None:
    for words in (("check",), ("load", "--only-valid", "--dry-run")):
        answer = check(waymark, tmp_path, SOUND.replace(sound, wrong), *words)
        causes = answer["violations"] + answer["quarantined"]
        assert value in {each["value"] for each in causes}, answer
        assert value not in {each["value"] for each in answer["consequences"]}
    both = SOUND.replace(sound, wrong).replace(*MISTAKES["scale"])
    answer = check(waymark, tmp_path, both)
    assert value in {each["value"] for each in answer["violations"]}
