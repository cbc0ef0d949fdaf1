"""Pruning and quarantine together lose nothing that was sound."""

from __future__ import annotations

from pathlib import Path

from api_runs import Waymark

SOUND = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: P}
competencies:
  - {id: ex:a, label: {en: A}, effort: PT1H}
  - {id: ex:b, label: {en: B}, effort: PT1H}
"""


def test_what_cannot_be_read_is_not_retracted(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(SOUND)
    assert waymark("load", str(file)).code == 0
    file.write_text(
        SOUND.replace("{id: ex:b, label: {en: B}, effort: PT1H}", "{id: ex:b, effort: long}")
    )
    ran = waymark("load", str(file), "--only-valid", "--prune", "--json")
    assert ran.code == 0
    assert ran.answer["quarantined"]
    assert waymark("show", "ex:b").code == 0


def test_what_a_file_says_no_more_is_told(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(SOUND)
    waymark("load", str(file))
    file.write_text(SOUND.replace("  - {id: ex:b, label: {en: B}, effort: PT1H}\n", ""))
    assert "kept all the same: 1 of what" in waymark("load", str(file)).out
    assert "no longer in the files" not in waymark("load", str(file), "--prune").out


def test_what_would_be_retracted_is_listed_before_it_is(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    extra = [f"  - {{id: ex:x{n}, label: {{en: X{n}}}, effort: PT1H}}\n" for n in range(50)]
    prerequisite = '    prerequisites: [{needs: ex:a, because: "why not"}]\n'
    long = SOUND + "  - id: ex:y\n    label: {en: Y}\n    effort: PT1H\n" + prerequisite
    file.write_text(long + "".join(extra))
    assert waymark("load", str(file)).code == 0
    file.write_text(SOUND)
    assert waymark("load", str(file), "--dry-run", "--json").answer["retracted"] == []
    foreseen = waymark("load", str(file), "--dry-run", "--prune", "--json").answer
    listed = foreseen["retracted"]
    assert len(listed) == foreseen["unsaid"] == 52
    assert [each["kind"] for each in listed] == ["competency"] * 51 + ["prerequisite"]
    assert listed[-1]["sentence"] == "“Y” needs “A”: why not."
    assert {each["file"] for each in listed} == {file.as_posix()}
    assert listed[50]["row"] == 7
    told = waymark("load", str(file), "--dry-run", "--prune").out
    assert "“X0” is a skill" in told
    assert "… and 12 more; `--json` has all" in told
    assert waymark("show", "ex:x0").code == 0
    assert waymark("load", str(file), "--prune", "--json").answer["retracted"] == listed
    assert waymark("show", "ex:x0").code == 2
